/** dmesg: the kernel's own lines of the journal (util-linux). */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';

const LONG = [
  'console-off=D',
  'console-on=E',
  'console-level:=n',
  'notime=t',
  'kernel=k',
  'color::=L',
  'nopager=P',
  'raw=r',
  'level:=l',
  'help=h',
  'version=V',
];
const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

export const dmesg: Program = {
  name: 'dmesg',
  run: function* (p, m) {
    const { options, operands, error } = getopt(p.argv, 'CcDdEeF:f:HhJkL::l:n:PprSs:TtuVWwx', LONG);
    let [times, only]: [boolean, Set<number> | undefined] = [true, undefined];
    for (const { name, value = '' } of options) {
      // The level of the console changes nothing here: what is shown on it is up to the journal.
      if (name === 'D' || name === 'E' || name === 'n') return 0;
      if (name === 't') times = false;
      else if (name === 'l') {
        const levels = value.split(',').map((word) => LEVELS.indexOf(word));
        if (levels.includes(-1)) return yield* complain(p, `unknown level '${value.split(',')[levels.indexOf(-1)]}'`);
        only = new Set(levels);
      } else if (!['k', 'L', 'P'].includes(name)) return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length > 0) return yield* complain(p, `bad usage\nTry 'dmesg --help' for more information.`);
    const lines = m.journal.entries.filter(
      ({ identifier, priority }) => identifier === 'kernel' && (!only || only.has(priority)),
    );
    const written = yield* p.print(
      lines
        .map(({ atUs, message }) => `${times ? `[${(atUs / 1e6).toFixed(6).padStart(12)}] ` : ''}${message}\n`)
        .join(''),
    );
    return isErrno(written) ? yield* complain(p, `write error: ${written.message}`) : 0;
  },
};
