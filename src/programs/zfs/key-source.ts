/** Reading key material from a keylocation: a file, standard input, a terminal with its prompts, the network. */
import type { Task } from '../../kernel/task.ts';
import type { KeyFormat } from '../../machine/zfs/encryption.ts';
import { isRefusal, Refusal } from '../../machine/zfs/refusal.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Call } from './call.ts';
import { fromNetwork } from './network-key.ts';

/** One byte more than a raw key has, so that a longer one is noticed. */
const RAW_READ_BYTES = 33;
const PROMPTS: Readonly<Record<KeyFormat, string>> = { raw: 'raw key', hex: 'hex key', passphrase: 'passphrase' };

export interface KeyRequest {
  readonly format: KeyFormat;
  readonly location: string;
  /** Dataset named in the prompt. */
  readonly dataset: string;
  /** A new key: a terminal asks twice. */
  readonly fresh?: boolean;
  /** An error of the C library is still around from an earlier key (`-a`, `-r`), so that an empty file counts as unreadable. */
  readonly staleError?: boolean;
}

export interface KeyMaterial {
  readonly material: string;
  /** Read from a terminal: a wrong one may be typed again. */
  readonly interactive: boolean;
}

/** The text of the Refusal follows `Key load error: `. */
export function* readKey(call: Call, request: KeyRequest): Task<KeyMaterial | Refusal> {
  const { location } = request;
  if (location === 'prompt') return yield* fromStandardInput(call, request);
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(location)?.[1];
  switch (scheme) {
    case 'file':
      return fromFile(call, request, location.slice('file://'.length));
    case 'http':
    case 'https':
      return material(fromNetwork(call, location));
    case undefined:
      return new Refusal('Invalid keylocation');
    default:
      return new Refusal('URI scheme is not supported');
  }
}

const material = (got: string | Refusal): KeyMaterial | Refusal =>
  isRefusal(got) ? got : { material: got, interactive: false };

function fromFile(call: Call, request: KeyRequest, path: string): KeyMaterial | Refusal {
  const content = call.p.readFile(path);
  if (isErrno(content)) {
    if (content.name === 'EISDIR')
      return new Refusal('encryption failure', { kind: 'other', text: `${path} is a directory` });
    return new Refusal(
      `Failed to open key material file: ${content.message}`,
      content.name === 'ENOENT' ? { kind: 'path-missing', path } : undefined,
    );
  }
  if (content === '' && request.staleError === true) return new Refusal('encryption failure');
  return { material: request.format === 'raw' ? content.slice(0, RAW_READ_BYTES) : content, interactive: false };
}

function* fromStandardInput(call: Call, request: KeyRequest): Task<KeyMaterial | Refusal> {
  if (!call.p.isatty(0)) {
    const material = request.format === 'raw' ? yield* readBytes(call, RAW_READ_BYTES) : yield* readLine(call);
    // At its end, the terminal test's own error is what is left to report.
    return material === ''
      ? new Refusal('encryption failure', { kind: 'no-answer', prompt: promptFor(request, 'Enter') })
      : { material, interactive: false };
  }
  const first = yield* ask(call, request, 'Enter');
  if (isRefusal(first) || request.fresh !== true)
    return isRefusal(first) ? first : { material: first, interactive: true };
  const again = yield* ask(call, request, 'Re-enter');
  if (isRefusal(again)) return again;
  return again === first ? { material: first, interactive: true } : new Refusal('Provided keys do not match.');
}

const promptFor = (request: KeyRequest, verb: 'Enter' | 'Re-enter'): string =>
  `${verb} ${request.fresh === true ? 'new ' : ''}${PROMPTS[request.format]} for '${request.dataset}':`;

function* ask(call: Call, request: KeyRequest, verb: 'Enter' | 'Re-enter'): Task<string | Refusal> {
  call.print(promptFor(request, verb));
  yield* call.flush();
  const echoed = call.m.console.setEcho?.(false);
  const typed = yield* readLine(call);
  if (echoed !== undefined) call.m.console.setEcho?.(true);
  call.print('\n');
  yield* call.flush();
  return typed === ''
    ? new Refusal('encryption failure', { kind: 'no-answer', prompt: promptFor(request, verb) })
    : typed.replace(/\n$/, '');
}

/** A line with its newline, byte by byte so that the rest stays for the next reader; '' at the end of input. */
function* readLine(call: Call): Task<string> {
  let line = '';
  for (;;) {
    const byte = yield* call.p.read(0, 1);
    if (isErrno(byte) || byte === '') return line;
    line += byte;
    if (byte === '\n') return line;
  }
}

function* readBytes(call: Call, count: number): Task<string> {
  let bytes = '';
  while (bytes.length < count) {
    const more = yield* call.p.read(0, count - bytes.length);
    if (isErrno(more) || more === '') break;
    bytes += more;
  }
  return bytes;
}
