/** nologin: refuses to be a shell. */
import type { Program } from '../program.ts';

export const nologin: Program = {
  name: 'nologin',
  run: function* (p) {
    yield* p.print('This account is currently not available.\n');
    return 1;
  },
};
