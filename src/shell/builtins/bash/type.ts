/** type as bash has it. */
import type { MaybeTask } from '../../../kernel/task.ts';
import type { Interpreter } from '../../interpreter.ts';
import { complain, readOptions } from '../diagnostics.ts';
import { meanings, sentence } from './describe.ts';

/** Words that were options once. */
const LONG: Readonly<Record<string, string>> = {
  '-all': '-a',
  '--all': '-a',
  '-path': '-p',
  '--path': '-p',
  '-type': '-t',
  '--type': '-t',
};

export function bashType(sh: Interpreter, argv: readonly string[]): MaybeTask<number> {
  const words = argv.map((word, index) =>
    index > 0 && argv.slice(1, index).every((each) => each[0] === '-') ? (LONG[word] ?? word) : word,
  );
  const read = readOptions(sh, words, 'afptP', 'type [-afptP] name [name ...]');
  if ('status' in read) return read.status;
  const { options, operands } = read;
  const onlyPaths = options.has('p') || options.has('P');
  let text = '';
  let status = 0;
  for (const name of operands) {
    const found = meanings(sh, name, {
      all: options.has('a'),
      withoutFunctions: options.has('f'),
      onlyFiles: options.has('P'),
    });
    if (found.length === 0) {
      status = 1;
      if (!onlyPaths && !options.has('t')) complain(sh, 'type', `${name}: not found`);
    }
    for (const meaning of found) {
      if (onlyPaths) text += meaning.kind === 'file' ? `${meaning.path}\n` : '';
      else text += options.has('t') ? `${meaning.kind}\n` : sentence(sh, name, meaning);
    }
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
}
