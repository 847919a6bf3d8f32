/** compgen: the names that complete a word. What completes for a person (`complete`, `compopt`, `bind`) is not there. */

import { SIGNALS } from '../../../kernel/signals.ts';
import { isTask, type Task } from '../../../kernel/task.ts';
import { keywordsOf } from '../../../syntax/keywords.ts';
import { isErrno } from '../../../vfs/errno.ts';
import { eager } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { optionRows } from '../../options.ts';
import { shoptNames } from '../../shopts.ts';
import { expandPathnames } from '../../words/glob.ts';
import { compilePattern } from '../../words/pattern.ts';
import { complain, readOptions } from '../diagnostics.ts';
import { BASH, regular } from '../special/inside.ts';
import { functionNames, sortedVariables } from './declare-listing.ts';

const USAGE =
  'compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]';

type Names = (sh: Interpreter, word: string) => readonly string[];

const set: Names = (sh) =>
  sortedVariables(sh).flatMap(([name, { value, extension }]) =>
    value !== undefined || extension?.array || extension?.dynamic ? [name] : [],
  );
const builtins: Names = (sh) => [...sh.builtins.keys(), ...sh.disabled.keys()].sort();
const keywords: Names = (sh) => [...keywordsOf(sh.dialect)];
const aliases: Names = (sh) => [...sh.aliases.keys()].sort();
const files =
  (directories: boolean): Names =>
  (sh, word) => {
    const folder = word.slice(0, word.lastIndexOf('/') + 1);
    const names = sh.p.readdir(folder === '' ? '.' : folder);
    if (isErrno(names)) return [];
    return names
      .map((name) => folder + name)
      .filter((path) => {
        const stat = directories ? sh.p.stat(path) : undefined;
        return stat === undefined || (!isErrno(stat) && stat.type === 'directory');
      });
  };

/** Programs in PATH. */
const programs: Names = (sh) =>
  (sh.get('PATH') ?? '').split(':').flatMap((folder) => {
    const names = sh.p.readdir(folder === '' ? '.' : folder);
    return isErrno(names) ? [] : names.filter((name) => sh.findProgram(`${folder}/${name}`) !== undefined);
  });

const ACTIONS: Readonly<Record<string, Names>> = {
  alias: aliases,
  arrayvar: (sh) => sortedVariables(sh).flatMap(([name, { extension }]) => (extension?.array ? [name] : [])),
  builtin: builtins,
  command: (sh, word) => [
    ...aliases(sh, word),
    ...functionNames(sh),
    ...builtins(sh, word),
    ...keywords(sh, word),
    ...programs(sh, word),
  ],
  directory: files(true),
  disabled: (sh) => [...sh.disabled.keys()].sort(),
  enabled: (sh) => [...sh.builtins.keys()].sort(),
  export: (sh) =>
    sortedVariables(sh).flatMap(([name, { exported, value }]) => (exported && value !== undefined ? [name] : [])),
  file: files(false),
  function: functionNames,
  keyword: keywords,
  setopt: (sh) =>
    optionRows(sh.dialect)
      .map(({ name }) => name)
      .sort(),
  shopt: () => shoptNames,
  signal: () => ['EXIT', ...Object.keys(SIGNALS).map((name) => `SIG${name}`), 'DEBUG', 'ERR', 'RETURN'],
  variable: set,
};

const LETTERS: Readonly<Record<string, string>> = {
  a: 'alias',
  b: 'builtin',
  c: 'command',
  d: 'directory',
  e: 'export',
  f: 'file',
  k: 'keyword',
  v: 'variable',
};

export const compgen = regular('compgen', (sh, argv) => eager(run(sh, argv)), BASH);

function* run(sh: Interpreter, argv: readonly string[]): Task<number> {
  const read = readOptions(sh, argv, 'abcdefgjksuvo:A:G:W:F:C:X:P:S:', USAGE);
  if ('status' in read) return read.status;
  const { options, operands } = read;
  for (const letter of ['F', 'C', 'g', 'j', 's', 'u'])
    if (options.has(letter)) return sh.unsupported(`compgen -${letter}`);
  const word = operands[0] ?? '';
  const action = options.get('A');
  const names = [
    ...(action === undefined ? [] : [action]),
    ...Object.keys(LETTERS).flatMap((letter) => (options.has(letter) ? [LETTERS[letter]!] : [])),
  ];
  if (action !== undefined && !ACTIONS[action]) {
    if (OTHER_ACTIONS.has(action)) return sh.unsupported(`compgen -A ${action}`);
    return complain(sh, 'compgen', `${action}: invalid action name`, 2);
  }
  let found = names.flatMap((name) => ACTIONS[name]!(sh, word).filter((each) => each.startsWith(word)));
  const glob = options.get('G');
  if (glob !== undefined) found.push(...expandPathnames([{ text: glob, quoted: false }], sh.p, sh.dialect, sh.shopts));
  const list = options.get('W');
  if (list !== undefined) {
    const expanded = sh.expandQuoted(list);
    const text = isTask(expanded) ? yield* expanded : expanded;
    found.push(...wordsOf(text, sh.get('IFS') ?? ' \t\n').filter((each) => each.startsWith(word)));
  }
  const filter = options.get('X');
  if (filter) {
    const negated = filter.startsWith('!');
    const text = (negated ? filter.slice(1) : filter).replaceAll(/(?<!\\)&/g, word.replaceAll(/[*?[\]\\]/g, '\\$&'));
    const pattern = compilePattern([{ text, quoted: false }], sh.dialect, { extended: true });
    found = found.filter((each) => pattern.matches(each) === negated);
  }
  if (found.length === 0) return 1;
  const written = sh.write(found.map((each) => `${options.get('P') ?? ''}${each}${options.get('S') ?? ''}\n`).join(''));
  return isTask(written) ? yield* written : written;
}

/** Those that need what is not modelled. */
const OTHER_ACTIONS: ReadonlySet<string> = new Set([
  'binding',
  'group',
  'helptopic',
  'hostname',
  'job',
  'running',
  'service',
  'stopped',
  'user',
]);

/** The words of a list: split at IFS, quotes and backslashes protect. */
function wordsOf(text: string, ifs: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [token] of text.matchAll(/\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|[\s\S]/g)) {
    if (token.length === 1 && ifs.includes(token)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + unquoted(token);
  }
  return word === undefined ? words : [...words, word];
}

const unquoted = (token: string): string =>
  token.length === 1
    ? token
    : token[0] === '\\'
      ? token.slice(1)
      : token[0] === '"'
        ? token.slice(1, -1).replaceAll(/\\(["\\$`])/g, '$1')
        : token.slice(1, -1);
