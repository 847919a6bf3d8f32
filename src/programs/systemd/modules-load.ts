/** systemd-modules-load(8): loads the modules that files and the kernel command line name. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { options } from '../../machine/systemd/command-line.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { configurationFiles } from './configuration-files.ts';

export const systemdModulesLoad: Program = { name: 'systemd-modules-load', run };

function* run(p: Process, m: Machine): Task<number> {
  const text = p.readFile('/proc/cmdline');
  const modules = isErrno(text)
    ? []
    : options(text)
        .filter(({ key }) => key === 'modules-load')
        .flatMap(({ value }) => (value ?? '').split(','));
  const files = p.argv.length > 1 ? p.argv.slice(1) : configurationFiles(p, 'modules-load.d');
  for (const path of files) {
    const content = p.readFile(path);
    if (isErrno(content)) continue;
    modules.push(
      ...content
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !/^[#;]/.test(line)),
    );
  }
  let status = 0;
  for (const name of modules.filter(Boolean)) {
    if (m.modules.has(name)) continue;
    const child = p.spawn('/sbin/modprobe', ['modprobe', '-q', name]);
    const ended = isErrno(child) ? child : yield* p.wait(child.pid);
    if (!isErrno(ended) && ended.status === 0) yield* p.warn(`Inserted module '${name}'\n`);
    else {
      yield* p.warn(`Failed to find module '${name}'\n`);
      // A module that is not there is told and does not matter.
      status = isErrno(ended) ? 1 : status;
    }
  }
  return status;
}
