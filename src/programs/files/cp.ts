/** cp: copies files and directories. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { dirName } from '../text/names.ts';
import { quote, quoteAlways } from '../text/quote.ts';
import { Copier, type CopyOptions } from './copy.ts';
import { asDirectory, type Destination, joined, pairUp } from './destination.ts';

const LONG = [
  'archive=a',
  'attributes-only',
  'backup::',
  'copy-contents',
  'dereference=L',
  'force=f',
  'interactive=i',
  'link=l',
  'no-clobber=n',
  'no-dereference=P',
  'no-preserve:',
  'no-target-directory=T',
  'one-file-system=x',
  'parents',
  'path=parents',
  'preserve::',
  'recursive=R',
  'remove-destination',
  'sparse:',
  'reflink::',
  'strip-trailing-slashes',
  'suffix:=S',
  'symbolic-link=s',
  'target-directory:=t',
  'update=u',
  'verbose=v',
  'context::=Z',
  'help',
  'version',
];

type Preserve = CopyOptions['preserve'];

const NOTHING: Preserve = { mode: false, owner: false, times: false, links: false };
const EVERYTHING: Preserve = { mode: true, owner: true, times: true, links: true };

/** The attributes of `--preserve=LIST` switched; the wrong word when there is one. */
const switched = (before: Preserve, list: string, on: boolean): Preserve | string => {
  let after = before;
  for (const word of list.split(',')) {
    if (word === 'mode') after = { ...after, mode: on };
    else if (word === 'ownership') after = { ...after, owner: on };
    else if (word === 'timestamps') after = { ...after, times: on };
    else if (word === 'links') after = { ...after, links: on };
    else if (word === 'all') after = on ? EVERYTHING : NOTHING;
    else if (word !== 'xattr' && word !== 'context') return word;
  }
  return after;
};

export const cp: Program = {
  name: 'cp',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'abdfHilLnprst:uvxPRS:TZ', LONG);
    let follow: CopyOptions['follow'] | undefined;
    let preserve: Preserve = NOTHING;
    let copy: Omit<CopyOptions, 'follow' | 'preserve'> = {
      recursive: false,
      force: false,
      overwrite: 'yes',
      onlyNewer: false,
      removeFirst: false,
      make: 'copies',
      defaultMode: false,
      oneFileSystem: false,
      verbose: false,
      moving: false,
      copyContents: false,
    };
    let destination: Destination = {};
    let [parents, strip] = [false, false];
    for (const { name, value } of options) {
      if (name === 'a') {
        follow = 'none';
        preserve = EVERYTHING;
        copy = { ...copy, recursive: true };
      } else if (name === 'd') {
        follow = 'none';
        preserve = { ...preserve, links: true };
      } else if (name === 'f') copy = { ...copy, force: true };
      else if (name === 'H') follow = 'named';
      else if (name === 'i') copy = { ...copy, overwrite: 'ask' };
      else if (name === 'l') copy = { ...copy, make: 'hardlinks' };
      else if (name === 'L') follow = 'all';
      else if (name === 'n') copy = { ...copy, overwrite: 'no' };
      else if (name === 'P') follow = 'none';
      else if (name === 'p' || (name === 'preserve' && value === undefined))
        preserve = { ...preserve, mode: true, owner: true, times: true };
      else if (name === 'preserve' || name === 'no-preserve') {
        const next = switched(preserve, value!, name === 'preserve');
        if (typeof next === 'string') {
          yield* complain(p, `invalid argument ${quote(next)} for ${quote(`--${name}`)}`);
          yield* p.warn(
            "Valid arguments are:\n  - 'mode'\n  - 'timestamps'\n  - 'ownership'\n  - 'links'\n  - 'context'\n  - 'xattr'\n  - 'all'\n",
          );
          yield* p.warn(`Try '${p.argv[0]} --help' for more information.\n`);
          return 1;
        }
        preserve = next;
        if (/\b(?:mode|all)\b/.test(value!)) copy = { ...copy, defaultMode: name === 'no-preserve' };
      } else if (name === 'r' || name === 'R') copy = { ...copy, recursive: true };
      else if (name === 's') copy = { ...copy, make: 'symlinks' };
      else if (name === 't') {
        if (destination.directory !== undefined) return yield* complain(p, 'multiple target directories specified');
        destination = { ...destination, directory: value! };
      } else if (name === 'T') destination = { ...destination, plain: true };
      else if (name === 'u') copy = { ...copy, onlyNewer: true };
      else if (name === 'v') copy = { ...copy, verbose: true };
      else if (name === 'x') copy = { ...copy, oneFileSystem: true };
      else if (name === 'copy-contents') copy = { ...copy, copyContents: true };
      else if (name === 'parents') parents = true;
      else if (name === 'remove-destination') copy = { ...copy, removeFirst: true };
      else if (name === 'strip-trailing-slashes') strip = true;
      else if (name === 'sparse' || (name === 'reflink' && value !== 'always')) continue;
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (copy.make === 'hardlinks' && options.some(({ name }) => name === 's'))
      return yield* usageError(p, 'cannot make both hard and symbolic links');
    if (copy.overwrite === 'no') copy = { ...copy, onlyNewer: copy.onlyNewer };
    const sources = strip ? operands.map((path) => path.replace(/(?<=[^/])\/+$/, '')) : operands;
    const copier = new Copier(p, {
      ...copy,
      preserve,
      follow: follow ?? (copy.recursive && copy.make !== 'hardlinks' ? 'none' : copy.recursive ? 'none' : 'all'),
    });
    if (parents) return yield* withParents(p, sources, destination, copier, copy.verbose);
    const pairs = yield* pairUp(p, sources, destination);
    if (typeof pairs === 'number') return pairs;
    let status = 0;
    for (const { from, to } of pairs) if (!(yield* copier.copy(from, to))) status = 1;
    return status;
  },
};

/** --parents: the whole source path is made below the directory. */
function* withParents(
  p: Process,
  operands: readonly string[],
  destination: Destination,
  copier: Copier,
  verbose: boolean,
): Task<number> {
  const target = destination.directory ?? operands.at(-1);
  if (target === undefined || destination.plain || (destination.directory === undefined && operands.length < 2)) {
    const pairs = yield* pairUp(p, operands, destination);
    return typeof pairs === 'number'
      ? pairs
      : yield* usageError(p, 'with --parents, the destination must be a directory');
  }
  if (asDirectory(p, target) !== true)
    return yield* usageError(p, 'with --parents, the destination must be a directory');
  let status = 0;
  for (const from of destination.directory === undefined ? operands.slice(0, -1) : operands) {
    const name = from.replace(/^\/+/, '').replace(/(?<=[^/])\/+$/, '');
    let [source, at] = [from.startsWith('/') ? '/' : '', target];
    let good = true;
    const directory = dirName(name);
    for (const part of directory === '.' ? [] : directory.split('/')) {
      source = source === '' ? part : joined(source, part);
      at = joined(at, part);
      const stat = p.stat(source);
      if (isErrno(stat)) {
        status = yield* complain(p, `failed to get attributes of ${quoteAlways(source)}: ${stat.message}`);
        good = false;
        break;
      }
      if (asDirectory(p, at) === true) continue;
      const made = p.mkdir(at, stat.mode & 0o777);
      if (isErrno(made)) {
        status = yield* complain(p, `cannot make directory ${quoteAlways(at)}: ${made.message}`);
        good = false;
        break;
      }
      if (verbose) yield* p.print(`${source} -> ${at}\n`);
    }
    if (good && !(yield* copier.copy(from, joined(target, name)))) status = 1;
  }
  return status;
}
