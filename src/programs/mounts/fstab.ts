/** /etc/fstab as mount(8) and findmnt(8) read it (fstab(5)). */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';

export interface FstabEntry {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly options: string;
  readonly pass: number;
}

const unescapeField = (field: string): string =>
  field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** The entries; none when there is no such file. */
export function readFstab(p: Process, path = '/etc/fstab'): readonly FstabEntry[] {
  const text = p.readFile(path);
  if (isErrno(text)) return [];
  return text.split('\n').flatMap((line) => {
    if (/^\s*(#|$)/.test(line)) return [];
    const [source, target, type, options = 'defaults', , pass = '0'] = line.trim().split(/\s+/).map(unescapeField);
    return source === undefined || target === undefined || type === undefined
      ? []
      : [{ source, target: target.replace(/(?<=.)\/+$/, ''), type, options, pass: Number(pass) || 0 }];
  });
}
