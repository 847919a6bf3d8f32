/** What must stay silent: our own hooks, written as they should be. And what the builtin image's scripts, which do as the real ones do, are found with. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../../src/index.ts';

function textsBelow(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
  return Object.fromEntries(files.map((file) => [file, readFileSync(file, 'latin1')]));
}

test.each(['dash', 'busybox', 'bash'] as const)('the corpus that must stay silent is silent for %s', (shell) => {
  const findings = lint(textsBelow('test/lint/ok'), { shell });
  expect(findings.map((f) => `${f.file}:${f.line}:${f.column}: ${f.message} [${f.rule}]`)).toEqual([]);
});

test('the builtin image is found with what the real scripts are found with', () => {
  const found = lint(textsBelow('src/image/builtin/tree')).map((f) => `${f.file.split('/').at(-1)}:${f.rule}`);
  expect([...new Set(found)].sort()).toEqual([
    '98-mount-zfs.sh:encroot-per-dataset',
    '98-mount-zfs.sh:hook-clobbers-driver-var',
    '99-rootfallback.sh:hook-clobbers-driver-var',
    '99-rootfallback.sh:hook-exit',
    'dracut-dev-lib.sh:daemon-reload-late',
    'dracut-rootfs-generator:cmdline-substring',
    'dracut-zfs-generator:cmdline-substring',
    'dracut-zfs-lib.sh:hook-clobbers-driver-var',
  ]);
});
