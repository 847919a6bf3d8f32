/** echo: its arguments on a line. */
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { unescapeEcho } from './escapes.ts';
import { complain, unsupportedOption } from './messages.ts';

export const echo: Program = {
  name: 'echo',
  run: function* (p) {
    let words = p.argv.slice(1);
    if (words.length === 1 && (words[0] === '--help' || words[0] === '--version')) {
      return yield* unsupportedOption(p, words[0].slice(2));
    }
    let newline = true;
    let escapes = false;
    while (words.length > 0 && /^-[neE]+$/.test(words[0]!)) {
      for (const letter of words[0]!.slice(1)) {
        if (letter === 'n') newline = false;
        else escapes = letter === 'e';
      }
      words = words.slice(1);
    }
    let text = words.join(' ');
    if (escapes) {
      const unescaped = unescapeEcho(text, /^(?:0[0-7]{1,3}|0|[1-7][0-7]{0,2})/);
      text = unescaped.text;
      if (unescaped.stop) newline = false;
    }
    const written = yield* p.print(newline ? `${text}\n` : text);
    return isErrno(written) ? yield* complain(p, `write error: ${written.message}`) : 0;
  },
};
