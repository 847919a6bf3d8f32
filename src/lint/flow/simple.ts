/** Simple commands: assignments, redirections, and which model, function or file runs. */
import type { Assignment, Redirection, Simple, Word } from '../../syntax/tree.ts';
import type { Context, Field, Run } from './run.ts';
import { anyEnd, both, type Ends, join, type State, succeeded, withVariable } from './state.ts';
import {
  concatenate,
  EMPTY,
  either,
  knownText,
  literal,
  mapShapes,
  nameFrom,
  type Value,
  valueOfName,
  withStep,
} from './value.ts';
import { emptied, outputOf } from './words.ts';

export function executeSimple(run: Run, node: Simple, start: State, context: Context): Ends {
  let state = withDefaults(run, node, start, context);
  if (node.words.length === 0) {
    const within = withRedirections(run, node.redirections, state, context);
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
  const messages = MESSAGES.has(name.plain ?? '') && !context.captured;
  const fields = messages
    ? [{ value: literal(name.plain!), word: name, several: false }]
    : run.fields(node.words, state, context);
  if (messages) for (const word of node.words.slice(1)) runSubstitutions(run, word, state, context);
  const within = withRedirections(run, node.redirections, state, context);
  let inside = state;
  for (const assignment of node.assignments) inside = assigned(run, assignment, inside, context);
  const [head, ...rest] = fields;
  if (!head) return both(inside);
  const ends = byName(run, head, rest, node, inside, within);
  return restored(ends, node, state, context, within);
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
function restored(ends: Ends, node: Simple, state: State, context: Context, within: Context): Ends {
  const out = (end: State | undefined): State | undefined => {
    if (!end) return undefined;
    let result = end;
    for (const { name } of node.assignments) result = withVariable(result, name, state.variables.get(name) ?? EMPTY);
    if (node.assignments.some(({ name }) => name === 'IFS') && !state.variables.has('IFS')) {
      const variables = new Map(result.variables);
      variables.delete('IFS');
      result = { ...result, variables };
    }
    return within.captured === context.captured ? result : { ...result, output: state.output };
  };
  return { ok: out(ends.ok), fail: out(ends.fail) };
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
  if (assignment.array || assignment.index) {
    const values = assignment.array?.map(({ value }) => run.evaluate(value, state, context)) ?? [];
    if (!assignment.array) run.evaluate(assignment.value, state, context);
    const origin = { source: 'unknown', subject: name, ...place } as const;
    const opaque = valueOfName(nameFrom('unknown', origin, `an array in ${name}`, { empty: true }));
    return withVariable(state, name, values.length === 0 ? opaque : either([...values, opaque]));
  }
  const value = withStep(run.evaluate(assignment.value, state, context), place, `kept in ${name}`);
  if (!assignment.append) return withVariable(state, name, value);
  return withVariable(state, name, concatenate([state.variables.get(name) ?? EMPTY, value]));
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

/** The context in which a command runs with these redirections. */
export function withRedirections(
  run: Run,
  redirections: readonly Redirection[],
  state: State,
  context: Context,
): Context {
  let within = context;
  for (const redirection of redirections) {
    const { operator, descriptor, target } = redirection;
    const value = run.evaluate(target, state, context);
    const field = { word: target, value };
    switch (operator) {
      case '<':
      case '<>':
        if (descriptor !== 0) break;
        within = { ...within, ...fromFile(run, redirection, value, context) };
        run.sink('path', 'a redirection', field, context);
        break;
      case '<<':
        if (descriptor === 0) within = { ...within, input: withoutNewline(value), inputFrom: 'here' };
        break;
      case '<<<':
        if (descriptor === 0) within = { ...within, input: value, inputFrom: 'here' };
        break;
      case '<&':
        if (descriptor === 0) within = { ...within, input: undefined, inputFrom: 'file' };
        break;
      case '>&':
        if (descriptor === 1 && target.plain !== '1') within = { ...within, captured: false };
        break;
      case '&>':
      case '&>>':
        within = { ...within, captured: false };
        run.sink('new-file', 'a redirection', field, context);
        break;
      default:
        if (descriptor === 1) within = { ...within, captured: false };
        run.sink('new-file', 'a redirection', field, context);
    }
  }
  return within;
}

function fromFile(
  run: Run,
  redirection: Redirection,
  value: Value,
  context: Context,
): Pick<Context, 'input' | 'inputFrom'> {
  const [only] = redirection.target.parts;
  if (only?.kind === 'process' && redirection.target.parts.length === 1) {
    const state: State = {
      variables: new Map(),
      locals: new Map(),
      positional: { values: [], further: undefined },
      output: undefined,
    };
    const end = anyEnd(run.execute(only.body, state, { ...context, captured: true }));
    return { input: end?.output, inputFrom: 'pipe' };
  }
  const path = value.shapes.length === 1 ? knownText(value.shapes[0]!) : undefined;
  if (path === '/dev/null') return { input: EMPTY, inputFrom: 'null' };
  return { input: contentOf(run, path, redirection, context), inputFrom: 'file' };
}

/** What is known of a file's text. */
export function contentOf(
  run: Run,
  path: string | undefined,
  at: { readonly start: number; readonly end: number },
  context: Context,
): Value | undefined {
  if (path !== '/proc/cmdline') return undefined;
  const place = run.place(at, context);
  return valueOfName(
    nameFrom('command-line', { source: 'kernel command line', subject: path, ...place }, `the text of ${path}`),
  );
}

/** The last newline of a here-document does not count; further ones make lines of it. */
function withoutNewline(value: Value): Value {
  return mapShapes(value, (shape) => {
    const pieces = [...shape.pieces];
    const last = pieces.at(-1);
    if (last?.kind === 'text' && last.text.endsWith('\n'))
      pieces[pieces.length - 1] = { ...last, text: last.text.slice(0, -1) };
    return { ...shape, pieces: pieces.filter((piece) => piece.kind !== 'text' || piece.text !== '') };
  });
}
