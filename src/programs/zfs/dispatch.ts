/** What `zfs` and `zpool` have in common before a subcommand runs: module check, usage, finding the subcommand. */
import type { Process } from '../../kernel/process.ts';
import { settle, type Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { Call, parseOptions, type Subcommand } from './call.ts';
import { remember } from './pool-history.ts';
import { subcommandNames } from './usage-texts.ts';

/** Loading libzfs and opening /dev/zfs. */
export const ZFS_START_US = 50_000;

export const MODULES_NOT_LOADED =
  "The ZFS modules are not loaded.\nTry running '/sbin/modprobe zfs' as root to load them.\n";

export interface Suite {
  readonly name: 'zfs' | 'zpool';
  readonly subcommands: readonly Subcommand[];
  /** The usage text of the whole program. */
  readonly usage: string;
}

/** Runs one command line. */
export function* dispatch(suite: Suite, p: Process, m: Machine): Task<number> {
  const word = p.argv[1];
  const failed = (reason: string): void => {
    m.trace.add(p.pid, {
      kind: 'program.failed',
      program: suite.name,
      argv: p.argv,
      reason: { kind: 'usage', text: reason },
    });
  };
  if (word === undefined) {
    failed('missing command');
    yield* p.warn(`missing command\n${suite.usage}`);
    return 2;
  }
  if (word === '-?' || word === '--help') {
    yield* p.print(suite.usage);
    return 0;
  }
  if (!m.zfs.moduleLoaded) {
    m.trace.add(p.pid, {
      kind: 'program.failed',
      program: suite.name,
      argv: p.argv,
      reason: { kind: 'other', text: 'The ZFS modules are not loaded.' },
    });
    yield* p.warn(MODULES_NOT_LOADED);
    return 1;
  }
  const named = word === '-V' || word === '--version' ? 'version' : word;
  const command = suite.subcommands.find((c) => c.names.includes(named));
  if (!command) {
    if (subcommandNames(suite.usage).includes(named)) {
      m.trace.add(p.pid, { kind: 'unsupported', what: `${suite.name} ${named}`, detail: p.argv.join(' ') });
      yield* p.warn(`${suite.name}: ${named} is not modelled\n`);
      return 2;
    }
    failed(`unrecognized command '${named}'`);
    yield* p.warn(`unrecognized command '${named}'\n${suite.usage}`);
    return 2;
  }
  const parsed = parseOptions(p.argv.slice(1), command.options, command.long);
  const call = new Call(
    p,
    m,
    suite.usage,
    command,
    typeof parsed === 'string' ? [] : parsed.given,
    typeof parsed === 'string' ? [] : parsed.operands,
  );
  const status =
    typeof parsed === 'string'
      ? call.usage(parsed.startsWith('missing') ? (command.missingArgument ?? parsed) : parsed)
      : yield* settle(command.run(call));
  if (status === 0) remember(m.zfs, p, suite.name, command.names[0]!);
  return yield* call.finish(status);
}
