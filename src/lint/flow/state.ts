/** What is known at one point of a script: variables, positional parameters, what was printed so far. Never changed, only replaced. */
import {
  concatenate,
  EMPTY,
  either,
  fingerprint,
  hasNames,
  mapNames,
  type Name,
  type Piece,
  type Value,
} from './value.ts';
import { Variables } from './variables.ts';

export interface State {
  readonly variables: Variables;
  /** Values that come back when the function returns; undefined: unset before. */
  readonly locals: ReadonlyMap<string, Value | undefined>;
  readonly positional: Positional;
  /** What was printed, where somebody reads it. */
  readonly output: Value | undefined;
}

export interface Positional {
  readonly values: readonly Value[];
  /** What stands behind those that are known; undefined: there are no more. */
  readonly further: Value | undefined;
}

export const NO_ARGUMENTS: Positional = { values: [], further: undefined };

export const START: State = {
  variables: Variables.NONE,
  locals: new Map(),
  positional: NO_ARGUMENTS,
  output: undefined,
};

/** Where control goes on: with status 0, with another one. undefined: never. */
export interface Ends {
  readonly ok: State | undefined;
  readonly fail: State | undefined;
}

export const DEAD: Ends = { ok: undefined, fail: undefined };
/** The status is not known. */
export const both = (state: State | undefined): Ends => ({ ok: state, fail: state });
export const succeeded = (state: State | undefined): Ends => ({ ok: state, fail: undefined });
export const failed = (state: State | undefined): Ends => ({ ok: undefined, fail: state });

export function withVariable(state: State, name: string, value: Value | undefined): State {
  const variables = state.variables.with(name, value);
  return variables === state.variables ? state : { ...state, variables };
}

/** Printed text behind what is there already: further lines. */
export function withOutput(state: State, printed: Value): State {
  if (!state.output) return { ...state, output: printed };
  const output = either([state.output, printed]);
  return { ...state, output: { shapes: output.shapes.map(({ pieces }) => ({ pieces, lines: true })) } };
}

/** Text behind what is there already, on the same line. */
export const withOutputBehind = (state: State, printed: Value): State => ({
  ...state,
  output: state.output ? concatenate([state.output, printed]) : printed,
});

/** What holds on either way. */
export function join(one: State | undefined, other: State | undefined): State | undefined {
  if (one === other || !other) return one;
  if (!one) return other;
  return {
    variables: one.variables.joined(other.variables),
    locals: one.locals === other.locals ? one.locals : new Map([...other.locals, ...one.locals]),
    positional: joinPositional(one.positional, other.positional),
    output: one.output === other.output ? one.output : either([one.output ?? EMPTY, other.output ?? EMPTY]),
  };
}

export const joinAll = (states: readonly (State | undefined)[]): State | undefined =>
  states.reduce<State | undefined>((one, other) => join(one, other), undefined);

/** Either status. */
export const anyEnd = ({ ok, fail }: Ends): State | undefined => join(ok, fail);

function joinPositional(one: Positional, other: Positional): Positional {
  if (one === other) return one;
  const length = Math.max(one.values.length, other.values.length);
  return {
    values: Array.from({ length }, (_, index) =>
      either([one.values[index] ?? one.further ?? EMPTY, other.values[index] ?? other.further ?? EMPTY]),
    ),
    further: one.further && other.further ? either([one.further, other.further]) : (one.further ?? other.further),
  };
}

/** A name replaced by what it turned out to be, wherever it is. */
export function substitute(state: State, name: Name, pieces: readonly Piece[]): State {
  const replace = (value: Value): Value =>
    !hasNames(value, name.id)
      ? value
      : mapNames(value, (each) => (each.id === name.id ? (pieces.length === 1 ? pieces[0]! : pieces) : each));
  const values = state.positional.values.map(replace);
  const same = values.every((value, index) => value === state.positional.values[index]);
  return {
    ...state,
    variables: state.variables.mapped(replace),
    positional: same ? state.positional : { ...state.positional, values },
  };
}

/** Whether nothing new was learnt: a loop need not be gone through again. */
export function alike(one: State, other: State): boolean {
  if (one === other) return true;
  if (!one.variables.alike(other.variables)) return false;
  const [left, right] = [one.positional, other.positional];
  return (
    left === right ||
    (left.values.length === right.values.length &&
      left.values.every((value, index) => fingerprint(value) === fingerprint(right.values[index]!)))
  );
}
