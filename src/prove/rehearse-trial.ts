/** Rehearses the two sides of a trial, from the very text that is written to a file. */
import { UnusableInput } from '../report/finding.ts';
import { loadScenario, type ScenarioHost } from '../scenario/load-scenario.ts';
import type { Rehearsal } from '../scenario/rehearsal.ts';
import { rehearse } from '../scenario/rehearse.ts';
import { scenarioText, type TrialText } from './scenario-text.ts';

/** Reads an unpacked initramfs; all else comes from the trial. */
export type DirectoryImage = ScenarioHost['directoryImage'];

/** A rehearsal, or why there is none. */
export type Rehearsed = Rehearsal | { readonly refused: string };

/** The sides are rehearsed when asked for: the control only of what bites. */
export function rehearseTrial(trial: TrialText, directoryImage: DirectoryImage): (side: 0 | 1) => Rehearsed {
  const { text, files } = scenarioText(trial);
  const host: ScenarioHost = {
    readBytes: (file) => {
      const found = files.get(file);
      if (found === undefined) throw new UnusableInput([{ severity: 'error', file, message: 'no such file' }]);
      return found;
    },
    readText: () => text,
    beside: (_, path) => path,
    directoryImage,
  };
  const made: Rehearsed[] = [];
  return (side) => {
    made[side] ??= attempt(() => rehearse(loadScenario(`${trial.name}.yaml`, host).rehearsals[side]!));
    return made[side];
  };
}

function attempt(run: () => Rehearsal): Rehearsed {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    return { refused: error.findings.map(({ message }) => message).join('; ') };
  }
}
