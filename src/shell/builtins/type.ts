/** type: what a name would run. */
import { isBash } from '../../syntax/dialect.ts';
import { describeCommand } from '../describe-command.ts';
import { bashType } from './bash/type.ts';
import type { Builtin } from './builtin.ts';
import { regular } from './special/inside.ts';

export const type: Builtin = regular('type', (sh, argv) => {
  if (isBash(sh.dialect)) return bashType(sh, argv);
  let text = '';
  let status = 0;
  // busybox: whatever begins with a dash stands for -p.
  const short = sh.dialect === 'busybox' && argv[1]?.startsWith('-') === true;
  for (const name of argv.slice(short ? 2 : 1)) {
    const found = describeCommand(sh, name, !short);
    text += found.text;
    if (found.status !== 0) status = found.status;
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
});
