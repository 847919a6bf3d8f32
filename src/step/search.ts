/** Search in scripts, journal and console. */
import { toBytes } from '../report/bytes.ts';
import type { EventId } from '../trace/event.ts';
import { type Chronicle, nextIn } from './chronicle.ts';
import type { ScriptsRun } from './scripts-run.ts';
import type { ConsoleLine, Hit, JournalEntry } from './view.ts';

export interface Texts {
  readonly chronicle: Chronicle;
  readonly scripts: ScriptsRun;
  readonly journal: readonly JournalEntry[];
  readonly console: readonly ConsoleLine[];
}

export function search(texts: Texts, text: string, where: Hit['where'] | undefined, cursor: EventId): readonly Hit[] {
  if (text === '') return [];
  const wanted = toBytes(text);
  const exact = /[A-Z]/.test(text);
  const holds = (line: string): boolean => (exact ? line : line.toLowerCase()).includes(wanted);
  const hits: Hit[] = [];
  if (where === undefined || where === 'source')
    for (const file of texts.scripts.files)
      texts.scripts.lines(file).forEach((line, index) => {
        if (!holds(line)) return;
        const runs = texts.chronicle.runs.runs(file, index + 1);
        const event = nextIn(runs, cursor - 1) ?? runs.at(-1);
        hits.push({ where: 'source', text: line, file, line: index + 1, event });
      });
  if (where === undefined || where === 'journal')
    for (const { event, identifier, pid, message } of texts.journal)
      if (holds(message) || holds(identifier))
        hits.push({ where: 'journal', text: `${identifier}[${pid}]: ${message}`, event });
  if (where === undefined || where === 'console')
    for (const line of texts.console)
      if (holds(line.text)) hits.push({ where: 'console', text: line.text, event: line.event });
  return hits;
}
