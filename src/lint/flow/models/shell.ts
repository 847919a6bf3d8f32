/** The shell's own commands. */
import type { Assignment, Word } from '../../../syntax/tree.ts';
import { argumentsOf, callFile } from '../call.ts';
import type { Done } from '../parts.ts';
import type { Context, Invocation, Model } from '../run.ts';
import { assigned } from '../simple.ts';
import { DEFAULT_IFS, readFields } from '../split.ts';
import {
  both,
  DEAD,
  type Ends,
  join,
  type State,
  succeeded,
  withOutput,
  withOutputBehind,
  withVariable,
} from '../state.ts';
import { always, never, test } from '../tests.ts';
import {
  concatenate,
  EMPTY,
  isName,
  knownText,
  literal,
  mapShapes,
  nameFrom,
  ofShapes,
  onlyText,
  type Piece,
  type Shape,
  type Value,
  valueOfName,
  withStep,
} from '../value.ts';
import { elementOf, ifsOf } from '../words.ts';

export const SHELL: Readonly<Record<string, Model>> = {
  ':': always,
  true: always,
  false: never,
  test,
  '[': test,
  local: declare(true),
  declare: declare(true),
  typeset: declare(true),
  readonly: declare(false),
  export: (call) => {
    const ends = declare(false)(call);
    for (const word of call.node.words.slice(1)) {
      const name = /^[A-Za-z_]\w*/.exec(
        word.plain ?? (word.parts[0]?.kind === 'literal' ? word.parts[0].value : ''),
      )?.[0];
      const value = name === undefined ? undefined : ends.ok?.variables.get(name);
      if (name !== undefined && value) call.run.exported(name, value);
    }
    return ends;
  },
  unset: ({ fields, state }) => {
    let next = state;
    for (const { value } of fields) {
      const name = onlyText(value);
      if (name !== undefined && /^[A-Za-z_]\w*$/.test(name)) next = unsetOne(next, name);
    }
    return succeeded(next);
  },
  set: ({ fields, state, place }) => {
    const end = fields.findIndex(({ value }) => onlyText(value) === '--');
    const operands =
      end >= 0 ? fields.slice(end + 1) : fields.filter(({ value }) => !/^[-+]/.test(onlyText(value) ?? ''));
    if (end < 0 && operands.length === 0) return succeeded(state);
    return succeeded({
      ...state,
      positional: argumentsOf(operands, (value, index) => withStep(value, place, `kept in $${index}`)),
    });
  },
  shift: ({ fields, state }) => {
    const count = Number(fields[0] ? (onlyText(fields[0].value) ?? 1) : 1);
    const { values, further } = state.positional;
    return succeeded({ ...state, positional: { values: values.slice(Number.isInteger(count) ? count : 1), further } });
  },
  return: ({ fields, state, context }) => leaveTo(context.frame.returned, fields[0]?.value, state),
  exit: ({ fields, state, context }) =>
    context.frame.exited ? leaveTo(context.frame.exited, fields[0]?.value, state) : DEAD,
  break: ({ state, context }) => leaveLoop(state, context, 'broken'),
  continue: ({ state, context }) => leaveLoop(state, context, 'continued'),
  eval: evaluateText,
  '.': source,
  source,
  read,
  echo: ({ fields, state, context }) => {
    if (!context.captured) return succeeded(state);
    const start = fields.findIndex(({ value }) => !/^-[neE]+$/.test(onlyText(value) ?? ''));
    const shown = start < 0 ? [] : fields.slice(start);
    const joined = concatenate(shown.flatMap(({ value }, index) => (index > 0 ? [literal(' '), value] : [value])));
    return succeeded(withOutput(state, shown.some(({ several }) => several) ? inLines(joined) : joined));
  },
  printf: ({ fields, state, context, run }) => {
    if (onlyText(fields[0]?.value ?? EMPTY) === '-v') {
      const name = onlyText(fields[1]?.value ?? EMPTY);
      return succeeded(
        name ? withVariable(state, name, formatted(fields.slice(2).map(({ value }) => value)).value) : state,
      );
    }
    if (!context.captured) return succeeded(state);
    const [format] = fields;
    const operands = fields[0] && onlyText(fields[0].value) === '--' ? fields.slice(1) : fields;
    const { value, newline } = formatted(operands.map(({ value }) => value));
    if (format && operands.length > 1) run.composed(format.word, value, context);
    const line = operands.slice(1).some(({ several }) => several) ? inLines(value) : value;
    return succeeded(newline || !state.output ? withOutput(state, line) : withOutputBehind(state, line));
  },
  command: wrapped(/^-p$/, /^$/),
  builtin: wrapped(/^$/, /^$/),
  exec: (call) => {
    if (call.fields.length === 0) return succeeded(call.state);
    call.run.invoke(shifted(call, 0));
    return DEAD;
  },
};

/** IFS unset is the default one; other variables are empty. */
const unsetOne = (state: State, name: string): State => withVariable(state, name, name === 'IFS' ? undefined : EMPTY);

const inLines = (value: Value): Value => mapShapes(value, (shape) => ({ ...shape, lines: true }));

/** The command in the operands, from the n-th on. */
export function shifted(call: Invocation, at: number): Invocation {
  const head = call.fields[at];
  const name = (head && onlyText(head.value)) ?? '';
  return { ...call, name: name.slice(name.lastIndexOf('/') + 1), fields: call.fields.slice(at + 1) };
}

/** Commands that run another: `command`, `nice`, `timeout`. */
export function wrapped(flag: RegExp, valued: RegExp, operands = 0): Model {
  return (call) => {
    let at = 0;
    for (; at < call.fields.length; at++) {
      const word = onlyText(call.fields[at]!.value) ?? '';
      if (valued.test(word)) at++;
      else if (word === '-v' || word === '-V') return both(call.state);
      else if (!flag.test(word) && !/^--?\w/.test(word)) break;
    }
    at += operands;
    return at < call.fields.length ? call.run.invoke(shifted(call, at)) : both(call.state);
  };
}

function leaveTo(
  to: { ok: State | undefined; fail: State | undefined },
  status: Value | undefined,
  state: State,
): Ends {
  const known = status ? onlyText(status) : undefined;
  if (known !== undefined && /^\d+$/.test(known)) {
    if (Number(known) === 0) to.ok = join(to.ok, state);
    else to.fail = join(to.fail, state);
  } else {
    to.ok = join(to.ok, state);
    to.fail = join(to.fail, state);
  }
  return DEAD;
}

function leaveLoop(state: State, context: Context, how: 'broken' | 'continued'): Ends {
  const loop = context.loops.at(-1);
  if (loop) loop[how] = join(loop[how], state);
  return DEAD;
}

/** `local x`, `local x=$y`, `export x=…`. */
function declare(local: boolean): Model {
  return ({ node, fields, state, context, run }) => {
    let next = state;
    const keep = (name: string) => {
      if (local && context.functions.some((each) => !each.startsWith('. ')) && !next.locals.has(name))
        next = { ...next, locals: new Map(next.locals).set(name, next.variables.get(name)) };
    };
    for (const word of node.words.slice(1)) {
      const declared = asAssignment(word);
      if (declared) {
        keep(declared.name);
        next = assigned(run, declared, next, context);
        continue;
      }
      if (word.plain && /^[A-Za-z_]\w*$/.test(word.plain)) {
        keep(word.plain);
        if (local && !state.variables.has(word.plain)) next = withVariable(next, word.plain, EMPTY);
      } else if (word.plain === undefined)
        for (const { value } of fields.filter((field) => field.word === word)) next = assignText(value, next);
    }
    return succeeded(next);
  };
}

/** `NAME=value` as a word. */
function asAssignment(word: Word): Assignment | undefined {
  const [first, ...rest] = word.parts;
  const content = word.plain ?? (first?.kind === 'literal' ? first.value : '');
  const written = /^([A-Za-z_]\w*)(\+?)=/.exec(content);
  if (!written) return undefined;
  const after = content.slice(written[0].length);
  const value: Word = {
    ...word,
    start: word.start + written[0].length,
    parts: after === '' ? rest : [{ kind: 'literal', value: after, quoted: false }, ...rest],
    plain: word.plain === undefined ? undefined : after,
    fixed: undefined,
    assignment: 0,
  };
  return {
    start: word.start,
    end: word.end,
    name: written[1]!,
    append: written[2] !== '',
    value,
    ...(word.array ? { array: word.array } : {}),
  };
}

/** `export "$name=$value"`, where the name is known. */
function assignText(value: Value, state: State): State {
  let next = state;
  for (const { pieces, lines } of value.shapes) {
    const [first, ...rest] = pieces;
    const written = first && !isName(first) ? /^([A-Za-z_]\w*)=/.exec(first.text) : null;
    if (!written || !first || isName(first)) continue;
    const after: Piece = { ...first, text: first.text.slice(written[0].length) };
    next = withVariable(next, written[1]!, ofShapes([{ pieces: after.text === '' ? rest : [after, ...rest], lines }]));
  }
  return next;
}

/** `eval`: the text is read again, its names standing for themselves. */
function evaluateText(call: Invocation): Ends {
  const { fields, state, run, place, context } = call;
  const value = concatenate(fields.flatMap(({ value }, index) => (index > 0 ? [literal(' '), value] : [value])));
  let ends: Ends = DEAD;
  for (const shape of value.shapes.slice(0, MOST_TEXTS)) {
    const text = run.toText({ shapes: [shape] });
    if (text === undefined) continue;
    const next = run.evaluateText(text, state, { ...context, instead: context.instead ?? place });
    ends = { ok: join(ends.ok, next.ok), fail: join(ends.fail, next.fail) };
  }
  return ends;
}

/** Alternatives of a text that are read by eval. */
const MOST_TEXTS = 4;

function source(call: Invocation): Ends {
  const { state, context, run, node } = call;
  const edge = run.project.sources(context.file).find(({ at }) => at === node);
  return edge?.to ? callFile(edge.to, state, context, run) : both(state);
}

/** `read`: what stdin gives, taken apart at IFS. */
function read(call: Invocation): Ends {
  const { fields, state, context, run, place } = call;
  const names: string[] = [];
  let silent = false;
  let array = false;
  for (let index = 0; index < fields.length; index++) {
    const word = onlyText(fields[index]!.value) ?? '';
    if (/^-[a-zA-Z]*a/.test(word)) array = true;
    if (/^-[a-zA-Z]*[dinNptu]$/.test(word) && names.length === 0) {
      index++;
      silent ||= word.includes('d');
    } else if (word.startsWith('-') && names.length === 0) continue;
    else if (/^[A-Za-z_]\w*$/.test(word)) names.push(word);
  }
  if (names.length === 0) names.push('REPLY');
  const input = context.input ?? unknownInput(call);
  const ifs = ifsOf(state) ?? DEFAULT_IFS;
  const done = { place, by: 'read' };
  if (context.input && !silent) run.split({ ...place, by: 'read', value: input, ifs: names.length > 1 ? ifs : '' });
  const rows = input.shapes.map((shape) =>
    names.length === 1 ? [{ ...shape, lines: false }] : readFields(firstLine(shape), ifs, names.length, done),
  );
  let ok = state;
  if (array) return { ok: intoArray(ok, names[0]!, input, ifs, done), fail: withVariable(state, names[0]!, EMPTY) };
  for (const [index, name] of names.entries()) {
    const value = ofShapes(rows.map((row): Shape => row[index] ?? { pieces: [], lines: false }));
    ok = withVariable(ok, name, withStep(value, place, `read into ${name}`));
  }
  let fail = state;
  for (const name of names) fail = withVariable(fail, name, EMPTY);
  return { ok, fail };
}

/** `read -a`: the first element is known, the others are what is left. */
function intoArray(state: State, name: string, input: Value, ifs: string, done: Done): State {
  const rows = input.shapes.map((shape) => readFields(firstLine(shape), ifs, 3, done));
  let next = state;
  for (const index of [0, 1])
    next = withVariable(next, elementOf(name, `${index}`), ofShapes(rows.map((row): Shape => row[index]!)));
  const origin = { source: 'unknown', subject: name, ...done.place } as const;
  return withVariable(next, name, valueOfName(nameFrom('unknown', origin, `an array in ${name}`, { empty: true })));
}

const firstLine = (shape: Shape): Shape => {
  const known = knownText(shape);
  return known?.includes('\n')
    ? { pieces: [{ kind: 'text', text: known.slice(0, known.indexOf('\n')) }], lines: false }
    : shape;
};

const unknownInput = ({ place }: Invocation): Value =>
  valueOfName(nameFrom('unknown', { source: 'input', subject: 'stdin', ...place }, 'a line of stdin', { empty: true }));

/** printf's format with its operands; the format is used again while there are operands. */
function formatted(operands: readonly Value[]): { readonly value: Value; readonly newline: boolean } {
  const [format, ...rest] = operands;
  const pattern = format && onlyText(format);
  if (pattern === undefined) return { value: rest.length > 0 ? concatenate(rest) : (format ?? EMPTY), newline: true };
  let used = 0;
  let values = oneFormat(pattern, rest, (count) => {
    used = count;
  });
  const more = used > 0 && rest.length > used;
  if (more)
    values = inLines(
      ofShapes([values, oneFormat(pattern, rest.slice(used), () => {})].flatMap(({ shapes }) => shapes)),
    );
  return { value: values, newline: /\\n$/.test(pattern) || more };
}

function oneFormat(format: string, operands: readonly Value[], used: (count: number) => void): Value {
  const values: Value[] = [];
  let next = 0;
  for (const token of format
    .replace(/\\n$/, '')
    .matchAll(/%%|%[-+ #0-9.]*[a-zA-Z]|\\[nt\\]|\\[0-7]{1,3}|[^%\\]+|[%\\]/g)) {
    const [word] = token;
    if (word === '%%') values.push(literal('%'));
    else if (/^%./.test(word)) {
      values.push(operands[next] ?? EMPTY);
      next++;
    } else if (word === '\\n') values.push(literal('\n'));
    else if (word === '\\t') values.push(literal('\t'));
    else if (/^\\[0-7]/.test(word)) values.push(literal(String.fromCharCode(Number.parseInt(word.slice(1), 8))));
    else values.push(literal(word));
  }
  used(next);
  return concatenate(values);
}
