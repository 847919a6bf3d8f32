/** The analysis of a project: every script run over states, from every point where something starts it. */
import { parse } from '../../syntax/parse.ts';
import { SyntaxProblem } from '../../syntax/syntax-problem.ts';
import type { Command, Simple, Word } from '../../syntax/tree.ts';
import type { Project } from '../project.ts';
import { PHASES } from '../role.ts';
import type { LintedFile } from '../script-file.ts';
import { CallMemory, callFunction, callProgram } from './call.ts';
import { executeCommand } from './execute.ts';
import { rootArgument } from './models/dracut.ts';
import { modelOf, STRONGER_THAN_FUNCTIONS } from './models/index.ts';
import { unknownOutput } from './models/output.ts';
import { withoutSystemd } from './models/zfs.ts';
import type { Pattern } from './pattern.ts';
import { partsOf } from './places.ts';
import type { Context, Field, FunctionText, Invocation, Run } from './run.ts';
import type { Call, Expectation, LateComparison, Sink, Split } from './sinks.ts';
import { anyEnd, both, type Ends, START, type State, succeeded, withOutput } from './state.ts';
import type { Place } from './trail.ts';
import {
  EMPTY,
  either,
  isName,
  literal,
  type Name,
  nameFrom,
  onlyName,
  onlyText,
  type Piece,
  text,
  type Value,
  valueOfName,
} from './value.ts';
import { Variables } from './variables.ts';
import { evaluateWord, fieldsOf, patternsOf } from './words.ts';

/** What is known of a project's values. */
export interface Flow {
  /** What a word may be, joined over every way it was reached; undefined: never reached. */
  readonly valueOf: (word: Word) => Value | undefined;
  /** In order of file and place. */
  readonly sinks: readonly Sink[];
  readonly calls: readonly Call[];
  readonly splits: readonly Split[];
  readonly comparisons: readonly LateComparison[];
}

const known = new WeakMap<Project, Flow>();

/** The flow of a project, analysed when it is first asked for. */
export function flowOf(project: Project): Flow {
  let flow = known.get(project);
  if (!flow) {
    flow = new Analysis(project).flow();
    known.set(project, flow);
  }
  return flow;
}

const phaseOf = ({ role }: LintedFile): number =>
  role.kind === 'hook' ? PHASES.indexOf(role.phase) : role.kind === 'generator' ? -1 : PHASES.length;

/** Commands that one script may take: far more than any real one does, so that odd ones end. */
const MOST_COMMANDS = 20_000;
/** And all functions of a file together that nothing in it calls. */
const MOST_FOR_FUNCTIONS = 60_000;

/** Commands of which there are many, and that no rule asks for. */
const UNTOLD: ReadonlySet<string> = new Set(
  '[ test : true false local declare typeset readonly export unset set shift return exit break continue echo printf eval . source'.split(
    ' ',
  ),
);

const isSame = (one: Place, other: Place): boolean =>
  one.file === other.file && one.at.start === other.at.start && one.at.end === other.at.end;

class Analysis implements Run {
  readonly project: Project;
  readonly #values = new Map<Word, Value>();
  readonly #sinks = new Map<Word, Sink[]>();
  readonly #calls = new Map<Simple, Call[]>();
  #count = 0;
  readonly #splits = new Map<string, Split>();
  readonly #comparisons = new Map<string, LateComparison>();
  /** Comparisons that may come out true. */
  readonly #possible = new Set<string>();
  readonly #environment = new Map<string, Value>();
  readonly #files = new Map<string, Value>();
  readonly #exports = new Map<string, Value>();
  readonly #inText: Name[] = [];
  readonly #reached = new Set<Command>();
  #functions = new Map<string, FunctionText>();
  #memory = new CallMemory(this);
  #left = 0;
  /** The phases of dracut hand their exported variables on (dracut-state.sh). */
  #inHook = false;

  constructor(project: Project) {
    this.project = project;
  }

  flow(): Flow {
    const files = this.project.linted.filter(
      (file) => file.isScript && (file.execution === 'sourced' || file.execution === 'executed'),
    );
    // In the order of the boot: what one leaves behind, exported or in a file, the next may use.
    const entries = files
      .filter((file) => file.role.kind !== 'library')
      .sort((one, other) => phaseOf(one) - phaseOf(other));
    for (const file of [...entries, ...files.filter((file) => !entries.includes(file))]) this.#enter(file);
    const order = new Map(this.project.files.map((file, index) => [file, index]));
    const inOrder = <T extends Place>(found: Iterable<T>): readonly T[] =>
      [...found].sort(
        (one, other) => (order.get(one.file) ?? 0) - (order.get(other.file) ?? 0) || one.at.start - other.at.start,
      );
    return {
      valueOf: (word) => this.#values.get(word),
      sinks: inOrder([...this.#sinks.values()].flat()),
      calls: inOrder([...this.#calls.values()].flat()),
      splits: inOrder(this.#splits.values()),
      comparisons: inOrder([...this.#comparisons].filter(([key]) => !this.#possible.has(key)).map(([, each]) => each)),
    };
  }

  /** Runs a file from its top, then by itself each function of it that nothing has called. */
  #enter(file: LintedFile): void {
    this.#functions = new Map();
    this.#memory = new CallMemory(this);
    this.#environment.clear();
    this.#inHook = file.role.kind === 'hook';
    this.#left = MOST_COMMANDS;
    const context: Context = {
      file,
      instead: undefined,
      entry: file,
      captured: false,
      written: undefined,
      input: undefined,
      inputFrom: 'inherited',
      functions: [],
      frame: { returned: { ok: undefined, fail: undefined }, exited: undefined },
      loops: [],
    };
    let state: State | undefined = this.#start(file);
    let last = state;
    for (const command of file.commands) {
      if (!state) break;
      state = anyEnd(this.execute(command, state, context));
      last = state ?? last;
    }
    // Functions below a top-level exit are there all the same for whoever sources the file.
    for (const [name, node] of file.functions)
      if (!this.#functions.has(name)) this.#functions.set(name, { body: node.body, file, instead: undefined });
    this.#left = MOST_FOR_FUNCTIONS;
    for (const [name, node] of file.functions) {
      if (this.#reached.has(node.body)) continue;
      const parameter = (number: number): Value =>
        valueOfName(
          nameFrom('unknown', { source: 'parameter', subject: `${number}`, file, at: node }, `$${number} of ${name}`, {
            empty: true,
          }),
        );
      const positional = { values: Array.from({ length: 9 }, (_, index) => parameter(index + 1)), further: undefined };
      this.execute(node.body, { ...last, positional, locals: new Map() }, { ...context, functions: [name] });
    }
  }

  /** What is there before the first command. */
  #start(file: LintedFile): State {
    const place: Place = { file, at: { start: 0, end: 0 } };
    const parameter = (number: number): Value =>
      valueOfName(
        nameFrom('unknown', { source: 'parameter', subject: `${number}`, ...place }, `the script's $${number}`, {
          empty: true,
        }),
      );
    const positional =
      file.execution === 'executed'
        ? { values: [1, 2, 3, 4].map(parameter), further: parameter(5) }
        : { values: [], further: parameter(1) };
    if (file.role.kind !== 'hook') return { ...START, positional };
    const variables = Variables.of([
      ['root', rootArgument({ place }, file.phase === 'cmdline' ? 'kernel argument' : 'driver variable')],
      ['NEWROOT', literal('/sysroot')],
    ]);
    return { ...START, positional, variables };
  }

  // ── what the parts call ─────────────────────────────────────────────────

  execute(node: Command, state: State, context: Context): Ends {
    if (--this.#left < 0) return both(state);
    if (!this.#reached.has(node)) this.#reached.add(node);
    return executeCommand(this, node, state, context);
  }

  evaluate(word: Word, state: State, context: Context): Value {
    const value = evaluateWord(this, word, state, context);
    if (word.plain === undefined) this.remember(word, value, context);
    return value;
  }

  remember(word: Word, value: Value, context: Context): void {
    const before = this.#values.get(word);
    this.#values.set(word, before ? either([before, value]) : value);
    if (word.parts.length > 1) this.composed(word, value, context);
  }

  composed(word: Word, value: Value, context: Context): void {
    if (!value.shapes.some(({ pieces }) => pieces.length > 1)) return;
    for (const { expects, use, name } of partsOf(value))
      this.sink(expects, use, { word, value: valueOfName(name) }, context);
  }

  fields(words: readonly Word[], state: State, context: Context): readonly Field[] {
    return fieldsOf(this, words, state, context);
  }

  patterns(word: Word, state: State, context: Context): readonly Pattern[] {
    return patternsOf(this, word, state, context);
  }

  variable(name: string, state: State, place: Place): Value {
    if (/^[1-9]\d*$/.test(name)) {
      const { values, further } = state.positional;
      return values[Number(name) - 1] ?? further ?? EMPTY;
    }
    if (name === '@' || name === '*') {
      const { values, further } = state.positional;
      const all = [...values, ...(further ? [further] : [])];
      return all.length === 0 ? EMPTY : either(all);
    }
    if (/^[#?$!0-]$/.test(name)) {
      const kind = name === '0' ? 'path' : 'number';
      return valueOfName(nameFrom(kind, { source: 'command', subject: `$${name}`, ...place }, `$${name}`));
    }
    const value = state.variables.get(name);
    if (value) return value;
    const left = this.#inHook ? this.#exports.get(name) : undefined;
    if (left) return left;
    let outer = this.#environment.get(name);
    if (!outer) {
      outer = valueOfName(
        nameFrom('unknown', { source: 'unset variable', subject: name, ...place }, `${name}, which is not set here`, {
          empty: true,
        }),
      );
      this.#environment.set(name, outer);
    }
    return outer;
  }

  toText(value: Value): string | undefined {
    if (value.shapes.length !== 1) return undefined;
    return value.shapes[0]!.pieces.map((piece) => {
      if (!isName(piece)) return piece.text;
      this.#inText.push(piece);
      return `\x01${this.#inText.length - 1}\x01`;
    }).join('');
  }

  fromText(content: string): Value {
    const pieces = content.split('\x01').map((part, index): Piece => {
      const name = index % 2 === 1 ? this.#inText[Number(part)] : undefined;
      return name ?? text(part);
    });
    return { shapes: [{ pieces: pieces.filter((piece) => isName(piece) || piece.text !== ''), lines: false }] };
  }

  evaluateText(content: string, state: State, context: Context): Ends {
    const script = parse(content, context.file.shell);
    let ends: Ends = succeeded(state);
    let from: State | undefined = state;
    for (let index = 0; from; index++) {
      const command = script.command(index);
      if (command === undefined || command instanceof SyntaxProblem) break;
      ends = this.execute(command, from, context);
      from = anyEnd(ends);
    }
    return ends;
  }

  written(path: string): Value | undefined {
    return this.#files.get(path);
  }

  write(path: string, content: Value): void {
    const before = this.#files.get(path);
    this.#files.set(path, before ? either([before, content]) : content);
  }

  exported(name: string, value: Value): void {
    if (!this.#inHook) return;
    const before = this.#exports.get(name);
    this.#exports.set(name, before ? either([before, value]) : value);
  }

  define(name: string, definition: FunctionText): void {
    this.#functions.set(name, definition);
  }

  functionNamed(name: string, context: Context): FunctionText | undefined {
    const defined = this.#functions.get(name);
    if (defined) return defined;
    const found = this.project.functionNamed(name, context.entry);
    return found && { body: found.node.body, file: found.file, instead: undefined };
  }

  invoke(call: Invocation): Ends {
    const { name, state, context } = call;
    if (!UNTOLD.has(name)) this.#called(call);
    const strong = STRONGER_THAN_FUNCTIONS[name];
    if (strong) return strong(call);
    const text_ = this.functionNamed(name, context);
    if (text_) {
      if (!this.#reached.has(text_.body)) this.#reached.add(text_.body);
      return callFunction(call, text_, this.#memory);
    }
    const model = modelOf(name);
    if (model) return model(call);
    const program = name === '' ? undefined : this.project.find(name, context.file);
    if (program?.isScript && program.execution === 'executed' && program !== context.file)
      return callProgram(program, call);
    return both(context.captured ? withOutput(state, unknownOutput(call)) : state);
  }

  place(at: { readonly start: number; readonly end: number }, context: Context): Place {
    return context.instead ?? { file: context.file, at };
  }

  // ── what is found ───────────────────────────────────────────────────────

  sink(expects: Expectation, use: string, { word, value }: Pick<Field, 'word' | 'value'>, context: Context): void {
    const place = this.place(word, context);
    let own = this.#sinks.get(word);
    if (!own) {
      own = [];
      this.#sinks.set(word, own);
    }
    const index = own.findIndex((each) => each.expects === expects && each.use === use && isSame(each, place));
    const before = own[index];
    if (!before) {
      own.push({ ...place, expects, use, word, value, entry: context.entry, order: this.#count++ });
      return;
    }
    const joined = either([before.value, value]);
    if (joined !== before.value) own[index] = { ...before, value: joined };
  }

  #called({ name, fields, node, place, state, context }: Invocation): void {
    let own = this.#calls.get(node);
    if (!own) {
      own = [];
      this.#calls.set(node, own);
    }
    const index = own.findIndex((each) => each.name === name && isSame(each, place));
    const before = own[index];
    const from = context.inputFrom === 'inherited' && withoutSystemd(state) ? 'console' : context.inputFrom;
    if (!before) {
      const given = fields.map(({ value }) => value);
      own.push({ ...place, name, node, entry: context.entry, arguments: given, input: from, read: context.input });
      return;
    }
    const input = from === 'inherited' ? from : before.input;
    let changed =
      input !== before.input || before.arguments.length !== fields.length || (!before.read && context.input);
    const given = fields.map(({ value }, at) => {
      const earlier = before.arguments[at];
      const joined = earlier ? either([earlier, value]) : value;
      if (joined !== earlier) changed = true;
      return joined;
    });
    if (changed) own[index] = { ...before, arguments: given, input, read: before.read ?? context.input };
  }

  split(split: Split): void {
    if (!split.value.shapes.some(({ pieces }) => pieces.some(isName))) return;
    const key = `${split.file.name}:${split.at.start} ${split.by}`;
    const before = this.#splits.get(key);
    this.#splits.set(key, before ? { ...split, value: either([before.value, split.value]) } : split);
  }

  compared(left: Field, right: Field, context: Context): void {
    for (const [value, other] of [
      [left.value, right],
      [right.value, left],
    ] as const) {
      const word = onlyText(other.value);
      if (word === undefined || word === '') continue;
      const place = this.place(other.word, context);
      const key = `${place.file.name}:${place.at.start}`;
      // One way on which it may be true is enough.
      const late = value.shapes.every((shape) => onlyName(shape)?.cut.some((prefix) => word.startsWith(prefix)));
      if (!late) this.#possible.add(key);
      else if (!this.#comparisons.has(key)) this.#comparisons.set(key, { ...place, value, with: word });
    }
  }
}
