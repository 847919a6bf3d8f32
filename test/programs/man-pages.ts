/** A state that commands build, and what the manual pages say about it: each claim in our own words, with the page and section it is from. */
import { expect, test } from 'vitest';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { machineWithPrograms, plantAt, run } from '../machine/commands.ts';
import { unquoted } from './words.ts';

export interface Claim {
  /** Page and section, such as `zfs-destroy(8) -r`. */
  readonly page: string;
  /** What it says. */
  readonly says: string;
  /** Command lines; the last one's answer is compared. */
  readonly lines: readonly string[];
  /** What it prints on both streams, stderr first; a pattern where only a part matters. */
  readonly prints?: string | RegExp;
  readonly status?: number;
}

const MIB = 2 ** 20;

/** Disks vdb to vde of 768 MiB, ZFS loaded, key files in /run. */
export function machineToBuildOn(setup: readonly string[] = []): Machine {
  const m = machineWithPrograms();
  m.zfs.loadModule();
  for (const letter of 'bcde') addDisk(m, { name: `vd${letter}`, sizeBytes: 768 * MIB });
  plantAt(m, '/run/passphrase', 'correct horse');
  plantAt(m, '/run/other', 'battery staple');
  plantAt(m, '/run/raw', 'k'.repeat(32));
  for (const line of setup) {
    const { status, stderr } = answer(m, line);
    if (status !== 0) throw new Error(`${line}: status ${status}: ${stderr}`);
  }
  return m;
}

/** Runs one command line: words with single or double quotes, and `<FILE` for standard input. */
export function answer(
  m: Machine,
  line: string,
): { readonly status: number; readonly stdout: string; readonly stderr: string } {
  const argv = unquoted(line);
  return run(m, { argv });
}

/** One test per claim; the commands of one list build on each other. */
export function checkClaims(about: string, m: () => Machine, claims: readonly Claim[]): void {
  let machine: Machine | undefined;
  for (const { page, says, lines, prints, status = 0 } of claims)
    test(`${about}: ${page}: ${says}`, () => {
      machine ??= m();
      let last = { status: 0, stdout: '', stderr: '' };
      for (const [index, line] of lines.entries()) {
        last = answer(machine, line);
        if (index < lines.length - 1 && last.status !== 0)
          throw new Error(`${line}: status ${last.status}: ${last.stderr}`);
      }
      const printed = last.stderr + last.stdout;
      if (typeof prints === 'string') expect(printed).toBe(prints);
      else if (prints) expect(printed).toMatch(prints);
      expect(last.status).toBe(status);
    });
}
