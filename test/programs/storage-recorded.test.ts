/** Storage commands answer as real ones did: recorded rows, run in order on a machine that is built by the same commands. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { keyMaterial } from '../../src/machine/zfs/key-material.ts';
import { machineWithPrograms, pause, plantAt, run } from '../machine/commands.ts';

interface Row {
  readonly id: number;
  readonly group: string;
  readonly argv: readonly string[];
  readonly status: number;
  /** Run for what it does; what it said is not known. */
  readonly unrecorded?: boolean;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly stdin?: string;
  readonly tty?: string;
  readonly typed?: readonly string[];
  readonly killedAfterSeconds?: number;
  readonly replies?: readonly string[];
  readonly askFiles?: readonly string[];
}

const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const rows: readonly Row[] = readFileSync(new URL('fixtures/storage-rows.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);

/** What differs between two machines by nature, and the shape that stands for it. */
const VARIABLE: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  // udev lists links in the order of a hash; the rule of the recorded ZFS made one link more.
  [
    /^(?:(?:disk|zvol|rpool)\/\S+ ?)+$/m,
    (links) =>
      links
        .split(' ')
        .filter((link) => link !== 'rpool/keystore')
        .sort()
        .join(' '),
  ],
  [
    /^DEVLINKS=.*$/m,
    (line) =>
      line
        .slice('DEVLINKS='.length)
        .split(' ')
        .filter((link) => link !== '/dev/rpool/keystore')
        .sort()
        .join(' '),
  ],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>'],
  [/LUKS2-[0-9a-f]{32}/g, 'LUKS2-<uuid>'],
  [/(?: [0-9a-f]{2}){16} /g, ' <16 bytes> '],
  [/DISKSEQ=\d+|by-diskseq\/\d+/g, '<disk sequence>'],
  [/USEC_INITIALIZED=\d+/g, '<time>'],
  [/0000:00:[0-9a-f]{2}\.\d\/virtio\d+/g, '<slot>'],
  [/\/lib\/modules\/\S+/g, '<modules>'],
  [/Socket=\S+|PID=\d+|NotAfter=[1-9]\d*/g, '<one of many>'],
];
const shape = (text: string): string =>
  VARIABLE.reduce(
    (so, [pattern, by]) => (typeof by === 'string' ? so.replace(pattern, by) : so.replace(pattern, by)),
    text,
  );

function machineFor(group: string): Machine {
  const operator = rows
    .filter((row) => row.group === group)
    .flatMap((row) => row.typed ?? [])
    .map((typed) => ({ kind: 'answer' as const, answer: typed === '\x04' ? '^D' : typed.replace(/\n$/, '') }));
  const m = machineWithPrograms({ operator });
  if (group !== 'modules') m.zfs.loadModule();
  for (const letter of 'bcdefg') addDisk(m, { name: `vd${letter}`, sizeBytes: 768 * 2 ** 20 });
  const key = keyMaterial('ok');
  const files = {
    'ok.key': key,
    'wrong.key': keyMaterial('wrong'),
    'empty.key': '',
    'luks.pass': 'keystorepw',
    'luksnl.pass': 'keystorepw\n',
    'lukswrong.pass': 'nope',
  };
  for (const [name, content] of Object.entries(files)) plantAt(m, `/run/labkeys/${name}`, content);
  plantAt(m, '/run/labkeys/luks-readable.pass', 'keystorepw', 0o644);
  return m;
}

for (const group of new Set(rows.map((row) => row.group))) {
  test(`group ${group}: status, output and messages are the recorded ones`, () => {
    let m = machineFor(group);
    const wrong: string[] = [];
    for (const row of rows.filter((candidate) => candidate.group === group)) {
      // The record does not show that the pool of the experiments before was destroyed.
      if (row.argv[0] === 'zpool' && row.argv[1] === 'create' && m.zfs.pools.length > 0) m = machineFor(group);
      const got = run(m, {
        argv: row.argv.map(toBytes),
        onConsole: row.typed !== undefined,
        ...(row.stdin === undefined ? {} : { stdin: toBytes(row.stdin) }),
        ...(row.replies ? { replies: row.replies } : {}),
        killedAfterSeconds: row.killedAfterSeconds ?? 600,
      });
      pause(m, 400_000);
      if (row.unrecorded) continue;
      const expected =
        row.tty === undefined
          ? { status: row.status, stdout: shape(toBytes(row.stdout!)), stderr: shape(toBytes(row.stderr!)) }
          : { status: row.status, console: toBytes(row.tty) };
      const answered =
        row.tty === undefined
          ? { status: got.status, stdout: shape(got.stdout), stderr: shape(got.stderr) }
          : { status: got.status, console: got.console };
      if (JSON.stringify(answered) !== JSON.stringify(expected))
        wrong.push(
          `${row.id} ${row.argv.join(' ')}\n  got      ${JSON.stringify(answered)}\n  recorded ${JSON.stringify(expected)}`,
        );
      if (row.askFiles && JSON.stringify(got.askFiles.map(shape)) !== JSON.stringify(row.askFiles.map(shape)))
        wrong.push(`${row.id} questions: ${JSON.stringify(got.askFiles)}, recorded ${JSON.stringify(row.askFiles)}`);
    }
    expect(wrong).toEqual([]);
  });
}
