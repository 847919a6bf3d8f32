/** Small programs that set a system up: kernel variables, the console's font and keys, filesystem checks, links that generators make. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { lastValue, options } from '../../machine/systemd/command-line.ts';
import { mangle } from '../../machine/systemd/unit-name.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { configurationFiles } from './configuration-files.ts';

/** systemd-sysctl(8): writes what sysctl.d says; variables that are not there do not matter. */
export const systemdSysctl: Program = {
  name: 'systemd-sysctl',
  *run(p: Process): Task<number> {
    for (const path of configurationFiles(p, 'sysctl.d')) {
      const text = p.readFile(path);
      if (isErrno(text)) continue;
      for (const line of text.split('\n')) {
        const [, key, value] = /^\s*-?\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
        if (key !== undefined) p.writeFile(`/proc/sys/${key.replaceAll('.', '/')}`, `${value}\n`);
      }
    }
    return 0;
  },
};

export const systemdVconsoleSetup: Program = { name: 'systemd-vconsole-setup', run: () => 0 };

/** systemd-fsck(8): filesystems here are clean, and types without a checker are left alone. */
export const systemdFsck: Program = {
  name: 'systemd-fsck',
  *run(p: Process, m: Machine): Task<number> {
    const device = p.argv[1];
    if (device === undefined) return 0;
    const stat = p.stat(device);
    if (isErrno(stat)) {
      yield* p.warn(`Failed to stat ${device}: ${stat.message}\n`);
      return 1;
    }
    const content = stat.rdev === undefined ? undefined : m.block.byNode(...stat.rdev)?.content;
    const type = content?.kind === 'filesystem' ? content.type : undefined;
    const checked = type !== undefined && p.access(`/sbin/fsck.${type}`, 'x') === true;
    if (type !== undefined && !checked)
      yield* p.warn(`fsck.${type} doesn't exist, not checking file system on ${device}.\n`);
    return 0;
  },
};

/** systemd-gpt-auto-generator(8): finds nothing to do when the root is named or the firmware did not tell which disk it booted from. */
export const systemdGptAutoGenerator: Program = {
  name: 'systemd-gpt-auto-generator',
  *run(p: Process, m: Machine): Task<number> {
    const text = p.readFile('/proc/cmdline');
    if (!isErrno(text) && /^gpt-auto/.test(lastValue(text, 'root')?.value ?? '')) {
      m.trace.add(p.pid, { kind: 'unsupported', what: 'systemd-gpt-auto-generator', detail: 'root=gpt-auto' });
      return 1;
    }
    return 0;
  },
};

/** systemd-debug-generator(8): `rd.systemd.mask=`, `rd.systemd.wants=`. */
export const systemdDebugGenerator: Program = {
  name: 'systemd-debug-generator',
  *run(p: Process, m: Machine): Task<number> {
    const text = p.readFile('/proc/cmdline');
    const directory = p.argv[2] ?? '/tmp';
    for (const { key, value } of isErrno(text) ? [] : options(text).filter(({ key }) => key.startsWith('systemd.'))) {
      if (key === 'systemd.mask' && value !== undefined) p.symlink('/dev/null', `${directory}/${mangle(value)}`);
      else if (key === 'systemd.wants' && value !== undefined) {
        p.mkdir(`${directory}/initrd.target.wants`, 0o755);
        p.symlink(`/usr/lib/systemd/system/${mangle(value)}`, `${directory}/initrd.target.wants/${mangle(value)}`);
      } else if (/^systemd\.(?:debug-shell|break)/.test(key))
        m.trace.add(p.pid, { kind: 'unsupported', what: 'systemd-debug-generator', detail: key });
    }
    return 0;
  },
};
