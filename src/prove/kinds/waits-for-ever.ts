/** A loop without an end: bites where what it asks for never comes, or the program that it asks is not in the image. */
import { nameOf } from '../../lint/command-words.ts';
import { commandsOf } from '../../lint/script-file.ts';
import { allCommands } from '../../lint/walk.ts';
import type { While } from '../../syntax/tree.ts';
import { common, keystoreIn } from '../machines.ts';
import type { Keys, ProofKind, Seen, Shown, Trial } from '../proof.ts';
import type { Subject } from '../subject.ts';

export const waitsForEver: ProofKind = {
  rules: ['wait-unbounded'],
  trials(subject) {
    const loop = loopAt(subject);
    if (!loop) return [];
    const shows = (bites: Seen, control: Seen): Shown | undefined =>
      control.rehearsal.outcome !== 'hang' && bites.rehearsal.outcome === 'hang' && isLastIn(loop, bites)
        ? { text: 'the loop that begins here never ends' }
        : undefined;
    const machines = common(keystoreIn(subject.entry.text)).slice(0, 3);
    const programs = [
      ...new Set(
        allCommands([loop.condition])
          .flatMap((command) => (command.kind === 'simple' ? [nameOf(command)] : []))
          .filter((name): name is string => name !== undefined && inImage(subject, name)),
      ),
    ];
    const missing = programs.flatMap((program): Trial[] =>
      machines.slice(0, 1).map(([, keys]) => ({
        condition: `without ${program} in the image`,
        bites: { keys: { ...keys, without: [program] } },
        instead: `with ${program}`,
        control: { keys },
        shows,
      })),
    );
    const skipped = /[\w@-]+\.(?:target|service)\b/.exec(subject.file.source(loop.condition))?.[0];
    const unit: Trial[] =
      skipped === undefined
        ? []
        : machines.map(([, keys]) => ({
            condition: `with ${skipped} skipped by a condition`,
            bites: { keys, scripts: new Map([...subject.scripts, ...skippedUnit(subject, skipped)]) },
            instead: `with ${skipped} as the image has it`,
            control: { keys },
            shows,
          }));
    const lost = machines.map(
      ([condition, keys]): Trial => ({
        condition: `${condition}, and the pool's disk does not appear`,
        bites: { keys: late(keys) },
        instead: 'with the disk there',
        control: { keys },
        shows,
      }),
    );
    return [...unit, ...missing, ...lost];
  },
};

const loopAt = ({ file, finding }: Subject): While | undefined =>
  [...commandsOf(file)].find(
    (command): command is While => command.kind === 'while' && file.lineOf(command.start) === finding.line,
  );

/** The last command of the boot that any shell began stands in the loop. */
function isLastIn(loop: While, { rehearsal, subject }: Seen): boolean {
  const { file, place } = subject;
  const from = file.lineOf(loop.start);
  const to = file.lineOf(loop.end);
  const last = rehearsal.recording.events.findLast((event) => event.kind === 'command.started');
  if (last?.kind !== 'command.started') return false;
  const { position } = last;
  return baseName(position.file) === baseName(place) && position.line >= from && position.line <= to;
}

const inImage = ({ image }: Subject, program: string): boolean =>
  ['/usr/bin', '/usr/sbin'].some((folder) => image.tree.get(`${folder}/${program}`) !== undefined);

function skippedUnit({ image }: Subject, unit: string): [string, string][] {
  const path = `/usr/lib/systemd/system/${unit}`;
  const entry = image.tree.get(path);
  if (entry?.type !== 'file') return [];
  return [[path, entry.content.replace(/^\[Unit\]$/m, '[Unit]\nConditionPathExists=/nowhere')]];
}

const late = (keys: Keys): Keys => {
  const [pool = ''] = Object.keys(keys.pools as Keys);
  const own = (keys.pools as Record<string, Keys>)[pool];
  return { ...keys, disks: { vda: { size: '8G', appears: '10h' } }, pools: { [pool]: { ...own, vdevs: ['vda'] } } };
};

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
