/** Redirections: where a command's input comes from, who reads its output, and what is then in a file. */
import type { Redirection } from '../../syntax/tree.ts';
import type { Context, Run } from './run.ts';
import { anyEnd, type Ends, START, type State, withVariable } from './state.ts';
import { EMPTY, either, isName, mapShapes, nameFrom, onlyText, type Value, valueOfName } from './value.ts';

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
        within = { ...within, ...fromFile(run, redirection, value, state, context) };
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
        if (descriptor === 1 && target.plain !== '1') within = { ...within, captured: false, written: undefined };
        break;
      case '&>':
      case '&>>':
        within = { ...within, captured: false, written: undefined };
        run.sink('new-file', 'a redirection', field, context);
        break;
      default:
        if (descriptor === 1) {
          const path = pathKey(value);
          within =
            path === undefined
              ? { ...within, captured: false, written: undefined }
              : { ...within, captured: true, written: { path, behind: operator === '>>' } };
        }
        run.sink('new-file', 'a redirection', field, context);
    }
  }
  return within;
}

function fromFile(
  run: Run,
  redirection: Redirection,
  value: Value,
  state: State,
  context: Context,
): Pick<Context, 'input' | 'inputFrom'> {
  const [only] = redirection.target.parts;
  if (only?.kind === 'process' && redirection.target.parts.length === 1) {
    const inner: State = { ...state, output: undefined, locals: START.locals };
    const end = anyEnd(run.execute(only.body, inner, { ...context, captured: true, written: undefined }));
    return { input: end?.output, inputFrom: 'pipe' };
  }
  if (onlyText(value) === '/dev/null') return { input: EMPTY, inputFrom: 'null' };
  return { input: contentOf(run, value, redirection, state, context), inputFrom: 'file' };
}

/** Files are told apart by their paths as far as they are known. */
function pathKey({ shapes }: Value): string | undefined {
  if (shapes.length !== 1) return undefined;
  const key = shapes[0]!.pieces.map((piece) => (isName(piece) ? `\x01${piece.id}\x02` : piece.text)).join('');
  return key === '' || /^\/dev\/|^&/.test(key) ? undefined : key;
}

/** What is known of a file's text. */
export function contentOf(
  run: Run,
  path: Value | undefined,
  at: { readonly start: number; readonly end: number },
  state: State,
  context: Context,
): Value | undefined {
  if (!path) return undefined;
  if (onlyText(path) === '/proc/cmdline') {
    const place = run.place(at, context);
    return valueOfName(
      nameFrom(
        'command-line',
        { source: 'kernel command line', subject: '/proc/cmdline', ...place },
        'the text of /proc/cmdline',
      ),
    );
  }
  const key = pathKey(path);
  return key === undefined ? undefined : (state.variables.get(fileVariable(key)) ?? run.written(key));
}

/** Files are kept among the variables, under names that no variable has. */
export const fileVariable = (path: string): string => `\0${path}`;

/** The state in which a command begins whose output is read by somebody else than before. */
export const freshOutput = (state: State, context: Context, within: Context): State =>
  within.written === context.written ? state : { ...state, output: undefined };

/** The state after it: what it printed is in the file, and nowhere else. */
export function afterRedirections(ends: Ends, before: State, context: Context, within: Context, run: Run): Ends {
  if (within.captured === context.captured && within.written === context.written) return ends;
  const { written } = within;
  const end = (state: State | undefined): State | undefined => {
    if (!state) return undefined;
    const outer: State = { ...state, output: before.output };
    if (!written || written === context.written || !state.output) return outer;
    const name = fileVariable(written.path);
    const earlier = written.behind ? state.variables.get(name) : undefined;
    const content = earlier
      ? mapShapes(either([earlier, state.output]), (shape) => ({ ...shape, lines: true }))
      : state.output;
    run.write(written.path, content);
    return withVariable(outer, name, content);
  };
  return { ok: end(ends.ok), fail: end(ends.fail) };
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
