/** chown and chgrp: change who owns a file. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Stat } from '../../vfs/stat.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { quote, quoteAlways } from '../text/quote.ts';
import { findGroup, findUser, groupName, userName } from './ids.ts';

const LONG = [
  'recursive=R',
  'changes=c',
  'dereference',
  'from:',
  'no-dereference=h',
  'no-preserve-root',
  'preserve-root',
  'quiet=f',
  'silent=f',
  'reference:',
  'verbose=v',
  'help',
  'version',
];

/** -1 leaves the user or the group as it is. */
interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly user?: string;
  readonly group?: string;
  /** Written with the old dot. */
  readonly dotted?: boolean;
}

interface How {
  readonly owner: Owner;
  readonly from: Owner | undefined;
  readonly report: 'all' | 'changes' | 'none';
  readonly quiet: boolean;
  readonly recursive: boolean;
  readonly follow: boolean;
  readonly what: 'ownership' | 'group';
}

const number = (text: string): number | undefined =>
  /^\+?\d+$/.test(text) && Number(text) < 2 ** 32 ? Number(text) : undefined;

/** `user`, `user:group`, `user:`, `:group` or the same with a dot; a message when it is none. */
function parseOwner(p: Process, text: string): Owner | string {
  const split = (at: number): Owner | string => {
    const [user, group] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
    let [uid, gid] = [-1, -1];
    if (user !== '') {
      const known = user.startsWith('+') ? undefined : findUser(p, user);
      const id = known?.uid ?? number(user);
      if (id === undefined) return `invalid user: ${quote(text)}`;
      uid = id;
      if (group === '') {
        if (known === undefined) return `invalid spec: ${quote(text)}`;
        gid = known.gid;
      }
    }
    if (group) {
      const id = (group.startsWith('+') ? undefined : findGroup(p, group)) ?? number(group);
      if (id === undefined) return `invalid group: ${quote(text)}`;
      gid = id;
    }
    return {
      uid,
      gid,
      ...(user ? { user } : {}),
      ...(group ? { group } : group === '' && user ? { group: groupName(p, gid) ?? String(gid) } : {}),
    };
  };
  const colon = text.indexOf(':');
  if (colon >= 0) return split(colon);
  const whole = split(-1);
  const dot = text.indexOf('.');
  if (typeof whole !== 'string' || dot < 0) return whole;
  const dotted = split(dot);
  return typeof dotted === 'string' ? whole : { ...dotted, dotted: true };
}

function parseGroup(p: Process, text: string): Owner | string {
  if (text === '') return { uid: -1, gid: -1 };
  const gid = (text.startsWith('+') ? undefined : findGroup(p, text)) ?? number(text);
  return gid === undefined ? `invalid group: ${quote(text)}` : { uid: -1, gid, group: text };
}

const program = (name: 'chown' | 'chgrp', parse: (p: Process, text: string) => Owner | string): Program => ({
  name,
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'HLPRcfhv', LONG);
    let report: How['report'] = 'none';
    let [quiet, recursive, follow] = [false, false, true];
    let [reference, from]: (string | undefined)[] = [];
    for (const { name: option, value = '' } of options) {
      if (option === 'R') recursive = true;
      else if (option === 'c') report = 'changes';
      else if (option === 'v') report = 'all';
      else if (option === 'f') quiet = true;
      else if (option === 'h') follow = false;
      else if (option === 'dereference') follow = true;
      else if (option === 'reference') reference = value;
      else if (option === 'from' && name === 'chown') from = value;
      else if (option !== 'P' && option !== 'no-preserve-root') return yield* unsupportedOption(p, option);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length < (reference === undefined ? 2 : 1)) {
      return yield* usageError(
        p,
        operands.length === 0 ? 'missing operand' : `missing operand after ${quote(operands.at(-1)!)}`,
      );
    }
    let owner: Owner | string;
    if (reference !== undefined) {
      const stat = p.stat(reference);
      if (isErrno(stat))
        return yield* complain(p, `failed to get attributes of ${quoteAlways(reference)}: ${stat.message}`);
      owner = { uid: name === 'chown' ? stat.uid : -1, gid: stat.gid };
    } else owner = parse(p, operands[0]!);
    if (typeof owner === 'string') return yield* complain(p, owner);
    if (owner.dotted) yield* complain(p, `warning: '.' should be ':': ${quote(operands[0]!)}`);
    const only = from === undefined ? undefined : parse(p, from);
    if (typeof only === 'string') return yield* complain(p, only);
    const how: How = {
      owner,
      from: only,
      report,
      quiet,
      recursive,
      follow,
      what: name === 'chown' ? 'ownership' : 'group',
    };
    let status = 0;
    for (const path of operands.slice(reference === undefined ? 1 : 0))
      if (!(yield* changeEntry(p, path, how, true))) status = 1;
    return status;
  },
});

export const chown = program('chown', parseOwner);
export const chgrp = program('chgrp', parseGroup);

function* changeEntry(p: Process, path: string, how: How, named: boolean): Task<boolean> {
  // Below a named directory symlinks are changed themselves (-P, the default with -R).
  const follow = how.follow && !how.recursive;
  const stat = follow ? p.stat(path) : p.lstat(path);
  if (isErrno(stat)) {
    const dangling = stat.name === 'ENOENT' && !isErrno(p.lstat(path));
    if (!how.quiet)
      yield* complain(
        p,
        dangling
          ? `cannot dereference ${quoteAlways(path)}: ${stat.message}`
          : `cannot access ${quoteAlways(path)}: ${stat.message}`,
      );
    if (how.report === 'all')
      yield* p.print(`failed to change ${how.what} of ${quoteAlways(path)} to ${ownerText(how)}\n`);
    return false;
  }
  let good = true;
  // A directory comes after what is in it.
  const names = how.recursive && stat.type === 'directory' ? p.readdir(path) : [];
  for (const name of isErrno(names) ? [] : names) {
    if (p.shouldYield()) yield p.turn;
    if (!(yield* changeEntry(p, path.endsWith('/') ? `${path}${name}` : `${path}/${name}`, how, false))) good = false;
  }
  return (yield* changeOne(p, path, how, stat, follow, named)) && good;
}

function* changeOne(p: Process, path: string, how: How, stat: Stat, follow: boolean, named: boolean): Task<boolean> {
  const { from, owner } = how;
  const wanted = !from || ((from.uid < 0 || from.uid === stat.uid) && (from.gid < 0 || from.gid === stat.gid));
  let good = true;
  if (wanted && !(how.recursive && stat.type === 'symlink' && how.follow && !named)) {
    const done = p.chown(path, owner.uid, owner.gid, follow);
    if (isErrno(done)) {
      good = false;
      if (!how.quiet) yield* complain(p, `changing ${how.what} of ${quoteAlways(path)}: ${done.message}`);
    }
  }
  const changed = wanted && ((owner.uid >= 0 && owner.uid !== stat.uid) || (owner.gid >= 0 && owner.gid !== stat.gid));
  if (how.report === 'all' || (how.report === 'changes' && changed && good)) {
    const before = how.what === 'group' ? (groupName(p, stat.gid) ?? String(stat.gid)) : ownerBefore(p, owner, stat);
    if (!good)
      yield* p.print(`failed to change ${how.what} of ${quoteAlways(path)} from ${before} to ${ownerText(how)}\n`);
    else if (changed)
      yield* p.print(`changed ${how.what} of ${quoteAlways(path)} from ${before} to ${ownerText(how)}\n`);
    else yield* p.print(`${how.what} of ${quoteAlways(path)} retained as ${before}\n`);
  }
  return good;
}

const ownerText = ({ owner, what }: How): string =>
  what === 'group'
    ? (owner.group ?? '')
    : owner.group === undefined
      ? (owner.user ?? '')
      : `${owner.user ?? ''}:${owner.group}`;

const ownerBefore = (p: Process, owner: Owner, stat: Stat): string => {
  const [user, group] = [userName(p, stat.uid) ?? String(stat.uid), groupName(p, stat.gid) ?? String(stat.gid)];
  return owner.group === undefined ? user : `${user}:${group}`;
};
