/** Builds the machine that a scenario describes; what cannot be is told with the place in the file. */
import { kernelReleaseOf } from '../image/kernel-release.ts';
import type { Limits } from '../kernel/costs.ts';
import { type OperatorStep, promptPatternError } from '../machine/console/operator.ts';
import { createMachine, type MachineOptions } from '../machine/create-machine.ts';
import type { Fault, Reply } from '../machine/faults/fault-model.ts';
import type { Machine } from '../machine/machine.ts';
import { toBytes } from '../report/bytes.ts';
import { type Finding, UnusableInput } from '../report/finding.ts';
import type { TraceLevel } from '../trace/trace.ts';
import { applyFaults } from './apply-faults.ts';
import { putDisks } from './built-by-setup.ts';
import { followChanges } from './changes.ts';
import type { Complain } from './complain.ts';
import { checkBootDatasets, commandLineOf, layOut } from './lay-out.ts';
import type { Prepared } from './load-scenario.ts';
import { programLoader } from './loader.ts';
import { changesOf } from './read-changes.ts';
import type { Variant } from './schema.ts';

export interface BuildOptions {
  readonly seed?: number;
  readonly level?: TraceLevel;
  readonly limits?: Partial<Limits>;
}

/** The machine of a scenario at power-on. @throws UnusableInput with a finding for each thing that cannot be laid out. */
export function buildMachine(prepared: Prepared, options: BuildOptions = {}): Machine {
  const { spec } = prepared;
  const findings: Finding[] = [];
  const complain: Complain = (path, error) => {
    findings.push({
      severity: 'error',
      file: prepared.file,
      ...prepared.locate([...path, ...error.at]),
      message: error.message,
      ...(error.remedy ? { remedy: error.remedy } : {}),
    });
  };
  for (const [index, step] of (spec.operator ?? []).entries()) {
    const problem =
      'prompt' in step && step.prompt !== undefined ? promptPatternError(toBytes(step.prompt)) : undefined;
    if (problem !== undefined)
      complain(['operator', index, 'prompt'], { at: [], message: `prompt: no regular expression: ${problem}` });
  }
  if (findings.length > 0) throw new UnusableInput(findings);

  const kernelRelease = kernelReleaseOf(prepared.image);
  const m = createMachine({
    ...options,
    // Changes are made where commands, decisions and assignments are recorded.
    ...(spec.changes ? { level: 'full' as const } : {}),
    ...(kernelRelease === undefined ? {} : { kernelRelease }),
    tree: prepared.image.tree,
    commandLine: toBytes(commandLineOf(spec)),
    timing: timing(spec),
    operator: (spec.operator ?? []).map(operatorStep),
    faults: (spec.faults ?? []).flatMap((fault): Fault[] =>
      fault.when === undefined
        ? []
        : [
            {
              ...reply(fault),
              when: toBytes(fault.when),
              ...(fault.nth === undefined ? {} : { nth: fault.nth }),
            },
          ],
    ),
    stubs: new Map(Object.entries(spec.stubs ?? {}).map(([name, stub]) => [name, reply(stub)])),
    udevRunning: false,
  });
  m.kernel.loader = m.faults.wrap(programLoader(m));
  if (spec.setup === undefined) layOut(m, spec, complain);
  else putDisks(m, prepared, complain);
  checkBootDatasets(m, spec, complain);
  if (findings.length === 0) applyFaults(m, spec, complain);
  if (findings.length > 0) throw new UnusableInput(findings);
  followChanges(m, changesOf(spec));
  return m;
}

function timing({ timing: given = {} }: Variant): NonNullable<MachineOptions['timing']> {
  const names = {
    'zvol-link': 'zvolLinkUs',
    'disk-link': 'diskLinkUs',
    'luks-open': 'luksOpenUs',
    answer: 'answerUs',
    'pool-import': 'poolImportUs',
  } as const;
  return Object.fromEntries(
    Object.entries(names).flatMap(([key, field]) =>
      given[key as keyof typeof names] === undefined ? [] : [[field, given[key as keyof typeof names]]],
    ),
  );
}

function operatorStep(step: NonNullable<Variant['operator']>[number]): OperatorStep {
  const after = 'after' in step && step.after !== undefined ? { afterUs: step.after } : {};
  if ('console' in step) return { kind: 'console', lines: step.console.map(toBytes), ...after };
  const prompt = step.prompt === undefined ? {} : { prompt: toBytes(step.prompt) };
  return 'answer' in step
    ? { kind: 'answer', answer: toBytes(step.answer), ...prompt, ...after }
    : { kind: 'silent', ...prompt };
}

const reply = ({ status, stdout, stderr }: NonNullable<Variant['stubs']>[string]): Reply => ({
  ...(status === undefined ? {} : { status }),
  ...(stdout === undefined ? {} : { stdout: toBytes(stdout) }),
  ...(stderr === undefined ? {} : { stderr: toBytes(stderr) }),
});
