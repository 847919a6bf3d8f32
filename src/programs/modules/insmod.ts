/** insmod and rmmod: one module, without what it needs (insmod(8), rmmod(8), kmod 30). */
import { moduleName } from '../../machine/modules/kernel-modules.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { fail, unsupportedOption, usageFailure } from '../mounts/failure.ts';
import { moduleIndex } from '../mounts/module-index.ts';
import type { Program } from '../program.ts';
import { inUse, KMOD_VERSION } from './modprobe.ts';

export const insmod: Program = {
  name: 'insmod',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, '+psfVh', ['version=V', 'help=h'], { permute: false });
    if (error !== undefined) return yield* usageFailure(p, m, error);
    if (options.some(({ name }) => name === 'V')) {
      yield* p.print(KMOD_VERSION);
      return 0;
    }
    const [path] = operands;
    if (path === undefined)
      return yield* fail(p, m, 1, 'ERROR: missing filename.', { kind: 'usage', text: 'missing filename' });
    const stat = p.stat(path);
    if (isErrno(stat))
      return yield* fail(p, m, 1, `ERROR: could not load module ${path}: ${stat.message}`, {
        kind: 'path-missing',
        path,
      });
    const name = moduleName(path.replace(/^.*\//, '').replace(/\.ko(\.\w+)?$/, ''));
    const content = p.readFile(path);
    if (isErrno(content) || !/\.ko(\.\w+)?$/.test(path) || content === '')
      return yield* fail(p, m, 1, `ERROR: could not insert module ${path}: Invalid module format`);
    if (m.modules.has(name)) return yield* fail(p, m, 1, `ERROR: could not insert module ${path}: File exists`);
    const needs = moduleIndex(p, m).files.get(name)?.needs ?? [];
    if (needs.some((need) => !m.modules.has(need)))
      return yield* fail(p, m, 1, `ERROR: could not insert module ${path}: Unknown symbol in module`);
    m.modules.load({ name, needs });
    return 0;
  },
};

export const rmmod: Program = {
  name: 'rmmod',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'fsvVwh', [
      'force=f',
      'syslog=s',
      'verbose=v',
      'version=V',
      'help=h',
    ]);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    if (options.some(({ name }) => name === 'V')) {
      yield* p.print(KMOD_VERSION);
      return 0;
    }
    if (options.some(({ name }) => name === 'h')) return yield* unsupportedOption(p, m, 'help');
    if (operands.length === 0)
      return yield* fail(p, m, 1, 'ERROR: missing module name.', { kind: 'usage', text: 'missing module name' });
    let status = 0;
    for (const given of operands) {
      const name = moduleName(given.replace(/^.*\//, '').replace(/\.ko(\.\w+)?$/, ''));
      const users = m.modules.usersOf(name);
      if (!m.modules.has(name)) status = yield* fail(p, m, 1, `ERROR: Module ${name} is not currently loaded`);
      else if (users.length > 0)
        status = yield* fail(p, m, 1, `ERROR: Module ${name} is in use by: ${users.join(' ')}`, {
          kind: 'busy',
          path: name,
        });
      else if (inUse(m, name))
        status = yield* fail(p, m, 1, `ERROR: Module ${name} is in use`, { kind: 'busy', path: name });
      else m.modules.unload(name);
    }
    return status;
  },
};
