/** install: copies files and sets what they are (coreutils). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, nameOf, unsupportedOption, usageError } from '../text/messages.ts';
import { baseName, dirName } from '../text/names.ts';
import { quote, quoteAlways } from '../text/quote.ts';
import { Copier } from './copy.ts';
import { asDirectory, joined } from './destination.ts';
import { makeParents } from './mkdir.ts';
import { changeMode, type ModeChange, parseMode } from './mode.ts';

const LONG = [
  'backup::=b',
  'compare=C',
  'directory=d',
  'group:=g',
  'help',
  'mode:=m',
  'no-target-directory=T',
  'owner:=o',
  'preserve-timestamps=p',
  'strip=s',
  'strip-program:',
  'suffix:=S',
  'target-directory:=t',
  'verbose=v',
  'version',
];
const STANDARD_MODE = '755';

export const install: Program = {
  name: 'install',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'bcCsDdg:m:o:pt:TvS:Z', LONG);
    const value = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
    const has = (name: string): boolean => options.some((option) => option.name === name);
    for (const { name } of options) if (!/^[cdDmpTtvog]$/.test(name)) return yield* unsupportedOption(p, name);
    for (const name of ['o', 'g'])
      if (!/^(?:root|0)$/.test(value(name) ?? 'root')) return yield* unsupportedOption(p, name);
    if (error !== undefined) return yield* usageError(p, error);
    const mode = value('m') ?? STANDARD_MODE;
    const change = parseMode(mode);
    if (!change) return yield* complain(p, `invalid mode ${quote(mode)}`);
    if (operands.length === 0) return yield* usageError(p, 'missing file operand');
    if (has('d')) return yield* makeDirectories(p, operands, change, has('v'));
    const directory = value('t');
    if (operands.length === 1 && directory === undefined)
      return yield* usageError(p, `missing destination file operand after ${quoteAlways(operands[0]!)}`);
    if (has('T') && operands.length > 2) return yield* usageError(p, `extra operand ${quoteAlways(operands[2]!)}`);
    const target = directory ?? operands.at(-1)!;
    const sources = directory === undefined ? operands.slice(0, -1) : operands;
    if (has('D')) {
      const parent = directory ?? dirName(target);
      const { failed } = makeParents(p, parent, 0o755);
      if (failed)
        return yield* complain(p, `cannot create directory ${quoteAlways(failed.path)}: ${failed.errno.message}`);
    }
    const isDirectory = asDirectory(p, target);
    const into = directory !== undefined || (isDirectory === true && !has('T'));
    if (directory !== undefined && isDirectory !== true)
      return yield* complain(
        p,
        isErrno(isDirectory)
          ? `${isDirectory === Errno.ENOTDIR ? 'target directory' : 'failed to access'} ${quoteAlways(directory)}: ${isDirectory.message}`
          : '',
      );
    if (!into && sources.length > 1 && isErrno(isDirectory))
      return yield* complain(p, `target ${quoteAlways(target)}: ${isDirectory.message}`);
    let status = 0;
    for (const from of sources)
      if (!(yield* installFile(p, from, into ? joined(target, baseName(from)) : target, change, has('p'), has('v'))))
        status = 1;
    return status;
  },
};

function* installFile(
  p: Process,
  from: string,
  to: string,
  change: ModeChange,
  times: boolean,
  verbose: boolean,
): Task<boolean> {
  const source = p.stat(from);
  if (!isErrno(source) && source.type === 'directory') {
    yield* complain(p, `omitting directory ${quoteAlways(from)}`);
    return false;
  }
  const copier = new Copier(p, {
    recursive: false,
    follow: 'all',
    force: true,
    overwrite: 'yes',
    onlyNewer: false,
    removeFirst: true,
    make: 'copies',
    preserve: { mode: false, owner: false, times, links: false },
    defaultMode: false,
    oneFileSystem: false,
    verbose,
    moving: false,
    copyContents: true,
  });
  if (!(yield* copier.copy(from, to))) return false;
  const done = p.chmod(to, changeMode(change, 0, false, 0));
  if (!isErrno(done)) return true;
  yield* complain(p, `cannot change permissions of ${quoteAlways(to)}: ${done.message}`);
  return false;
}

function* makeDirectories(p: Process, paths: readonly string[], change: ModeChange, verbose: boolean): Task<number> {
  let status = 0;
  for (const path of paths) {
    const { created, failed } = makeParents(p, path, 0o755);
    if (verbose) for (const made of created) yield* p.print(`${nameOf(p)}: creating directory ${quoteAlways(made)}\n`);
    if (failed) {
      status = yield* complain(p, `cannot create directory ${quoteAlways(failed.path)}: ${failed.errno.message}`);
      continue;
    }
    p.chmod(path, changeMode(change, 0, true, 0));
  }
  return status;
}
