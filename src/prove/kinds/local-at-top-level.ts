/** `local` where a phase sources its hooks at top level: the shell of the phase ends there. */
import { laterHook, silenced, withLater } from '../later-hook.ts';
import { machinesFor } from '../machines.ts';
import { rewritten } from '../mended.ts';
import type { ProofKind, Seen, Shown } from '../proof.ts';

export const localAtTopLevel: ProofKind = {
  rules: ['local-outside-function'],
  trials(subject) {
    const without = rewritten(subject, /\blocal\s+(?=\w+=)/, '') ?? rewritten(subject, /\blocal\b/, ': local');
    if (!subject.phase || !without) return [];
    const later = laterHook(subject);
    const shows = (bites: Seen, control: Seen): Shown | undefined =>
      complaint(bites)
        ? silenced(later, bites, control, `"${complaint(bites)}" ends the phase, and no later hook runs`)
        : undefined;
    return machinesFor(subject).map(({ condition, keys, scripts }) => ({
      condition,
      bites: { keys, scripts: withLater(new Map([...subject.scripts, ...scripts]), later) },
      instead: 'with the same line without local',
      control: { keys, scripts: withLater(new Map([...without, ...scripts]), later) },
      shows,
    }));
  },
};

function complaint({ rehearsal, subject }: Seen): string | undefined {
  for (const event of rehearsal.recording.events)
    if (event.kind === 'shell.error' && event.position && subject.isHere(event.position)) return event.message;
  return undefined;
}
