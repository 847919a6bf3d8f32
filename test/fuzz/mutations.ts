/** Scripts with something wrong in them: pieces of real text, with bytes and tokens added, doubled, swapped and taken away. */

/** Numbers below a bound, the same every time for a seed. */
export type Chance = (bound: number) => number;

export function chance(seed: number): Chance {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % bound;
  };
}

const TOKENS = [
  ...[
    '(',
    ')',
    '{',
    '}',
    ';',
    ';;',
    '&',
    '&&',
    '||',
    '|',
    '|&',
    '!',
    '>',
    '<',
    '>>',
    '>&',
    '<&',
    '<>',
    '<<E\n',
    "<<-'E'\n",
    '\nE\n',
    '<<<',
    '&>',
    '>|',
    '2>&1',
    '>(',
    '<(',
    '0<&-',
    '1>&-',
  ],
  ...[
    'if',
    'then',
    'elif',
    'else',
    'fi',
    'do',
    'done',
    'case',
    'in',
    'esac',
    'for',
    'while',
    'until',
    'function',
    'select',
    'time',
    'coproc',
    '[[',
    ']]',
    '((',
    '))',
    '[',
    ']',
  ],
  ...[
    "'",
    '"',
    '`',
    '$',
    '$(',
    '$((',
    '${',
    '${#',
    '${!',
    '${a:',
    '${a/',
    '${a[',
    '${@',
    '$[',
    "$'",
    '$"',
    '}',
    '\\',
    '\\\n',
    '#',
    '~',
    '*',
    '?',
    '[!a-',
    '[[:alpha:]',
    '@(',
    '{1..9}',
    '{a,b',
    '=',
  ],
  ...[
    '\0',
    '\xff',
    '\x01',
    '\x81',
    '\x88',
    '\r',
    '\t',
    '\n',
    ' ',
    '9223372036854775807',
    '-1',
    '0x',
    '08',
    '99999999999',
    'a=',
    'a+=(',
    '$a',
    '"$@"',
    '$*',
    '$?',
    '$$',
    '$!',
    '$-',
    '${a#*}',
    '${a%%"',
    '$((a=',
    '$((1/0))',
  ],
  ...[
    'eval ',
    'exec ',
    'trap ',
    '. ',
    'set ',
    'set -',
    'shift ',
    'return ',
    'exit ',
    'break ',
    'continue ',
    'local ',
    'export ',
    'readonly ',
    'unset ',
    'alias ',
    'read ',
    'printf ',
    'getopts ',
    'wait ',
    'kill ',
    'cd ',
    'umask ',
    'ulimit ',
    'declare ',
    'let ',
    'f() ',
    'f',
    'IFS=',
    'PATH=',
    'PS4=',
    'OPTIND=',
  ],
] as const;

/** An excerpt of a text, spoilt in a few places. */
export function mutated(texts: readonly string[], random: Chance): string {
  const lines = texts[random(texts.length)]!.split('\n');
  const from = random(lines.length);
  let text = lines.slice(from, from + 1 + random(40)).join('\n');
  for (let edits = 1 + random(6); edits > 0; edits--) text = edited(text, texts, random);
  return text;
}

function edited(text: string, texts: readonly string[], random: Chance): string {
  const at = random(text.length + 1);
  const length = random(3) === 0 ? random(60) : random(4);
  const [before, piece, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
  switch (random(7)) {
    case 0:
      return before + after;
    case 1:
      return before + piece + piece + after;
    case 2:
      return before + TOKENS[random(TOKENS.length)]! + piece + after;
    case 3:
      return before + TOKENS[random(TOKENS.length)]! + after;
    case 4:
      return before + String.fromCharCode(random(256)) + after;
    case 5: {
      const other = texts[random(texts.length)]!;
      const start = random(other.length + 1);
      return before + other.slice(start, start + random(80)) + piece + after;
    }
    default:
      return before + piece.repeat(random(30)) + after;
  }
}
