/** Where the cursor is decides what is shown, not how it came there. */
import { expect, test } from 'vitest';
import { openSession } from '../../src/step/open-session.ts';
import { Replay } from '../../src/step/replay.ts';
import { Run } from '../../src/step/run.ts';
import { type Snapshot, snapshotOf } from '../../src/step/snapshot.ts';
import type { View } from '../../src/step/view.ts';
import { openHook, shipped, toLine, variableOf, withHook } from './opened.ts';

const shellsOf = ({ shell, processes, shellReads, question, expansion }: Snapshot): string =>
  JSON.stringify([shell, processes, shellReads, question, expansion && [...expansion.words], expansion?.globs]);

const worldOf = ({ world }: Snapshot): string => JSON.stringify(world);

test('at every event, going back shows what a fresh run shows', () => {
  const run = new Run(shipped(), 0);
  const { length } = run.events;
  const fresh: [string, string | undefined][] = [];
  new Replay(shipped(), 0, run.events).run(0, length - 1, (machine, id, expansion) => {
    const snapshot = snapshotOf(machine, run.events[id]!, undefined, false, expansion);
    fresh.push([shellsOf(snapshot), id % 16 === 0 ? worldOf(snapshot) : undefined]);
  });
  expect(fresh.length).toBe(length);
  const wrong: number[] = [];
  for (let id = length - 1; id >= 0; id--) {
    const snapshot = run.replays.snapshot(id);
    const [shells, world] = fresh[id]!;
    if (shellsOf(snapshot) !== shells || (world !== undefined && worldOf(snapshot) !== world)) wrong.push(id);
  }
  expect(wrong).toEqual([]);
}, 60_000);

test('the same with a seed, and after work while nobody was there', () => {
  const run = new Run(shipped('scenarios/failures/zero-means-for-ever.yaml'), 7);
  const ids = Array.from({ length: 40 }, (_, k) => (k * 7919) % run.events.length).sort((a, b) => a - b);
  const fresh = new Map<number, string>();
  const replay = new Replay(shipped('scenarios/failures/zero-means-for-ever.yaml'), 7, run.events);
  for (const id of ids)
    replay.run(id, id, (machine, at, expansion) =>
      fresh.set(at, shellsOf(snapshotOf(machine, run.events[at]!, undefined, false, expansion))),
    );
  let left = 400;
  while (run.replays.idle(() => left-- > 0, run.events.length - 1) && left > 0);
  const wrong = ids.toReversed().filter((id) => shellsOf(run.replays.snapshot(id)) !== fresh.get(id));
  expect(wrong).toEqual([]);
}, 60_000);

const parts: readonly (keyof View)[] = [
  'summary',
  'source',
  'stack',
  'variables',
  'expansion',
  'decision',
  'machine',
  'processes',
  'prompt',
];

test('every part of a view is the same for whoever jumps there', () => {
  const one = openSession(shipped());
  const other = openSession(shipped());
  const events = [8, 22, 64, 500, 2308, 5000, 7481, 8302, 8320, 8340, 8623, 8711, 9000, one.length - 1];
  const shown = (view: View): string => JSON.stringify(parts.map((part) => view[part]));
  const forwards = events.map((event) => shown(one.viewAt(event)));
  const backwards = events.toReversed().map((event) => {
    other.move({ to: 'event', event });
    return shown(other.view());
  });
  expect(backwards.toReversed()).toEqual(forwards);
});

test('a loop that gives nobody a turn can be looked into at every turn', () => {
  const hook = ['n=0', 'while [ $n -lt 3000 ]; do', '  n=$((n + 1))', 'done'].join('\n');
  const session = openHook(hook);
  const runs = session.runsOf('/lib/dracut/hooks/pre-mount/50-test.sh', 3);
  expect(runs.length).toBe(3000);
  for (const turn of [2999, 1500, 1, 2998]) {
    session.move({ to: 'event', event: runs[turn]! });
    expect(variableOf(session, 'n')).toBe(String(turn + 1));
  }
});

test('looking changes nothing: the recording of a boot that was looked at is the one of a boot that was not', () => {
  const prepared = withHook('ls -i /lib /usr/bin >/run/list\nstat -c %i /run/list\n');
  const session = openSession(prepared);
  const events = JSON.stringify(session.events);
  for (let event = session.length - 1; event > 0; event -= 997) {
    session.move({ to: 'event', event });
    JSON.stringify(parts.map((part) => session.view()[part]));
    session.fileAt('/etc/hostid');
  }
  const run = new Run(prepared, 0);
  expect(JSON.stringify(run.events)).toBe(events);
  toLine(session, 2);
  expect(session.view().stack.some((frame) => frame.kind === 'hook')).toBe(true);
});
