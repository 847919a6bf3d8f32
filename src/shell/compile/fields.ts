/** Words that expand to any number of fields: pieces, then splitting, then pathnames (XCU 2.6). */
import type { Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Parameter, Part, Word } from '../../syntax/tree.ts';
import { isUtf8 } from '../bash/letters.ts';
import { narrowed } from '../bash/utf8-patterns.ts';
import { Abandoned } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import { expandPathnames, hasPattern } from '../words/glob.ts';
import { compilePattern, type Fragment } from '../words/pattern.ts';
import { DEFAULT_IFS, type Field, fieldText, type Piece, splitFields, splitText } from '../words/split.ts';
import type { AddFields, AddPieces, Compiler, Fragments, PieceContext, Text } from './compiler.ts';
import { lookup, usePositional } from './lookup.ts';
import { chosen } from './parameter.ts';
import { extendedParameter } from './parameter-extended.ts';
import { partText } from './text.ts';
import { type Trimmer, trimmer } from './trim.ts';

const FIELDS: PieceContext = { split: true, word: false };
const PATTERN: PieceContext = { split: false, word: false };
/** What cannot be left to a plain push: IFS may split it, or it is a pattern. */
const SPECIAL = /[*?[\\]|[+@!]\(/;

export function compileFields(c: Compiler, word: Word): AddFields {
  if (word.fixed !== undefined) {
    const { fixed } = word;
    return (_sh, out) => {
      out.push(fixed);
      return undefined;
    };
  }
  if (word.parts.every(isOneField)) return oneField(c.text(word));
  const only = word.parts.length === 1 ? word.parts[0]! : undefined;
  if (only && isPlainExpansion(only)) return splitExpansion(partText(c, only));
  if (word.parts.every((part) => isOneField(part) || isPlainExpansion(part))) return sideBySide(c, word.parts);
  const pieces = c.pieces(word, FIELDS);
  return (sh, out) => {
    const list: Piece[] = [];
    const waiting = pieces(sh, list);
    if (waiting) return later(sh, out, list, waiting);
    addFields(sh, list, out);
    return undefined;
  };
}

function* later(sh: Interpreter, out: string[], list: Piece[], waiting: Task): Task {
  yield* waiting;
  addFields(sh, list, out);
}

/** Never split, never a pattern, always one field. */
function isOneField(part: Part): boolean {
  switch (part.kind) {
    case 'literal':
      return part.quoted || !SPECIAL.test(part.value);
    case 'tilde':
      return true;
    case 'parameter':
      return part.quoted && !holdsList(part);
    case 'command':
    case 'arithmetic':
      return part.quoted;
    case 'process':
      return true;
  }
}

/** True when `$@` may make several fields of it. */
function holdsList(part: Part): boolean {
  if (part.kind !== 'parameter') return false;
  if (part.name === '@' || part.index || part.indirect || part.operator === 'names') return part.operator !== 'length';
  return [part.word, part.second].some((word) => word?.parts.some(holdsList));
}

const isPlainExpansion = (part: Part): boolean =>
  (part.kind === 'parameter' &&
    !part.quoted &&
    part.name !== '@' &&
    part.name !== '*' &&
    !part.index &&
    !part.indirect &&
    ['', 'length', '%', '%%', '#', '##'].includes(part.operator)) ||
  ((part.kind === 'command' || part.kind === 'arithmetic') && !part.quoted);

function oneField(text: Text): AddFields {
  return (sh, out) => {
    const value = text(sh);
    if (typeof value !== 'string') return pushLater(out, value);
    out.push(value);
    return undefined;
  };
}

function* pushLater(out: string[], waiting: Task<string>): Task {
  out.push(yield* waiting);
}

/** An unquoted expansion that is the whole word. */
function splitExpansion(text: Text): AddFields {
  return (sh, out) => {
    const value = text(sh);
    if (typeof value !== 'string') return splitLater(sh, out, value);
    addSplit(sh, value, out);
    return undefined;
  };
}

function* splitLater(sh: Interpreter, out: string[], waiting: Task<string>): Task {
  addSplit(sh, yield* waiting, out);
}

/** Texts and expansions that touch, such as `/dev/$name`: where no expansion has anything to be split or matched, they are one field. */
function sideBySide(c: Compiler, parts: readonly Part[]): AddFields {
  const texts = parts.map((part) => partText(c, part));
  const split = parts.map((part) => !isOneField(part));
  const pieces = (values: readonly string[]): Piece[] =>
    values.map((text, index) => ({ text, quoted: isQuoted(parts[index]!), split: split[index]! }));
  const add = (sh: Interpreter, values: readonly string[], out: string[]): void => {
    const ifs = sh.variables.get('IFS');
    const plain = (value: string, index: number): boolean => !split[index] || isPlain(value);
    if ((ifs === undefined || ifs === DEFAULT_IFS) && values.every(plain)) out.push(values.join(''));
    else addFields(sh, pieces(values), out);
  };
  const rest = function* (sh: Interpreter, out: string[], values: string[], waiting: Task<string>): Task {
    values.push(yield* waiting);
    while (values.length < texts.length) {
      const value = texts[values.length]!(sh);
      values.push(typeof value === 'string' ? value : yield* value);
    }
    add(sh, values, out);
  };
  return (sh, out) => {
    const values: string[] = [];
    for (let index = 0; index < texts.length; index++) {
      const value = texts[index]!(sh);
      if (typeof value !== 'string') return rest(sh, out, values, value);
      values.push(value);
    }
    add(sh, values, out);
    return undefined;
  };
}

/** As `partPieces` has it. */
const isQuoted = (part: Part): boolean => part.kind === 'tilde' || part.kind === 'process' || part.quoted;

function addSplit(sh: Interpreter, value: string, out: string[]): void {
  const ifs = sh.variables.get('IFS');
  if ((ifs === undefined || ifs === DEFAULT_IFS) && isPlain(value)) {
    out.push(value);
    return;
  }
  if (sh.options.noglob || !SPECIAL.test(value)) {
    for (const field of splitText(value, ifs)) out.push(field);
    return;
  }
  addFields(sh, [{ text: value, quoted: false, split: true }], out);
}

/** True when there is neither white space nor anything of a pattern in it: it is one field, whatever the options. */
function isPlain(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    // White space and `!()*+` are below `-`; the others are `?@[\`.
    if (code < 45 || code === 63 || code === 64 || code === 91 || code === 92) return false;
  }
  return value !== '';
}

function addFields(sh: Interpreter, pieces: readonly Piece[], out: string[]): void {
  for (const field of splitFields(pieces, sh.variables.get('IFS'), isBash(sh.dialect), sh.dialect === 'dash'))
    addPathnames(sh, field, out);
}

function addPathnames(sh: Interpreter, field: Field, out: string[]): void {
  if (!sh.options.noglob && hasPattern(field, sh.shopts)) {
    const found = expandPathnames(
      field,
      sh.p,
      sh.dialect,
      sh.shopts,
      isBash(sh.dialect) && isUtf8(sh) ? (component, name) => matchesWide(sh, component, name) : undefined,
    );
    if (sh.trace.expansions) sh.trace.expansions.glob(sh.p.pid, fieldText(field), found);
    if (found.length > 0) {
      for (const path of found) out.push(path);
      return;
    }
    if (sh.shopts.failglob) {
      sh.complain(`no match: ${fieldText(field)}`);
      throw new Abandoned();
    }
    if (sh.shopts.nullglob) return;
  }
  out.push(fieldText(field));
}

function matchesWide(sh: Interpreter, component: string, name: string): boolean {
  const { value, fragments } = narrowed(sh, name, [{ text: component, quoted: false }]);
  const { extglob, nocaseglob } = sh.shopts;
  return compilePattern(fragments, sh.dialect, { extended: extglob, ignoreCase: nocaseglob }).matches(value);
}

// ── patterns ─────────────────────────────────────────────────────────────

/** A word as a pattern: what is quoted is known, nothing is split. */
export function compileFragments(c: Compiler, word: Word): Fragments {
  if (word.fixed !== undefined) {
    const fragments: readonly Fragment[] = [{ text: word.fixed, quoted: true }];
    return () => fragments;
  }
  const pieces = c.pieces(word, PATTERN);
  return (sh) => {
    const list: Piece[] = [];
    const waiting = pieces(sh, list);
    return waiting ? fragmentsLater(list, waiting) : fragmentsOf(list);
  };
}

function* fragmentsLater(list: Piece[], waiting: Task): Task<readonly Fragment[]> {
  yield* waiting;
  return fragmentsOf(list);
}

const fragmentsOf = (pieces: readonly Piece[]): Fragment[] =>
  pieces.map((piece) => ('break' in piece ? { text: ' ', quoted: true } : piece));

// ── pieces ───────────────────────────────────────────────────────────────

export function compilePieces(c: Compiler, word: Word, context: PieceContext): AddPieces {
  const parts = word.parts.map((part) => partPieces(c, part, context));
  return (sh, out) => {
    for (let index = 0; index < parts.length; index++) {
      const waiting = parts[index]!(sh, out);
      if (waiting) return piecesLater(sh, out, parts, index, waiting);
    }
    return undefined;
  };
}

function* piecesLater(sh: Interpreter, out: Piece[], parts: readonly AddPieces[], at: number, waiting: Task): Task {
  yield* waiting;
  for (let index = at + 1; index < parts.length; index++) {
    const more = parts[index]!(sh, out);
    if (more) yield* more;
  }
}

function partPieces(c: Compiler, part: Part, context: PieceContext): AddPieces {
  switch (part.kind) {
    case 'literal': {
      const piece: Piece = {
        text: part.value,
        quoted: part.quoted,
        split: context.word && context.split && !part.quoted,
      };
      return (_sh, out) => {
        out.push(piece);
        return undefined;
      };
    }
    case 'tilde':
    case 'process':
      return textPiece(partText(c, part), true, false);
    case 'command':
    case 'arithmetic':
      return textPiece(partText(c, part), part.quoted, context.split && !part.quoted);
    case 'parameter':
      return parameterPieces(c, part, context);
  }
}

function textPiece(text: Text, quoted: boolean, split: boolean): AddPieces {
  return (sh, out) => {
    const value = text(sh);
    if (typeof value !== 'string') return pieceLater(out, value, quoted, split);
    out.push({ text: value, quoted, split });
    return undefined;
  };
}

function* pieceLater(out: Piece[], waiting: Task<string>, quoted: boolean, split: boolean): Task {
  out.push({ text: yield* waiting, quoted, split });
}

function parameterPieces(c: Compiler, node: Parameter, context: PieceContext): AddPieces {
  const extended = extendedParameter(c, node, context);
  const { name, operator, quoted } = node;
  const split = context.split && !quoted;
  if (extended) return extended.pieces ?? textPiece(extended.text, quoted, split);
  const list = name === '@' || name === '*';
  const separate = list && context.split && (name === '@' || !quoted);
  switch (operator) {
    case '':
    case '%':
    case '%%':
    case '#':
    case '##':
      if (!separate) return textPiece(partText(c, node), quoted, split);
      return listPieces(quoted, operator === '' ? undefined : trimmer(c, operator, node.word!));
    case 'length':
    case 'bad':
      return textPiece(partText(c, node), quoted, split);
    case ':=':
    case '=':
    case ':?':
    case '?':
      if (!separate) return textPiece(partText(c, node), quoted, split);
      break;
    default:
      break;
  }
  const word = c.pieces(node.word!, { split: context.split, word: true });
  const get = lookup(name);
  const whole = separate ? listPieces(quoted, undefined) : undefined;
  const assigned = partText(c, node);
  return (sh, out) => {
    const value = get(sh);
    const use = chosen(sh, node, value);
    if (use === undefined) {
      if (operator === ':?' || operator === '?' || operator === ':=' || operator === '=')
        return textPiece(assigned, quoted, split)(sh, out);
      // Quotes keep their field even around nothing.
      if (quoted) out.push({ text: '', quoted, split: false });
      return word(sh, out);
    }
    if (operator === ':+' || operator === '+') {
      if (quoted) out.push({ text: '', quoted, split: false });
      return undefined;
    }
    if (whole) return whole(sh, out);
    out.push({ text: use, quoted, split });
    return undefined;
  };
}

/** `$@` and unquoted `$*`: every parameter a field of its own. */
function listPieces(quoted: boolean, trim: Trimmer | undefined): AddPieces {
  return (sh, out) => {
    usePositional(sh);
    const { values } = sh.positional_;
    if (!trim) {
      addList(values, quoted, out);
      return undefined;
    }
    // The separators are NULs while the pattern is held against the whole, as dash does.
    const trimmed = trim(sh, values.join('\0'));
    if (typeof trimmed !== 'string') return listLater(trimmed, quoted, out);
    addList(trimmed.split('\0'), quoted, out);
    return undefined;
  };
}

function* listLater(waiting: Task<string>, quoted: boolean, out: Piece[]): Task {
  addList((yield* waiting).split('\0'), quoted, out);
}

function addList(values: readonly string[], quoted: boolean, out: Piece[]): void {
  values.forEach((value, index) => {
    if (index > 0) out.push({ break: true });
    out.push({ text: value, quoted, split: !quoted, ...(quoted ? { parameter: true } : undefined) });
  });
}
