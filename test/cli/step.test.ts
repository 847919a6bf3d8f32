/** `dryboot step` where there is no terminal, its pictures, its complaints, and the command that a failing `run` prints. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dryboot, folderWith, SCENARIOS } from './command.ts';

const SEED = join(SCENARIOS, 'sub-dataset.yaml');

describe('without a terminal', () => {
  test('the timeline and the cause are printed, of the first variant that fails', () => {
    const ran = dryboot(['step', SEED, '--size', '90x24']);
    expect(ran.stderr).toContain('step needs a terminal');
    expect(ran.stdout).toMatch(/^sub-dataset · as shipped: emergency after /);
    expect(ran.stdout).toMatch(/pre-mount +━+/);
    expect(ran.stdout).toMatch(/\d s +event +\d+ +.*sysroot\.mount/);
    expect(ran.stdout).toContain('cause\n  1. initrd-root-fs.target was not reached');
    expect(
      ran.stdout
        .split('\n')
        .filter((line) => line.includes('━'))
        .every((line) => line.length <= 90),
    ).toBe(true);
    expect(ran.status).toBe(0);
  });

  test('the exit status is that of `run`', () => {
    expect(dryboot(['step', SEED, '--variant', 'as shipped', '--set', 'expect={outcome: boots}']).status).toBe(1);
  });
});

describe('--record', () => {
  test('writes the screen as text or SVG and says nothing', () => {
    const folder = folderWith();
    for (const file of ['a.txt', 'a.svg']) {
      const ran = dryboot(['step', SEED, '--variant', 'as shipped', '--size', '80x24', '--record', file], {
        cwd: folder,
      });
      expect(ran).toEqual({ status: 0, stdout: '', stderr: '' });
    }
    const text = readFileSync(join(folder, 'a.txt'), 'utf8');
    expect(text.split('\n')).toHaveLength(25);
    expect(text).toContain('▶     zfs load-key "${ENCRYPTIONROOT}"');
    expect(readFileSync(join(folder, 'a.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  test('--at goes to a line, the start, the end', () => {
    const folder = folderWith();
    const shows = (at: string) => {
      const ran = dryboot(['step', SEED, '--variant', 'as shipped', '--at', at, '--record', 'a.txt'], { cwd: folder });
      expect(ran.stderr).toBe('');
      return readFileSync(join(folder, 'a.txt'), 'utf8');
    };
    expect(shows('90-zfs-load-key.sh:69')).toContain('▶     case "${KEYLOCATION}" in');
    expect(shows('start')).toMatch(/event +\d of/);
    expect(shows('end')).toMatch(/event +(\d+) of \1/);
  });
});

test.each([
  [['step'], 'expected one scenario'],
  [['step', SEED, SEED], 'expected one scenario'],
  [['step', SCENARIOS], 'found a folder'],
  [['step', SEED, '--variant', 'nobody'], 'expected one of "as shipped", "with ENCRYPTIONROOT_POOL"'],
  [['step', SEED, '--at', 'nowhere'], '--at nowhere'],
  [['step', SEED, '--size', 'large'], 'expected COLUMNSxROWS'],
  [['step', SEED, '--record', 'a.png'], 'expected FILE.svg or FILE.txt'],
])('%j is refused', (args, complaint) => {
  const ran = dryboot(args);
  expect(ran.status).toBe(2);
  expect(ran.stderr).toContain(complaint);
  expect(ran.stdout).toBe('');
});

test('a `run` that fails prints the command that opens there, and it does', () => {
  const ran = dryboot(['run', SEED, '--set', 'expect={outcome: boots}', '--set', 'timing.zvol-link=200ms']);
  const [, command] = /walk through it {2}dryboot (step .*)/.exec(ran.stdout)!;
  expect(command).toContain(
    `--variant 'as shipped' --set 'expect={outcome: boots}' --set timing.zvol-link=200ms --at failure`,
  );
  const words = [...command!.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!);
  const folder = folderWith();
  expect(dryboot([...words, '--record', 'a.txt'], { cwd: folder }).status).toBe(0);
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toContain('▶     zfs load-key "${ENCRYPTIONROOT}"');
  expect(dryboot(['run', SEED]).stdout).not.toContain('walk through it');
});
