/** From a script's text to commands, read ahead only as far as a shell would; parsed once per text and dialect. */
import { type Aliases, Parser } from './commands.ts';
import type { Dialect } from './dialect.ts';
import type { Warning } from './here-documents.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import type { Sequence, Word } from './tree.ts';

/** How a text is read: what can change between two of its commands. */
export interface Reading {
  readonly dialect: Dialect;
  readonly aliases?: Aliases;
  /** busybox: the line of the last command that has run. */
  readonly lineReached?: () => number;
  /** bash: `shopt -s extglob`. */
  readonly extendedPatterns?: boolean;
  /** bash: `set +B`. */
  readonly withoutBraces?: boolean;
}

/** Complete commands of a text one after the other; at a syntax error the problem, and nothing after it. */
export class Script {
  readonly text: string;
  readonly dialect: Dialect;
  readonly #parser: Parser;
  readonly #read: Sequence[] = [];
  /** Offset after each command, its newline and its here-documents. */
  readonly #after: number[] = [];
  /** The same in the text as it was written. */
  readonly #written: number[] = [];
  /** Sparse. */
  readonly #warnings: (readonly Warning[])[] = [];
  #end: SyntaxProblem | 'end' | undefined;

  constructor(text: string, reading: Reading, firstLine = 1, base = 0, linesBefore = 0) {
    this.text = text;
    this.dialect = reading.dialect;
    this.#parser = new Parser(text, reading.dialect, { ...reading, firstLine, base, linesBefore });
  }

  /** The n-th complete command, undefined after the last. */
  command(index: number): Sequence | SyntaxProblem | undefined {
    while (this.#read.length <= index && this.#end === undefined) {
      try {
        const next = this.#parser.next();
        if (next) {
          this.#read.push(next);
          this.#after.push(this.#parser.offset);
          const warnings = this.#parser.takeWarnings();
          if (warnings.length > 0) this.#warnings[this.#read.length - 1] = warnings;
          this.#written.push(this.#parser.written);
        } else this.#end = 'end';
      } catch (problem) {
        if (!(problem instanceof SyntaxProblem)) throw problem;
        this.#end = problem;
        this.#warnings[this.#read.length] = this.#parser.takeWarnings();
      }
    }
    return this.#read[index] ?? (this.#end === 'end' ? undefined : this.#end);
  }

  /** Offset of what comes after the n-th command, which has been read. */
  offsetAfter(index: number): number {
    return this.#after[index] ?? 0;
  }

  /** The same in the text that the script was made of: aliases change it. */
  writtenAfter(index: number): number {
    return this.#written[index] ?? 0;
  }

  /** The same in the text that this is the rest of. */
  fileOffsetAfter(index: number): number {
    return this.#parser.fileOffset(this.offsetAfter(index));
  }

  /** True for an offset inside a substitution that has been read. */
  inSubstitution(offset: number): boolean {
    return this.#parser.substitutions.some(([start, end]) => offset > start && offset <= end);
  }

  /** What bash warns of when it reads the n-th command. */
  warnings(index: number): readonly Warning[] {
    return this.#warnings[index] ?? [];
  }

  /** The line that begins there. */
  lineAfter(index: number): number {
    return this.#parser.lineOf(this.offsetAfter(index));
  }

  /** True when the text ends with the n-th command, without so much as a newline. */
  isLast(index: number): boolean {
    return this.#written[index] === this.text.length && !this.text.endsWith('\n');
  }

  /** A here-document ended with the text instead of its delimiter. */
  get missesDelimiter(): boolean {
    return this.#parser.missesDelimiter;
  }

  /** The last line of the n-th command, as the shell counts. */
  lastLine(index: number): number {
    const after = this.offsetAfter(index);
    return this.#parser.namedLine(this.text[after - 1] === '\n' ? after - 1 : after);
  }

  /** The rest of the text from the n-th command on, read another way; `ahead` lines count for nothing any more. */
  from(index: number, reading: Reading, ahead = 0): Script {
    return this.#parser.rest(
      index === 0 ? 0 : this.offsetAfter(index - 1),
      (text, firstLine, base, linesBefore) => new Script(text, reading, firstLine, base, linesBefore + ahead),
    );
  }

  /** The rest of the text after the line in which a problem was found. */
  behindLine(problem: SyntaxProblem, reading: Reading): Script {
    const newline = this.text.indexOf('\n', this.#parser.ownOffset(problem.offset));
    return this.#parser.rest(
      newline < 0 ? this.text.length : newline + 1,
      (text, firstLine, base, linesBefore) => new Script(text, reading, firstLine, base, linesBefore),
    );
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

/** The script of a text, shared between everybody who runs the same text. What is read as the state of a shell wants it is never shared. */
export function parse(
  text: string,
  dialect: Dialect,
  options: {
    readonly aliases?: Aliases;
    readonly firstLine?: number;
    readonly lineReached?: () => number;
    readonly extendedPatterns?: boolean;
    readonly withoutBraces?: boolean;
  } = {},
): Script {
  const { firstLine = 1, lineReached, ...rest } = options;
  // Only backquotes ask for the line.
  const reading = lineReached && text.includes('`') ? { ...rest, lineReached } : rest;
  if (options.aliases?.size || firstLine !== 1 || 'lineReached' in reading)
    return new Script(text, { dialect, ...reading }, firstLine);
  const key = `${dialect}${options.extendedPatterns ? '+' : ''}${options.withoutBraces ? '-' : ''}\0${text}`;
  let script = cache.get(key);
  if (!script) {
    if (cache.size >= CACHE_ENTRIES) cache.clear();
    script = new Script(text, { dialect, ...reading });
    cache.set(key, script);
  }
  return script;
}

/** A text read as if it stood between double quotes, such as PS4. */
export function parseQuoted(text: string, dialect: Dialect, firstLine = 1): Word | SyntaxProblem {
  try {
    return new Parser(text, dialect, { firstLine }).bodyWord(false);
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    return problem;
  }
}
