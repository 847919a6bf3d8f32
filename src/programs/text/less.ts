/** less: shows files page by page; where nobody can turn pages it is cat. */
import { settle } from '../../kernel/task.ts';
import type { Program } from '../program.ts';
import { cat } from './cat.ts';
import { unsupported, unsupportedOption } from './messages.ts';

export const less: Program = {
  name: 'less',
  run: function* (p, m) {
    if (p.isatty(1)) return yield* unsupported(p, 'a terminal');
    const option = p.argv.slice(1).find((word) => word.startsWith('-') && word !== '-');
    if (option !== undefined) return yield* unsupportedOption(p, option.replace(/^-+/, ''));
    return yield* settle(cat.run(p, m));
  },
};
