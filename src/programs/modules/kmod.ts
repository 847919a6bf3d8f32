/** kmod under its own name: the list of modules, and the device nodes that modules would want (kmod(8), kmod 30). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { fail, unsupported, usageFailure } from '../mounts/failure.ts';
import type { Program } from '../program.ts';
import { kernelRelease } from '../system/kernel-facts.ts';
import { listModules } from './lsmod.ts';
import { KMOD_VERSION } from './modprobe.ts';

export const kmod: Program = {
  name: 'kmod',
  *run(p, m) {
    const [, command] = p.argv;
    switch (command) {
      case '-V':
      case '--version':
        yield* p.print(KMOD_VERSION);
        return 0;
      case 'list':
        return yield* listModules(p, m);
      case 'static-nodes':
        return yield* staticNodes(p, m);
      default:
        return yield* unsupported(p, m, command ?? 'no command');
    }
  },
};

/** depmod reads every module's symbols, which modules have none of here; what it would write is there already. */
export const depmod: Program = {
  name: 'depmod',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'aAb:m:o:C:E:F:euqrvnP:wVh', [
      'all=a',
      'quick=A',
      'basedir:=b',
      'version=V',
      'help=h',
      'verbose=v',
      'dry-run=n',
      'quiet=q',
    ]);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    if (options.some(({ name }) => name === 'V')) {
      yield* p.print(KMOD_VERSION);
      return 0;
    }
    const release = operands[0] ?? kernelRelease(m);
    if (
      options.every(({ name }) => name === 'a' || name === 'A' || name === 'q') &&
      !isErrno(p.stat(`/lib/modules/${release}/modules.dep`))
    )
      return 0;
    if (isErrno(p.stat(`/lib/modules/${release}`)))
      return yield* fail(
        p,
        m,
        1,
        `ERROR: could not open directory /lib/modules/${release}: No such file or directory`,
        { kind: 'path-missing', path: `/lib/modules/${release}` },
      );
    return yield* unsupported(p, m, p.argv.slice(1).join(' '));
  },
};

/** Nodes of modules.devname, for systemd-tmpfiles: opening one loads its module. */
function* staticNodes(p: Process, m: Machine): Task<number> {
  const { options, error } = getopt(p.argv.slice(1), 'o:f:h', ['output:=o', 'format:=f', 'help=h']);
  const format = options.findLast(({ name }) => name === 'f')?.value ?? 'human';
  const output = options.findLast(({ name }) => name === 'o')?.value;
  if (error !== undefined || format !== 'tmpfiles') return yield* unsupported(p, m, p.argv.slice(1).join(' '));
  const path = `/lib/modules/${kernelRelease(m)}/modules.devname`;
  const text = p.readFile(path);
  if (isErrno(text)) {
    yield* p.warn(`Warning: ${path} not found - ignoring\n`);
    return 0;
  }
  const directories = new Set<string>();
  let lines = '';
  for (const line of text.split('\n')) {
    const [, , node, type, number] = /^(\S+) (\S+) ([bc])(\d+:\d+)$/.exec(line) ?? [];
    if (node === undefined) continue;
    const slash = node.lastIndexOf('/');
    if (slash > 0 && !directories.has(node.slice(0, slash))) {
      directories.add(node.slice(0, slash));
      lines += `d /dev/${node.slice(0, slash)} 0755 - - -\n`;
    }
    lines += `${type}! /dev/${node} 0600 - - - ${number}\n`;
  }
  if (output === undefined) yield* p.print(lines);
  else {
    p.mkdir(output.slice(0, output.lastIndexOf('/')), 0o755);
    const written = p.writeFile(output, lines);
    if (isErrno(written)) return yield* fail(p, m, 1, `Error: could not create ${output} - ${written.message}`);
  }
  return 0;
}
