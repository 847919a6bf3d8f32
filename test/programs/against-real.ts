/** Runs the same command lines through the real programs of this host and through ours, in a folder of the same path. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { describeEntry, type Files, type Ran, runProgram, type Step } from '../run-program.ts';

export interface Case {
  readonly files?: Files;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Command lines, split at blanks outside quotes; or argument vectors. The outcome is the last one's, the output that of all. */
  readonly run: string | readonly (string | readonly string[])[];
  /** What of the output depends on the host and is not compared. */
  readonly mask?: RegExp;
  /** The real program walks directories in an order of its own: compare the lines of standard output sorted. */
  readonly sorted?: boolean;
}

/** Splits at blanks; quotes group, `$'…'` understands \n, \t, \0 and \\. */
export const words = (line: string): string[] =>
  [...line.matchAll(/(?:\$'((?:[^'\\]|\\.)*)'|'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(
      /\$'((?:[^'\\]|\\.)*)'|'([^']*)'|"([^"]*)"/g,
      (_, escaped: string | undefined, single: string | undefined, double: string | undefined) =>
        escaped === undefined
          ? (single ?? double ?? '')
          : escaped.replace(/\\(.)/g, (_all, c: string) => ({ n: '\n', t: '\t', '0': '\0' })[c] ?? c),
    ),
  );

const stepsOf = ({ run, stdin }: Case): Step[] =>
  (typeof run === 'string' ? [run] : run).map((step) => ({
    argv: typeof step === 'string' ? words(step) : step,
    ...(stdin === undefined ? {} : { stdin }),
  }));

const present = new Map<string, boolean>();
const isPresent = (name: string): boolean => {
  if (!present.has(name)) {
    present.set(
      name,
      (process.env.PATH ?? '')
        .split(':')
        .some((directory) => directory && spawnSync('test', ['-x', `${directory}/${name}`]).status === 0),
    );
  }
  return present.get(name)!;
};

function plant(at: string, files: Files): void {
  for (const [path, planted] of Object.entries(files)) {
    const full = join(at, path);
    if (typeof planted === 'object' && 'directory' in planted) {
      mkdirSync(full, { recursive: true });
      continue;
    }
    mkdirSync(dirname(full), { recursive: true });
    if (typeof planted === 'string') writeFileSync(full, planted, 'latin1');
    else if ('link' in planted) symlinkSync(planted.link, full);
    else {
      writeFileSync(full, planted.content, 'latin1');
      chmodSync(full, planted.mode);
    }
  }
}

function treeOf(root: string): string[] {
  const tree: string[] = [];
  const visit = (directory: string): void => {
    const names = readdirSync(join(root, directory), 'latin1').sort();
    for (const name of names) {
      const path = directory === '' ? name : `${directory}/${name}`;
      const full = join(root, path);
      const stat = lstatSync(full);
      const mode = stat.mode & 0o7777;
      if (stat.isDirectory()) {
        tree.push(describeEntry(path, 'directory', mode, ''));
        visit(path);
      } else if (stat.isFile())
        tree.push(describeEntry(path, 'file', mode, `${stat.nlink} ${JSON.stringify(readFileSync(full, 'latin1'))}`));
      else if (stat.isSymbolicLink()) tree.push(describeEntry(path, 'symlink', mode, readlinkSync(full)));
      else if (stat.isFIFO()) tree.push(describeEntry(path, 'fifo', mode, ''));
      else {
        const [major, minor] = execFileSync('stat', ['-c', '%Hr:%Lr', full], { encoding: 'latin1' }).trim().split(':');
        tree.push(describeEntry(path, stat.isCharacterDevice() ? 'char' : 'block', mode, `${major}:${minor}`));
      }
    }
  };
  visit('');
  return tree;
}

function runReal(cwd: string, one: Case): Ran {
  plant(cwd, one.files ?? {});
  let [stdout, stderr, status] = ['', '', 0];
  for (const { argv, stdin = '' } of stepsOf(one)) {
    const ran = spawnSync(argv[0]!, argv.slice(1), {
      cwd,
      input: Buffer.from(stdin, 'latin1'),
      encoding: 'latin1',
      env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', ...one.env },
      timeout: 10_000,
    });
    // A program that does not read its input is no error.
    if (ran.error && (ran.error as NodeJS.ErrnoException).code !== 'EPIPE') throw ran.error;
    stdout += ran.stdout;
    stderr += ran.stderr;
    status = ran.status ?? 128 + 13;
  }
  return { stdout, stderr, status, tree: treeOf(cwd), unsupported: [] };
}

const sortLines = (text: string): string => text.split('\n').sort().join('\n');

const comparable = (ran: Ran, { mask, sorted }: Case): Ran =>
  masked(sorted ? { ...ran, stdout: sortLines(ran.stdout) } : ran, mask);

const masked = (ran: Ran, mask: RegExp | undefined): Ran =>
  mask
    ? {
        ...ran,
        stdout: ran.stdout.replace(mask, '#'),
        stderr: ran.stderr.replace(mask, '#'),
        tree: ran.tree.map((line) => line.replace(mask, '#')),
      }
    : ran;

const titleOf = (run: Case['run']): string =>
  (typeof run === 'string' ? [run] : run)
    .map((step) => (typeof step === 'string' ? step : step.map((word) => JSON.stringify(word)).join(' ')))
    .join(' ; ');

/** One test for each command line: ours gives what the real program gives. A command line alone uses `files` of the group. */
export function compareWithReal(subject: string, cases: readonly (string | Case)[], files: Files = {}): void {
  for (const given of cases) {
    const one: Case = typeof given === 'string' ? { run: given } : given;
    const filled = { files, ...one };
    const missing = stepsOf(one)
      .map(({ argv }) => argv[0]!)
      .find((name) => !isPresent(name));
    test.skipIf(missing !== undefined)(
      `${subject}: ${titleOf(one.run)}${missing === undefined ? '' : ` (no real ${missing} here)`}`,
      () => {
        const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'dryboot-')));
        chmodSync(cwd, 0o755);
        try {
          const real = runReal(cwd, filled);
          const ours = runProgram(cwd, filled.files, stepsOf(one), one.env);
          expect(comparable(ours, one)).toEqual(comparable(real, one));
        } finally {
          rmSync(cwd, { recursive: true, force: true });
        }
      },
    );
  }
}
