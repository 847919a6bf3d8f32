/** A question asked on a terminal as systemd's tools ask it: hidden, masked with asterisks, given up in time. */
import type { Process } from '../../kernel/process.ts';
import type { Task, WaitQueue } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';

export interface TerminalQuestion {
  /** Without the hint about the TAB key. */
  readonly message: string;
  /** What is shown of the typed text. */
  readonly echo: 'masked' | 'yes' | 'no';
  /** A lock before the message, where the locale can show it. */
  readonly emoji: boolean;
  readonly untilUs?: number | undefined;
  /** The question is known already, so asking it here is no other one. */
  readonly announced?: boolean;
  /** Somebody else has answered; asked whenever the queue is woken. */
  readonly abandoned?: () => boolean;
  readonly abandonedOn?: WaitQueue;
}

export type TerminalAnswer =
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'end-of-file' | 'timeout' | 'abandoned' }
  | { readonly kind: 'failed'; readonly errno: Errno };

const HINT = '(press TAB for no echo) ';
const ERASE = '\b \b';
/** LOCK WITH KEY in UTF-8. */
const LOCK = '\xf0\x9f\x94\x90 ';
const PLAIN_PROMPT = 'Password: ';

/** Asks on the terminal that a descriptor is open on. */
export function* askOnTerminal(p: Process, m: Machine, fd: number, question: TerminalQuestion): Task<TerminalAnswer> {
  const { untilUs, abandoned, abandonedOn } = question;
  const prompt = question.message === '' ? PLAIN_PROMPT : `${question.message} `;
  yield* p.write(
    fd,
    `${question.emoji && hasUnicodeLocale(p) ? LOCK : ''}${prompt}${question.echo === 'masked' ? HINT : ''}`,
  );
  m.console.setEcho(false, { text: question.message || PLAIN_PROMPT.trim(), announced: question.announced ?? false });
  let typed = '';
  try {
    for (;;) {
      const bytes = p.tryRead(fd, 1);
      if (isErrno(bytes)) return { kind: 'failed', errno: bytes };
      if (bytes === '') {
        yield* p.write(fd, `${question.echo === 'masked' ? ERASE.repeat(HINT.length) : ''}(skipped)\n`);
        return { kind: 'end-of-file' };
      }
      if (bytes !== undefined) {
        if (bytes === '\n') break;
        typed += bytes;
        continue;
      }
      if (abandoned?.()) {
        yield* p.write(fd, '\n');
        return { kind: 'abandoned' };
      }
      if (untilUs !== undefined && p.kernel.clock.nowUs >= untilUs) {
        yield* p.write(fd, '\n');
        return { kind: 'timeout' };
      }
      const file = p.descriptor(fd)!;
      yield {
        on: [...(file.readable ? [file.readable] : []), ...(abandonedOn ? [abandonedOn] : [])],
        ...(untilUs === undefined ? {} : { untilUs }),
        why: `an answer typed to "${question.message}"`,
      };
    }
  } finally {
    m.console.setEcho(true);
  }
  const shown = question.echo === 'yes' ? typed : question.echo === 'no' ? '' : '*'.repeat(typed.length);
  yield* p.write(fd, `${question.echo === 'masked' && typed !== '' ? ERASE.repeat(HINT.length) : ''}${shown}\n`);
  return { kind: 'typed', text: typed };
}

/** The locale of the process shows UTF-8. */
function hasUnicodeLocale(p: Process): boolean {
  const locale = ['LC_ALL', 'LC_CTYPE', 'LANG']
    .map((name) => p.env.get(name))
    .find((value) => value !== undefined && value !== '');
  return /utf-?8/i.test(locale ?? '');
}
