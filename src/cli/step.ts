/** `dryboot step`: the stepper in a terminal; elsewhere the timeline as text, or one screen as a picture. */
import { UnusableInput } from '../report/finding.ts';
import { loadScenario, type Prepared } from '../scenario/load-scenario.ts';
import type { Rehearsal } from '../scenario/rehearsal.ts';
import { rehearse } from '../scenario/rehearse.ts';
import { openSession } from '../step/open-session.ts';
import { isProblem, type SavedState, type Session } from '../step/session.ts';
import { BOOT_OPTIONS, loadOptions } from './boot-options.ts';
import { readText, scenarioFiles, scenarioHost, writeWhole } from './host.ts';
import { readOptions, wholeNumber } from './options.ts';
import { stepState } from './step-state.ts';
import { EXIT } from './usage.ts';

export async function step(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    variant: { type: 'string' },
    at: { type: 'string' },
    ...BOOT_OPTIONS,
    record: { type: 'string' },
    size: { type: 'string' },
    'no-state': { type: 'boolean', default: false },
  });
  const seed = wholeNumber('--seed', values.seed);
  const size = readSize(values.size);
  if (values.record !== undefined && !/\.(?:svg|txt)$/.test(values.record))
    throw new UnusableInput([
      { severity: 'error', message: `--record ${values.record}: expected FILE.svg or FILE.txt` },
    ]);
  const file = oneScenario(positionals);
  const { rehearsals } = loadScenario(file, scenarioHost, loadOptions(values));
  if (rehearsals.length === 0)
    throw new UnusableInput([{ severity: 'error', file, message: 'the matrix of the scenario is empty' }]);
  const named = values.variant === undefined ? undefined : variantNamed(rehearsals, values.variant, file);
  const results = new Map<number, Rehearsal>();
  const result = (index: number): Rehearsal => {
    const known = results.get(index) ?? rehearse(rehearsals[index]!, { seed });
    results.set(index, known);
    return known;
  };
  const firstFailing = (): number =>
    rehearsals.length === 1
      ? 0
      : Math.max(
          0,
          rehearsals.findIndex((_, index) => result(index).outcome !== 'boots'),
        );
  const open = (index: number, state?: SavedState): Session =>
    sessionAt(rehearsals[index]!, { seed, at: values.at, state, rehearsal: results.get(index) });
  const host = { scenarioFile: file, readScenario: () => readText(file), write: writeWhole, obstacle };
  const { openStepper, plainTimeline, recordStepper } = await import('../tui/open.ts');

  if (values.record !== undefined) {
    writeWhole(
      values.record,
      recordStepper(open(named ?? firstFailing()), host, size ?? { columns: 120, rows: 40 }, values.record),
    );
    return EXIT.asExpected;
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.TERM === 'dumb') {
    const index = named ?? firstFailing();
    process.stderr.write(
      'dryboot: step needs a terminal at stdin and stdout; this is the timeline instead. --record FILE.svg or FILE.txt draws one screen.\n',
    );
    process.stdout.write(plainTimeline(open(index), size?.columns ?? 100));
    return status(result(index));
  }
  const state = stepState(values['no-state'] ? undefined : file);
  await openStepper({
    scenario: rehearsals[0]!.scenario,
    variants: rehearsals.map(({ variant }, index) => ({ name: variant, rehearse: () => summary(result(index)) })),
    variant: named ?? (values.at === undefined ? undefined : firstFailing()),
    savedState: (index) => state.read(rehearsals[index]!.variant),
    keepState: (index, text) => state.write(rehearsals[index]!.variant, text),
    session: (index, kept) => open(index, kept?.session),
    host,
    colour: !process.env.NO_COLOR,
  });
  return EXIT.asExpected;
}

function sessionAt(
  prepared: Prepared,
  {
    seed,
    at,
    state,
    rehearsal,
  }: {
    readonly seed: number;
    readonly at: string | undefined;
    readonly state: SavedState | undefined;
    readonly rehearsal: Rehearsal | undefined;
  },
): Session {
  // A place was asked for in the boot as it is written: what was changed in the last visit is kept, but switched off.
  const kept =
    state && at !== undefined ? { ...state, changes: state.changes.map((each) => ({ ...each, undone: true })) } : state;
  const session = openSession(prepared, { seed, rehearsal, ...(kept ? { state: kept } : {}) });
  if (at === undefined) {
    if (state === undefined && session.failure !== undefined) session.move({ to: 'failure' });
    return session;
  }
  const went = session.goto(at);
  if (isProblem(went)) throw new UnusableInput([{ severity: 'error', message: `--at ${at}: ${went.problem}` }]);
  return session;
}

/** Such as a script that is named relative to the folder of the scenario it was copied from. */
function obstacle(file: string): string | undefined {
  try {
    loadScenario(file, scenarioHost);
    return undefined;
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    const [finding] = error.findings;
    return finding && `${finding.file ?? file}: ${finding.message}`;
  }
}

function oneScenario(positionals: readonly string[]): string {
  const [argument, ...more] = positionals;
  if (argument === undefined || more.length > 0)
    throw new UnusableInput([
      {
        severity: 'error',
        message: `step: expected one scenario, found ${positionals.length}`,
        remedy: '`dryboot list scenarios` names the shipped ones.',
      },
    ]);
  const files = scenarioFiles(argument);
  if (files.length !== 1)
    throw new UnusableInput([{ severity: 'error', file: argument, message: 'expected one scenario, found a folder' }]);
  return files[0]!;
}

function variantNamed(rehearsals: readonly Prepared[], name: string, file: string): number {
  const index = rehearsals.findIndex(({ variant }) => variant === name);
  if (index >= 0) return index;
  const names = rehearsals.map(({ variant }) => `"${variant}"`).join(', ');
  throw new UnusableInput([{ severity: 'error', file, message: `--variant "${name}": expected one of ${names}` }]);
}

function readSize(text: string | undefined): { readonly columns: number; readonly rows: number } | undefined {
  if (text === undefined) return undefined;
  const [, columns, rows] = /^(\d{2,3})x(\d{2,3})$/.exec(text) ?? [];
  if (columns === undefined)
    throw new UnusableInput([{ severity: 'error', message: `--size ${text}: expected COLUMNSxROWS, such as 120x40` }]);
  return { columns: Number(columns), rows: Number(rows) };
}

const summary = ({ outcome, asExpected, cause }: Rehearsal) => ({ outcome, asExpected, cause: cause[0]?.text });

const status = ({ asExpected, outcome }: Rehearsal): number =>
  asExpected ? EXIT.asExpected : outcome === 'inconclusive' ? EXIT.inconclusive : EXIT.failed;
