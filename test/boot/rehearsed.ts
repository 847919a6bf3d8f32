/** Boots a layout that is written down in the test. */
import { readFileSync } from 'node:fs';
import { type BootEnd, boot } from '../../src/boot/boot.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { buildMachine } from '../../src/scenario/build-machine.ts';
import { loadScenario, type ScenarioHost } from '../../src/scenario/load-scenario.ts';

export interface Booted {
  readonly m: Machine;
  readonly end: BootEnd;
  /** `identifier: message`, without kernel-like noise. */
  readonly lines: readonly string[];
  readonly console: string;
}

/** The first variant of a scenario's text, booted. Patches are paths from the project's root. */
export function booted(
  yaml: string,
  options: { readonly patches?: readonly string[]; readonly seed?: number } = {},
): Booted {
  const host: ScenarioHost = {
    readText: () => yaml,
    readBytes: (file) => readFileSync(file, 'latin1'),
    beside: (_file, path) => path,
    directoryImage: () => {
      throw new Error('no directory');
    },
  };
  const [prepared] = loadScenario('test.yaml', host, { patches: options.patches ?? [] }).rehearsals;
  const m = buildMachine(prepared!, { seed: options.seed ?? 0 });
  const end = boot(m);
  return {
    m,
    end,
    lines: m.journal.entries.map((entry) =>
      entry.pid === 1 ? entry.message : `${entry.identifier}: ${entry.message}`,
    ),
    console: m.trace.events
      .flatMap((event) => (event.kind === 'output' && event.stream === 'console' ? [event.text] : []))
      .join(''),
  };
}

/** The given lines are in the journal in this order, others between them or not. */
export function inOrder(lines: readonly string[], wanted: readonly string[]): string | undefined {
  let at = 0;
  for (const text of wanted) {
    const found = lines.indexOf(text, at);
    if (found < 0) return `${lines.includes(text) ? 'too early' : 'missing'}: ${text}`;
    at = found + 1;
  }
  return undefined;
}

const FIX = 'scripts-under-test/ubuntu-25.10/encryptionroot-pool.patch';
export const WITH_FIX = { patches: [FIX] };

/** A pool whose root dataset is the encryption root, or, `enc`, a dataset below it. */
export const layout = (below: '' | '/enc', more = ''): string => `
name: test
cmdline: root=zfs:AUTO ro quiet
hostid: 00bab10c
pools: { rpool: { bootfs: rpool${below}/ROOT/ubuntu } }
datasets:
  rpool: { ${below === '' ? 'encryption: aes-256-gcm, keyformat: raw, keylocation: file:///run/keystore/rpool/system.key, key: system, ' : ''}canmount: off, mountpoint: none }
  rpool/keystore: { type: volume, ${below === '' ? 'encryption: off, ' : ''}luks: keystore }
${below === '' ? '' : '  rpool/enc: { encryption: aes-256-gcm, keyformat: raw, keylocation: file:///run/keystore/rpool/system.key, key: system, canmount: off, mountpoint: none }\n'}  rpool${below}/ROOT: { canmount: off, mountpoint: none }
  rpool${below}/ROOT/ubuntu: { mountpoint: /, canmount: noauto }
luks:
  keystore: { passphrase: correct horse, filesystem: ext4, files: { system.key: { key: system } } }
${more}`;

export const ANSWERS = 'operator: [{ prompt: keystore-rpool, answer: correct horse }]\n';
