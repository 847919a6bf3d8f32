/** What generators write: unit files with their directories, and the links that pull them in. */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';

export function makeDirectories(p: Process, path: string): void {
  const parts = path.split('/').filter(Boolean);
  for (let n = 1; n <= parts.length; n++) p.mkdir(`/${parts.slice(0, n).join('/')}`, 0o755);
}

/** Writes a file below a generator's directory; false when one is there already. */
export function writeUnit(p: Process, path: string, text: string): boolean {
  if (!isErrno(p.lstat(path))) return false;
  makeDirectories(p, path.slice(0, path.lastIndexOf('/')));
  p.writeFile(path, text);
  return true;
}

/** `TARGET.requires/UNIT` or `TARGET.wants/UNIT` leads to the unit beside it. */
export function pullIn(p: Process, directory: string, by: string, kind: 'requires' | 'wants', unit: string): void {
  makeDirectories(p, `${directory}/${by}.${kind}`);
  p.symlink(`../${unit}`, `${directory}/${by}.${kind}/${unit}`);
}

const TAGS: Readonly<Record<string, string>> = {
  LABEL: 'by-label',
  UUID: 'by-uuid',
  PARTUUID: 'by-partuuid',
  PARTLABEL: 'by-partlabel',
  ID: 'by-id',
};

/** The device node that a tag such as `UUID=…` means, with udev's escaping; anything else as it is. */
export function deviceOf(spec: string): string {
  const [, tag, quoted = ''] = /^([A-Z]+)=(.*)$/.exec(spec) ?? [];
  const directory = tag === undefined ? undefined : TAGS[tag];
  if (directory === undefined) return spec;
  const value = quoted.replace(/^"(.*)"$/, '$1');
  const encoded =
    tag === 'UUID' || tag === 'PARTUUID'
      ? value.toLowerCase()
      : value.replace(/[^A-Za-z0-9#+.:=@_\x80-\xff-]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `/dev/disk/${directory}/${encoded}`;
}

/** `%` would be a specifier in a unit file. */
export const escapePercent = (text: string): string => text.replaceAll('%', '%%');
