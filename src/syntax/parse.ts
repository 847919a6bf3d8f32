/** From a script's text to commands, read ahead only as far as a shell would; parsed once per text and dialect. */
import { type Aliases, Parser } from './commands.ts';
import type { Dialect } from './dialect.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import type { Sequence } from './tree.ts';

/** Complete commands of a text one after the other; at a syntax error the problem, and nothing after it. */
export class Script {
  readonly text: string;
  readonly #parser: Parser;
  readonly #read: Sequence[] = [];
  #end: SyntaxProblem | 'end' | undefined;

  constructor(text: string, dialect: Dialect, aliases?: Aliases, firstLine = 1) {
    this.text = text;
    this.#parser = new Parser(text, dialect, { ...(aliases ? { aliases } : {}), firstLine });
  }

  /** The n-th complete command, undefined after the last. */
  command(index: number): Sequence | SyntaxProblem | undefined {
    while (this.#read.length <= index && this.#end === undefined) {
      try {
        const next = this.#parser.next();
        if (next) this.#read.push(next);
        else this.#end = 'end';
      } catch (problem) {
        if (!(problem instanceof SyntaxProblem)) throw problem;
        this.#end = problem;
      }
    }
    return this.#read[index] ?? (this.#end === 'end' ? undefined : this.#end);
  }

  /** The first syntax error of the whole text. */
  get problem(): SyntaxProblem | undefined {
    for (let index = 0; ; index++) {
      const next = this.command(index);
      if (next === undefined) return undefined;
      if (next instanceof SyntaxProblem) return next;
    }
  }
}

const CACHE_ENTRIES = 2_000;
const cache = new Map<string, Script>();

/** The script of a text, shared between everybody who runs the same text. Texts read with aliases are never shared. */
export function parse(text: string, dialect: Dialect, options: { readonly aliases?: Aliases; readonly firstLine?: number } = {}): Script {
  if (options.aliases?.size || (options.firstLine ?? 1) !== 1) return new Script(text, dialect, options.aliases, options.firstLine);
  const key = `${dialect}\0${text}`;
  let script = cache.get(key);
  if (!script) {
    if (cache.size >= CACHE_ENTRIES) cache.clear();
    cache.set(key, (script = new Script(text, dialect)));
  }
  return script;
}
