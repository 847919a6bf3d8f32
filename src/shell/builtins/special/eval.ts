/** `eval`. */

import { isBash } from '../../../syntax/dialect.ts';
import { tracedDeeper } from '../../compile/xtrace.ts';
import { TESTED } from '../../flow.ts';
import { nested } from '../../nested.ts';
import { runText } from '../../run-text.ts';
import { readOptions } from '../diagnostics.ts';
import { special } from './inside.ts';

export const evalBuiltin = special('eval', (sh, argv) => {
  const read = isBash(sh.dialect) ? readOptions(sh, argv, '', 'eval [arg ...]') : { operands: argv.slice(1) };
  if ('status' in read) return read.status;
  const text = read.operands.join(' ');
  const flags = sh.flags & TESTED;
  const firstLine = !sh.traits.evalKeepsLine ? 1 : isBash(sh.dialect) ? Math.max(sh.line, 1) : sh.line - sh.lineShift;
  return nested(sh, 'evals inside each other', () =>
    tracedDeeper(sh, () => runText(sh, text, 'eval', flags, firstLine), flags !== 0),
  );
});
