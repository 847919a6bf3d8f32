/** Commands as bash prints them: `type` of a function, `declare -f`, BASH_COMMAND, the text of a job. */
import { ansiC } from './ansi-c.ts';
import { printCondition } from './print-condition.ts';
import type {
  Assignment,
  Case,
  Command,
  CommandSubstitution,
  For,
  ForArithmetic,
  FunctionDefinition,
  If,
  ProcessSubstitution,
  Redirection,
  Sequence,
  Simple,
  Span,
  Word,
} from './tree.ts';

/** Gives the text of a span. */
export type Excerpt = (span: Span) => string;

const INDENT = 4;

/** A function under its name, over several lines. */
export function printFunction(name: string, body: Command, excerpt: Excerpt): string {
  const printer = new Printer(excerpt);
  printer.text = `${name} () \n`;
  printer.functionBody(body);
  return printer.text;
}

/** A command on one line, as far as bash does so; in a substitution its newlines stay. */
export function printCommand(command: Command, excerpt: Excerpt, inSubstitution = false): string {
  const printer = new Printer(excerpt, inSubstitution);
  printer.command(command);
  if (inSubstitution) printer.lastBodies();
  return printer.text;
}

/** A word as bash prints it. */
export const printWord = (word: Word, excerpt: Excerpt): string => new Printer(excerpt).word(word);

class Printer {
  text = '';
  readonly #excerpt: Excerpt;
  #indentation = 0;
  /** Inside a function every command stands on a line of its own. */
  #inFunction = 0;
  /** The next command goes on where the line stands. */
  #sameLine = false;
  /** What stands on the line comes behind the body of a here-document. */
  #afterBody = false;
  /** Inside a substitution newlines stay. */
  readonly #inSubstitution: boolean;
  /** Bodies of here-documents that follow the line. */
  #bodies: string[] = [];

  constructor(excerpt: Excerpt, inSubstitution = false) {
    this.#excerpt = excerpt;
    this.#inSubstitution = inSubstitution;
  }

  functionBody(body: Command): void {
    this.#indent();
    this.text += '{ \n';
    this.#inFunction++;
    this.#indentation += INDENT;
    const group = body.kind === 'group' ? body : undefined;
    if (group) this.#sequence(group.body);
    else this.command(body);
    this.#hereDocuments('');
    this.#indentation -= INDENT;
    this.#inFunction--;
    if (group && group.redirections.length > 0) {
      this.#line('} ');
      this.text += group.redirections.map((each) => this.#redirection(each)).join(' ');
    } else this.#line('}');
  }

  command(node: Command): void {
    if (node.kind === 'sequence') {
      this.#sequence(node);
      return;
    }
    if (node.kind === 'and-or' || node.kind === 'pipeline' || node.kind === 'background') {
      this.#connected(node);
      return;
    }
    if (this.#sameLine) this.#sameLine = false;
    else this.#indent();
    if (node.kind === 'time' || node.kind === 'not') {
      this.#timedOrNot(node);
      return;
    }
    this.#plain(node);
    if ('redirections' in node && node.kind !== 'simple' && node.redirections.length > 0)
      this.text += ` ${node.redirections.map((each) => this.#redirection(each)).join(' ')}`;
  }

  #plain(node: Exclude<Command, { kind: 'sequence' | 'and-or' | 'pipeline' | 'background' | 'time' | 'not' }>): void {
    switch (node.kind) {
      case 'simple':
        this.text += this.#simple(node);
        break;
      case 'subshell':
        this.text += '( ';
        this.#sameLine = true;
        this.#sequence(node.body);
        this.#hereDocuments('');
        this.text += ' )';
        break;
      case 'group':
        this.#group(node.body);
        break;
      case 'if':
        this.#if(node, 0);
        break;
      case 'while':
        this.text += node.until ? 'until ' : 'while ';
        this.#sameLine = true;
        this.#sequence(node.condition);
        this.#semicolon();
        this.text += ' do\n';
        this.#block(node.body, 'done');
        break;
      case 'for':
      case 'select':
        this.#for(node);
        break;
      case 'for-arithmetic':
        this.#forArithmetic(node);
        break;
      case 'case':
        this.#case(node);
        break;
      case 'function':
        this.#function(node);
        break;
      case 'arithmetic-command':
        this.text += `((${this.#word(node.expression)}))`;
        break;
      case 'conditional':
        this.text += `[[ ${printCondition(node.expression, (word) => this.#word(word))} ]]`;
        break;
      case 'coproc':
        this.text += `coproc ${node.name} `;
        this.#sameLine = true;
        this.command(node.command);
        break;
    }
  }

  // ── lists ──────────────────────────────────────────────────────────────

  #sequence(node: Sequence): void {
    node.items.forEach((item, index) => {
      if (index > 0) this.#separator(node.items[index - 1]!, item);
      this.command(item);
    });
  }

  /** What stands between two commands of a list. */
  #separator(before: Command, after: Command): void {
    if (before.kind === 'background') {
      this.text += ' ';
      this.#sameLine = true;
      return;
    }
    const newline = this.#inSubstitution && this.#onNewLine(before, after);
    const onOneLine = this.#bodies.length === 0 && !this.#afterBody;
    if (this.#bodies.length > 0) this.#hereDocuments(this.#inFunction > 0 || this.#inSubstitution ? '' : ';');
    else if (!this.#afterBody) this.text += newline ? '\n' : ';';
    this.#afterBody = false;
    if (this.#inFunction > 0 || (newline && !onOneLine)) this.text += '\n';
    else {
      if (!newline) this.text += ' ';
      this.#sameLine = true;
    }
  }

  /** Whether a newline and no semicolon is written between two commands. */
  #onNewLine(before: Command, after: Command): boolean {
    const between = /^[^\n#]*(?:#[^\n]*)?(\n)?/.exec(this.#excerpt({ start: before.end, end: after.start }))!;
    return between[1] !== undefined && !between[0].replace(/#.*/, '').includes(';');
  }

  #connected(node: Command & { readonly kind: 'and-or' | 'pipeline' | 'background' }): void {
    if (node.kind === 'background') {
      this.command(node.command);
      this.text += ' &';
      return;
    }
    const rest =
      node.kind === 'and-or'
        ? node.rest
        : node.commands.slice(1).map((command) => ({ operator: '|' as const, command }));
    this.command(node.kind === 'and-or' ? node.first : node.commands[0]!);
    for (const { operator, command } of rest) {
      this.text += ` ${operator}`;
      if (this.#bodies.length > 0) {
        this.#hereDocuments('');
        this.text += '  ';
        this.#afterBody = true;
      } else this.text += ' ';
      this.#sameLine = true;
      this.command(command);
    }
  }

  /** Before a pipeline `time` comes first, and of several `!` at most one is left. */
  #timedOrNot(node: Command): void {
    let time = '';
    let not = false;
    let inner: Command | undefined = node;
    while (inner?.kind === 'time' || inner?.kind === 'not') {
      if (inner.kind === 'not') not = !not;
      else time = inner.posix ? 'time -p ' : 'time ';
      inner = inner.command;
    }
    this.text += `${time}${not ? '! ' : ''}`;
    this.#sameLine = true;
    if (inner) this.command(inner);
    this.#sameLine = false;
  }

  // ── compound commands ──────────────────────────────────────────────────

  #group(body: Sequence): void {
    this.text += '{ ';
    if (this.#inFunction > 0) {
      this.text += '\n';
      this.#indentation += INDENT;
    } else this.#sameLine = true;
    this.#sequence(body);
    this.#hereDocuments('');
    if (this.#inFunction > 0) {
      this.text += '\n';
      this.#indentation -= INDENT;
      this.#indent();
    } else {
      this.#semicolon();
      this.text += ' ';
    }
    this.text += '}';
  }

  /** The lines between `do` or `then` and what ends them. */
  #block(body: Sequence, end: string): void {
    this.#indentation += INDENT;
    this.#sequence(body);
    this.#hereDocuments('');
    this.#semicolon();
    this.#indentation -= INDENT;
    this.#line(end);
  }

  /** A further condition is an `if` of its own behind `else`. */
  #if(node: If, index: number): void {
    const { condition, body } = node.branches[index]!;
    this.text += 'if ';
    this.#sameLine = true;
    this.#sequence(condition);
    this.#semicolon();
    this.text += ' then\n';
    const further = index + 1 < node.branches.length;
    if (!further && !node.otherwise) {
      this.#block(body, 'fi');
      return;
    }
    this.#block(body, 'else\n');
    this.#indentation += INDENT;
    if (further) {
      this.#indent();
      this.#if(node, index + 1);
    } else this.#sequence(node.otherwise!);
    this.#hereDocuments('');
    this.#semicolon();
    this.#indentation -= INDENT;
    this.#line('fi');
  }

  #for(node: For): void {
    const words = node.words ? node.words.map((word) => this.#word(word)).join(' ') : '"$@"';
    this.text += `${node.kind} ${node.name} in ${words};`;
    this.#line('do\n');
    this.#block(node.body, 'done');
  }

  #forArithmetic(node: ForArithmetic): void {
    const parts = this.#excerpt(node.initial).split(';');
    this.text += `for ((${parts.map((part) => part.trimStart() || '1').join('; ')}))`;
    this.#line('do\n');
    this.#block(node.body, 'done');
  }

  #case(node: Case): void {
    this.text += `case ${this.#word(node.word)} in `;
    this.#indentation += INDENT;
    for (const { patterns, body, terminator } of node.items) {
      this.#line(patterns.map((pattern) => this.#word(pattern)).join(' | '));
      this.text += ')\n';
      this.#indentation += INDENT;
      if (body) this.#sequence(body);
      this.#hereDocuments('');
      this.#indentation -= INDENT;
      this.#line(terminator);
    }
    this.#indentation -= INDENT;
    this.#line('esac');
  }

  #function(node: FunctionDefinition): void {
    this.text += `function ${node.name} () \n`;
    this.functionBody(node.body);
  }

  // ── simple commands ────────────────────────────────────────────────────

  #simple(node: Simple): string {
    const words = [
      ...node.assignments.map((each) => this.#assignment(each)),
      ...unexpanded(node.words).map((word) => this.#word(word)),
    ].join(' ');
    const redirections = node.redirections.map((each) => this.#redirection(each)).join(' ');
    return words !== '' && redirections !== '' ? `${words} ${redirections}` : words + redirections;
  }

  #assignment(node: Assignment): string {
    if (!node.array) return this.#excerpt({ start: node.start, end: node.value.start }) + this.#word(node.value);
    const { array } = node;
    const once = array.filter(({ value }, index) => index === 0 || array[index - 1]!.value.start !== value.start);
    const elements = once.map(({ index, append, value }) =>
      index ? `[${this.#word(index)}]${append ? '+' : ''}=${this.#word(value)}` : this.#word(value),
    );
    return `${node.name}${node.append ? '+' : ''}=(${elements.join(' ')})`;
  }

  word(word: Word): string {
    return this.#word(word);
  }

  /** As written, but that the commands of a substitution are printed too. */
  #word(word: Word): string {
    let text = '';
    let at = word.start;
    for (const part of substitutionsIn(word)) {
      const opener = part.kind === 'process' ? `${part.direction}(` : '$(';
      text += `${this.#excerpt({ start: at, end: part.start })}${opener}${this.#substitution(part.body)})`;
      at = part.end;
    }
    const rest = this.#excerpt({ start: at, end: word.end });
    return text === '' ? decodedQuotes(rest) : text + rest;
  }

  #substitution(body: Sequence): string {
    const printed = printCommand(body, this.#excerpt, true);
    return printed.startsWith('(') ? ` ${printed}` : printed;
  }

  #redirection(node: Redirection): string {
    const { fixed } = node.target;
    // What `|&` stands for was never written.
    const target = fixed !== undefined && /^[0-9]+-?$/.test(fixed) ? fixed : this.#word(node.target);
    const { operator, variable, descriptor } = node;
    const from = variable === undefined ? String(descriptor) : `{${variable}}`;
    const unless = (usual: number): string => (variable === undefined && descriptor === usual ? '' : from);
    switch (operator) {
      case '<':
      case '<>':
        return `${unless(0)}${operator} ${target}`;
      case '<<<':
        return `${unless(0)}<<< ${target}`;
      case '>':
      case '>|':
      case '>>':
        return `${unless(1)}${operator} ${target}`;
      case '&>':
      case '&>>':
        return `${operator} ${target}`;
      case '<&':
      case '>&':
        if (target === '-') return `${from}>&-`;
        return /^[0-9]+-?$/.test(target)
          ? `${from}${operator}${target}`
          : `${unless(operator === '<&' ? 0 : 1)}${operator}${target}`;
      case '<<':
        return this.#hereDocument(node, unless(0));
    }
  }

  #hereDocument(node: Redirection, from: string): string {
    const { delimiter, stripTabs, quoted, text } = node.here!;
    this.#bodies.push(text + delimiter);
    return `${from}<<${stripTabs ? '-' : ''}${quoted ? `'${delimiter}'` : delimiter}`;
  }

  lastBodies(): void {
    this.#hereDocuments('');
  }

  #hereDocuments(before: string): void {
    if (this.#bodies.length === 0) return;
    this.text += `${before}\n${this.#bodies.join('\n')}\n`;
    this.#bodies = [];
  }

  // ── lines ──────────────────────────────────────────────────────────────

  #indent(): void {
    this.text += ' '.repeat(this.#indentation);
  }

  #line(text: string): void {
    this.text += '\n';
    this.#indent();
    this.text += text;
  }

  #semicolon(): void {
    if (!/[&\n]$/.test(this.text)) this.text += ';';
  }
}

/** Words that one brace expansion made stand for what was written once. */
function unexpanded(words: readonly Word[]): readonly Word[] {
  return words.filter((word, index) => index === 0 || words[index - 1]!.start !== word.start);
}

/** The substitutions of a word that are printed anew, in the order in which they stand. */
function substitutionsIn({ parts }: Word): (CommandSubstitution | ProcessSubstitution)[] {
  return parts.flatMap((part) => {
    if (part.kind === 'process') return [part];
    if (part.kind === 'command') return part.backquoted || part.raw ? [] : [part];
    if (part.kind === 'parameter')
      return [part.index, part.word, part.second].flatMap((each) => (each ? substitutionsIn(each) : []));
    return part.kind === 'arithmetic' ? substitutionsIn(part.expression) : [];
  });
}

/** `$'…'` has become what it means when it was read. */
function decodedQuotes(text: string): string {
  if (!text.includes("$'")) return text;
  let shown = '';
  for (let at = 0; at < text.length; ) {
    const [token] = /^(?:\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|[\s\S])/.exec(text.slice(at))!;
    const decoded = token === '$' && text[at + 1] === "'" ? ansiC(text, at + 2, 'bash') : undefined;
    shown += decoded ? `'${decoded.value.replaceAll("'", "'\\''")}'` : token;
    at = decoded && decoded.end > 0 ? decoded.end : at + token.length;
  }
  return shown;
}
