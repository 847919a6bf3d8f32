/** A kernel module that is not in the image. */
import { Directory } from '../../vfs/inode.ts';
import { plantFile, uproot } from '../../vfs/plant.ts';
import type { Superblock } from '../../vfs/superblock.ts';
import { moduleName } from '../modules/kernel-modules.ts';
import { faultText, type NamedFault } from './named-fault.ts';

export const moduleMissing: NamedFault = {
  name: 'module-missing',
  summary: 'The initramfs was made without a kernel module: {module}.',
  befalls: ['module'],
  apply(m, { module = '' }) {
    if (m.modules.has(module))
      return [{ at: ['module'], message: `${module} is loaded already, an imported pool needs it` }];
    const { sb } = m.vfs.root.inode;
    const known: string[] = [];
    const gone = withoutModule(sb, moduleName(module), known);
    if (gone === 0)
      return [
        { at: ['module'], message: `the image has no module ${module}`, remedy: `It has: ${known.sort().join(', ')}.` },
      ];
    m.trace.add(0, { kind: 'fault.triggered', fault: faultText('module-missing', module) });
    return [];
  },
};

const nameOf = (path: string): string => moduleName(path.slice(path.lastIndexOf('/') + 1).replace(/\.ko(\.\w+)?$/, ''));

/** Takes a module's file and its line of every modules.dep away; how many files that were. */
function withoutModule(sb: Superblock, module: string, known: string[]): number {
  let gone = 0;
  for (const base of ['/usr/lib/modules', '/lib/modules']) {
    for (const release of directoryAt(sb, base)?.names() ?? []) {
      const index = `${base}/${release}/modules.dep`;
      const file = directoryAt(sb, `${base}/${release}`)?.lookup('modules.dep');
      const lines = (file?.content?.read(0, file.sizeBytes) ?? '').split('\n').filter((line) => line !== '');
      known.push(...lines.map((line) => nameOf(line.split(':')[0]!)));
      const kept = lines.filter((line) => nameOf(line.split(':')[0]!) !== module);
      if (kept.length === lines.length) continue;
      for (const line of lines) if (!kept.includes(line)) uproot(sb, `${base}/${release}/${line.split(':')[0]}`);
      plantFile(sb, index, kept.map((line) => `${line}\n`).join(''));
      gone += lines.length - kept.length;
    }
  }
  return gone;
}

function directoryAt(sb: Superblock, path: string): Directory | undefined {
  let at: Directory = sb.root;
  for (const name of path.split('/').filter(Boolean)) {
    const next = at.lookup(name);
    if (!(next instanceof Directory)) return undefined;
    at = next;
  }
  return at;
}
