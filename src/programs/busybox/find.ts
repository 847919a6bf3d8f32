/** find of busybox: fewer tests and actions than the other one has. */
import { type Applet, type Call, rule, USAGE } from './applet.ts';

/** What may stand in an expression -> how many words it takes. */
const KNOWN: Readonly<Record<string, number>> = {
  '-follow': 0,
  '-xdev': 0,
  '-maxdepth': 1,
  '-mindepth': 1,
  '-depth': 0,
  '-not': 0,
  '-a': 0,
  '-and': 0,
  '-o': 0,
  '-or': 0,
  '-name': 1,
  '-iname': 1,
  '-path': 1,
  '-wholename': 1,
  '-ipath': 1,
  '-regex': 1,
  '-type': 1,
  '-executable': 0,
  '-perm': 1,
  '-mtime': 1,
  '-atime': 1,
  '-ctime': 1,
  '-mmin': 1,
  '-amin': 1,
  '-cmin': 1,
  '-newer': 1,
  '-inum': 1,
  '-samefile': 1,
  '-user': 1,
  '-group': 1,
  '-size': 1,
  '-links': 1,
  '-empty': 0,
  '-prune': 0,
  '-print': 0,
  '-print0': 0,
  '-quit': 0,
};

/** Turns a word that busybox does not know into one that nobody knows. */
function words(call: Call): readonly string[] {
  const { argv } = call;
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    if (!/^-./.test(word) || /^-[HL]$/.test(word)) continue;
    if (word === '-exec') {
      const end = argv.findIndex(
        (each, index) => index > at && (each === ';' || (each === '+' && argv[index - 1] === '{}')),
      );
      if (end < 0) return argv;
      at = end;
    } else if (KNOWN[word] === undefined) return [argv[0]!, `-?${word}`];
    else at += KNOWN[word];
  }
  return argv;
}

const usage = 'find [-HL] [PATH]... [OPTIONS] [ACTIONS]';

export const find: Applet = {
  name: 'find',
  usage,
  argv: words,
  wording: [
    rule("unknown predicate `-\\?(-.*)'", (found, call) => call.misused(`unrecognized: ${found[1]}`)),
    rule("missing argument to `(.*)'", '$1 requires an argument'),
    rule('Unknown argument to (.*): (.*)', "invalid argument '$2' to '$1'"),
    rule(
      "invalid argument `(.*)' to `-(?:size|maxdepth|mindepth|mtime|atime|ctime|mmin|amin|cmin|links|inum)'",
      "invalid number '$1'",
    ),
    rule('invalid -size type .*', (_, call) => `invalid number '${call.argv[call.argv.indexOf('-size') + 1]}'`),
    rule("invalid argument `(.*)' to `(.*)'", "invalid argument '$1' to '$2'"),
    rule("'(.*)' is not the name of a known user", 'unknown user $1'),
    rule("'(.*)' is not the name of an existing group", 'unknown group $1'),
    rule('NAME: (.*)', '$1$2: $3'),
    rule('paths must precede expression.*', USAGE),
  ],
};
