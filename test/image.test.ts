/** The builtin image: what its files name is there, its shell text is sound, and its units say what real ones say. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtinImage } from '../src/image/builtin/builtin-image.ts';
import { follow } from '../src/image/follow.ts';
import { locate } from '../src/image/locate.ts';
import { parse } from '../src/syntax/parse.ts';
import { SyntaxProblem } from '../src/syntax/syntax-problem.ts';
import type { Sequence, Word } from '../src/syntax/tree.ts';

const { tree } = builtinImage();
const UNITS = '/usr/lib/systemd/system';
const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const text = (path: string): string => {
  const entry = tree.get(follow(tree, path) ?? path);
  if (entry?.type !== 'file') throw new Error(`${path} is no file of the image`);
  return entry.content;
};

const PATH = ['/usr/sbin', '/usr/bin'];
const executable = (program: string): boolean =>
  (program.startsWith('/') ? [program] : PATH.map((directory) => `${directory}/${program}`)).some((path) => {
    const entry = tree.get(follow(tree, path) ?? '');
    return entry?.type === 'file' && (entry.mode & 0o111) !== 0;
  });

const shellFiles = [...tree.entries]
  .filter(([path, entry]) => entry.type === 'file' && (entry.content.startsWith('#!/bin/sh\n') || path.endsWith('.sh')))
  .map(([path]) => path);

const unitFiles = [...tree.entries]
  .filter(([path, entry]) => path.startsWith(`${UNITS}/`) && entry.type === 'file')
  .map(([path]) => path);

/** `[section, key, value]` of a unit file, continuation lines joined. */
const directives = (path: string): [string, string, string][] => {
  const found: [string, string, string][] = [];
  let section = '';
  for (const line of text(path).replace(/\\\n/g, ' ').split('\n')) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const header = /^\[(\w+)\]$/.exec(line);
    if (header) section = header[1]!;
    else {
      const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
      if (!section || key === undefined) throw new Error(`${path}: ${line}`);
      found.push([section, key, value!]);
    }
  }
  return found;
};

test('the image boots systemd, and sh is dash', () => {
  expect(follow(tree, '/init')).toBe('/usr/lib/systemd/systemd');
  expect(follow(tree, '/bin/sh')).toBe('/usr/bin/dash');
  expect(builtinImage().shell).toBe('dash');
  expect(basename(follow(tree, `${UNITS}/default.target`)!)).toBe('initrd.target');
});

test('every symbolic link leads somewhere, but for those into /run and /proc', () => {
  const dangling = [...tree.entries].filter(
    ([path, entry]) =>
      entry.type === 'symlink' &&
      !/^(?:\.\.\/)*\/?(?:run|proc)\b/.test(entry.target) &&
      follow(tree, path) === undefined,
  );
  expect(dangling.map(([path]) => path)).toEqual([]);
});

test('the hook that the scenarios patch is the one under test, byte for byte', () => {
  const path = locate(builtinImage(), 'zfs-load-key.sh');
  expect(path).toBe('/var/lib/dracut/hooks/pre-mount/90-zfs-load-key.sh');
  expect(text(path as string)).toBe(readFileSync('scripts-under-test/ubuntu-25.10/zfs-load-key.sh', 'latin1'));
});

test('hooks are found by the older path as well', () => {
  expect(follow(tree, '/lib/dracut/hooks/mount/98-mount-zfs.sh')).toBe('/var/lib/dracut/hooks/mount/98-mount-zfs.sh');
});

test('every program that a unit starts is in the image', () => {
  const missing = unitFiles.flatMap((path) =>
    directives(path)
      .filter(([, key]) => /^Exec(?:Start|Stop|Reload)/.test(key))
      .map(([, , value]) => value.replace(/^[-@:+!|]*/, '').split(/\s/)[0]!)
      .filter((program) => !executable(program))
      .map((program) => `${path}: ${program}`),
  );
  expect(missing).toEqual([]);
});

/** Units that ours name and that a generator, a device, a mount or another package brings. */
const ELSEWHERE =
  /\.device$|\.mount$|^(?:plymouth-start|systemd-sysusers|systemd-hwdb-update|systemd-remount-fs|multipathd)\.service$|^syslog\.socket$|^time-set\.target$/;

test('every unit that a unit needs or orders itself by exists', () => {
  const named = unitFiles.flatMap((path) =>
    directives(path)
      .filter(
        ([section, key]) =>
          /^(?:After|Before|Wants|Requires|Requisite|BindsTo|Conflicts|OnFailure|Service|Sockets)$/.test(key) &&
          section !== 'Install',
      )
      .flatMap(([, key, value]) => value.split(/\s+/).map((unit) => ({ path, key, unit }))),
  );
  expect(named.length).toBeGreaterThan(200);
  const known = (unit: string): boolean => follow(tree, `${UNITS}/${unit}`) !== undefined || ELSEWHERE.test(unit);
  expect(
    named.filter(({ unit }) => !known(unit)).map(({ path, key, unit }) => `${basename(path)}: ${key}=${unit}`),
  ).toEqual([]);
  expect(
    named
      .filter(({ key, unit }) => /^(?:Wants|Requires)$/.test(key) && follow(tree, `${UNITS}/${unit}`) === undefined)
      .map(({ unit }) => unit),
  ).toEqual([]);
});

test('a condition on a hook directory names one that is there', () => {
  const directories = unitFiles.flatMap((path) =>
    directives(path)
      .filter(([, key]) => key === 'ConditionDirectoryNotEmpty')
      .map(([, , value]) => value.replace(/^\|/, '')),
  );
  const hooks = directories.filter((path) => path.startsWith('/lib/dracut/'));
  expect(hooks.length).toBe(7);
  expect(hooks.filter((path) => follow(tree, path) === undefined)).toEqual([]);
});

/** Where recordings of real boots lie, beside the checkout. */
const RECORDED = '../shared/ground-truth/boots';

/** Unit -> description as the journals of real boots print them. */
const described = (): Map<string, string> => {
  const found = new Map<string, string>();
  for (const boot of ['subds-unpatched', 'subds-unpatched-byhand']) {
    const log = readFileSync(`${RECORDED}/${boot}.log`, 'utf8');
    for (const [, unit, description] of log.matchAll(
      /systemd\[1\]: \w+(?: target| on)? (\S+\.(?:service|target|socket|path|timer)) - (.*?)\.{0,3}$/gm,
    ))
      found.set(unit!, description!);
  }
  return found;
};

const groundTruth = (() => {
  try {
    readFileSync(`${RECORDED}/subds-unpatched.log`);
    return true;
  } catch {
    return false;
  }
})();

// The recordings of real boots are not part of every checkout.
test.skipIf(!groundTruth)('the units of a recorded boot exist here and have the same descriptions', () => {
  const real = described();
  expect(real.size).toBeGreaterThan(40);
  const ours = new Map(
    [...real.keys()].map((unit) => [
      unit,
      follow(tree, `${UNITS}/${unit}`)
        ? directives(`${UNITS}/${unit}`).find(([, key]) => key === 'Description')?.[2]
        : undefined,
    ]),
  );
  expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(real));
});

const dash = spawnSync('dash', ['-c', ':']).status === 0;

// Needs the real shell on the machine that runs the tests.
test.skipIf(!dash)('real dash accepts every shell file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dryboot-image-'));
  try {
    const refused = shellFiles.filter((path, index) => {
      const file = join(directory, `${index}.sh`);
      writeFileSync(file, text(path), 'latin1');
      return spawnSync('dash', ['-n', file]).status !== 0;
    });
    expect(shellFiles.length).toBeGreaterThan(20);
    expect(refused).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

const BUILTINS = new Set(
  '. : [ alias bg break cd command continue echo eval exec exit export false fg getopts hash jobs kill local printf pwd read readonly return set shift test times trap true type ulimit umask unalias unset wait'.split(
    ' ',
  ),
);

/** Programs that our text uses only after having looked for them, or that only other images have. */
const LOOKED_FOR = new Set(['plymouth', 'mark_hostonly', 'lvm', 'ip']);

/** The complete commands of a script that has no syntax error. */
function commandsOf(script: string): Sequence[] {
  const parsed = parse(script, 'dash');
  const found: Sequence[] = [];
  for (let next = parsed.command(0); next !== undefined; next = parsed.command(found.length)) {
    if (next instanceof SyntaxProblem) throw new Error(`line ${next.line}: syntax error`);
    found.push(next);
  }
  return found;
}

/** Words in command position, and names of functions defined, anywhere in a syntax tree. */
function collect(node: unknown, commands: Set<string>, functions: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, commands, functions);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { kind, name, words } = node as { kind?: string; name?: string; words?: readonly Word[] };
  const first = words?.[0]?.fixed;
  if (kind === 'simple' && first) commands.add(first);
  if (kind === 'function' && name !== undefined) functions.add(name);
  for (const value of Object.values(node)) collect(value, commands, functions);
}

test('every command of our scripts is a builtin, a function or a program of the image', () => {
  const commands = new Set<string>();
  const functions = new Set<string>();
  for (const path of shellFiles) collect(commandsOf(text(path)), commands, functions);
  for (const path of unitFiles) {
    for (const [, key, value] of directives(path)) {
      const script = /^Exec/.test(key) ? /sh -c '(.*)'$/.exec(value)?.[1] : undefined;
      if (script) collect(commandsOf(script), commands, functions);
    }
  }
  expect(commands.size).toBeGreaterThan(60);
  const unknown = [...commands].filter(
    (word) => !BUILTINS.has(word) && !functions.has(word) && !LOOKED_FOR.has(word) && !executable(word),
  );
  expect(unknown.sort()).toEqual([]);
});
