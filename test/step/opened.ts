/** Sessions for tests: on a shipped scenario, and on a hook written in the test. */
import { readFileSync } from 'node:fs';
import { scenarioHost } from '../../src/cli/host.ts';
import { loadScenario, type Prepared, type ScenarioHost } from '../../src/scenario/load-scenario.ts';
import { openSession } from '../../src/step/open-session.ts';
import { isProblem, type Problem, type Session } from '../../src/step/session.ts';

export const SEED = 'scenarios/sub-dataset.yaml';
export const HOOK = '/lib/dracut/hooks/pre-mount/50-test.sh';

const files = new Map<string, Prepared>();

/** A variant of a shipped scenario. */
export function shipped(file = SEED, variant = 0): Prepared {
  const key = `${file} ${variant}`;
  const found = files.get(key) ?? loadScenario(file, scenarioHost).rehearsals[variant]!;
  files.set(key, found);
  return found;
}

/** The first variant that a scenario's text has now. */
export function fromText(text: string, file = SEED, variant = 0): Prepared {
  const host: ScenarioHost = {
    ...scenarioHost,
    readText: (path) => (path === file ? text : readFileSync(path, 'utf8')),
  };
  return loadScenario(file, host).rehearsals[variant]!;
}

/** A machine without encryption that runs this hook before it mounts its root. */
export function withHook(script: string, more = '', shell = 'dash'): Prepared {
  const scenario = `
name: hook
shell: ${shell}
pools: { rpool: { bootfs: rpool/ROOT/os } }
datasets:
  rpool: { canmount: off, mountpoint: none }
  rpool/ROOT: { canmount: off, mountpoint: none }
  rpool/ROOT/os: { mountpoint: /, canmount: noauto }
scripts: [{ file: hook.sh, at: ${HOOK} }]
${more}`;
  const host: ScenarioHost = {
    ...scenarioHost,
    readText: () => scenario,
    readBytes: () => script,
    beside: (_, path) => path,
  };
  return loadScenario('s.yaml', host).rehearsals[0]!;
}

export const openHook = (script: string, more = ''): Session =>
  openSession(withHook(script, more), { at: `${HOOK}:1` });

/** An answer that is no problem. */
export function sound<T>(answer: T | Problem): T {
  if (isProblem(answer)) throw new Error(answer.problem);
  return answer;
}

/** Goes to the first event of a line. */
export function toLine(session: Session, line: number, file = HOOK): void {
  const [event] = session.runsOf(file, line);
  if (event === undefined) throw new Error(`${file}:${line} never ran`);
  session.move({ to: 'event', event });
}

export const lineOf = (session: Session): number | undefined => session.view().source?.line;

export const variableOf = (session: Session, name: string): string | undefined =>
  session.view().variables.variables.find((variable) => variable.name === name)?.value;
