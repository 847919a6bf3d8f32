/** `eval`. */
import { isBash } from '../../../syntax/dialect.ts';
import { TESTED } from '../../flow.ts';
import { nested } from '../../nested.ts';
import { runText } from '../../run-text.ts';
import { special } from './inside.ts';

export const evalBuiltin = special('eval', (sh, argv) => {
  const from = isBash(sh.dialect) && argv[1] === '--' ? 2 : 1;
  const text = argv.slice(from).join(' ');
  const flags = sh.flags & TESTED;
  const firstLine = sh.traits.evalKeepsLine ? (sh.position?.line ?? 1) : 1;
  return nested(sh, 'evals inside each other', () => runText(sh, text, 'eval', flags, firstLine));
});
