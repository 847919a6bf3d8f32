/** Parameter expansion to one string (XCU 2.6.2); `fields.ts` builds on its parts. */
import type { MaybeTask, Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Parameter, Word } from '../../syntax/tree.ts';
import { lengthOf } from '../bash/letters.ts';
import type { Interpreter } from '../interpreter.ts';
import { fieldText, type Piece, splitFields } from '../words/split.ts';
import type { Compiler, Text } from './compiler.ts';
import { badSubstitution, lookup, namedUnset, unset } from './lookup.ts';
import { extendedParameter } from './parameter-extended.ts';
import { trimmer } from './trim.ts';

export function parameterText(c: Compiler, node: Parameter): Text {
  const extended = extendedParameter(c, node);
  if (extended) return extended.text;
  const { name, operator } = node;
  const get = lookup(name);
  const named = namedUnset(c, node);
  const list = name === '@' || name === '*';
  switch (operator) {
    case '':
      return list ? (sh) => get(sh) ?? '' : (sh) => get(sh) ?? unset(sh, named);
    case 'length':
      return (sh) => {
        const value = get(sh) ?? unset(sh, named);
        if (list && isBash(sh.dialect)) return String(sh.positional.length);
        return String(sh.dialect === 'busybox' ? lengthOf(sh, value) : value.length);
      };
    case '%':
    case '%%':
    case '#':
    case '##': {
      const trim = trimmer(c, operator, node.word!);
      return (sh) => {
        const value = get(sh);
        // Nothing is taken off, so the pattern is not even expanded.
        if (value === undefined || (value === '' && isBash(sh.dialect))) return value ?? (list ? '' : unset(sh, named));
        return trim(sh, value);
      };
    }
    case 'bad':
      return badSubstitution(name);
    default: {
      const word =
        isBash(c.dialect) && (operator === ':?' || operator === '?')
          ? complaintText(c, node.word!)
          : c.text(node.word!);
      return (sh) => {
        const value = get(sh);
        return chosen(sh, node, value) ?? alternative(sh, node, word);
      };
    }
  }
}

/** bash: the fields of the word, joined by blanks; no pathnames. */
function complaintText(c: Compiler, word: Word): Text {
  const pieces = c.pieces(word, { split: true, word: false });
  return (sh) => {
    const out: Piece[] = [];
    const waiting = pieces(sh, out);
    return waiting ? later(sh, out, waiting) : joined(sh, out);
  };

  function* later(sh: Interpreter, out: Piece[], waiting: Task): Task<string> {
    yield* waiting;
    return joined(sh, out);
  }

  function joined(sh: Interpreter, out: readonly Piece[]): string {
    return splitFields(out, sh.variables.get('IFS'), true).map(fieldText).join(' ');
  }
}

/** With `:-`, `-`, `:=`, `=`, `:?`, `?`: the value when it serves; with `:+` and `+` nothing when the word does not. Undefined: the word is wanted. */
export function chosen(_sh: Interpreter, node: Parameter, value: string | undefined): string | undefined {
  const { operator } = node;
  const serves = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator === ':+' || operator === '+') return serves ? undefined : '';
  return serves ? value : undefined;
}

/** Expands the word after the operator and does with it what the operator says. */
export function alternative(sh: Interpreter, node: Parameter, word: Text): MaybeTask<string> {
  // bash has failed before it knows what to say.
  if (isBash(sh.dialect) && (node.operator === ':?' || node.operator === '?')) sh.status = 1;
  const text = word(sh);
  return typeof text === 'string' ? withAlternative(sh, node, text) : waitedAlternative(sh, node, text);
}

function* waitedAlternative(sh: Interpreter, node: Parameter, waiting: Task<string>): Task<string> {
  return withAlternative(sh, node, yield* waiting);
}

function withAlternative(sh: Interpreter, { name, operator, word }: Parameter, text: string): string {
  if (operator === ':=' || operator === '=') {
    if (!/^[A-Za-z_]/.test(name))
      sh.giveUpCommand(isBash(sh.dialect) ? `$${name}: cannot assign in this way` : `${name}: bad variable name`);
    sh.setVariable(name, text, sh.position, sh.trace.full ? sh.used.since(0) : []);
    return text;
  }
  if (operator !== ':?' && operator !== '?') return text;
  const missing = operator === ':?' ? 'parameter not set or null' : 'parameter not set';
  const nothing = word!.parts.length === 0;
  if (isBash(sh.dialect))
    sh.failExpansion(
      `${name}: ${nothing ? (operator === ':?' ? 'parameter null or not set' : 'parameter not set') : text}`,
      true,
    );
  sh.failExpansion(`${name}: ${nothing ? missing : text}`);
}
