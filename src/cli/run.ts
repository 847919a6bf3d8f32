/** `dryboot run`: loads scenarios, rehearses each variant, prints the report. */

import { formatFinding, UnusableInput } from '../report/finding.ts';
import { loadScenario } from '../scenario/load-scenario.ts';
import { printGithub } from '../scenario/print-github.ts';
import { printJson } from '../scenario/print-json.ts';
import { printJunit } from '../scenario/print-junit.ts';
import { printText } from '../scenario/print-text.ts';
import type { Rehearsal } from '../scenario/rehearsal.ts';
import { rehearse } from '../scenario/rehearse.ts';
import { BOOT_OPTIONS, loadOptions } from './boot-options.ts';
import { defaultScenarios, scenarioFiles, scenarioHost, writeWhole } from './host.ts';
import { choice, readOptions, wholeNumber } from './options.ts';
import { stepCommand } from './step-command.ts';
import { EXIT } from './usage.ts';

const FORMATS = ['text', 'json', 'junit', 'github'] as const;

export function run(args: readonly string[]): number {
  const { values, positionals } = readOptions(args, {
    ...BOOT_OPTIONS,
    format: { type: 'string', default: 'text' },
    output: { type: 'string' },
    trace: { type: 'string' },
  });
  const format = choice('--format', values.format, FORMATS);
  const seed = wholeNumber('--seed', values.seed);

  const files = (positionals.length > 0 ? positionals : [defaultScenarios()]).flatMap(scenarioFiles);
  const scenarios = gather(files, (file) => loadScenario(file, scenarioHost, loadOptions(values)));
  const progress = startProgress(scenarios.reduce((sum, s) => sum + s.rehearsals.length, 0));
  const fileOf = new Map<Rehearsal, string>();
  const rehearsals = scenarios.flatMap((scenario) =>
    scenario.rehearsals.map((prepared) => {
      progress();
      const rehearsal = rehearse(prepared, { seed });
      fileOf.set(rehearsal, scenario.file);
      return rehearsal;
    }),
  );

  if (values.trace !== undefined) writeWhole(values.trace, traceLines(rehearsals));
  const colour =
    format === 'text' && values.output === undefined && process.stdout.isTTY === true && !process.env.NO_COLOR;
  const report = {
    text: () => printText(rehearsals, colour, (rehearsal) => stepCommand(rehearsal, fileOf.get(rehearsal)!, values)),
    json: () => printJson(rehearsals),
    junit: () => printJunit(rehearsals),
    github: () => printGithub(rehearsals),
  }[format]();
  if (values.output === undefined) process.stdout.write(report);
  else writeWhole(values.output, report);
  return status(rehearsals);
}

/** All complaints about all files at once, instead of the first file's. */
function gather<T>(files: readonly string[], load: (file: string) => T): T[] {
  const loaded: T[] = [];
  const findings: UnusableInput['findings'][number][] = [];
  for (const file of files) {
    try {
      loaded.push(load(file));
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error;
      findings.push(...error.findings);
    }
  }
  // A script or patch that cannot be read is complained about by every scenario: once is enough.
  if (findings.length > 0)
    throw new UnusableInput([...new Map(findings.map((finding) => [formatFinding(finding), finding])).values()]);
  return loaded;
}

function status(rehearsals: readonly Rehearsal[]): number {
  const wrong = rehearsals.filter((r) => !r.asExpected);
  if (wrong.length === 0) return EXIT.asExpected;
  return wrong.every((r) => r.outcome === 'inconclusive') ? EXIT.inconclusive : EXIT.failed;
}

/** After a second of work, a line on stderr that counts; silent when stderr is no terminal. */
function startProgress(total: number): () => void {
  const began = Date.now();
  let done = 0;
  return () => {
    done++;
    if (process.stderr.isTTY && Date.now() - began > 1000)
      process.stderr.write(done === total ? '\r\x1b[K' : `\rrehearsing ${done}/${total}`);
  };
}

const traceLines = (rehearsals: readonly Rehearsal[]): string =>
  rehearsals
    .flatMap((r) =>
      r.recording.events.map((event) => `${JSON.stringify({ scenario: r.scenario, variant: r.variant, ...event })}\n`),
    )
    .join('');
