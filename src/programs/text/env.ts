/** env: runs a program in a changed environment, or shows the environment. */
import { settle } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { execByName } from './lookup.ts';
import { complain, unsupportedOption, usageError } from './messages.ts';
import { quote, quoteAlways } from './quote.ts';

const LONG = [
  'ignore-environment=i',
  'null=0',
  'unset:=u',
  'chdir:=C',
  'split-string:=S',
  'debug=v',
  'block-signal::',
  'default-signal::',
  'ignore-signal::',
  'list-signal-handling',
  'help',
  'version',
];
const CANCELED = 125;
const CANNOT_RUN = 126;
const MISSING = 127;

export const env: Program = {
  name: 'env',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'C:iS:u:v0', LONG, { permute: false });
    const environment = new Map(p.env);
    const removed: string[] = [];
    let empty = false;
    let end = '\n';
    let directory: string | undefined;
    for (const { name, value = '' } of options) {
      if (name === 'i') empty = true;
      else if (name === '0') end = '\0';
      else if (name === 'u') removed.push(value);
      else if (name === 'C') directory = value;
      else return yield* unsupportedOption(p, name, CANCELED);
    }
    if (error !== undefined) return yield* usageError(p, error, CANCELED);
    let words = operands;
    if (words[0] === '-') {
      empty = true;
      words = words.slice(1);
    }
    if (empty) environment.clear();
    for (const name of removed) {
      if (name === '' || name.includes('='))
        return yield* complain(p, `cannot unset ${quote(name)}: Invalid argument`, CANCELED);
      environment.delete(name);
    }
    while (words[0]?.includes('=')) {
      const equals = words[0].indexOf('=');
      environment.set(words[0].slice(0, equals), words[0].slice(equals + 1));
      words = words.slice(1);
    }
    if (words.length > 0 && end === '\0')
      return yield* usageError(p, 'cannot specify --null (-0) with command', CANCELED);
    if (words.length === 0 && directory !== undefined)
      return yield* usageError(p, 'must specify command with --chdir (-C)', CANCELED);
    if (words.length === 0) {
      let text = '';
      for (const [name, value] of environment) text += `${name}=${value}${end}`;
      const written = yield* p.print(text);
      return isErrno(written) ? yield* complain(p, `write error: ${written.message}`, CANCELED) : 0;
    }
    if (directory !== undefined) {
      const moved = p.chdir(directory);
      if (isErrno(moved))
        return yield* complain(p, `cannot change directory to ${quoteAlways(directory)}: ${moved.message}`, CANCELED);
    }
    const name = p.argv[0]!;
    p.env = environment;
    const ended = execByName(p, words, environment);
    if (!isErrno(ended)) return yield* settle(ended);
    yield* p.warn(`${name}: ${quote(words[0]!)}: ${ended.message}\n`);
    return ended === Errno.ENOENT ? MISSING : CANNOT_RUN;
  },
};
