/** `help` and `history` of busybox. */
import type { Builtin } from './builtin.ts';

const LINE_WIDTH = 60;

/** Names in the order and lines in which busybox's ash lists them. */
const NAMES =
  '. : [ [[ alias bg break cd chdir command continue echo eval exec exit export false fg getopts hash help history jobs kill let local printf pwd read readonly return set shift source test times trap true type ulimit umask unalias unset wait';

function list(): string {
  let text = 'Built-in commands:\n------------------\n';
  let column = 0;
  for (const name of NAMES.split(' ')) {
    text += `${column === 0 ? '\t' : ' '}${name}`;
    column += 1 + name.length;
    if (column <= LINE_WIDTH) continue;
    text += '\n';
    column = 0;
  }
  return `${text}\n`;
}

export const help: Builtin = { name: 'help', dialects: ['busybox'], run: (sh) => sh.write(list()) };

/** A script's shell has none. */
export const history: Builtin = { name: 'history', dialects: ['busybox'], run: () => 0 };
