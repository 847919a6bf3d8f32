/** What pid 1 does before its loop: environment, generators, the job for the default target. */
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { lastValue } from './command-line.ts';
import { runEnvironmentGenerators, runGenerators } from './generators.ts';
import type { Pid1 } from './pid1.ts';

export function* startUp(pid1: Pid1): Task {
  const { p } = pid1;
  for (const fd of [0, 1, 2]) if (p.descriptor(fd) === undefined) p.open('/dev/null', { read: true, write: true });
  const initramfs = !isErrno(p.stat('/etc/initrd-release'));
  pid1.log('systemd running in system mode.');
  pid1.log('Detected architecture x86-64.');
  if (initramfs) pid1.log('Running in initrd.');
  pid1.log(`Hostname set to <${pid1.facts.hostname}>.`);
  for (const directory of ['/run/systemd', '/run/systemd/system', '/run/lock']) p.mkdir(directory, 0o755);
  locale(pid1);
  yield* runEnvironmentGenerators(pid1);
  yield* runGenerators(pid1);
  pid1.units.get('-.mount');
  pid1.units.get('-.slice');
  pid1.units.get('system.slice');
  queueDefault(pid1, initramfs);
  pid1.watchPaths();
}

/** `locale.LANG=` and the like on the command line, else the C locale in UTF-8. */
function locale(pid1: Pid1): void {
  const given = lastValue(pid1.commandLine, 'locale.LANG')?.value;
  pid1.environment.set('LANG', given ?? 'C.UTF-8');
}

/** Starts the default target, or what the command line names in its place; the emergency target when that cannot be. */
function queueDefault(pid1: Pid1, initramfs: boolean): void {
  const asked = lastValue(pid1.commandLine, initramfs ? 'rd.systemd.unit' : 'systemd.unit')?.value;
  const names = [asked ?? (initramfs ? 'initrd.target' : 'default.target'), 'emergency.target'];
  for (const name of names) {
    const unit = pid1.units.get(name);
    const added = unit ? pid1.jobs.add(unit, 'start', 'isolate') : undefined;
    const job =
      added && 'error' in added && added.error === 'no-isolation' && unit
        ? pid1.jobs.add(unit, 'start', 'replace')
        : added;
    if (job && !('error' in job)) {
      pid1.log(`Queued start job for default target ${unit!.id}.`);
      return;
    }
    pid1.log(`Failed to queue default startup job: ${job ? job.message : `Unit ${name} not found.`}`, undefined, 1);
  }
}
