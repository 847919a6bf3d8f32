/** Where cryptsetup reads a passphrase from: a key file, standard input, a terminal. */
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { CryptsetupCall } from './cryptsetup.ts';

/** A failed read has been told already; its status. */
export type KeyInput =
  | {
      readonly kind: 'key';
      readonly bytes: string /** From a terminal: a wrong one may be typed again. */;
      readonly interactive: boolean;
    }
  | { readonly kind: 'failed'; readonly status: number };

const MAX_PASSPHRASE = 512;
const MAX_KEY_BYTES = 8 * 2 ** 20;

/**
 * @param prompt what is asked on a terminal: `Enter passphrase for DEVICE: `.
 * @param keyFile null: not from a file, whatever the options say.
 */
export function* readPassphrase(
  call: CryptsetupCall,
  prompt: string,
  keyFile: string | null | undefined = call.options.get('key-file'),
): Task<KeyInput> {
  if (keyFile !== undefined && keyFile !== null && keyFile !== '-') return yield* fromFile(call, keyFile);
  if (keyFile === '-') return yield* wholeInput(call);
  if (!call.p.isatty(0)) return yield* lineOfInput(call);
  return yield* fromTerminal(call, prompt);
}

function* fromFile(call: CryptsetupCall, path: string): Task<KeyInput> {
  const content = call.p.readFile(path);
  if (isErrno(content))
    return { kind: 'failed', status: yield* call.fail(1, 'Failed to open key file.', { kind: 'path-missing', path }) };
  return { kind: 'key', bytes: cut(call, content), interactive: false };
}

/** The part of a key that the options name. */
function cut(call: CryptsetupCall, bytes: string): string {
  const offset = Number(call.options.get('keyfile-offset') ?? 0);
  const size = Number(call.options.get('keyfile-size') ?? 0);
  return bytes.slice(offset, size === 0 ? undefined : offset + size);
}

function* wholeInput(call: CryptsetupCall): Task<KeyInput> {
  let bytes = '';
  while (bytes.length < MAX_KEY_BYTES) {
    const more = yield* call.p.read(0, 4096);
    if (isErrno(more) || more === '') break;
    bytes += more;
  }
  return { kind: 'key', bytes: cut(call, bytes), interactive: false };
}

/** Up to the first newline; more is left unread only on a terminal. */
function* lineOfInput(call: CryptsetupCall): Task<KeyInput> {
  let line = '';
  for (;;) {
    const byte = yield* call.p.read(0, 1);
    if (isErrno(byte) || byte === '' || byte === '\n') {
      if (line === '' && byte !== '\n')
        return {
          kind: 'failed',
          status: yield* call.fail(1, 'Nothing to read on input.', {
            kind: 'no-answer',
            prompt: 'passphrase on standard input',
          }),
        };
      return { kind: 'key', bytes: line, interactive: false };
    }
    line += byte;
  }
}

function* fromTerminal(call: CryptsetupCall, prompt: string): Task<KeyInput> {
  const { p, m, options } = call;
  const seconds = Number(options.get('timeout') ?? 0);
  const untilUs = seconds === 0 ? undefined : p.kernel.clock.nowUs + seconds * 1_000_000;
  yield* p.write(2, prompt);
  m.console.setEcho(false, { text: prompt, announced: false });
  let line = '';
  let interrupted = false;
  p.onSignal('INT', () => {
    interrupted = true;
  });
  try {
    for (;;) {
      const byte = interrupted ? '' : p.tryRead(0, 1);
      if (byte === '\n') break;
      if (byte === undefined) {
        if (untilUs !== undefined && p.kernel.clock.nowUs >= untilUs)
          return { kind: 'failed', status: yield* call.fail(1, '', { kind: 'no-answer', prompt }) };
        const { readable } = p.descriptor(0)!;
        yield {
          on: [...(readable ? [readable] : []), p.signalled],
          ...(untilUs === undefined ? {} : { untilUs }),
          why: `an answer typed to "${prompt.trim()}"`,
        };
        continue;
      }
      if (isErrno(byte) || byte === '')
        return {
          kind: 'failed',
          status: yield* call.fail(1, 'Error reading passphrase from terminal.', { kind: 'no-answer', prompt }),
        };
      if (line.length < MAX_PASSPHRASE) line += byte;
    }
  } finally {
    p.onSignal('INT', 'default');
    m.console.setEcho(true);
  }
  yield* p.write(2, '\n');
  return { kind: 'key', bytes: line, interactive: true };
}
