/** dirname: names without their last component. */
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { unsupportedOption, usageError } from './messages.ts';
import { dirName } from './names.ts';
import { Output } from './output.ts';

const LONG = ['zero=z', 'help', 'version'];

export const dirname: Program = {
  name: 'dirname',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'z', LONG);
    let end = '\n';
    for (const { name } of options) {
      if (name !== 'z') return yield* unsupportedOption(p, name);
      end = '\0';
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    const out = new Output(p);
    out.add(operands.map((path) => dirName(path) + end).join(''));
    return yield* out.close();
  },
};
