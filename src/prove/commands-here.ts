/** The commands that a rehearsal ran on a finding's lines. */
import type { Seen } from './proof.ts';

export interface CommandRun {
  /** As it was after expansion. */
  readonly text: string;
  readonly words: readonly string[];
  readonly what: 'builtin' | 'function' | 'program' | 'assignment' | 'missing';
  /** Undefined when it never ended. */
  readonly status: number | undefined;
}

export function commandsHere({ rehearsal, subject }: Seen): readonly CommandRun[] {
  const { events } = rehearsal.recording;
  const ends = new Map(
    events.flatMap((event) => (event.kind === 'command.ended' ? [[event.command, event.status] as const] : [])),
  );
  return events.flatMap((event) =>
    event.kind === 'command.started' && subject.isHere(event.position)
      ? [{ text: event.words.join(' '), words: event.words, what: event.what, status: ends.get(event.id) }]
      : [],
  );
}
