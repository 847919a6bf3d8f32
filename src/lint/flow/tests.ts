/** `[`, `test` and `[[ ]]`: which files they ask for, and what is known once they are true or false. */
import type { Condition, Word } from '../../syntax/tree.ts';
import { refine, refineEmpty, refineEqual } from './refine.ts';
import type { Context, Field, Invocation, Run } from './run.ts';
import { both, type Ends, failed, join, type State, succeeded } from './state.ts';
import type { Place } from './trail.ts';
import { onlyText } from './value.ts';

/** What one unary operator says of its operand. */
function unary(run: Run, operator: string, field: Field, state: State, context: Context): Ends {
  const place = run.place(field.word, context);
  if (operator === '-n')
    return { ok: refineEmpty(state, field, false, place), fail: refineEmpty(state, field, true, place) };
  if (operator === '-z')
    return { ok: refineEmpty(state, field, true, place), fail: refineEmpty(state, field, false, place) };
  if (/^-[abcdefgGhkLNOprsSuwx]$/.test(operator)) run.sink('path', `[ ${operator} ]`, field, context);
  return both(state);
}

const EQUAL = new Set(['=', '==']);

function binary(
  run: Run,
  left: Field,
  operator: string,
  right: Field,
  state: State,
  context: Context,
  place: Place,
): Ends {
  if (!EQUAL.has(operator) && operator !== '!=') return both(state);
  run.compared(left, right, context);
  const equal = refineEqual(state, left, right, true, place);
  const different = refineEqual(state, left, right, false, place);
  return operator === '!=' ? { ok: different, fail: equal } : { ok: equal, fail: different };
}

/** `test` and `[`. */
export function test({ name, fields, state, context, run, place }: Invocation): Ends {
  const last = fields.at(-1);
  const operands = name === '[' && last && onlyText(last.value) === ']' ? fields.slice(0, -1) : fields;
  if (operands.some(({ several, value }) => several && value.shapes.length > 1)) return both(state);
  return new Expression(run, operands, context, place).or(state);
}

/** Recursive descent over the operands, as long as they are understood. */
class Expression {
  #at = 0;
  readonly #run: Run;
  readonly #fields: readonly Field[];
  readonly #context: Context;
  readonly #place: Place;

  constructor(run: Run, fields: readonly Field[], context: Context, place: Place) {
    this.#run = run;
    this.#fields = fields;
    this.#context = context;
    this.#place = place;
  }

  or(state: State): Ends {
    if (this.#fields.length === 0) return failed(state);
    let ends = this.#and(state);
    while (this.#text() === '-o') {
      this.#at++;
      const next = ends.fail ? this.#and(ends.fail) : this.#skip(() => this.#and(state));
      ends = { ok: join(ends.ok, next.ok), fail: next.fail };
    }
    return ends;
  }

  #and(state: State): Ends {
    let ends = this.#not(state);
    while (this.#text() === '-a') {
      this.#at++;
      const next = ends.ok ? this.#not(ends.ok) : this.#skip(() => this.#not(state));
      ends = { ok: next.ok, fail: join(ends.fail, next.fail) };
    }
    return ends;
  }

  #skip(parse: () => Ends): Ends {
    parse();
    return { ok: undefined, fail: undefined };
  }

  #not(state: State): Ends {
    if (this.#text() === '!' && this.#fields.length - this.#at > 1) {
      this.#at++;
      const { ok, fail } = this.#not(state);
      return { ok: fail, fail: ok };
    }
    if (this.#text() === '(' && this.#text(2) !== ')' && !isOperator(this.#text(1))) {
      this.#at++;
      const ends = this.or(state);
      if (this.#text() === ')') this.#at++;
      return ends;
    }
    return this.#primary(state);
  }

  #primary(state: State): Ends {
    const first = this.#fields[this.#at];
    if (!first) return both(state);
    const operator = this.#text(1);
    const third = this.#fields[this.#at + 2];
    if (third && isOperator(operator)) {
      this.#at += 3;
      return binary(this.#run, first, operator!, third, state, this.#context, this.#place);
    }
    const name = this.#text();
    const second = this.#fields[this.#at + 1];
    if (second && name !== undefined && /^-[a-zA-Z]$/.test(name) && name !== '-a' && name !== '-o') {
      this.#at += 2;
      return unary(this.#run, name, second, state, this.#context);
    }
    this.#at++;
    const place = this.#run.place(first.word, this.#context);
    return { ok: refineEmpty(state, first, false, place), fail: refineEmpty(state, first, true, place) };
  }

  #text(ahead = 0): string | undefined {
    const field = this.#fields[this.#at + ahead];
    return field && onlyText(field.value);
  }
}

const isOperator = (word: string | undefined): boolean =>
  word !== undefined && /^(=|==|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/.test(word);

/** `[[ ]]`. */
export function conditional(run: Run, node: Condition, state: State, context: Context): Ends {
  switch (node.kind) {
    case 'group':
      return conditional(run, node.operand, state, context);
    case 'not': {
      const { ok, fail } = conditional(run, node.operand, state, context);
      return { ok: fail, fail: ok };
    }
    case 'and': {
      const left = conditional(run, node.left, state, context);
      const right = left.ok ? conditional(run, node.right, left.ok, context) : { ok: undefined, fail: undefined };
      return { ok: right.ok, fail: join(left.fail, right.fail) };
    }
    case 'or': {
      const left = conditional(run, node.left, state, context);
      const right = left.fail ? conditional(run, node.right, left.fail, context) : { ok: undefined, fail: undefined };
      return { ok: join(left.ok, right.ok), fail: right.fail };
    }
    case 'unary':
      return unary(run, node.operator, one(run, node.operand, state, context), state, context);
    case 'binary': {
      const left = one(run, node.left, state, context);
      if (!EQUAL.has(node.operator) && node.operator !== '!=') {
        run.evaluate(node.right, state, context);
        return both(state);
      }
      run.compared(left, one(run, node.right, state, context), context);
      const place = run.place(node.right, context);
      const patterns = run.patterns(node.right, state, context);
      const equal = refine(state, left, patterns, true, place);
      const different = patterns.length === 1 ? refine(state, left, patterns, false, place) : state;
      return node.operator === '!=' ? { ok: different, fail: equal } : { ok: equal, fail: different };
    }
  }
}

const one = (run: Run, word: Word, state: State, context: Context): Field => ({
  value: run.evaluate(word, state, context),
  word,
  several: false,
});

export const always = ({ state }: Invocation): Ends => succeeded(state);
export const never = ({ state }: Invocation): Ends => failed(state);
