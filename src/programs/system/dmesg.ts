/** dmesg: the kernel's ring buffer, its own lines and what was written to /dev/kmsg (util-linux 2.38). */
import type { RingRecord } from '../../machine/systemd/journal.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { momentOf, wallClock } from '../dates/calendar.ts';
import { formatDate } from '../dates/format.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';

const LONG = [
  'clear=C',
  'read-clear=c',
  'console-off=D',
  'console-on=E',
  'console-level:=n',
  'ctime=T',
  'decode=x',
  'facility:=f',
  'follow=w',
  'notime=t',
  'kernel=k',
  'userspace=u',
  'color::=L',
  'nopager=P',
  'raw=r',
  'level:=l',
  'syslog=S',
  'buffer-size:=s',
  'help=h',
  'version=V',
];
const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];
const FACILITIES =
  'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp res0 res1 res2 res3 local0 local1 local2 local3 local4 local5 local6 local7'.split(
    ' ',
  );

export const dmesg: Program = {
  name: 'dmesg',
  run: function* (p, m) {
    const { options, operands, error } = getopt(p.argv, 'CcDdEeF:f:HhJkL::l:n:PprSs:TtuVWwx', LONG);
    let style: 'stamp' | 'none' | 'date' | 'raw' = 'stamp';
    let [decode, clear] = [false, false];
    let levels: ReadonlySet<number> | undefined;
    let facilities: ReadonlySet<number> | undefined;
    for (const { name, value = '' } of options) {
      // The level of the console changes nothing here: what is shown on it is up to the journal.
      if (name === 'D' || name === 'E' || name === 'n') return 0;
      if (name === 'C') {
        m.journal.ring = [];
        return 0;
      }
      if (name === 'c') clear = true;
      else if (name === 't') style = 'none';
      else if (name === 'T') style = 'date';
      else if (name === 'r') style = 'raw';
      else if (name === 'x') decode = true;
      else if (name === 'k') facilities = new Set([0]);
      else if (name === 'u') facilities = new Set(FACILITIES.map((_, number) => number).slice(1));
      else if (name === 'l' || name === 'f') {
        const known = name === 'l' ? LEVELS : FACILITIES;
        const numbers = value.split(',').map((word) => known.indexOf(word));
        if (numbers.includes(-1))
          return yield* complain(
            p,
            `unknown ${name === 'l' ? 'level' : 'facility'} '${value.split(',')[numbers.indexOf(-1)]}'`,
          );
        if (name === 'l') levels = new Set(numbers);
        else facilities = new Set(numbers);
      } else if (!['L', 'P', 'S', 's'].includes(name)) return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length > 0) return yield* complain(p, `bad usage\nTry 'dmesg --help' for more information.`);
    const date = (atUs: number): string => formatDate('%a %b %e %H:%M:%S %Y', momentOf(wallClock(m, atUs))) ?? '';
    const line = ({ atUs, text, priority, facility }: RingRecord): string => {
      const stamp = `[${(atUs / 1e6).toFixed(6).padStart(12)}] `;
      if (style === 'raw') return `<${facility * 8 + priority}>${stamp}${text}\n`;
      const names = decode ? `${FACILITIES[facility]!.padEnd(6)}:${LEVELS[priority]!.padEnd(6)}: ` : '';
      return `${names}${style === 'stamp' ? stamp : style === 'date' ? `[${date(atUs)}] ` : ''}${text}\n`;
    };
    const shown = m.journal.ring.filter(
      ({ priority, facility }) => (!levels || levels.has(priority)) && (!facilities || facilities.has(facility)),
    );
    const written = yield* p.print(shown.map(line).join(''));
    if (clear) m.journal.ring = [];
    return isErrno(written) ? yield* complain(p, `write error: ${written.message}`) : 0;
  },
};
