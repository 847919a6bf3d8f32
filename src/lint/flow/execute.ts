/** Commands over states: both ways out of each, loops until nothing new is learnt. */
import type {
  Case,
  Command,
  For,
  FunctionDefinition,
  Pipeline,
  Redirection,
  Sequence,
  While,
} from '../../syntax/tree.ts';
import { afterRedirections, freshOutput, withRedirections } from './redirections.ts';
import { refine } from './refine.ts';
import type { Context, Loop, Run } from './run.ts';
import { executeSimple } from './simple.ts';
import { alike, anyEnd, both, DEAD, type Ends, join, joinAll, type State, succeeded, withVariable } from './state.ts';
import { conditional } from './tests.ts';
import { either, mapShapes, type Value, withStep } from './value.ts';
import { ifsOf, outputOf } from './words.ts';

/** Loops are gone through at most so often: what is known only grows, and alternatives are few. Inner ones less: the outer repeats them. */
const MOST_ROUNDS = 4;
const MOST_INNER_ROUNDS = 2;

export function executeCommand(run: Run, node: Command, state: State, context: Context): Ends {
  switch (node.kind) {
    case 'simple':
      return executeSimple(run, node, state, context);
    case 'sequence':
      return sequence(run, node, state, context);
    case 'and-or': {
      let ends = run.execute(node.first, state, context);
      for (const { operator, command } of node.rest) {
        const from = operator === '&&' ? ends.ok : ends.fail;
        const next: Ends = from ? run.execute(command, from, context) : DEAD;
        ends =
          operator === '&&'
            ? { ok: next.ok, fail: join(ends.fail, next.fail) }
            : { ok: join(ends.ok, next.ok), fail: next.fail };
      }
      return ends;
    }
    case 'pipeline':
      return pipeline(run, node, state, context);
    case 'not': {
      if (!node.command) return both(state);
      const { ok, fail } = run.execute(node.command, state, context);
      return { ok: fail, fail: ok };
    }
    case 'background':
      run.execute(node.command, state, { ...context, captured: false });
      return succeeded(state);
    case 'coproc':
      run.execute(node.command, state, { ...context, captured: false });
      return succeeded(state);
    case 'time':
      return node.command ? run.execute(node.command, state, context) : succeeded(state);
    case 'subshell':
      return redirected(run, node.redirections, state, context, (from, inner) =>
        inSubshell(from, inner, (within) => run.execute(node.body, from, within)),
      );
    case 'group':
      return redirected(run, node.redirections, state, context, (from, within) => run.execute(node.body, from, within));
    case 'if':
      return redirected(run, node.redirections, state, context, (start, within) => {
        let ends: Ends = DEAD;
        let from: State | undefined = start;
        for (const { condition, body } of node.branches) {
          if (!from) break;
          const tested: Ends = run.execute(condition, from, within);
          if (tested.ok) ends = either2(ends, run.execute(body, tested.ok, within));
          from = tested.fail;
        }
        if (!from) return ends;
        return either2(ends, node.otherwise ? run.execute(node.otherwise, from, within) : succeeded(from));
      });
    case 'while':
      return redirected(run, node.redirections, state, context, (from, within) => whileLoop(run, node, from, within));
    case 'for':
    case 'select':
      return redirected(run, node.redirections, state, context, (from, within) => forLoop(run, node, from, within));
    case 'for-arithmetic':
      return redirected(run, node.redirections, state, context, (start, within) =>
        rounds(start, within, (from, loop) => ({
          next: anyEnd(run.execute(node.body, from, { ...within, loops: [...within.loops, loop] })),
          left: from,
        })),
      );
    case 'case':
      return redirected(run, node.redirections, state, context, (from, within) => caseOf(run, node, from, within));
    case 'function':
      define(run, node, context);
      return succeeded(state);
    case 'arithmetic-command':
      return both(state);
    case 'conditional':
      return conditional(run, node.expression, state, context);
  }
}

const either2 = (one: Ends, other: Ends): Ends => ({ ok: join(one.ok, other.ok), fail: join(one.fail, other.fail) });

function sequence(run: Run, node: Sequence, state: State, context: Context): Ends {
  let ends: Ends = succeeded(state);
  let from: State | undefined = state;
  for (const item of node.items) {
    if (!from) return DEAD;
    ends = run.execute(item, from, context);
    from = anyEnd(ends);
  }
  return ends;
}

/** A compound command with redirections. */
function redirected(
  run: Run,
  redirections: readonly Redirection[],
  state: State,
  context: Context,
  body: (state: State, within: Context) => Ends,
): Ends {
  if (redirections.length === 0) return body(state, context);
  const within = withRedirections(run, redirections, state, context);
  return afterRedirections(body(freshOutput(state, context, within), within), state, context, within, run);
}

/** Nothing but what was printed comes out of it. */
function inSubshell(state: State, context: Context, body: (within: Context) => Ends): Ends {
  const exited: { ok: State | undefined; fail: State | undefined } = { ok: undefined, fail: undefined };
  const ends = body({ ...context, loops: [], frame: { returned: exited, exited } });
  const out = (one: State | undefined, other: State | undefined) => {
    const end = join(one, other);
    return end && (context.captured ? { ...state, output: end.output } : state);
  };
  return { ok: out(ends.ok, exited.ok), fail: out(ends.fail, exited.fail) };
}

function pipeline(run: Run, node: Pipeline, state: State, context: Context): Ends {
  let { input, inputFrom } = context;
  const last = node.commands.length - 1;
  for (const command of node.commands.slice(0, last)) {
    const inner: State = { ...state, output: undefined };
    const ends = inSubshell(inner, { ...context, captured: true, written: undefined, input, inputFrom }, (within) =>
      run.execute(command, inner, within),
    );
    input = outputOf(ends.ok, ends.fail);
    inputFrom = 'pipe';
  }
  const command = node.commands[last]!;
  const within: Context = { ...context, input, inputFrom };
  const plain =
    command.kind === 'simple' && !/^(read|eval|unset|export|local)$/.test(command.words[0]?.plain ?? 'read');
  if (plain && !run.functionNamed(command.words[0]?.plain ?? '', context)) return run.execute(command, state, within);
  return inSubshell(state, within, (inner) => run.execute(command, state, inner));
}

/** A loop's states until they stay the same. */
function rounds(
  start: State | undefined,
  context: Context,
  round: (from: State, loop: Loop) => { readonly next: State | undefined; readonly left: State | undefined },
): Ends {
  const most = context.loops.length > 0 ? MOST_INNER_ROUNDS : MOST_ROUNDS;
  let from = start;
  let out: State | undefined;
  for (let count = 0; from && count < most; count++) {
    const loop: Loop = { broken: undefined, continued: undefined };
    const { next, left } = round(from, loop);
    out = join(left, loop.broken);
    const again = joinAll([from, next, loop.continued]);
    if (!again || alike(again, from)) break;
    from = again;
  }
  return both(out);
}

const whileLoop = (run: Run, node: While, state: State, context: Context): Ends =>
  rounds(state, context, (from, loop) => {
    const within: Context = { ...context, loops: [...context.loops, loop] };
    const tested = run.execute(node.condition, from, within);
    const [enter, left] = node.until ? [tested.fail, tested.ok] : [tested.ok, tested.fail];
    return { next: enter && anyEnd(run.execute(node.body, enter, within)), left };
  });

function forLoop(run: Run, node: For, state: State, context: Context): Ends {
  const place = run.place(node, context);
  const fields = node.words
    ? run.fields(node.words, state, context)
    : [...state.positional.values, ...(state.positional.further ? [state.positional.further] : [])].map((value) => ({
        value,
        several: false,
      }));
  if (fields.length === 0) return succeeded(state);
  for (const { value, several } of fields) if (several) run.split({ ...place, by: 'for', value, ifs: ifsOf(state) });
  const item = withStep(
    mapShapes(either(fields.map(({ value }) => value)), (shape) => ({ ...shape, lines: false })),
    place,
    `each in turn kept in ${node.name}`,
  );
  return rounds(state, context, (from, loop) => {
    const within: Context = { ...context, loops: [...context.loops, loop] };
    const next = anyEnd(run.execute(node.body, withVariable(from, node.name, item), within));
    return { next, left: joinAll([fields.every(({ several }) => several) ? from : undefined, next, loop.continued]) };
  });
}

function caseOf(run: Run, node: Case, state: State, context: Context): Ends {
  const value = run.evaluate(node.word, state, context);
  let ends: Ends = DEAD;
  let from: State | undefined = state;
  let fallen: State | undefined;
  let current: Value = value;
  for (const item of node.items) {
    let entered: State | undefined = fallen;
    fallen = undefined;
    for (const word of item.patterns) {
      if (!from) break;
      const place = run.place(word, context);
      const patterns = run.patterns(word, from, context);
      run.evaluate(word, from, context);
      // Evaluated again: earlier patterns have ruled something out.
      current = run.evaluate(node.word, from, context);
      const subject = { word: node.word, value: current };
      entered = join(entered, refine(from, subject, patterns, true, place));
      from = patterns.length === 1 ? refine(from, subject, patterns, false, place) : from;
    }
    if (!entered) continue;
    const body = item.body ? run.execute(item.body, entered, context) : succeeded(entered);
    if (item.terminator === ';&') fallen = anyEnd(body);
    else if (item.terminator === ';;&') from = join(from, anyEnd(body));
    else ends = either2(ends, body);
  }
  ends = either2(ends, succeeded(join(from, fallen)));
  return ends;
}

function define(run: Run, node: FunctionDefinition, context: Context): void {
  run.define(node.name, { body: node.body, file: context.file, instead: context.instead });
}
