/** Commands that ask where something comes from, and jump there. */

import { basename } from '../amounts.ts';
import type { Desk } from '../desk.ts';
import { safe } from '../text/cells.ts';
import { runOfLine } from './moving.ts';

const GOTO = 'go to:';

export const asking = {
  cause: followCause,
  why: (desk: Desk) => {
    const item = desk.row()?.item;
    askWhy(desk, desk.focus === 'variables' && item?.kind === 'variable' ? item.name : undefined);
  },
  'why-of': (desk: Desk) => desk.ask('why-of', 'why? variable:'),
  enter: follow,
  search: (desk: Desk) => desk.ask('search', 'search:'),
  goto: (desk: Desk) => desk.ask('goto', GOTO),
  'goto-line': (desk: Desk) => desk.ask('goto', GOTO, ':'),
};

/** From the failure along its chain; after the last link from the beginning again. */
function followCause(desk: Desk) {
  const { session } = desk;
  const jumps = session.causes.flatMap(({ event }, index) => (event === undefined ? [] : [index]));
  desk.origin = undefined;
  if (jumps.length === 0) {
    if (session.failure === undefined) return desk.say('Nothing failed: there is no chain to follow.');
    return desk.moved(session.move({ to: 'failure' }));
  }
  // Whoever came to a link in another way goes on from it.
  const here = session.causes.findLastIndex(({ event }) => event === session.cursor);
  const at = here >= 0 && session.causes[desk.causeAt ?? -1]?.event !== session.cursor ? here : desk.causeAt;
  const there = at !== undefined && session.causes[at]?.event === session.cursor;
  const next =
    (there
      ? jumps.find((index) => index > at)
      : at === undefined || at === jumps.at(-1)
        ? undefined
        : jumps.find((index) => index >= at)) ?? jumps[0]!;
  desk.causeAt = next;
  desk.reveal('why');
  desk.jump(session.causes[next]!.event!);
  const last = next === jumps.at(-1);
  desk.say(
    `${jumps.indexOf(next) + 1} of ${jumps.length}: ${safe(session.causes[next]!.text)}${last ? '  (the first cause that is known)' : ''}`,
  );
}

export function askWhy(desk: Desk, variable?: string) {
  const { session } = desk;
  const steps = session.why(variable);
  const source = session.view().source;
  if (steps.length === 0)
    return desk.say(variable ? withoutOrigin(desk, variable) : 'no value is used here: n steps on', 'bad');
  const title = variable
    ? `where ${variable} comes from`
    : `where the values at ${source ? `${basename(safe(source.file))}:${source.line}` : 'the cursor'} come from`;
  desk.origin = { title, steps, at: undefined };
  desk.show('why');
  desk.unmark();
  desk.mark(0);
  desk.say(`${title}: ↑ ↓ and Enter jump, Esc goes back to the causes`);
}

/** The values that a variable has later are looked up as well: `g` leads to them. */
function withoutOrigin({ session }: Desk, variable: string): string {
  const later = session.lastChange({ kind: 'variable', name: variable }, true);
  const before = session.lastChange({ kind: 'variable', name: variable });
  const at = (event: number) => {
    const { source } = session.viewAt(event);
    return `event ${event}${source ? ` (${basename(safe(source.file))}:${source.line})` : ''}`;
  };
  if (later !== undefined) return `${variable} was given no value yet; it gets one at ${at(later)}: g goes there`;
  if (before !== undefined)
    return `${variable} has no value in this shell; another one set it at ${at(before)}: g goes there`;
  return `nothing gives ${variable} a value in this boot`;
}

/** Where the marked row leads. */
function follow(desk: Desk) {
  const { session } = desk;
  const row = desk.row();
  if (!row) return;
  if (desk.focus === 'source') return runOfLine(desk, false);
  if (row.item?.kind === 'breakpoint') {
    const stops = session.stops(row.item.id);
    const next = stops.find((event) => event > session.cursor) ?? stops[0];
    return next === undefined ? desk.say('this breakpoint stops nowhere in this boot', 'bad') : desk.jump(next);
  }
  const event =
    row.jump ?? (row.subject ? (session.lastChange(row.subject) ?? session.lastChange(row.subject, true)) : undefined);
  if (event === undefined) {
    if (row.place && session.runsOf(row.place.file, row.place.line).length === 0)
      return desk.say(`line ${row.place.line} never runs in this boot`, 'bad');
    return desk.say(row.subject ? 'it was so from the beginning and never changes' : 'this leads nowhere', 'bad');
  }
  desk.jump(event);
}
