/** timeout: runs a program and ends it when it takes too long. */
import { SIGNALS, signalName } from '../../kernel/signals.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { spawnByName } from '../text/lookup.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { parseDuration } from '../text/numbers.ts';
import { quote, quoteAlways } from '../text/quote.ts';

const TIMED_OUT = 124;
const CANCELED = 125;

const parseSignal = (text: string): string | undefined => {
  if (/^\d+$/.test(text)) return signalName(Number(text) & 127);
  const name = text.toUpperCase().replace(/^SIG/, '');
  return name in SIGNALS ? name : undefined;
};

export const timeout: Program = {
  name: 'timeout',
  run: function* (p) {
    const { options, operands, error } = getopt(
      p.argv,
      'k:s:v',
      ['kill-after:=k', 'signal:=s', 'verbose=v', 'foreground', 'preserve-status', 'help', 'version'],
      { permute: false },
    );
    let signal = 'TERM';
    let killUs: number | undefined;
    let [verbose, preserve] = [false, false];
    const invalid = (text: string) => usageError(p, `invalid time interval ${quote(text)}`, CANCELED);
    for (const { name, value } of options) {
      if (name === 's') {
        const parsed = parseSignal(value!);
        if (parsed === undefined) return yield* usageError(p, `${quote(value!)}: invalid signal`, CANCELED);
        signal = parsed;
      } else if (name === 'k') {
        killUs = parseDuration(value!);
        if (killUs === undefined) return yield* invalid(value!);
      } else if (name === 'v') verbose = true;
      else if (name === 'preserve-status') preserve = true;
      else if (name !== 'foreground') return yield* unsupportedOption(p, name, CANCELED);
    }
    if (error !== undefined) return yield* usageError(p, error, CANCELED);
    if (operands.length < 2) {
      yield* p.warn(`Try '${p.argv[0]} --help' for more information.\n`);
      return CANCELED;
    }
    const limitUs = parseDuration(operands[0]!);
    if (limitUs === undefined) return yield* invalid(operands[0]!);
    const command = operands.slice(1);
    const child = spawnByName(p, command);
    if (isErrno(child))
      return yield* complain(
        p,
        `failed to run command ${quoteAlways(command[0]!)}: ${child.message}`,
        child === Errno.ENOENT ? 127 : 126,
      );
    const now = () => p.kernel.clock.nowUs;
    let untilUs = limitUs === 0 ? Number.POSITIVE_INFINITY : now() + limitUs;
    let [timedOut, killed, next] = [false, false, signal];
    // What the caller of timeout sends goes on to the program.
    let forwarded: string | undefined;
    for (const name of ['TERM', 'INT', 'HUP', 'QUIT', 'ALRM']) p.onSignal(name, () => (forwarded = name));
    for (;;) {
      const ended = p.tryWait(child.pid);
      if (isErrno(ended)) return CANCELED;
      if (ended) {
        if (!timedOut || preserve) return ended.status;
        return ended.signal === 'KILL' || killed ? 137 : TIMED_OUT;
      }
      if (forwarded !== undefined) {
        p.kill(child.pid, forwarded);
        forwarded = undefined;
      } else if (now() >= untilUs) {
        timedOut = true;
        if (next === 'KILL') killed = true;
        if (verbose) yield* complain(p, `sending signal ${next} to command ${quoteAlways(command[0]!)}`);
        p.kill(child.pid, next);
        p.kill(child.pid, 'CONT');
        untilUs = killUs !== undefined && !killed ? now() + killUs : Number.POSITIVE_INFINITY;
        next = 'KILL';
        continue;
      }
      yield {
        on: [p.childEnded, p.signalled],
        ...(Number.isFinite(untilUs) ? { untilUs } : {}),
        why: `the end of ${command[0]}`,
      };
    }
  },
};
