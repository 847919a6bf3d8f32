/** How systemd's tools get a password: on the terminal if they have one, else through an agent. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { TIME_UNITS_US } from '../../machine/systemd/settings.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { askOnTerminal } from './terminal-question.ts';

export interface PasswordPrompt {
  readonly message: string;
  readonly icon?: string | undefined;
  readonly id?: string | undefined;
  readonly acceptCached?: boolean;
  readonly echo?: 'masked' | 'yes' | 'no';
  readonly emoji?: boolean;
  /** Instant; undefined waits for ever. */
  readonly untilUs?: number | undefined;
  readonly useTerminal: boolean;
}

export type PasswordAnswer =
  | { readonly kind: 'passwords'; readonly passwords: readonly string[] }
  | { readonly kind: 'failed' /** strerror(3) text. */; readonly why: string };

const TIMER_EXPIRED: PasswordAnswer = { kind: 'failed', why: 'Timer expired' };
const CANCELED: PasswordAnswer = { kind: 'failed', why: 'Operation canceled' };

export function* askPassword(p: Process, m: Machine, prompt: PasswordPrompt): Task<PasswordAnswer> {
  if (prompt.useTerminal && p.isatty(0)) return yield* onTerminal(p, m, prompt);
  const reply = yield* m.passwords.ask({
    pid: p.pid,
    message: prompt.message,
    acceptCached: prompt.acceptCached ?? false,
    echo: prompt.echo === 'yes',
    silent: prompt.echo === 'no',
    notAfterUs: prompt.untilUs ?? 0,
    ...(prompt.icon === undefined ? {} : { icon: prompt.icon }),
    ...(prompt.id === undefined ? {} : { id: prompt.id }),
  });
  if (!reply) return TIMER_EXPIRED;
  return reply.kind === 'cancelled' ? CANCELED : { kind: 'passwords', passwords: reply.passwords };
}

function* onTerminal(p: Process, m: Machine, prompt: PasswordPrompt): Task<PasswordAnswer> {
  const opened = p.open('/dev/tty', { read: true, write: true });
  const fd = isErrno(opened) ? 0 : opened;
  const answer = yield* askOnTerminal(p, m, fd, {
    message: prompt.message,
    echo: prompt.echo ?? 'masked',
    emoji: prompt.emoji ?? true,
    untilUs: prompt.untilUs,
  });
  if (!isErrno(opened)) p.close(opened);
  switch (answer.kind) {
    case 'typed':
      return { kind: 'passwords', passwords: [answer.text] };
    case 'timeout':
      return TIMER_EXPIRED;
    case 'failed':
      return { kind: 'failed', why: answer.errno.message };
    default:
      return CANCELED;
  }
}

/** Seconds with an optional unit, as systemd.time(7) spells them; infinite for 0 and `infinity`; an errno for anything else. */
export function parseTimeout(text: string): { readonly us: number | undefined } | Errno {
  const trimmed = text.trim();
  if (trimmed === 'infinity') return { us: undefined };
  if (trimmed === '') return Errno.EINVAL;
  let us = 0;
  let rest = trimmed;
  while (rest !== '') {
    const found = /^(\d+(?:\.\d*)?|\.\d+)\s*([a-z\xc2\xb5]*)\s*/.exec(rest);
    const unit = found ? TIME_UNITS_US.get(found[2]!) : undefined;
    if (!found || unit === undefined) return Errno.EINVAL;
    us += Number(found[1]) * unit;
    rest = rest.slice(found[0].length);
  }
  return { us: us === 0 ? undefined : Math.round(us) };
}
