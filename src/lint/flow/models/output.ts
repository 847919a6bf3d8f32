/** What models print, and where it comes from. */
import type { Invocation } from '../run.ts';
import { both, type Ends, type State, withOutput } from '../state.ts';
import { nameFrom, type Origin, type Source, type Value, valueOfName } from '../value.ts';

/** Printed when the command succeeds, nothing when it fails. */
export const prints = ({ state, context }: Invocation, value: Value): Ends =>
  context.captured ? { ok: withOutput(state, value), fail: state } : both(state);

/** Printed whatever the status is. */
export const shows = (state: State, value: Value, captured: boolean): Ends =>
  both(captured ? withOutput(state, value) : state);

export const originOf = (call: Invocation, source: Source, subject: string, of?: Value): Origin => ({
  source,
  subject,
  ...(of ? { of } : {}),
  ...call.place,
});

/** Text of which nothing is known but the command. */
export const unknownOutput = (call: Invocation, lines = true): Value =>
  valueOfName(
    nameFrom('unknown', originOf(call, 'command', call.name), `printed by ${call.name}`, { empty: true }),
    lines,
  );
