/** Pathname expansion (XCU 2.6.6): a field as a pattern against the file system. */
import type { Process } from '../../kernel/process.ts';
import { type Dialect, isBash } from '../../syntax/dialect.ts';
import { isErrno } from '../../vfs/errno.ts';
import { compilePatternText, escaped, type Pattern } from './pattern.ts';
import type { Field } from './split.ts';

export interface GlobOptions {
  /** bash's shopt. */
  readonly extglob?: boolean;
  readonly dotglob?: boolean;
  readonly globstar?: boolean;
  readonly nocaseglob?: boolean;
  readonly globskipdots?: boolean;
}

/** Holds a name that is not plain ASCII against the text of a component, where characters may be several bytes. */
export type WideMatch = (component: string, name: string) => boolean;

/** True when unquoted text may hold a pattern, so that a look into the file system is needed. */
export function hasPattern(field: Field, options: GlobOptions = {}): boolean {
  const special = options.extglob ? /[*?[]|[+@!]\(/ : /[*?[]/;
  return field.some((fragment) => !fragment.quoted && special.test(fragment.text));
}

/** The paths that match, sorted bytewise; empty when there is none: the caller then keeps the word (`fieldText`, or nothing with bash's nullglob). */
export function expandPathnames(
  field: Field,
  p: Process,
  dialect: Dialect,
  options: GlobOptions = {},
  wide?: WideMatch,
): string[] {
  const text = field.map((fragment) => (fragment.quoted ? escaped(fragment.text) : fragment.text)).join('');
  const steps = stepsOf(text, dialect, options);
  if (steps.every((step) => step.pattern === undefined)) return [];
  const search = new Search(p, dialect, options, wide);
  search.walk('', steps, 0);
  return search.found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

const ASCII = /^[\x00-\x7f]*$/;

/** One component of the path, with the slashes behind it. */
interface Step {
  /** Without pattern: the name itself. */
  readonly name: string;
  readonly text: string;
  readonly pattern: Pattern | undefined;
  readonly slashes: string;
  readonly dot: boolean;
  /** bash's `**`. */
  readonly anyDepth: boolean;
}

function stepsOf(text: string, dialect: Dialect, options: GlobOptions): Step[] {
  const steps: Step[] = [];
  for (const [whole, component] of text.matchAll(/((?:[^\\/]|\\[^/]|\\$)*)((?:\\?\/)+|$)/g)) {
    if (whole === '') break;
    // Several `**` in a row are one.
    if (options.globstar && component === '**' && steps.at(-1)?.anyDepth && whole.endsWith('/')) continue;
    const slashes = whole.slice(component!.length).replaceAll('\\', '');
    const compiled = compilePatternText(component!, dialect, {
      extended: options.extglob ?? false,
      ignoreCase: options.nocaseglob ?? false,
    });
    const pattern = compiled.literal === undefined ? compiled : undefined;
    steps.push({
      name: compiled.literal ?? '',
      text: component!,
      pattern,
      // bash keeps one slash behind what it has looked for.
      slashes: pattern && isBash(dialect) && slashes ? '/' : slashes,
      dot: /^\\?\./.test(component!),
      anyDepth: options.globstar === true && component === '**',
    });
  }
  return steps;
}

class Search {
  readonly found: string[] = [];
  readonly #p: Process;
  readonly #dialect: Dialect;
  readonly #options: GlobOptions;
  readonly #wide: WideMatch | undefined;

  constructor(p: Process, dialect: Dialect, options: GlobOptions, wide: WideMatch | undefined) {
    this.#p = p;
    this.#wide = wide;
    this.#dialect = dialect;
    this.#options = options;
  }

  walk(before: string, steps: readonly Step[], index: number): void {
    let path = before;
    let at = index;
    for (let step = steps[at]; step && !step.pattern; step = steps[++at]) path += step.name + step.slashes;
    const step = steps[at];
    if (!step) {
      if (!isErrno(this.#p.lstat(path))) this.found.push(path);
      return;
    }
    if (step.anyDepth) this.#anyDepth(path, steps, at);
    else for (const name of this.#names(path, step)) if (this.#matches(step, name)) this.#take(path + name, steps, at);
  }

  #matches(step: Step, name: string): boolean {
    return this.#wide && !ASCII.test(name) ? this.#wide(step.text, name) : step.pattern!.matches(name);
  }

  #take(path: string, steps: readonly Step[], at: number): void {
    if (at === steps.length - 1 && steps[at]!.slashes === '') this.found.push(path);
    else this.walk(path + steps[at]!.slashes, steps, at + 1);
  }

  #names(directory: string, step: Step): readonly string[] {
    const names = this.#p.readdir(directory === '' ? '.' : directory);
    if (isErrno(names)) return [];
    if (step.dot) return isBash(this.#dialect) && this.#options.globskipdots !== false ? names : ['.', '..', ...names];
    return this.#options.dotglob ? names : names.filter((name) => name[0] !== '.');
  }

  /** Every directory below, itself included; at the end of the pattern also every file. Links are not followed. */
  #anyDepth(path: string, steps: readonly Step[], at: number): void {
    const last = at === steps.length - 1;
    if (!last) this.walk(path, steps, at + 1);
    else if (path !== '') this.found.push(path);
    for (const name of this.#names(path, steps[at]!)) {
      const stat = this.#p.lstat(path + name);
      if (isErrno(stat)) continue;
      if (stat.type === 'directory') {
        if (last && steps[at]!.slashes === '') this.#below(path + name);
        else this.#anyDepth(`${path}${name}/`, steps, at);
      } else if (last && steps[at]!.slashes === '') this.found.push(path + name);
    }
  }

  #below(path: string): void {
    this.found.push(path);
    const names = this.#p.readdir(path);
    if (isErrno(names)) return;
    for (const name of names) {
      if (name[0] === '.' && !this.#options.dotglob) continue;
      const below = `${path}/${name}`;
      const stat = this.#p.lstat(below);
      if (!isErrno(stat) && stat.type === 'directory') this.#below(below);
      else this.found.push(below);
    }
  }
}
