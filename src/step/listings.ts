/** The journal and the console of a recording as lists, each line with its event. */
import type { EventId, EventOf } from '../trace/event.ts';
import type { Chronicle } from './chronicle.ts';
import type { ConsoleLine, JournalEntry } from './view.ts';

export const journalOf = (chronicle: Chronicle): readonly JournalEntry[] =>
  chronicle.all('journal.logged').map((id): JournalEntry => {
    const { atUs, identifier, logPid, message, priority, unit } = chronicle.events[id] as EventOf<'journal.logged'>;
    return { event: id, atUs, identifier, pid: logPid, message, priority, unit };
  });

/** What stood on the screen, line by line; a line that is not complete is there with what it has at the end. */
export function consoleOf(chronicle: Chronicle): readonly ConsoleLine[] {
  const lines: ConsoleLine[] = [];
  let rest = '';
  let typed = false;
  let last: EventOf<'output'> | undefined;
  const put = (event: EventId, atUs: number, text: string): void => {
    lines.push({ event, atUs, text, typed });
    typed = false;
  };
  const ids = [...chronicle.all('output'), ...chronicle.all('console.typed')].sort((a, b) => a - b);
  for (const id of ids) {
    const event = chronicle.events[id]!;
    if (event.kind === 'console.typed') typed = true;
    if (event.kind !== 'output' || event.stream !== 'console') continue;
    last = event;
    const parts = (rest + event.text).split('\n');
    rest = parts.pop()!;
    for (const part of parts) put(id, event.atUs, part.replace(/\r$/, ''));
  }
  if (rest !== '' && last) put(last.id, last.atUs, rest);
  return lines;
}
