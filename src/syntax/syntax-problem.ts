/** What a parser finds wrong, as data; each shell has its own words for it. */
import { type Dialect, isBash } from './dialect.ts';

export type Problem =
  | {
      readonly kind: 'unexpected' /** As written; `newline` and `end of file` have their own flags. */;
      readonly token: Token;
      readonly expecting?: string;
    }
  | {
      readonly kind: 'unterminated';
      readonly what: 'quote' | 'backquote' | 'brace' | 'arithmetic' | 'substitution';
      readonly opener: string;
      readonly line: number;
    }
  | { readonly kind: 'bad-name'; readonly what: 'function' | 'for'; readonly text: string }
  | { readonly kind: 'too-deep' }
  /** In `[[ … ]]`; without a text nothing is said. `ended`: the text came to its end. */
  | { readonly kind: 'condition'; readonly text: string; readonly ended?: boolean }
  | { readonly kind: 'other'; readonly text: string };

export interface Token {
  readonly type: 'word' | 'keyword' | 'operator' | 'newline' | 'end' | 'redirection';
  readonly text: string;
}

/**
 * What bash gives up for an error. `reading`: the text. `substitution`: found while a `$( )` was read; the shell, whatever text it reads.
 * `array`: found in the parentheses of `a=( … )`; what comes after this line is read as if nothing had been before.
 */
export type GivesUp = 'reading' | 'substitution' | 'array';

/** Thrown inside the parser, returned from it. */
export class SyntaxProblem {
  readonly problem: Problem;
  readonly offset: number;
  /** Line that the shell names: where it noticed. */
  readonly line: number;
  /** Text of that line, for bash's second message. */
  readonly source: string;
  /** Found in the body of a here-document, and not in a command inside it. */
  readonly inBody: boolean;
  readonly givesUp: GivesUp;
  /** bash: what else it finds while it gives up. */
  readonly further: SyntaxProblem | undefined;

  constructor(
    problem: Problem,
    offset: number,
    line: number,
    source: string,
    inBody = false,
    givesUp: GivesUp = 'reading',
    further?: SyntaxProblem,
  ) {
    this.problem = problem;
    this.offset = offset;
    this.line = line;
    this.source = source;
    this.inBody = inBody;
    this.givesUp = givesUp;
    this.further = further;
  }

  /** The same as bash sees it that reads only what stands in the substitution. */
  insideSubstitution(): SyntaxProblem {
    const { problem, offset, line, source } = this;
    return new SyntaxProblem(problem, offset, line, source.replace(/^.*?\$\(/, ''));
  }

  /** Everything but what is wrong. */
  get where(): readonly [number, number, string, boolean, GivesUp, SyntaxProblem | undefined] {
    return [this.offset, this.line, this.source, this.inBody, this.givesUp, this.further];
  }

  /** The same, in another line. */
  atLine(line: number): SyntaxProblem {
    const by = line - this.line;
    const { problem, offset, source, inBody, givesUp, further } = this;
    const moved = problem.kind === 'unterminated' ? { ...problem, line: problem.line + by } : problem;
    return new SyntaxProblem(moved, offset, line, source, inBody, givesUp, further);
  }

  /** The same, found in something that more is given up for. */
  inside(givesUp: GivesUp): SyntaxProblem {
    const { problem, offset, line, source, inBody, further } = this;
    return new SyntaxProblem(problem, offset, line, source, inBody, givesUp, further);
  }

  /** The same, with what was found after it. */
  followedBy(next: SyntaxProblem): SyntaxProblem {
    const { problem, offset, line, source, inBody, givesUp } = this;
    const further = this.further?.followedBy(next) ?? next;
    return new SyntaxProblem(problem, offset, line, source, inBody, givesUp, further);
  }

  /** bash: an error that leaves the status as it was, or makes one of 0 a failure when the text is at its end. */
  get keepsStatus(): boolean {
    const { problem } = this;
    return problem.kind === 'condition' || (problem.kind === 'unterminated' && problem.opener !== '$(');
  }

  /** The text was read to its end for it. */
  get atEnd(): boolean {
    const { problem } = this;
    return (
      this.incomplete || (problem.kind === 'condition' && problem.ended === true) || (this.further?.atEnd ?? false)
    );
  }

  /** True when a shell that reads line by line reads the next one before it complains. */
  get wantsMore(): boolean {
    const { problem } = this;
    return this.incomplete || (problem.kind === 'condition' && /\bEOF\b/.test(problem.text));
  }

  /** True when more input could mend it (interactive shells then prompt with PS2). */
  get incomplete(): boolean {
    return (
      this.problem.kind === 'unterminated' || (this.problem.kind === 'unexpected' && this.problem.token.type === 'end')
    );
  }
}

/** The diagnostic without its `sh: 3: ` prefix; bash gives two. */
export function wording(found: SyntaxProblem, dialect: Dialect): readonly string[] {
  if (isBash(dialect)) return bash(found);
  return [dialect === 'dash' ? `Syntax error: ${dash(found.problem)}` : `syntax error: ${busybox(found.problem)}`];
}

function dash(problem: Problem): string {
  switch (problem.kind) {
    case 'unexpected':
      return `${almquistToken(problem.token)} unexpected${problem.expecting ? ` (expecting ${quotedKeyword(problem.expecting)})` : ''}`;
    case 'unterminated':
      return {
        quote: 'Unterminated quoted string',
        backquote: 'EOF in backquote substitution',
        brace: "Missing '}'",
        arithmetic: "Missing '))'",
        substitution: 'end of file unexpected (expecting ")")',
      }[problem.what];
    case 'bad-name':
      return problem.what === 'function' ? 'Bad function name' : 'Bad for loop variable';
    case 'too-deep':
      return 'nested too deeply';
    case 'condition':
    case 'other':
      return problem.text;
  }
}

function busybox(problem: Problem): string {
  switch (problem.kind) {
    case 'unexpected':
      return `unexpected ${problem.token.type === 'word' ? 'word' : almquistToken(problem.token)}${problem.expecting ? ` (expecting ${quotedKeyword(problem.expecting)})` : ''}`;
    case 'unterminated':
      return {
        quote: 'unterminated quoted string',
        backquote: 'EOF in backquote substitution',
        brace: "missing '}'",
        arithmetic: "missing '))'",
        substitution: 'unexpected end of file (expecting ")")',
      }[problem.what];
    case 'bad-name':
      return problem.what === 'function' ? 'bad function name' : 'bad for loop variable';
    case 'too-deep':
      return 'nested too deeply';
    case 'condition':
    case 'other':
      return problem.text;
  }
}

const almquistToken = (token: Token): string =>
  token.type === 'word'
    ? 'word'
    : token.type === 'redirection'
      ? 'redirection'
      : token.type === 'end'
        ? 'end of file'
        : token.type === 'newline'
          ? 'newline'
          : `"${token.text}"`;

const quotedKeyword = (text: string): string => (text === 'word' ? 'word' : `"${text}"`);

function bash(found: SyntaxProblem): readonly string[] {
  const { problem } = found;
  switch (problem.kind) {
    case 'unexpected':
      if (problem.token.type === 'end') return ['syntax error: unexpected end of file'];
      return [
        `syntax error near unexpected token \`${problem.token.type === 'newline' ? 'newline' : problem.token.text}'`,
        `\`${found.source}'`,
      ];
    case 'unterminated':
      return [`unexpected EOF while looking for matching \`${closer(problem.opener)}'`];
    case 'bad-name':
      return [`\`${problem.text}': not a valid identifier`];
    case 'too-deep':
      return ['maximum nesting level exceeded'];
    case 'condition':
      return problem.text === '' ? [] : [problem.text];
    case 'other':
      return problem.text.split('\n');
  }
}

const closer = (opener: string): string =>
  ({ '$(': ')', '((': ')', '$((': ')', '(': ')', '${': '}', '[': ']' })[opener] ?? opener;
