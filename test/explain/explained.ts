/** Rehearses a machine and a hook that are written down in the test, and gives the explanation as lines. */
import { readFileSync } from 'node:fs';
import { loadScenario, type ScenarioHost } from '../../src/scenario/load-scenario.ts';
import type { Rehearsal } from '../../src/scenario/rehearsal.ts';
import { rehearse } from '../../src/scenario/rehearse.ts';

/** Where the hook under test lies. */
export const HOOK = '/lib/dracut/hooks/pre-mount/90-zfs-load-key.sh';

/** @param hook takes the place of the image's own pre-mount hook. @param files what the scenario names, by path. */
export function rehearsed(yaml: string, hook?: string, files: Readonly<Record<string, string>> = {}): Rehearsal {
  const host: ScenarioHost = {
    readText: () => yaml,
    readBytes: (file) =>
      files[file] ?? (file === 'hook.sh' && hook !== undefined ? hook : readFileSync(file, 'latin1')),
    beside: (_file, path) => path,
    directoryImage: () => {
      throw new Error('no directory');
    },
  };
  const [prepared] = loadScenario(
    'test.yaml',
    host,
    hook === undefined ? {} : { scripts: [`hook.sh=${HOOK}`] },
  ).rehearsals;
  return rehearse(prepared!);
}

/** Each step of the cause: its sentence, and the line of the hook where it stands in it. */
export const causeOf = ({ cause }: Rehearsal): string[] =>
  cause.map((step) => `${step.text}${step.position?.file === HOOK ? ` (line ${step.position.line})` : ''}`);

/** The encryption root is rpool/enc, its key in the keystore of rpool; the operator knows the passphrase. */
export const SUB_DATASET = `
cmdline: root=zfs:AUTO ro
pools: { rpool: { bootfs: rpool/enc/ROOT/ubuntu } }
datasets:
  rpool: { canmount: off, mountpoint: none }
  rpool/keystore: { type: volume, luks: keystore }
  rpool/enc: { encryption: aes-256-gcm, keyformat: raw, keylocation: file:///run/keystore/rpool/system.key, key: system, mountpoint: none }
  rpool/enc/ROOT: { canmount: off, mountpoint: none }
  rpool/enc/ROOT/ubuntu: { mountpoint: /, canmount: noauto }
luks: { keystore: { passphrase: correct horse, filesystem: ext4, files: { system.key: { key: system } } } }
operator: [{ prompt: keystore, answer: correct horse }]
`;

/** What every hook here begins with. */
export const AFTER_IMPORT = `. /lib/dracut-zfs-lib.sh
while ! systemctl is-active --quiet zfs-import.target; do sleep 0.1; done
`;
