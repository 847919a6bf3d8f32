/** The command: picks the subcommand, prints, exits. Every error that a user can cause ends here, as one message. */
import { formatFinding, UnusableInput } from '../report/finding.ts';
import { EXIT } from './usage.ts';

type Subcommand = (args: readonly string[]) => Promise<number> | number;

/** Loaded when asked for: starting up is most of what a short command costs. */
const SUBCOMMANDS: Readonly<Record<string, () => Promise<Subcommand>>> = {
  run: async () => (await import('./run.ts')).run,
  step: async () => (await import('./step.ts')).step,
  sh: async () => (await import('./sh.ts')).sh,
  lint: async () => (await import('./lint.ts')).lint,
  explain: async () => (await import('./explain.ts')).explain,
  list: async () => (await import('./list.ts')).list,
};

async function main(args: readonly string[]): Promise<number> {
  const [first = '', ...rest] = args;
  const load = Object.hasOwn(SUBCOMMANDS, first) ? SUBCOMMANDS[first] : undefined;
  if (!load)
    throw new UnusableInput([
      {
        severity: 'error',
        message: `unknown command "${first}"`,
        remedy: `Commands: ${Object.keys(SUBCOMMANDS).join(', ')}, help.`,
      },
    ]);
  return (await load())(rest);
}

async function run(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    const { withSecondOpinions } = await import('../scenario/check-script.ts');
    process.stderr.write(`${(await withSecondOpinions(error.findings)).map(formatFinding).join('\n')}\n`);
    process.exitCode = EXIT.unusable;
  }
}

void run();
