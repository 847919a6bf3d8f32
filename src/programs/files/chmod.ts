/** chmod: changes permission bits. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { quote, quoteAlways, quoteIfNeeded } from '../text/quote.ts';
import { changeMode, type ModeChange, parseMode, permissionText } from './mode.ts';

const LONG = [
  'changes=c',
  'recursive=R',
  'no-preserve-root',
  'preserve-root',
  'quiet=f',
  'reference:',
  'silent=f',
  'verbose=v',
  'help',
  'version',
];
/** Letters that begin a mode which takes permissions away, such as `-x`. */
const MODE_LETTERS = 'rwxXstugoa,+=01234567';

interface How {
  readonly change: ModeChange;
  readonly report: 'all' | 'changes' | 'none';
  readonly quiet: boolean;
  readonly recursive: boolean;
  readonly umask: number;
  /** The mode came as an option: a umask that made it do less is told. */
  readonly surprises: boolean;
}

export const chmod: Program = {
  name: 'chmod',
  run: function* (p) {
    const { options, operands, error } = getopt(
      p.argv,
      `Rcfv${[...MODE_LETTERS].map((letter) => `${letter}::`).join('')}`,
      LONG,
    );
    let given: string | undefined;
    let report: How['report'] = 'none';
    let [quiet, recursive, preserveRoot] = [false, false, false];
    let reference: string | undefined;
    for (const { name, value = '' } of options) {
      if (name.length === 1 && MODE_LETTERS.includes(name))
        given = `${given === undefined ? '' : `${given},`}-${name}${value}`;
      else if (name === 'R') recursive = true;
      else if (name === 'c') report = 'changes';
      else if (name === 'v') report = 'all';
      else if (name === 'f') quiet = true;
      else if (name === 'reference') reference = value;
      else if (name === 'preserve-root') preserveRoot = true;
      else if (name !== 'no-preserve-root') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (reference !== undefined && given !== undefined)
      return yield* usageError(p, 'cannot combine mode and --reference options');
    const byOption = given !== undefined;
    const paths = given === undefined && reference === undefined ? operands.slice(1) : operands;
    if (paths.length === 0) {
      return yield* usageError(
        p,
        given !== undefined || operands.length === 0
          ? 'missing operand'
          : `missing operand after ${quote(operands[0]!)}`,
      );
    }
    let change: ModeChange | undefined;
    if (reference !== undefined) {
      const stat = p.stat(reference);
      if (isErrno(stat))
        return yield* complain(p, `failed to get attributes of ${quoteAlways(reference)}: ${stat.message}`);
      change = parseMode(stat.mode.toString(8).padStart(5, '0'));
    } else {
      const text = given ?? operands[0]!;
      change = parseMode(text);
      if (!change) return yield* usageError(p, `invalid mode: ${quote(text)}`);
    }
    const how: How = { change: change!, report, quiet, recursive, umask: p.umask, surprises: byOption };
    let status = 0;
    for (const path of paths) {
      if (recursive && preserveRoot && path === '/') {
        yield* complain(p, "it is dangerous to operate recursively on '/'");
        status = yield* complain(p, 'use --no-preserve-root to override this failsafe');
      } else if (!(yield* changeEntry(p, path, how, true))) status = 1;
    }
    return status;
  },
};

const octal = (mode: number): string => `${mode.toString(8).padStart(4, '0')} (${permissionText(mode)})`;

function* changeEntry(p: Process, path: string, how: How, named: boolean): Task<boolean> {
  const link = p.lstat(path);
  // A symlink met on the way down is left alone.
  if (!named && !isErrno(link) && link.type === 'symlink') {
    if (how.report === 'all')
      yield* p.print(`neither symbolic link ${quoteAlways(path)} nor referent has been changed\n`);
    return true;
  }
  const stat = p.stat(path);
  if (isErrno(stat)) {
    if (!how.quiet) {
      const dangling = !isErrno(link) && link.type === 'symlink' && stat.name === 'ENOENT';
      yield* complain(
        p,
        dangling
          ? `cannot operate on dangling symlink ${quoteAlways(path)}`
          : `cannot access ${quoteAlways(path)}: ${stat.message}`,
      );
    }
    if (how.report === 'all') yield* p.print(`${quoteAlways(path)} could not be accessed\n`);
    return false;
  }
  const directory = stat.type === 'directory';
  const mode = changeMode(how.change, stat.mode, directory, how.umask);
  const done = p.chmod(path, mode);
  let good = true;
  if (isErrno(done)) {
    if (!how.quiet) yield* complain(p, `changing permissions of ${quoteAlways(path)}: ${done.message}`);
    good = false;
  }
  if (good && p.flavour?.name === 'busybox') {
    if (how.report !== 'none') yield* p.print(`mode of ${quoteAlways(path)} changed to ${octal(mode)}\n`);
  } else if (how.report === 'all' || (how.report === 'changes' && good && mode !== stat.mode)) {
    const name = quoteAlways(path);
    if (!good) yield* p.print(`failed to change mode of ${name} from ${octal(stat.mode)} to ${octal(mode)}\n`);
    else if (mode === stat.mode) yield* p.print(`mode of ${name} retained as ${octal(mode)}\n`);
    else yield* p.print(`mode of ${name} changed from ${octal(stat.mode)} to ${octal(mode)}\n`);
  }
  if (good && how.surprises) {
    const naive = changeMode(how.change, stat.mode, directory, 0);
    if (mode & ~naive) {
      yield* complain(
        p,
        `${quoteIfNeeded(path)}: new permissions are ${permissionText(mode)}, not ${permissionText(naive)}`,
      );
      good = false;
    }
  }
  if (!how.recursive || !directory) return good;
  const names = p.readdir(path);
  if (isErrno(names)) {
    yield* complain(p, `cannot read directory ${quoteAlways(path)}: ${names.message}`);
    return false;
  }
  for (const name of names) {
    if (p.shouldYield()) yield p.turn;
    if (!(yield* changeEntry(p, path.endsWith('/') ? `${path}${name}` : `${path}/${name}`, how, false))) good = false;
  }
  return good;
}
