/** basename: the last component of names, without a suffix. */
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { unsupportedOption, usageError } from './messages.ts';
import { baseName } from './names.ts';
import { Output } from './output.ts';
import { quote } from './quote.ts';

const LONG = ['multiple=a', 'suffix:=s', 'zero=z', 'help', 'version'];

export const basename: Program = {
  name: 'basename',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'as:z', LONG, { permute: false });
    let multiple = false;
    let suffix: string | undefined;
    let end = '\n';
    for (const { name, value } of options) {
      if (name === 'a') multiple = true;
      else if (name === 's') {
        suffix = value ?? '';
        multiple = true;
      } else if (name === 'z') end = '\0';
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    if (!multiple && operands.length > 2) return yield* usageError(p, `extra operand ${quote(operands[2]!)}`);
    const names = multiple ? operands : operands.slice(0, 1);
    const cut = multiple ? suffix : operands[1];
    let text = '';
    for (const path of names) {
      const base = baseName(path);
      const removes = cut !== undefined && cut !== '' && base !== cut && base.endsWith(cut);
      text += (removes ? base.slice(0, -cut.length) : base) + end;
    }
    const out = new Output(p);
    out.add(text);
    return yield* out.close();
  },
};
