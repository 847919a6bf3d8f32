/** Functions and sourced files: run where they are called, with what they are called with. */
import type { Command } from '../../syntax/tree.ts';
import type { LintedFile } from '../script-file.ts';
import type { Context, Field, Frame, FunctionText, Invocation, Run } from './run.ts';
import { anyEnd, both, type Ends, join, type Positional, START, type State, succeeded } from './state.ts';
import { touchedBy } from './touched.ts';
import { either, fingerprint, mapShapes, type Value, withStep } from './value.ts';

const DEEPEST = 14;
const MOST_RUNS = 48;

/** A call of a function of the script. */
export function callFunction(call: Invocation, text: FunctionText, memory: CallMemory): Ends {
  const { name, fields, state, context, run, place } = call;
  const depth = context.functions.filter((each) => each === name).length;
  if (depth > 1 || context.functions.length >= DEEPEST) return both(state);
  const positional = argumentsOf(fields, (value, index) => withStep(value, place, `passed to ${name} as $${index}`));
  const key = memory.key(text, positional, state, context);
  const known = key === undefined ? undefined : memory.get(key);
  if (known) return known(state);
  if (memory.tooOften(text)) return both(state);
  const frame: Frame = { returned: { ok: undefined, fail: undefined }, exited: context.frame.exited };
  const inner: State = { ...state, positional, locals: new Map(), output: undefined };
  const ends = run.execute(text.body, inner, {
    ...context,
    file: text.file,
    instead: text.instead,
    functions: [...context.functions, name],
    frame,
    loops: [],
  });
  const all: Ends = { ok: join(ends.ok, frame.returned.ok), fail: join(ends.fail, frame.returned.fail) };
  const left = { ok: leave(all.ok, state), fail: leave(all.fail, state) };
  if (key !== undefined) memory.set(key, text, left, state);
  return left;
}

/** Positional parameters and local variables as they were; what was printed goes behind what was there. */
function leave(end: State | undefined, outer: State): State | undefined {
  if (!end) return undefined;
  let { variables } = end;
  for (const [name, value] of end.locals) variables = variables.with(name, value);
  return { variables, locals: outer.locals, positional: outer.positional, output: behind(outer.output, end.output) };
}

function behind(before: Value | undefined, printed: Value | undefined): Value | undefined {
  if (!printed || !before) return printed ?? before;
  const value = either([before, printed]);
  return { shapes: value.shapes.map(({ pieces }) => ({ pieces, lines: true })) };
}

/** One of several lines. */
const single = (value: Value): Value => mapShapes(value, (shape) => (shape.lines ? { ...shape, lines: false } : shape));

export function argumentsOf(fields: readonly Field[], change: (value: Value, index: number) => Value): Positional {
  const open = fields.findIndex(({ several }) => several);
  const sure = open < 0 ? fields : fields.slice(0, open);
  const rest = open < 0 ? [] : fields.slice(open);
  return {
    values: sure.map(({ value }, index) => change(value, index + 1)),
    further: rest.length > 0 ? change(single(either(rest.map(({ value }) => value))), sure.length + 1) : undefined,
  };
}

/** A file that is read by `.`: its functions are defined, its commands run here. */
export function callFile(file: LintedFile, state: State, context: Context, run: Run): Ends {
  const name = `. ${file.name}`;
  if (context.functions.includes(name) || context.functions.length >= DEEPEST) return both(state);
  const frame: Frame = { returned: { ok: undefined, fail: undefined }, exited: context.frame.exited };
  const inner: Context = {
    ...context,
    file,
    instead: undefined,
    functions: [...context.functions, name],
    frame,
    loops: [],
  };
  let from: State | undefined = state;
  let ends: Ends = succeeded(state);
  for (const command of file.commands) {
    if (!from) break;
    ends = run.execute(command, from, inner);
    from = anyEnd(ends);
  }
  return {
    ok: join(from && ends.ok, frame.returned.ok),
    fail: join(from && ends.fail, frame.returned.fail),
  };
}

/** A script of the project that is executed: a process of its own, with these arguments. */
export function callProgram(file: LintedFile, call: Invocation): Ends {
  const { fields, state, context, run, place } = call;
  const base = file.name.slice(file.name.lastIndexOf('/') + 1);
  const exited: Frame['returned'] = { ok: undefined, fail: undefined };
  const positional = argumentsOf(fields, (value, index) => withStep(value, place, `given to ${base} as $${index}`));
  const ends = callFile(file, { ...START, positional }, { ...context, frame: { returned: exited, exited } }, run);
  const after = (end: State | undefined): State | undefined =>
    end && (context.captured ? { ...state, output: behind(state.output, end.output) } : state);
  return { ok: after(join(ends.ok, exited.ok)), fail: after(join(ends.fail, exited.fail)) };
}

/** What calls came to, for calls that are alike in all that the function may look at. */
export class CallMemory {
  readonly #run: Run;
  readonly #known = new Map<string, (state: State) => Ends>();
  readonly #numbers = new Map<Command, number>();
  readonly #runs = new Map<Command, number>();
  readonly #touched = new Map<string, ReadonlySet<string> | 'anything'>();

  constructor(run: Run) {
    this.#run = run;
  }

  /** A function that was run in so many different ways already that one more tells nothing: what it does is then left out. */
  tooOften(text: FunctionText): boolean {
    const count = (this.#runs.get(text.body) ?? 0) + 1;
    this.#runs.set(text.body, count);
    return count > MOST_RUNS;
  }

  get(key: string): ((state: State) => Ends) | undefined {
    return this.#known.get(key);
  }

  /** Undefined when the call cannot be compared with others. */
  key(text: FunctionText, positional: Positional, state: State, context: Context): string | undefined {
    const touched = this.#touches(text, context, 0);
    if (touched === 'anything') return undefined;
    let number = this.#numbers.get(text.body);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text.body, number);
    }
    let key = `${number}\0${context.entry.name}\0${context.captured ? 1 : 0}${context.inputFrom}${context.input ? fingerprint(context.input) : ''}`;
    for (const value of positional.values) key += `\0${fingerprint(value)}`;
    key += positional.further ? `\0\0${fingerprint(positional.further)}` : '';
    for (const name of touched) {
      const value = state.variables.get(name);
      if (value) key += `\0${name}=${fingerprint(value)}`;
    }
    return key;
  }

  set(key: string, text: FunctionText, ends: Ends, before: State): void {
    const touched = this.#touched.get(touchKey(text));
    if (!touched || touched === 'anything') return;
    const changes = (end: State | undefined) =>
      end && {
        output: end.output === before.output ? undefined : end.output,
        values: [...touched].map((name) => [name, end.variables.get(name)] as const),
        // Names that were found out about by tests, in variables that the function knows nothing of.
        refined: end.variables.changesFrom(before.variables).filter(([name]) => !touched.has(name)),
      };
    const [ok, fail] = [changes(ends.ok), changes(ends.fail)];
    const apply = (state: State, change: ReturnType<typeof changes>): State | undefined => {
      if (!change) return undefined;
      let { variables } = state;
      for (const [name, value] of change.values) variables = variables.with(name, value);
      for (const [name, value] of change.refined) {
        if (name.startsWith('\0')) {
          variables = variables.with(name, value);
          continue;
        }
        const [now, then] = [state.variables.get(name), before.variables.get(name)];
        if (now && then && (now === then || fingerprint(now) === fingerprint(then)))
          variables = variables.with(name, value);
      }
      return { ...state, variables, output: behind(state.output, change.output) };
    };
    this.#known.set(key, (state) => ({ ok: apply(state, ok), fail: apply(state, fail) }));
  }

  /** Every variable that the function, or what it calls, may read or set. */
  #touches(text: FunctionText, context: Context, depth: number): ReadonlySet<string> | 'anything' {
    const key = touchKey(text);
    const known = this.#touched.get(key);
    if (known) return known;
    if (depth > DEEPEST) return 'anything';
    const own = touchedBy(text.body);
    const found = new Set(own.names);
    this.#touched.set(key, found);
    let { anything } = own;
    for (const name of own.calls) {
      const called = this.#run.functionNamed(name, context);
      if (!called || called.body === text.body) continue;
      const more = this.#touches(called, context, depth + 1);
      if (more === 'anything') anything = true;
      else for (const each of more) found.add(each);
    }
    // Functions that call each other: the outer one is looked at as a whole only.
    const result = anything ? 'anything' : found;
    this.#touched.set(key, result);
    return result;
  }
}

const touchKey = ({ file, body, instead }: FunctionText): string =>
  `${file.name}:${instead ? `${instead.at.start}:` : ''}${body.start}:${body.end}`;
