/** `dryboot list`: what there is. */
import { basename } from 'node:path';
import { RULES } from '../lint/rules/index.ts';
import { UnusableInput } from '../report/finding.ts';
import { listings } from '../scenario/listings.ts';
import { parseScenario } from '../scenario/load.ts';
import { readText, scenarioFiles } from './host.ts';
import { packageRoot } from './package-root.ts';
import { EXIT } from './usage.ts';

const KINDS = ['rules', 'programs', 'builtins', 'faults', 'scenarios'] as const;

export function list(args: readonly string[]): number {
  const [kind, ...extra] = args;
  if (!KINDS.some((known) => known === kind) || extra.length > 0) {
    throw new UnusableInput([
      { severity: 'error', message: `list ${args.join(' ')}: expected one of ${KINDS.join(', ')}` },
    ]);
  }
  const rows =
    kind === 'scenarios'
      ? shipped()
      : kind === 'rules'
        ? RULES.map((rule) => [rule.id, `${rule.severity.padEnd(7)}  ${rule.problem}`] as const)
        : listings(kind as Exclude<(typeof KINDS)[number], 'scenarios' | 'rules'>);
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  process.stdout.write(rows.map(([name, text]) => `${text ? `${name.padEnd(width)}  ${text}` : name}\n`).join(''));
  return EXIT.asExpected;
}

const shipped = (): (readonly [string, string])[] =>
  scenarioFiles(`${packageRoot}/scenarios`).map(
    (file) => [basename(file, '.yaml'), parseScenario(file, readText(file)).summary] as const,
  );
