/** Hooks that a script writes: `cat > "$hookdir/initqueue/finished/x.sh" << EOF`, `{ echo …; } > …`. Each becomes a file that maps back. */
import type { Dialect } from '../syntax/dialect.ts';
import type { Command, Redirection, Simple, Word } from '../syntax/tree.ts';
import { literalOf } from './command-words.ts';
import { roleByPlace } from './role-by-place.ts';
import { commandsOf, LintedFile } from './script-file.ts';

/** @param shells what /bin/sh may be */
export function generatedBy(file: LintedFile, shells: readonly [Dialect, ...Dialect[]]): LintedFile[] {
  // Reading the tree of every file for this would be a pity.
  if (!file.linted || !file.isScript || !/>+\s*\S*hooks?(?:dir)?\b/.test(file.text)) return [];
  const found: LintedFile[] = [];
  for (const command of commandsOf(file)) {
    const target = 'redirections' in command ? writtenTo(command.redirections) : undefined;
    const imagePath = target && pathOf(target);
    const role = imagePath === undefined ? undefined : roleByPlace(imagePath, '')?.role;
    if (imagePath === undefined || role?.kind !== 'hook') continue;
    const written = new Written();
    if (!writes(command, file, written) || written.text === '') continue;
    const { text, offsets, partial } = written;
    found.push(
      new LintedFile({
        name: file.name,
        text,
        role,
        reasons: [`hook:${role.phase}: written by line ${file.lineOf(command.start)} to ${imagePath}`],
        shells,
        linted: true,
        within: { file, offsets: [...offsets, command.end] },
        partial,
      }),
    );
  }
  return found;
}

const writtenTo = (redirections: readonly Redirection[]): Word | undefined =>
  redirections.findLast(({ operator, descriptor }) => /^>[>|]?$/.test(operator) && descriptor === 1)?.target;

/** The path with a plain name for what is not known; undefined when it does not begin in a known place. */
function pathOf(target: Word): string | undefined {
  let path = '';
  for (const part of target.parts) {
    if (part.kind === 'literal') path += part.value;
    else if (part.kind === 'parameter' && part.name === 'hookdir' && part.operator === '')
      path += '/var/lib/dracut/hooks';
    else path += 'x';
  }
  return path.startsWith('/') && path.includes('/hooks/') ? path : undefined;
}

/** A text that is put together from pieces of a file. */
class Written {
  text = '';
  /** Where each character comes from. */
  readonly offsets: number[] = [];
  /** Something in it is filled in when it is written. */
  partial = false;

  add(text: string, offset: number): void {
    this.text += text;
    for (const _ of text) this.offsets.push(offset);
  }
}

/** False when something in it is not understood. */
function writes(command: Command, file: LintedFile, written: Written): boolean {
  switch (command.kind) {
    case 'simple':
      return prints(command, file, written);
    case 'group':
    case 'subshell':
      return command.body.items.every((item) => writes(item, file, written));
    case 'sequence':
      return command.items.every((item) => writes(item, file, written));
    default:
      return false;
  }
}

function prints(node: Simple, file: LintedFile, written: Written): boolean {
  const [name, first, ...rest] = node.words;
  switch (literalOf(name)) {
    case 'cat': {
      const document = node.redirections.find(({ here }) => here);
      if (!document?.here || first) return false;
      return copyDocument(document.here.text, document.here.quoted, document.target.start, file, written);
    }
    case 'echo':
      if (!first || rest.length > 0 || !copyWord(first, file, written)) return false;
      written.add('\n', first.end - 1);
      return true;
    case 'printf': {
      if (!first || literalOf(first) !== '%s\\n' || rest.length === 0) return false;
      return rest.every((word) => {
        const understood = copyWord(word, file, written);
        written.add('\n', word.end - 1);
        return understood;
      });
    }
    default:
      return false;
  }
}

/** The body of a here-document, whose tabs at the beginning of lines may have been taken away. */
function copyDocument(body: string, quoted: boolean, start: number, file: LintedFile, written: Written): boolean {
  const offsets: number[] = [];
  let at = start;
  for (const [index, c] of [...body].entries()) {
    if (index === 0 || body[index - 1] === '\n') while (file.text[at] === '\t' && c !== '\t') at++;
    offsets.push(at++);
  }
  if (!quoted) return copyExpanded(body, offsets, '$`\\', written);
  for (const [index, c] of [...body].entries()) written.add(c, offsets[index]!);
  return true;
}

function copyWord(word: Word, file: LintedFile, written: Written): boolean {
  const source = file.source(word);
  const offsets = Array.from(source, (_, index) => word.start + index);
  if (/^'[^']*'$/.test(source)) {
    for (let index = 1; index < source.length - 1; index++) written.add(source[index]!, offsets[index]!);
    return true;
  }
  if (/^"(?:[^"\\]|\\.)*"$/s.test(source)) return copyExpanded(source.slice(1, -1), offsets.slice(1), '$`"\\', written);
  if (word.plain === undefined) return false;
  for (const [index, c] of [...source].entries()) written.add(c, offsets[index]!);
  return true;
}

/** What stands for a value that is filled in: a variable that nothing else knows. */
const FILLED_IN = '${_written}';

/** Text in which a backslash takes the special meaning of the next character, and expansions are filled in. */
function copyExpanded(text: string, offsets: readonly number[], special: string, written: Written): boolean {
  for (let at = 0; at < text.length; ) {
    const c = text[at]!;
    const next = text[at + 1] ?? '';
    if (c === '\\' && (special.includes(next) || next === '\n')) {
      if (next !== '\n') written.add(next, offsets[at + 1]!);
      at += 2;
    } else if (c === '`' || (c === '$' && /[A-Za-z_0-9{(@*#?$!-]/.test(next))) {
      const length = expansionLength(text, at);
      if (length === undefined) return false;
      written.add(FILLED_IN, offsets[at]!);
      written.partial = true;
      at += length;
    } else {
      written.add(c, offsets[at]!);
      at++;
    }
  }
  return true;
}

/** How long the expansion is that begins there; undefined for one that is too entangled to be cut out. */
function expansionLength(text: string, at: number): number | undefined {
  const rest = text.slice(at);
  const simple = /^\$(?:[A-Za-z_]\w*|[0-9@*#?$!-]|\{[^{}]*\}|\([^()]*\))|^`[^`]*`/.exec(rest);
  return simple?.[0].length;
}
