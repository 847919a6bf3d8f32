/** `systemctl daemon-reload`: generators run again, all unit files are read again. */
import type { Task } from '../../kernel/task.ts';
import { runEnvironmentGenerators, runGenerators } from './generators.ts';
import type { Pid1 } from './pid1.ts';

export function* daemonReload(pid1: Pid1): Task {
  pid1.log('Reloading.');
  yield* runEnvironmentGenerators(pid1);
  yield* runGenerators(pid1);
  pid1.units.reload();
  pid1.watchPaths();
}
