/** times: processor times of the shell and of its children. Virtual time is not counted per process: they used none. */
import { isBash } from '../../syntax/dialect.ts';
import type { Builtin } from './builtin.ts';

export const times: Builtin = {
  name: 'times',
  special: true,
  run: (sh) => {
    const none = isBash(sh.dialect) || sh.dialect === 'busybox' ? '0m0.000s 0m0.000s' : '0m0.000000s 0m0.000000s';
    return sh.write(`${none}\n${none}\n`);
  },
};
