/** The image of an empty machine: programs on the usual paths and the directories that every script expects, nothing else. */
import { type TreeEntry, TreeIndex } from '../vfs/tree-index.ts';
import { type Image, ImageProblem, image, programFile } from './image.ts';

/** @param programs names for /usr/bin @param shell name of the program that /bin/sh is */
export function emptyImage(programs: Iterable<string>, shell: string): Image {
  const entries: [string, TreeEntry][] = [
    '/dev',
    '/proc',
    '/run',
    '/sys',
    '/etc',
    '/root',
    '/home',
    '/var/tmp',
    '/usr/lib',
    '/usr/sbin',
  ].map((path) => [path, { type: 'directory', mode: 0o755 }]);
  entries.push(['/tmp', { type: 'directory', mode: 0o1777 }]);
  for (const name of programs) entries.push([`/usr/bin/${name}`, programFile(name)]);
  for (const [path, target] of [
    ['/bin', 'usr/bin'],
    ['/sbin', 'usr/sbin'],
    ['/lib', 'usr/lib'],
    ['/usr/bin/sh', shell],
  ] as const)
    entries.push([path, { type: 'symlink', target }]);
  entries.push(['/etc/passwd', { type: 'file', mode: 0o644, content: 'root:x:0:0:root:/root:/bin/sh\n' }]);
  entries.push(['/etc/group', { type: 'file', mode: 0o644, content: 'root:x:0:\n' }]);
  const made = image('empty', new TreeIndex(entries));
  if (made instanceof ImageProblem) throw new Error(made.message);
  return made;
}
