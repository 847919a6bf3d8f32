/** Runs dracut's module-setup.sh files for the linter: in our own bash, on an empty machine. */
import type { RunBash } from '../lint/read-setup.ts';
import { runShell } from '../scenario/run-shell.ts';

/** A tree of many modules is run in one go. */
const STEPS = 20_000_000;

export const runSetup: RunBash = (script, files) => {
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
  const { stdout, stderr } = runShell(script, {
    shell: 'bash',
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytes(text)])),
    limits: { steps: STEPS },
  });
  return { stdout: Buffer.from(stdout).toString('latin1'), stderr: Buffer.from(stderr).toString('latin1') };
};
