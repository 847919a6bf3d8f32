/** sleep: waits for the sum of durations. */
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, nameOf, unsupportedOption, usageError } from './messages.ts';
import { parseDuration } from './numbers.ts';
import { quote } from './quote.ts';

const LONG = ['help', 'version'];

export const sleep: Program = {
  name: 'sleep',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, '', LONG, { permute: false });
    for (const { name } of options) return yield* unsupportedOption(p, name);
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    let total = 0;
    let wrong = false;
    for (const word of operands) {
      const duration = parseDuration(word);
      if (duration === undefined) {
        yield* complain(p, `invalid time interval ${quote(word)}`);
        wrong = true;
      } else total += duration;
    }
    if (wrong) {
      yield* p.warn(`Try '${nameOf(p)} --help' for more information.\n`);
      return 1;
    }
    yield* p.sleep(total);
    return 0;
  },
};
