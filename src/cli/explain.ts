/** `dryboot explain RULE`: what a rule finds, why, and how it is written instead. */
import { printRule } from '../lint/print-rule.ts';
import { RULES } from '../lint/rules/index.ts';
import { UnusableInput } from '../report/finding.ts';
import { EXIT } from './usage.ts';

export function explain(args: readonly string[]): number {
  if (args.length === 0)
    throw new UnusableInput([
      { severity: 'error', message: 'explain: no RULE given', remedy: '`dryboot list rules` names them.' },
    ]);
  const pages = args.map((id) => {
    const rule = RULES.find((known) => known.id === id);
    if (!rule)
      throw new UnusableInput([
        { severity: 'error', message: `there is no rule "${id}"`, remedy: '`dryboot list rules` names them.' },
      ]);
    return printRule(rule);
  });
  process.stdout.write(pages.join('\n'));
  return EXIT.asExpected;
}
