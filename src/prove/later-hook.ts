/** A hook of ours that comes after the one in question and says that it runs. */
import type { Seen, Shown } from './proof.ts';
import type { Subject } from './subject.ts';

/** How the later hook is written. */
export interface LaterHook {
  readonly path: string;
  readonly text: string;
  /** What it says in the journal. */
  readonly says: string;
}

/** @param before a command of it, before it speaks */
export function laterHook(subject: Subject, before = ''): LaterHook {
  const says = `a later hook of ${subject.phase} runs`;
  return {
    path: `${subject.at.slice(0, subject.at.lastIndexOf('/'))}/${nextTo(subject.at)}`,
    text: `#!/bin/sh\n# Comes after the hook in question.\n${before}${subject.phase === 'mount' ? MOUNT : ''}echo "${says}" >&2\n`,
    says,
  };
}

/** A name that sorts behind the hook's, and before that of any other with a higher number. */
function nextTo(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const number = /^\d+/.exec(name)?.[0];
  return number === undefined ? `${name.replace(/\.sh$/, '')}-zz-later.sh` : `${number}-zz-later.sh`;
}

/** On a machine whose root only a hook mounts, this is that hook. */
const MOUNT = 'ismounted "$NEWROOT" || mount -o ro /dev/vda1 "$NEWROOT"\n';

export const withLater = (scripts: ReadonlyMap<string, string>, later: LaterHook): ReadonlyMap<string, string> =>
  new Map([...scripts, [later.path, later.text]]);

/** What is shown when the later hook gets through on one side only. */
export function silenced(later: LaterHook, bites: Seen, control: Seen, because: string): Shown | undefined {
  if (spoke(later, bites) || !spoke(later, control)) return undefined;
  return { text: because, excludes: [later.says] };
}

/** Whether the later hook is begun at all. */
export const begun = (later: LaterHook, { rehearsal }: Seen): boolean =>
  rehearsal.recording.events.some(
    (event) => event.kind === 'file.sourced' && event.path.endsWith(later.path.slice(later.path.lastIndexOf('/'))),
  );

const spoke = (later: LaterHook, { rehearsal }: Seen): boolean =>
  rehearsal.journal.some(({ message }) => message.includes(later.says));
