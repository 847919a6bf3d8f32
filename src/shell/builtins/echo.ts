/** echo: dash knows `-n` alone and always reads escapes; busybox and bash know `-neE` and read them after `-e` only. */
import { isBash } from '../../syntax/dialect.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Builtin } from './builtin.ts';
import { BASH_ECHO, BUSYBOX_ECHO, DASH_ECHO, unescaped } from './escapes.ts';

export const echo: Builtin = {
  name: 'echo',
  run: (sh, argv) => {
    let at = 1;
    let newline = true;
    // bash in POSIX mode with `shopt -s xpg_echo` knows no options at all.
    let escapes = isBash(sh.dialect) && (sh as Interpreter).shopts.xpg_echo;
    if (sh.dialect === 'dash') {
      escapes = true;
      if (argv[1] === '-n') {
        newline = false;
        at++;
      }
    } else if (!(escapes && sh.dialect === 'bash-posix')) {
      for (; at < argv.length && /^-[neE]+$/.test(argv[at]!); at++) {
        for (const letter of argv[at]!.slice(1)) {
          if (letter === 'n') newline = false;
          else escapes = letter === 'e';
        }
      }
    }
    const text = at === argv.length - 1 ? argv[at]! : argv.slice(at).join(' ');
    if (!escapes || !text.includes('\\')) return sh.write(newline ? `${text}\n` : text);
    const shown = unescaped(text, sh.dialect === 'dash' ? DASH_ECHO : isBash(sh.dialect) ? BASH_ECHO : BUSYBOX_ECHO);
    return sh.write(newline && !shown.stopped ? `${shown.text}\n` : shown.text);
  },
};
