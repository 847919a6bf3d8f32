/** What the stepper keeps between two visits to a scenario: in the XDG state directory, by the scenario's real path and variant. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { writeWhole } from './host.ts';

export interface StepState {
  readonly read: (variant: string) => string | undefined;
  readonly write: (variant: string, text: string) => void;
}

/** Without a scenario: nothing is kept. What cannot be read or written is as if it were not there. */
export function stepState(scenario: string | undefined): StepState {
  if (scenario === undefined) return { read: () => undefined, write: () => {} };
  const real = realpathSync(scenario);
  const file = (variant: string): string =>
    join(folder(), `${createHash('sha256').update(`${real}\0${variant}`).digest('hex').slice(0, 32)}.json`);
  return {
    read: (variant) => attempt(() => readFileSync(file(variant), 'utf8')),
    write: (variant, text) => attempt(() => writeWhole(file(variant), text)),
  };
}

/** XDG Base Directory Specification: `$XDG_STATE_HOME`, by default `~/.local/state`; a relative path does not count. */
function folder(): string {
  const given = process.env.XDG_STATE_HOME;
  return join(given !== undefined && isAbsolute(given) ? given : join(homedir(), '.local', 'state'), 'dryboot', 'step');
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
