/** Scenarios from texts, ready to rehearse, with no file of the host but the text itself. */
import { loadScenario, type Prepared, type ScenarioHost } from '../../src/scenario/load-scenario.ts';

/** @param text YAML of a scenario without a matrix. */
export function prepared(text: string): Prepared {
  const host: ScenarioHost = {
    readText: () => text,
    readBytes: (file) => {
      throw new Error(`nothing to read at ${file}`);
    },
    beside: (_, path) => path,
    directoryImage: () => {
      throw new Error('no directory');
    },
  };
  return loadScenario('s.yaml', host).rehearsals[0]!;
}
