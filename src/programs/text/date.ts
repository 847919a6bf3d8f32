/** date: what the clock shows. It starts at a fixed instant and runs in virtual time; the zone is UTC. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { type Instant, momentOf, wallClock } from '../dates/calendar.ts';
import { formatDate } from '../dates/format.ts';
import { parseDate, parseStamp } from '../dates/parse.ts';
import type { Program } from '../program.ts';
import { complain, complainAbout, unsupported, unsupportedOption, usageError } from './messages.ts';
import { quote } from './quote.ts';

const LONG = [
  'date:=d',
  'debug',
  'file:=f',
  'iso-8601::=I',
  'reference:=r',
  'resolution',
  'rfc-email=R',
  'rfc-822=R',
  'rfc-2822=R',
  'rfc-3339:',
  'set:=s',
  'uct=u',
  'utc=u',
  'universal=u',
  'help',
  'version',
];
const ISO: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
};
const RFC_3339: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  seconds: '%Y-%m-%d %H:%M:%S%:z',
  ns: '%Y-%m-%d %H:%M:%S.%N%:z',
};

/** The table's entry for a word or its beginning. */
const chosen = (table: Readonly<Record<string, string>>, word: string): string | undefined =>
  table[Object.keys(table).find((key) => key.startsWith(word)) ?? ''];

export const date: Program = {
  name: 'date',
  run: function* (p, m) {
    const { options, operands, error } = getopt(p.argv, 'd:f:I::r:Rs:u', LONG);
    const now = wallClock(m, p.kernel.clock.nowUs);
    let format: string | undefined;
    let at: Instant | undefined = now;
    let sources = 0;
    for (const { name, value } of options) {
      if (name === 'd') {
        at = parseDate(value!, now);
        sources++;
        if (at === undefined) return yield* complain(p, `invalid date ${quote(value!)}`);
      } else if (name === 'r') {
        const stat = p.stat(value!);
        if (isErrno(stat)) return yield* complainAbout(p, value!, stat);
        at = wallClock(m, stat.mtimeUs);
        sources++;
      } else if (name === 'R' || name === 'I' || name === 'rfc-3339') {
        if (format !== undefined) return yield* complain(p, 'multiple output formats specified');
        format =
          name === 'R'
            ? '%a, %d %b %Y %H:%M:%S %z'
            : name === 'I'
              ? chosen(ISO, value ?? 'date')
              : chosen(RFC_3339, value!);
        if (format === undefined) {
          const [option, words] =
            name === 'I'
              ? ['--iso-8601', ['hours', 'minutes', 'date', 'seconds', 'ns']]
              : ['--rfc-3339', ['date', 'seconds', 'ns']];
          yield* complain(p, `invalid argument ${quote(value ?? '')} for ${quote(option as string)}`);
          yield* p.warn(
            `Valid arguments are:\n${(words as string[]).map((word) => `  - '${word}'\n`).join('')}Try '${p.argv[0]} --help' for more information.\n`,
          );
          return 1;
        }
      } else if (name !== 'u') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (sources > 1) return yield* usageError(p, 'the options to specify dates for printing are mutually exclusive');
    const zone = p.env.get('TZ');
    if (
      zone !== undefined &&
      !/^(?::?(?:UTC|GMT|UCT|Zulu|Etc\/UTC)?|UTC-?0|GMT0)$/.test(zone) &&
      !options.some(({ name }) => name === 'u')
    )
      return yield* unsupported(p, `time zone ${zone}`);
    const operand = operands[0];
    if (operand?.startsWith('+')) {
      if (operands.length > 1) return yield* usageError(p, `extra operand ${quote(operands[1]!)}`);
      if (format !== undefined) return yield* complain(p, 'multiple output formats specified');
      format = operand.slice(1);
    } else if (operand !== undefined) {
      if (operands.length > 1) return yield* usageError(p, `extra operand ${quote(operands[1]!)}`);
      if (sources > 0) {
        return yield* usageError(
          p,
          `the argument ${quote(operand)} lacks a leading '+';\nwhen using an option to specify date(s), any non-option\nargument must be a format string beginning with '+'`,
        );
      }
      if (parseStamp(operand, now, false) === undefined) return yield* complain(p, `invalid date ${quote(operand)}`);
      return yield* unsupported(p, 'setting the clock');
    }
    const written = yield* p.print(`${formatDate(format ?? '%a %b %e %H:%M:%S %Z %Y', momentOf(at))}\n`);
    return isErrno(written) ? yield* complain(p, `write error: ${written.message}`) : 0;
  },
};
