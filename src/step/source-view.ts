/** The source pane: the script around the cursor, how often its lines ran, what decisions passed over. */
import type { Event, EventId } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import { type Chronicle, countUpTo, positionOf } from './chronicle.ts';
import type { ScriptsRun } from './scripts-run.ts';
import type { LineSpan, SourceLine, SourceView } from './view.ts';

/** Whether a line has a breakpoint. */
export type BreakpointAt = (file: string, line: number) => SourceLine['breakpoint'];

export function sourceView(
  chronicle: Chronicle,
  scripts: ScriptsRun,
  cursor: EventId,
  breakpointAt: BreakpointAt,
): SourceView | undefined {
  const event = chronicle.events[cursor]!;
  const position = chronicle.placeOf(cursor);
  if (!position) return undefined;
  const { file } = position;
  const placed = chronicle.placed[cursor]!;
  const asked = placed >= 0 ? placed : cursor;
  const texts = scripts.lines(file, asked);
  const passed = passedOver(chronicle, scripts, file, cursor);
  const word = chronicle.tests.get(cursor)?.position ?? wordOf(event);
  return {
    file,
    line: position.line,
    lines: texts.map((text, index): SourceLine => {
      const number = index + 1;
      const runs = chronicle.runs.runs(file, number);
      return {
        number,
        text,
        runs: countUpTo(runs, cursor),
        runsInAll: runs.length,
        passedOver: passed.get(number),
        breakpoint: breakpointAt(file, number),
      };
    }),
    span: spans(scripts, position, asked),
    word: word && spans(scripts, word, asked),
    readable: texts.length > 0,
  };
}

/** Lines that a decision before the cursor kept from running, and that have not run since. */
function passedOver(
  chronicle: Chronicle,
  scripts: ScriptsRun,
  file: string,
  cursor: EventId,
): ReadonlyMap<number, EventId> {
  const lines = new Map<number, EventId>();
  for (const events of chronicle.decisions.get(file)?.values() ?? []) {
    const event = events[countUpTo(events, cursor) - 1];
    if (event === undefined) continue;
    for (const { start, end } of scripts.passedOver(event)) {
      const from = scripts.place(file, start).line;
      const to = scripts.place(file, Math.max(start, end - 1)).line;
      const decided = positionOf(chronicle.events[event]!)!.line;
      for (let line = from; line <= to; line++) {
        if (line === decided || (lines.get(line) ?? -1) > event) continue;
        const runs = chronicle.runs.runs(file, line);
        const last = runs[countUpTo(runs, cursor) - 1];
        if (last === undefined || last < event) lines.set(line, event);
      }
    }
  }
  return lines;
}

/** The part of the command that the event is about. */
function wordOf(event: Event): Position | undefined {
  switch (event.kind) {
    case 'case.compared':
      return event.patterns.find((pattern) => pattern.matched)?.position ?? event.word.position;
    case 'substitution.ended':
    case 'variable.assigned':
    case 'branch.taken':
    case 'left.early':
      return event.position;
    default:
      return undefined;
  }
}

/** A position as columns of each line that it covers; a compound command only as its first line. */
function spans(scripts: ScriptsRun, position: Position, event: EventId): LineSpan[] {
  const lines = scripts.lines(position.file, event);
  if (lines.length === 0) return [];
  const compound = scripts.node(position, ['case', 'for', 'while', 'if', 'select', 'function', 'group'], event);
  const first = scripts.place(position.file, position.offset, event);
  const last = scripts.place(position.file, Math.max(position.offset, position.end - 1), event);
  const found: LineSpan[] = [];
  for (let line = first.line; line <= (compound ? first.line : last.line); line++) {
    const { length } = lines[line - 1] ?? '';
    const column = line === first.line ? first.column : 1 + ((lines[line - 1] ?? '').search(/\S/) | 0);
    const end = line === last.line ? Math.min(last.column + 1, length + 1) : length + 1;
    if (end > column) found.push({ line, column, end });
  }
  return found;
}
