/** The decision that can be changed at an event, and the other ways that there are. */
import type { EventId, EventOf } from '../trace/event.ts';
import type { Chronicle } from './chronicle.ts';
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

/** The decision under the cursor, or the one that the command under the cursor leads to. */
function decisionAt(chronicle: Chronicle, cursor: EventId): EventId | undefined {
  const event = chronicle.events[cursor]!;
  if (event.kind === 'branch.taken' || event.kind === 'case.compared') return cursor;
  const command = chronicle.commandAt(cursor);
  const frame = chronicle.frames[command >= 0 ? command : cursor];
  const { pid } = chronicle.events[command >= 0 ? command : cursor]!;
  const from = command >= 0 ? (chronicle.ended.get(command)?.id ?? cursor) : cursor;
  for (let id = from + 1; id < chronicle.length && id < from + MOST; id++) {
    const next = chronicle.events[id]! as EventOf<'branch.taken'>;
    if (next.pid !== pid || chronicle.frames[id] !== frame) continue;
    if (next.kind === 'branch.taken' || (next.kind as string) === 'case.compared') return id;
    if ((next.kind as string) === 'command.started') return undefined;
  }
  return undefined;
}

function branchText(construct: string, taken: boolean): string {
  if (construct === 'for') return 'end the loop';
  if (construct === 'while' || construct === 'until') return taken ? 'another turn' : 'end the loop';
  if (construct === '&&' || construct === '||') return taken ? 'go on behind it' : 'leave out what follows';
  return taken ? 'as if true' : 'as if false';
}
