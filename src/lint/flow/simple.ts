/** Simple commands: assignments, redirections, and which model, function or file runs. */
import type { Assignment, Simple, Word } from '../../syntax/tree.ts';
import { afterRedirections, freshOutput, withRedirections } from './redirections.ts';
import type { Context, Field, Run } from './run.ts';
import { both, type Ends, join, type State, succeeded, withVariable } from './state.ts';
import {
  concatenate,
  EMPTY,
  either,
  knownText,
  literal,
  nameFrom,
  onlyText,
  type Value,
  valueOfName,
  withStep,
} from './value.ts';
import { elementOf, emptied, outputOf } from './words.ts';

export function executeSimple(run: Run, node: Simple, start: State, context: Context): Ends {
  let state = withDefaults(run, node, start, context);
  if (node.words.length === 0) {
    const within = withRedirections(run, node.redirections, state, { ...context, captured: false });
    const [only] = node.assignments;
    if (node.assignments.length === 1 && only && !only.append && !only.index && !only.array) {
      const [part] = only.value.parts;
      if (only.value.parts.length === 1 && part?.kind === 'command')
        return fromSubstitution(run, only, part.body, state, within);
    }
    for (const assignment of node.assignments) state = assigned(run, assignment, state, within);
    return succeeded(state);
  }
  const name = node.words[0]!;
  const within = withRedirections(run, node.redirections, state, context);
  const messages = MESSAGES.has(name.plain ?? '') && !within.captured;
  const fields = messages
    ? [{ value: literal(name.plain!), word: name, several: false }]
    : run.fields(node.words, state, context);
  if (messages) for (const word of node.words.slice(1)) runSubstitutions(run, word, state, context);
  let inside = freshOutput(state, context, within);
  for (const assignment of node.assignments) inside = assigned(run, assignment, inside, context);
  const [head, ...rest] = fields;
  if (!head) return both(inside);
  const ends = byName(run, head, rest, node, inside, within);
  return restored(run, ends, node, state, context, within);
}

/** What only prints for people: a path in it is no use of the path. */
const MESSAGES = new Set([
  'echo',
  'info',
  'warn',
  'vwarn',
  'vinfo',
  'die',
  'dwarn',
  'dinfo',
  'derror',
  'dfatal',
  'ddebug',
  'zdebug',
  'zinfo',
  'zwarn',
  'zerror',
  'printf',
  'emergency_shell',
  'panic',
  'log_success_msg',
  'log_failure_msg',
  'log_begin_msg',
  'log_warning_msg',
]);

function runSubstitutions(run: Run, word: Word, state: State, context: Context): void {
  for (const part of word.parts)
    if (part.kind === 'command')
      run.execute(part.body, { ...state, output: undefined }, { ...context, captured: true });
}

/** Assignments before a command go with it, and so does what was redirected. */
function restored(run: Run, ends: Ends, node: Simple, state: State, context: Context, within: Context): Ends {
  return afterRedirections(
    { ok: withoutPrefix(ends.ok, node, state), fail: withoutPrefix(ends.fail, node, state) },
    state,
    context,
    within,
    run,
  );
}

function withoutPrefix(end: State | undefined, node: Simple, state: State): State | undefined {
  if (!end || node.assignments.length === 0) return end;
  let result = end;
  for (const { name } of node.assignments) result = withVariable(result, name, state.variables.get(name));
  return result;
}

function byName(run: Run, head: Field, rest: readonly Field[], node: Simple, state: State, context: Context): Ends {
  const names = head.value.shapes.map(knownText);
  const place = run.place(node, context);
  let ends: Ends | undefined;
  for (const [index, known] of names.entries()) {
    if (known === undefined) {
      ends = join2(ends, both(state));
      continue;
    }
    // An unquoted empty variable in front: the command is the next word.
    if (known === '' && names.length > 1 && index >= 0) continue;
    ends = join2(
      ends,
      run.invoke({ name: known.slice(known.lastIndexOf('/') + 1), fields: rest, node, place, state, context, run }),
    );
  }
  return ends ?? both(state);
}

const join2 = (one: Ends | undefined, other: Ends): Ends =>
  one ? { ok: join(one.ok, other.ok), fail: join(one.fail, other.fail) } : other;

/** `x=$(…)`: its status is that of the command. */
function fromSubstitution(
  run: Run,
  assignment: Assignment,
  body: Simple | Parameters<Run['execute']>[0],
  state: State,
  context: Context,
): Ends {
  const ends = run.execute(
    body,
    { ...state, output: undefined },
    {
      ...context,
      captured: true,
      written: undefined,
      frame: { returned: { ok: undefined, fail: undefined }, exited: { ok: undefined, fail: undefined } },
      loops: [],
    },
  );
  const place = run.place(assignment, context);
  const kept = (value: Value) => withStep(value, place, `kept in ${assignment.name}`);
  run.remember(assignment.value, outputOf(ends.ok, ends.fail), context);
  const printed = kept(ends.ok?.output ?? EMPTY);
  return {
    ok: ends.ok && withVariable(state, assignment.name, printed),
    fail:
      ends.fail &&
      withVariable(
        state,
        assignment.name,
        ends.fail.output ? kept(ends.fail.output) : ends.ok?.output ? emptied(printed) : EMPTY,
      ),
  };
}

export function assigned(run: Run, assignment: Assignment, state: State, context: Context): State {
  const place = run.place(assignment, context);
  const { name } = assignment;
  if (assignment.array || assignment.index) return arrayAssigned(run, assignment, state, context);
  const value = withStep(run.evaluate(assignment.value, state, context), place, `kept in ${name}`);
  if (!assignment.append) return withVariable(state, name, value);
  return withVariable(state, name, concatenate([state.variables.get(name) ?? EMPTY, value]));
}

/** Elements that are written one by one are known by their number; everything else of an array is one of them, or unknown. */
function arrayAssigned(run: Run, assignment: Assignment, state: State, context: Context): State {
  const place = run.place(assignment, context);
  const { name, array = [], index } = assignment;
  const origin = { source: 'unknown', subject: name, ...place } as const;
  const opaque = valueOfName(nameFrom('unknown', origin, `an array in ${name}`, { empty: true }));
  if (index) {
    const number = run.evaluate(index, state, context);
    const value = withStep(run.evaluate(assignment.value, state, context), place, `kept in ${name}`);
    const known = onlyText(number);
    const whole = withVariable(state, name, either([state.variables.get(name) ?? opaque, value, opaque]));
    return known !== undefined && /^\d+$/.test(known) ? withVariable(whole, elementOf(name, known), value) : whole;
  }
  const fields = run.fields(
    array.map(({ value }) => value),
    state,
    context,
  );
  const values = fields.map(({ value }) => withStep(value, place, `kept in ${name}`));
  const before = assignment.append ? [state.variables.get(name) ?? opaque] : [];
  let next = withVariable(state, name, either([...before, ...values, opaque]));
  if (assignment.append || array.some((element) => element.index) || fields.some(({ several }) => several)) return next;
  for (const [number, value] of values.entries()) next = withVariable(next, elementOf(name, `${number}`), value);
  return next;
}

const withoutDefaults = new WeakSet<Simple>();

function hasDefaults(node: Simple): boolean {
  if (withoutDefaults.has(node)) return false;
  const has = (word: Word): boolean =>
    word.parts.some((part) => part.kind === 'parameter' && (part.operator === ':=' || part.operator === '='));
  if (node.words.some(has) || node.assignments.some(({ value }) => has(value))) return true;
  withoutDefaults.add(node);
  return false;
}

/** `${x:=…}` and `${x=…}` in the words of a command. */
function withDefaults(run: Run, node: Simple, start: State, context: Context): State {
  if (!hasDefaults(node)) return start;
  let state = start;
  for (const word of [...node.words, ...node.assignments.map(({ value }) => value)])
    for (const part of word.parts)
      if (
        part.kind === 'parameter' &&
        (part.operator === ':=' || part.operator === '=') &&
        /^[A-Za-z_]\w*$/.test(part.name)
      ) {
        const value = run.evaluate({ ...word, parts: [part], plain: undefined, fixed: undefined }, state, context);
        state = withVariable(state, part.name, withStep(value, run.place(part, context), `kept in ${part.name}`));
      }
  return state;
}
