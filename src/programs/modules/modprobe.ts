/** modprobe: loads and unloads kernel modules with what they need (modprobe(8), kmod 30). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { moduleName } from '../../machine/modules/kernel-modules.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { fail, unsupportedOption } from '../mounts/failure.ts';
import { type ModuleFile, type ModuleIndex, missingNeed, moduleIndex, resolveModule } from '../mounts/module-index.ts';
import type { Program } from '../program.ts';
import { kernelRelease } from '../system/kernel-facts.ts';
import { type ModprobeConfig, readModprobeConfig } from './modprobe-config.ts';

const SHORT = 'arRibfDcnC:d:S:sqvVh';
const LONG = [
  'all=a',
  'remove=r',
  'remove-dependencies',
  'resolve-alias=R',
  'first-time',
  'ignore-install=i',
  'ignore-remove=i',
  'use-blacklist=b',
  'force=f',
  'force-modversion',
  'force-vermagic',
  'show-depends=D',
  'showconfig=c',
  'show-config=c',
  'show-modversions',
  'dump-modversions',
  'dry-run=n',
  'show=n',
  'config:=C',
  'dirname:=d',
  'set-version:=S',
  'syslog=s',
  'quiet=q',
  'verbose=v',
  'version=V',
  'help=h',
];
const NOT_MODELLED = ['c', 'show-modversions', 'dump-modversions', 'C', 'd', 'h', 'remove-dependencies'];
export const KMOD_VERSION = 'kmod version 30\n+ZSTD +XZ -ZLIB +LIBCRYPTO -EXPERIMENTAL\n';

interface Call {
  readonly p: Process;
  readonly m: Machine;
  readonly index: ModuleIndex;
  readonly config: ModprobeConfig;
  readonly has: (option: string) => boolean;
}

export const modprobe: Program = {
  name: 'modprobe',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, SHORT, LONG);
    if (error !== undefined) {
      m.trace.add(p.pid, {
        kind: 'program.failed',
        program: 'modprobe',
        argv: p.argv,
        reason: { kind: 'usage', text: error },
      });
      yield* p.warn(`${p.argv[0]}: ${error}\n`);
      return 1;
    }
    const has = (name: string): boolean => options.some((option) => option.name === name);
    if (has('V')) {
      yield* p.print(KMOD_VERSION);
      return 0;
    }
    for (const name of NOT_MODELLED) if (has(name)) return yield* unsupportedOption(p, m, name);
    if (operands.length === 0)
      return yield* fail(p, m, 1, 'ERROR: missing parameters. See -h.', { kind: 'usage', text: 'missing parameters' });
    const release = options.findLast(({ name }) => name === 'S')?.value ?? kernelRelease(m);
    const call: Call = { p, m, index: moduleIndex(p, m, release), config: readModprobeConfig(p), has };
    const names = has('a') || has('r') ? operands : operands.slice(0, 1);
    let status = 0;
    for (const name of names) {
      const done = yield* has('r') ? removeModule(call, name) : insert(call, name);
      if (done !== 0) status = done;
    }
    return status;
  },
};

/** Its own name, or what an alias stands for, in the configuration or the index. */
function* insert(call: Call, given: string): Task<number> {
  const { p, m, index, config, has } = call;
  const alias = config.aliases.get(moduleName(given));
  const resolved = resolveModule(index, alias ?? given);
  const viaAlias = resolved.kind === 'file' && resolved.file.name !== moduleName(given);
  const name = resolved.kind === 'file' ? resolved.file.name : moduleName(given);
  if (resolved.kind === 'missing') {
    if (config.install.has(moduleName(given)) && !has('i'))
      return yield* runCommand(call, config.install.get(moduleName(given))!);
    if (has('q')) return 1;
    const text = `Module ${given} not found in directory ${index.directory}`;
    return yield* fail(p, m, 1, `${has('a') ? 'WARNING' : 'FATAL'}: ${text}`, { kind: 'other', text });
  }
  if (has('R')) {
    yield* p.print(`${name}\n`);
    return 0;
  }
  if (resolved.kind === 'builtin') {
    if (has('D')) yield* p.print(`builtin ${name}\n`);
    return has('first-time') ? yield* fail(p, m, 1, `FATAL: Module ${given} already in kernel (builtin).`) : 0;
  }
  if ((has('b') || viaAlias) && config.blacklist.has(name)) return 0;
  if (m.modules.has(name))
    return has('first-time') ? yield* fail(p, m, 1, `ERROR: could not insert '${name}': Module already in kernel`) : 0;
  if (missingNeed(m, index, resolved.file) !== undefined && !has('n') && !has('D'))
    return has('q')
      ? 1
      : yield* fail(
          p,
          m,
          1,
          `ERROR: could not insert '${name}': Unknown symbol in module, or unknown parameter (see dmesg)`,
        );
  const order = [...resolved.file.needs].reverse().flatMap((need) => index.files.get(need) ?? []);
  for (const file of [...order, resolved.file]) {
    const done = yield* insertFile(call, file, file === resolved.file);
    if (done !== 0) return done;
  }
  return 0;
}

function* insertFile(call: Call, file: ModuleFile, last: boolean): Task<number> {
  const { p, m, config, has } = call;
  if (m.modules.has(file.name) && !has('D')) return 0;
  const command = has('i') && last ? undefined : config.install.get(file.name);
  if (command !== undefined) {
    if (has('v') || has('D')) yield* p.print(`install ${command}\n`);
    return has('n') || has('D') ? 0 : yield* runCommand(call, command);
  }
  if (has('v') || has('D')) yield* p.print(`insmod ${file.path} \n`);
  if (has('n') || has('D')) return 0;
  const there = p.stat(file.path);
  if (isErrno(there))
    return has('q')
      ? 1
      : yield* fail(p, m, 1, `ERROR: could not insert '${file.name}': ${there.message}`, {
          kind: 'path-missing',
          path: file.path,
        });
  m.modules.load({ name: file.name, needs: file.needs });
  return 0;
}

/** An `install` or `remove` line of the configuration. */
function* runCommand({ p, m }: Call, command: string): Task<number> {
  const child = p.spawn('/bin/sh', ['sh', '-c', command]);
  const ended = isErrno(child) ? child : yield* p.wait(child.pid);
  if (isErrno(ended) || ended.status !== 0)
    return yield* fail(
      p,
      m,
      1,
      `ERROR: Error running install command '${command}' for module: retcode ${isErrno(ended) ? 127 : ended.status}`,
    );
  return 0;
}

function* removeModule(call: Call, given: string): Task<number> {
  const { p, m, index, has } = call;
  const resolved = resolveModule(index, given);
  if (resolved.kind === 'missing' && !m.modules.has(given))
    return has('q') ? 1 : yield* fail(p, m, 1, `FATAL: Module ${given} not found.`);
  if (resolved.kind === 'builtin') return yield* fail(p, m, 1, `FATAL: Module ${given} is builtin.`);
  const name = moduleName(given);
  if (!m.modules.has(name))
    return has('first-time') ? yield* fail(p, m, 1, `FATAL: Module ${given} is not in kernel.`) : 0;
  if (m.modules.usersOf(name).length > 0 || inUse(m, name))
    return yield* fail(p, m, 1, `FATAL: Module ${given} is in use.`, { kind: 'busy', path: given });
  const needs = m.modules.loaded.find((module) => module.name === name)?.needs ?? [];
  if (has('v')) yield* p.print(`rmmod ${name}\n`);
  if (has('n')) return 0;
  m.modules.unload(name);
  // What nobody else needs goes as well, quietly.
  for (const need of needs) {
    if (m.modules.usersOf(need).length > 0 || inUse(m, need)) continue;
    if (has('v')) yield* p.print(`rmmod ${need}\n`);
    m.modules.unload(need);
  }
  return 0;
}

/** Something of the machine works through this module. */
export function inUse(m: Machine, name: string): boolean {
  if (name === 'zfs' || name === 'spl') return m.zfs.pools.length > 0;
  if (name === 'dm_crypt') return m.luks.volumes.length > 0;
  if (name === 'dm_mod') return m.luks.volumes.length > 0 || m.lvm.active.length > 0;
  return m.vfs.table.all.some((mount) => mount.sb.type === name);
}
