/** grep, egrep and fgrep: print the lines that match. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { matchesGlob } from './glob.ts';
import { lineMatcher } from './grep-matcher.ts';
import { type GrepOptions, parseGrepOptions } from './grep-options.ts';
import { Search } from './grep-search.ts';
import { closeInput, openInput, readInput } from './inputs.ts';
import { complain, nameOf, unsupported, unsupportedOption } from './messages.ts';
import { baseName } from './names.ts';
import { Output } from './output.ts';

/** Status for trouble: 1 says that nothing matched. */
const TROUBLE = 2;

const joined = (directory: string, name: string): string =>
  directory === '' ? name : directory.endsWith('/') ? directory + name : `${directory}/${name}`;

class Grep {
  status = 1;
  failed = false;
  readonly #p: Process;
  readonly #options: GrepOptions;
  readonly #search: Search;
  readonly #out: Output;
  readonly #withNames: boolean;

  constructor(p: Process, options: GrepOptions, search: Search, out: Output, withNames: boolean) {
    this.#p = p;
    this.#options = options;
    this.#search = search;
    this.#out = out;
    this.#withNames = withNames;
  }

  *complain(path: string, message: string): Task {
    this.failed = true;
    if (this.#options.silent) return;
    yield* this.#out.flush();
    yield* complain(this.#p, `${path}: ${message}`, TROUBLE);
  }

  #skips(path: string): boolean {
    const { include, exclude } = this.#options;
    const matches = (glob: string): boolean => matchesGlob(glob, path) || matchesGlob(glob, baseName(path));
    return exclude.some(matches) || (include.length > 0 && !include.some(matches));
  }

  /** True when grep can end at once. `found` is a file that a recursion came upon. */
  *file(path: string, found: boolean): Task<boolean> {
    const { recursion, directories } = this.#options;
    const name = path === '-' ? this.#options.label : path;
    const stat =
      path === '-' ? this.#p.fstat(0) : found && recursion === 'yes' ? this.#p.lstat(path) : this.#p.stat(path);
    if (isErrno(stat)) {
      if (path !== '-') yield* this.complain(name, stat.message);
      return false;
    }
    if (stat.type === 'directory') {
      if (recursion !== 'no') return yield* this.#directory(path, found);
      if (directories === 'skip') return false;
    } else {
      if (found && stat.type !== 'file') return false;
      if (path !== '-' && this.#skips(path)) return false;
    }
    const fd = yield* openInput(this.#p, path);
    if (isErrno(fd)) {
      yield* this.complain(name, fd.message);
      return false;
    }
    const to = this.#p.fstat(1);
    const { quiet, list, most, count } = this.#options;
    if (
      !quiet &&
      list === 'no' &&
      most > 1 &&
      path !== '-' &&
      !isErrno(to) &&
      to.type === 'file' &&
      to.ino === stat.ino &&
      to.dev === stat.dev
    ) {
      yield* this.complain(name, 'input file is also the output');
      closeInput(this.#p, fd);
      return false;
    }
    const { selected, error } = yield* this.#search.run(fd, name, this.#withNames);
    closeInput(this.#p, fd);
    if (error) yield* this.complain(name, error.message);
    if (selected > 0) this.status = 0;
    if (quiet) return selected > 0;
    const after = this.#options.nulAfterName ? '\0' : undefined;
    if (count && !(error?.name === 'EISDIR')) {
      this.#out.add(`${this.#withNames ? `${name}${after ?? ':'}` : ''}${selected}\n`);
    }
    if (list !== 'no' && !error && selected > 0 === (list === 'matching')) this.#out.add(`${name}${after ?? '\n'}`);
    if (this.#out.full) yield* this.#out.flush();
    return this.#out.failed;
  }

  *#directory(path: string, found: boolean): Task<boolean> {
    if (found && this.#options.excludeDirectories.some((glob) => matchesGlob(glob, baseName(path)))) return false;
    const names = this.#p.readdir(path === '' ? '.' : path);
    if (isErrno(names)) {
      yield* this.complain(path, names.message);
      return false;
    }
    for (const name of names) if (yield* this.file(joined(path, name), true)) return true;
    return false;
  }

  *workingDirectory(): Task<boolean> {
    return yield* this.#directory('', false);
  }
}

function* runGrep(p: Process): Task<number> {
  const options = parseGrepOptions(p.argv);
  if ('usage' in options) {
    if (options.unsupported !== undefined) return yield* unsupportedOption(p, options.unsupported, TROUBLE);
    const name = nameOf(p);
    const message = options.message === undefined ? '' : `${name}: ${options.message}\n`;
    const usage = `Usage: ${name} [OPTION]... PATTERNS [FILE]...\nTry '${name} --help' for more information.\n`;
    yield* p.warn(message + (options.usage ? usage : ''));
    return TROUBLE;
  }
  for (const path of options.patternFiles) {
    const text = yield* readInput(p, path);
    if (isErrno(text)) return yield* complain(p, `${path}: ${text.message}`, TROUBLE);
    if (text !== '') options.patterns.push(...text.replace(/\n$/, '').split('\n'));
  }
  const matcher = lineMatcher(options);
  if (typeof matcher === 'string') return yield* complain(p, matcher, TROUBLE);
  for (const warning of matcher.warnings) yield* complain(p, `warning: ${warning}`);
  if (options.most === 0) return 1;

  const out = new Output(p, options.lineBuffered || p.isatty(1));
  const { operands, recursion, names } = options;
  const searchesTree = recursion !== 'no';
  const many = operands.length > 1 || (searchesTree && (operands.length === 0 || isDirectory(p, operands[0]!)));
  const grep = new Grep(
    p,
    options,
    new Search(p, options, matcher, out),
    out,
    names === 'auto' ? many : names === 'always',
  );
  if (operands.length === 0) yield* searchesTree ? grep.workingDirectory() : grep.file('-', false);
  else for (const path of operands) if (yield* grep.file(path, false)) break;
  if (matcher.gaveUp) return yield* unsupported(p, 'a back-reference that is too complex to match', TROUBLE);
  const trouble = grep.failed && !(options.quiet && grep.status === 0);
  return yield* out.close(trouble ? TROUBLE : grep.status, TROUBLE);
}

const isDirectory = (p: Process, path: string): boolean => {
  const stat = path === '-' ? p.fstat(0) : p.stat(path);
  return !isErrno(stat) && stat.type === 'directory';
};

export const grep: Program = { name: 'grep', run: runGrep };

/** Debian's egrep and fgrep are scripts that execute grep. */
const variant = (name: string, option: string): Program => ({
  name,
  run: (p) => {
    p.argv = ['grep', option, ...p.argv.slice(1)];
    return runGrep(p);
  },
});

export const egrep = variant('egrep', '-E');
export const fgrep = variant('fgrep', '-F');
