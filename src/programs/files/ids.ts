/** Users and groups of the machine: what /etc/passwd and /etc/group of the running system say. */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';

interface Entry {
  readonly name: string;
  readonly id: number;
  readonly fields: readonly string[];
}

function entries(p: Process, path: string): Entry[] {
  const text = p.readFile(path);
  if (isErrno(text)) return [];
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 3 && /^\d+$/.test(fields[2]!))
    .map((fields) => ({ name: fields[0]!, id: Number(fields[2]), fields }));
}

export const userName = (p: Process, uid: number): string | undefined =>
  entries(p, '/etc/passwd').find(({ id }) => id === uid)?.name;
export const groupName = (p: Process, gid: number): string | undefined =>
  entries(p, '/etc/group').find(({ id }) => id === gid)?.name;
export const findUser = (p: Process, name: string): { readonly uid: number; readonly gid: number } | undefined => {
  const found = entries(p, '/etc/passwd').find((entry) => entry.name === name);
  return found && { uid: found.id, gid: Number(found.fields[3] ?? 0) };
};
export const findGroup = (p: Process, name: string): number | undefined =>
  entries(p, '/etc/group').find((entry) => entry.name === name)?.id;

/** Groups that list the user as a member. */
export const groupsOf = (p: Process, user: string): readonly number[] =>
  entries(p, '/etc/group')
    .filter(({ fields }) => (fields[3] ?? '').split(',').includes(user))
    .map(({ id }) => id);
