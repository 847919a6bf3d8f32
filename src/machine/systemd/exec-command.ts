/** Command lines of units: prefixes, words, and the variables in them (systemd.service(5), "Command lines"). */
import { remembered } from './remember.ts';
import type { SpecifierFacts } from './specifiers.ts';
import { expandSpecifiers } from './specifiers.ts';

export interface ExecCommand {
  /** As written: absolute, or a name to look for. */
  readonly path: string;
  /** Words with their variables still in them; the first is what the program is called. */
  readonly words: readonly string[];
  /** `-`: a failure counts as success. */
  readonly ignoreFailure: boolean;
  /** `:`: `$` means nothing. */
  readonly literal: boolean;
}

/** The commands of one ExecStart= and the like; `;` as a word of its own separates them. A text tells what is wrong. */
export const parseExec = (value: string, unit: string, facts: SpecifierFacts): readonly ExecCommand[] | string =>
  value.includes('%') ? parse(value, (text) => expandSpecifiers(text, unit, facts)) : parseWithoutSpecifiers(value);

const parseWithoutSpecifiers = remembered((value) => parse(value, (text) => text));

function parse(value: string, expand: (text: string) => string): readonly ExecCommand[] | string {
  const words = splitWords(value);
  if (words === undefined) return `Invalid quoting in ExecStart: ${value}`;
  const commands: ExecCommand[] = [];
  let current: string[] = [];
  const end = (): string | undefined => {
    const [first, ...rest] = current;
    current = [];
    if (first === undefined) return undefined;
    const [, prefixes = '', path = ''] = /^([-@:+!|]*)(.*)$/s.exec(first) ?? [];
    const program = expand(path);
    if (program === '') return 'Empty path in command line';
    const expanded = rest.map(expand);
    const called = prefixes.includes('@') ? expanded : [program, ...expanded];
    commands.push({
      path: program,
      words: called,
      ignoreFailure: prefixes.includes('-'),
      literal: prefixes.includes(':'),
    });
    return undefined;
  };
  for (const word of words) {
    if (word === ';') {
      const wrong = end();
      if (wrong !== undefined) return wrong;
    } else current.push(word === '\\;' ? ';' : word);
  }
  return end() ?? commands;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
};

/** Words with quotes and C escapes resolved (extract_first_word in systemd); undefined for an open quote. */
export function splitWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\' && text[i + 1] === ';' && quote === '') {
      word = `${word ?? ''}\\;`;
      i++;
    } else if (c === '\\' && i + 1 < text.length) {
      const [, code, octal] = /^x([0-9a-fA-F]{2})|^([0-3][0-7]{2})/.exec(text.slice(i + 1, i + 4)) ?? [];
      if (code !== undefined || octal !== undefined) {
        word =
          (word ?? '') +
          String.fromCharCode(code === undefined ? Number.parseInt(octal!, 8) : Number.parseInt(code, 16));
        i += 3;
      } else {
        const next = text[++i]!;
        word = (word ?? '') + (ESCAPES[next] ?? (`'"\\`.includes(next) ? next : `\\${next}`));
      }
    } else if (quote !== '') {
      if (c === quote) quote = '';
      else word = (word ?? '') + c;
    } else if ((c === '"' || c === "'") && word === undefined) {
      quote = c;
      word = '';
    } else if (c === '"' || c === "'") {
      quote = c;
    } else if (/[ \t\n]/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + c;
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  return words;
}

/** Names in a list of units: quotes hold them together, backslashes are part of them. */
export const splitNames = remembered((text): readonly string[] =>
  [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? ''),
);

/**
 * The words as the program gets them: `${NAME}` anywhere is the value, `$NAME` as a whole word is split into words, `$$` is `$`. What is not
 * set is empty; there is nothing like the shell's `${NAME:+…}`, which counts as an odd name that is not set.
 */
export function expandWords(words: readonly string[], environment: ReadonlyMap<string, string>): string[] {
  return words.flatMap((word, index) => {
    if (!word.includes('$')) return word;
    const name = index > 0 ? /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(word)?.[1] : undefined;
    if (name !== undefined) return splitWords(environment.get(name) ?? '') ?? [];
    return [
      word.replace(/\$\$|\$\{([^}]*)\}/g, (whole, key: string | undefined) =>
        whole === '$$' ? '$' : (environment.get(key!) ?? ''),
      ),
    ];
  });
}
