/** readlink: prints where symlinks lead, or canonical names. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, complainAbout, unsupportedOption, usageError } from '../text/messages.ts';
import { quoteIfNeeded } from '../text/quote.ts';
import { canonical, type Existing } from './canonical.ts';

const LONG = [
  'canonicalize=f',
  'canonicalize-existing=e',
  'canonicalize-missing=m',
  'no-newline=n',
  'quiet=q',
  'silent=s',
  'verbose=v',
  'zero=z',
  'help',
  'version',
];
const EXISTING: Readonly<Record<string, Existing>> = { f: 'all-but-last', e: 'all', m: 'nothing' };

export const readlink: Program = {
  name: 'readlink',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'efmnqsvz', LONG);
    let existing: Existing | undefined;
    let newline = true;
    let verbose = p.env.has('POSIXLY_CORRECT');
    let end = '\n';
    for (const { name } of options) {
      if (EXISTING[name]) existing = EXISTING[name];
      else if (name === 'n') newline = false;
      else if (name === 'q' || name === 's') verbose = false;
      else if (name === 'v') verbose = true;
      else if (name === 'z') end = '\0';
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    if (operands.length > 1 && !newline) {
      yield* complain(p, 'ignoring --no-newline with multiple arguments');
      newline = true;
    }
    let status = 0;
    for (const path of operands) {
      const found = existing ? canonical(p, path, existing) : p.readlink(path);
      if (isErrno(found)) {
        status = 1;
        if (verbose) yield* complainAbout(p, path, found);
        continue;
      }
      const text = 'path' in found ? found.path : found.target;
      const written = yield* p.print(newline ? text + end : text);
      if (isErrno(written)) return yield* complain(p, `write error: ${written.message}`);
    }
    return status;
  },
};

export const realpath: Program = {
  name: 'realpath',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'eLmPqsz', [
      'canonicalize-existing=e',
      'canonicalize-missing=m',
      'relative-to:',
      'relative-base:',
      'quiet=q',
      'strip=s',
      'no-symlinks=s',
      'zero=z',
      'logical=L',
      'physical=P',
      'help',
      'version',
    ]);
    let existing: Existing = 'all-but-last';
    let [keepLinks, logical, quiet] = [false, false, false];
    let end = '\n';
    let relativeTo: string | undefined;
    let relativeBase: string | undefined;
    for (const { name, value } of options) {
      if (name === 'e') existing = 'all';
      else if (name === 'm') existing = 'nothing';
      else if (name === 'L') logical = true;
      else if (name === 's') keepLinks = logical = true;
      else if (name === 'P') keepLinks = logical = false;
      else if (name === 'q') quiet = true;
      else if (name === 'z') end = '\0';
      else if (name === 'relative-to') relativeTo = value;
      else if (name === 'relative-base') relativeBase = value;
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    const how = { keepLinks, logical };
    const needDirectory = existing === 'all';
    const anchors: (string | undefined)[] = [];
    for (const anchor of [relativeTo ?? relativeBase, relativeBase]) {
      if (anchor === undefined) anchors.push(undefined);
      else {
        const found = canonical(p, anchor, existing, how);
        if (isErrno(found)) return yield* complainAbout(p, anchor, found);
        const stat = needDirectory ? p.stat(found.path) : undefined;
        if (stat && !isErrno(stat) && stat.type !== 'directory')
          return yield* complain(p, `${quoteIfNeeded(anchor)}: Not a directory`);
        anchors.push(found.path);
      }
    }
    let [to, base] = anchors;
    if (to !== undefined && base !== undefined && !below(to, base)) to = base = undefined;
    let status = 0;
    for (const path of operands) {
      const found = canonical(p, path, existing, how);
      if (isErrno(found)) {
        status = 1;
        if (!quiet) yield* complainAbout(p, path, found);
        continue;
      }
      const shown =
        to === undefined || (base !== undefined && !below(found.path, base)) ? found.path : relative(found.path, to);
      const written = yield* p.print(shown + end);
      if (isErrno(written)) return yield* complain(p, `write error: ${written.message}`);
    }
    return status;
  },
};

const below = (path: string, base: string): boolean => base === '/' || path === base || path.startsWith(`${base}/`);

/** The way from a directory to a path, both absolute and canonical. */
export const relative = (path: string, from: string): string => {
  const [a, b] = [path.split('/').filter(Boolean), from.split('/').filter(Boolean)];
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return [...b.slice(shared).map(() => '..'), ...a.slice(shared)].join('/') || '.';
};
