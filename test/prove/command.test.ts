/** `dryboot lint --prove` as a user calls it. */
import { expect, test } from 'vitest';
import { dryboot, folderWith } from '../cli/command.ts';

const HOOK = '#!/bin/sh\n[ -b /dev/nowhere ] || exit 0\n';

test('--prove says under the finding how it bites, or why nothing was shown', () => {
  const cwd = folderWith({
    'hooks/pre-mount/50-x.sh': HOOK,
    'hooks/pre-mount/60-y.sh': '[ ! -e /etc/never ] || exit 1\n',
  });
  const { status, stdout, stderr } = dryboot(['lint', '--prove', '--rule', 'hook-exit', 'hooks'], { cwd });
  expect(stderr).toBe('');
  expect(stdout).toContain(
    '    proved: with a passphrase as the key the boot ends in emergency: `exit` ends the phase here',
  );
  expect(stdout).toContain('    not proved: with a passphrase as the key it boots');
  expect(status).toBe(1);
});

test('--prove-to writes scenarios that run as they say', () => {
  const cwd = folderWith({ 'hooks/pre-mount/50-x.sh': HOOK });
  const { stdout } = dryboot(['lint', '--prove-to', 'proofs', '--rule', 'hook-exit', 'hooks'], { cwd });
  expect(stdout).toContain('    dryboot run proofs/hook-exit-50-x-sh-2.yaml\n');
  const run = dryboot(['run', 'proofs'], { cwd });
  expect(run.stdout).toMatch(/with a passphrase as the key +✓ emergency\n.*with return in its place +✓ boots\n/);
  expect(run.status).toBe(0);
});

test('JSON and SARIF carry the proof', () => {
  const cwd = folderWith({ 'hooks/pre-mount/50-x.sh': HOOK });
  const report = (format: string) =>
    JSON.parse(dryboot(['lint', '--prove', '--rule', 'hook-exit', '--format', format, 'hooks'], { cwd }).stdout);
  expect(report('json').findings[0].proof).toMatchObject({
    proved: true,
    text: expect.stringContaining('ends the phase here'),
    scenario: null,
  });
  expect(report('sarif').runs[0].results[0].properties.proof.proved).toBe(true);
});
