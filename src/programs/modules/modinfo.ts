/** modinfo: facts about a module's file, as far as they are known here (modinfo(8), kmod 30). */
import { ZFS_RELEASE } from '../../machine/modules/kernel-modules.ts';
import { getopt } from '../arguments.ts';
import { fail, unsupported, unsupportedOption, usageFailure } from '../mounts/failure.ts';
import { moduleIndex, resolveModule } from '../mounts/module-index.ts';
import type { Program } from '../program.ts';
import { kernelRelease } from '../system/kernel-facts.ts';
import { KMOD_VERSION } from './modprobe.ts';

export const modinfo: Program = {
  name: 'modinfo',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'adlpn0mF:k:b:Vh', [
      'author=a',
      'description=d',
      'license=l',
      'parameters=p',
      'filename=n',
      'null=0',
      'field:=F',
      'set-version:=k',
      'basedir:=b',
      'version=V',
      'help=h',
    ]);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    const value = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
    if (has('V')) {
      yield* p.print(KMOD_VERSION);
      return 0;
    }
    for (const name of ['h', 'b', 'm', '0']) if (has(name)) return yield* unsupportedOption(p, m, name);
    if (operands.length === 0)
      return yield* fail(p, m, 1, 'ERROR: missing module or filename.', {
        kind: 'usage',
        text: 'missing module or filename',
      });
    const field =
      value('F') ??
      (has('n')
        ? 'filename'
        : has('a')
          ? 'author'
          : has('d')
            ? 'description'
            : has('l')
              ? 'license'
              : has('p')
                ? 'parm'
                : undefined);
    const index = moduleIndex(p, m, value('k') ?? kernelRelease(m));
    let status = 0;
    for (const given of operands) {
      const resolved = resolveModule(index, given);
      if (resolved.kind === 'missing') {
        status = yield* fail(p, m, 1, `ERROR: Module ${given} not found.`, {
          kind: 'other',
          text: `no module ${given}`,
        });
        continue;
      }
      const filename = resolved.kind === 'file' ? resolved.file.path : '(builtin)';
      const name = resolved.kind === 'file' ? resolved.file.name : resolved.name;
      if (field === 'filename') yield* p.print(`${filename}\n`);
      else if (field === 'name') yield* p.print(`${name}\n`);
      else if (field === 'depends')
        yield* p.print(`${resolved.kind === 'file' ? resolved.file.needs.join(',') : ''}\n`);
      else if (field === 'version' && (name === 'zfs' || name === 'spl')) yield* p.print(`${ZFS_RELEASE}\n`);
      else return yield* unsupported(p, m, field === undefined ? `all facts about ${given}` : `${field} of ${given}`);
    }
    return status;
  },
};
