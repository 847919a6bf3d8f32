/** Words that expand to any number of fields: pieces, then splitting, then pathnames (XCU 2.6). */
import type { Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Parameter, Part, Word } from '../../syntax/tree.ts';
import { isUtf8 } from '../bash/letters.ts';
import { narrowed } from '../bash/utf8-patterns.ts';
import { hasWideSeparators, splitWide } from '../bash/wide-separators.ts';
import { Abandoned } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import { expandPathnames, hasPattern } from '../words/glob.ts';
import { compilePattern, type Fragment } from '../words/pattern.ts';
import { DEFAULT_IFS, type Field, fieldText, type Piece, splitFields, splitText } from '../words/split.ts';
import type { AddFields, AddPieces, Compiler, Fragments, Field as OneField, PieceContext, Text } from './compiler.ts';
import { lookup, usePositional } from './lookup.ts';
import { chosen } from './parameter.ts';
import { extendedParameter } from './parameter-extended.ts';
import { partText } from './text.ts';
import { type Trimmer, trimmer } from './trim.ts';

const FIELDS: PieceContext = { split: true, word: false };
const PATTERN: PieceContext = { split: false, word: false };
/** What cannot be left to a plain push: IFS may split it, or it is a pattern. */
const SPECIAL = /[*?[\\]|[+@!]\(/;

/** The words that are one field, or nearly always. */
export function compileField(c: Compiler, word: Word): OneField | undefined {
  if (word.fixed !== undefined) {
    const { fixed } = word;
    return () => fixed;
  }
  if (word.parts.every(isOneField)) return oneField(c.text(word));
  const only = word.parts.length === 1 ? word.parts[0]! : undefined;
  if (only && isPlainExpansion(only)) return splitExpansion(partText(c, only));
  if (word.parts.every((part) => isOneField(part) || isPlainExpansion(part))) return sideBySide(c, word.parts);
  return undefined;
}

export const addingField =
  (field: OneField): AddFields =>
  (sh, out) => {
    const value = field(sh);
    if (typeof value !== 'string') return value(out);
    out.push(value);
    return undefined;
  };

export function compileFields(c: Compiler, word: Word): AddFields {
  const field = compileField(c, word);
  if (field) return addingField(field);
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

export function oneField(text: Text): OneField {
  return (sh) => {
    const value = text(sh);
    return typeof value === 'string' ? value : (out) => pushLater(out, value);
  };
}

function* pushLater(out: string[], waiting: Task<string>): Task {
  out.push(yield* waiting);
}

/** An unquoted expansion that is the whole word. */
function splitExpansion(text: Text): OneField {
  return (sh) => {
    const value = text(sh);
    if (typeof value !== 'string') return (out) => splitLater(sh, out, value);
    return isPlain(value) && splitsAsUsual(sh) ? value : (out) => addSplit(sh, value, out);
  };
}

/** What `isPlain` counts with. */
function splitsAsUsual(sh: Interpreter): boolean {
  const ifs = sh.variables.get('IFS');
  return ifs === undefined || ifs === DEFAULT_IFS;
}

function* splitLater(sh: Interpreter, out: string[], waiting: Task<string>): Task {
  addSplit(sh, yield* waiting, out);
}

/** Texts and expansions that touch, such as `/dev/$name`: where no expansion has anything to be split or matched, they are one field. */
function sideBySide(c: Compiler, parts: readonly Part[]): OneField {
  const texts = parts.map((part) => partText(c, part));
  const split = parts.map((part) => !isOneField(part));
  const pieces = (values: readonly string[]): Piece[] =>
    values.map((text, index) => ({ text, quoted: isQuoted(parts[index]!), split: split[index]! }));
  const joined = (sh: Interpreter, values: readonly string[]): string | undefined => {
    if (!splitsAsUsual(sh)) return undefined;
    let text = '';
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      if (split[index] && !isPlain(value)) return undefined;
      text += value;
    }
    return text;
  };
  const rest = function* (sh: Interpreter, out: string[], values: string[], at: number, waiting: Task<string>): Task {
    values[at] = yield* waiting;
    for (let index = at + 1; index < texts.length; index++) {
      const value = texts[index]!(sh);
      values[index] = typeof value === 'string' ? value : yield* value;
    }
    const text = joined(sh, values);
    if (text === undefined) addFields(sh, pieces(values), out);
    else out.push(text);
  };
  return (sh) => {
    const values = new Array<string>(texts.length);
    for (let index = 0; index < texts.length; index++) {
      const value = texts[index]!(sh);
      if (typeof value !== 'string') return (out) => rest(sh, out, values, index, value);
      values[index] = value;
    }
    return (
      joined(sh, values) ??
      ((out) => {
        addFields(sh, pieces(values), out);
        return undefined;
      })
    );
  };
}

/** As `partPieces` has it. */
const isQuoted = (part: Part): boolean => part.kind === 'tilde' || part.kind === 'process' || part.quoted;

function addSplit(sh: Interpreter, value: string, out: string[]): undefined {
  if (isPlain(value) && splitsAsUsual(sh)) out.push(value);
  else if ((sh.options.noglob || !SPECIAL.test(value)) && !hasWideSeparators(sh, sh.variables.get('IFS')))
    for (const field of splitText(value, sh.variables.get('IFS'))) out.push(field);
  else addFields(sh, [{ text: value, quoted: false, split: true }], out);
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
  const ifs = sh.variables.get('IFS');
  const fields = hasWideSeparators(sh, ifs)
    ? splitWide(sh, pieces, ifs)
    : splitFields(pieces, ifs, isBash(sh.dialect), sh.dialect === 'dash');
  for (const field of fields) addPathnames(sh, field, out);
}

function addPathnames(sh: Interpreter, field: Field, out: string[]): void {
  if (!sh.options.noglob && hasPattern(field, sh.shopts)) {
    const ignored = isBash(sh.dialect) ? sh.variables.get('GLOBIGNORE') || undefined : undefined;
    const all = expandPathnames(
      field,
      sh.p,
      sh.dialect,
      ignored === undefined ? sh.shopts : { ...sh.shopts, dotglob: true },
      isBash(sh.dialect) && isUtf8(sh) ? (component, name) => matchesWide(sh, component, name) : undefined,
    );
    const found = ignored === undefined ? all : notIgnored(sh, all, ignored);
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

/** Without what GLOBIGNORE names. */
function notIgnored(sh: Interpreter, paths: readonly string[], ignored: string): readonly string[] {
  const patterns = ignored
    .split(/:(?![^[]*\])/)
    .map((text) => compilePattern([{ text, quoted: false }], sh.dialect, { extended: sh.shopts.extglob }));
  return paths.filter((path) => !/(?:^|\/)\.\.?$/.test(path) && !patterns.some((pattern) => pattern.matches(path)));
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
      return listPieces(quoted, operator === '' ? undefined : trimmer(c, operator, node.word!), !context.word);
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
  const whole = separate ? listPieces(quoted, undefined, !context.word) : undefined;
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
function listPieces(quoted: boolean, trim: Trimmer | undefined, own: boolean): AddPieces {
  return (sh, out) => {
    usePositional(sh);
    const { values } = sh.positional_;
    if (!trim) {
      addList(values, quoted, own, out);
      return undefined;
    }
    // The separators are NULs while the pattern is held against the whole, as dash does.
    const trimmed = trim(sh, values.join('\0'));
    if (typeof trimmed !== 'string') return listLater(trimmed, quoted, own, out);
    addList(trimmed.split('\0'), quoted, own, out);
    return undefined;
  };
}

function* listLater(waiting: Task<string>, quoted: boolean, own: boolean, out: Piece[]): Task {
  addList((yield* waiting).split('\0'), quoted, own, out);
}

/** @param own it stands in the word itself, not in that of another expansion. */
function addList(values: readonly string[], quoted: boolean, own: boolean, out: Piece[]): void {
  values.forEach((value, index) => {
    if (index > 0) out.push({ break: true });
    out.push({ text: value, quoted, split: !quoted, parameter: quoted || own });
  });
}
