/** The decision that can be changed at an event, and the other ways that there are. */
import type { EventId } from '../trace/event.ts';
import { type Chronicle, NO_EVENT } from './chronicle.ts';
import type { ScriptsRun } from './scripts-run.ts';
import type { DecisionView } from './view.ts';

/** How many events are looked at for what a command leads to. */
const MOST = 5000;

export function decisionView(chronicle: Chronicle, scripts: ScriptsRun, cursor: EventId): DecisionView | undefined {
  const id = decisionAt(chronicle, cursor);
  const event = id === undefined ? undefined : chronicle.events[id]!;
  if (event?.kind === 'branch.taken') {
    const { construct, taken, position } = event;
    // A `for` that has no word left cannot go on.
    const choices = construct === 'for' && !taken ? [] : [{ value: !taken, text: branchText(construct, !taken) }];
    return { event: event.id, position, construct, taken, choices };
  }
  if (event?.kind !== 'case.compared') return undefined;
  const node = scripts.node(event.position, ['case'], event.id);
  const items = node?.items ?? [];
  const choices = [...items.keys(), -1]
    .filter((item) => item !== event.taken)
    .map((item) => {
      const patterns = items[item]?.patterns.map((word) => scripts.excerpt(event.position.file, word, event.id));
      return { value: item, text: patterns ? `${patterns.join('|')})` : 'no item' };
    });
  return { event: event.id, position: event.position, construct: 'case', taken: event.taken, choices };
}

/** The decision under the cursor, or the one that the command or assignment under the cursor leads to. */
function decisionAt(chronicle: Chronicle, cursor: EventId): EventId | undefined {
  const { events } = chronicle;
  const event = events[cursor]!;
  if (event.kind === 'branch.taken' || event.kind === 'case.compared') return cursor;
  const before = events[cursor - 1];
  if (event.kind === 'variable.assigned' && before?.kind === 'branch.taken' && before.construct === 'for')
    return cursor - 1;
  const assigns = event.kind === 'variable.assigned' && chronicle.isStop(cursor);
  const command = assigns ? NO_EVENT : chronicle.commandAt(cursor);
  const base = command >= 0 ? command : cursor;
  const frame = chronicle.frames[base];
  const { pid } = events[base]!;
  const from = command >= 0 ? (chronicle.ended.get(command)?.id ?? cursor) : cursor;
  for (let id = from + 1; id < chronicle.length && id < from + MOST; id++) {
    const next = events[id]!;
    if (next.pid !== pid || chronicle.frames[id] !== frame) continue;
    // What one can step to has its own decision.
    if (chronicle.isStop(id)) return undefined;
    if (next.kind === 'branch.taken') return next.construct === 'for' ? undefined : id;
  }
  return undefined;
}

function branchText(construct: string, taken: boolean): string {
  if (construct === 'for') return 'end the loop';
  if (construct === 'while' || construct === 'until') return taken ? 'another turn' : 'end the loop';
  if (construct === '&&' || construct === '||') return taken ? 'go on behind it' : 'leave out what follows';
  return taken ? 'as if true' : 'as if false';
}
