/** Random shell scripts for comparing with real shells: valid by construction, small, deterministic when run. */
import fc from 'fast-check';
import type { Dialect } from '../../src/syntax/dialect.ts';

/** What a generated script may be judged by beside stdout and status. */
export interface Script {
  readonly text: string;
  /** Stages that run at the same time write to stderr in any order. */
  readonly concurrent: boolean;
}

const NAMES = ['a', 'b', 'c', 'x_1'] as const;
const name = fc.constantFrom(...NAMES);
/** Loops that are one in the other need counters of their own, or they never end. */
const counter = fc.integer({ min: 0, max: 99_999 }).map((n) => `i_${n}`);
const small = fc.constantFrom('0', '1', '2', '7', '-3', '08', '0x1f', '010', '42', '9223372036854775807', '4294967296');
const plain = fc.constantFrom('a', 'bc', 'foo', 'x y', '*', '?', '[ab]*', '~', 'a=b', '-n', '-e', '--', '', 'f1', 'f2.txt', '.hid', '\\\\', 'a\\b', '%s', '{a,b}', '#no', '!', 'ä', './f1', './d/*', ':', 'in', 'done');

const quoteSingle = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const quoteDouble = (text: string): string => `"${text.replace(/["\\$`]/g, '\\$&')}"`;

interface Parts {
  readonly word: string;
  readonly arithmetic: string;
  readonly command: Script;
  readonly list: Script;
}

const text = (s: string): Script => ({ text: s, concurrent: false });
const join = (template: (...texts: string[]) => string, ...parts: readonly (Script | string)[]): Script => ({
  text: template(...parts.map((part) => (typeof part === 'string' ? part : part.text))),
  concurrent: parts.some((part) => typeof part !== 'string' && part.concurrent),
});

/** Scripts of a dialect, a few statements long. */
export function scripts(dialect: Dialect): fc.Arbitrary<Script> {
  const { list } = fc.letrec<Parts>((tie) => {
    const word = tie('word') as fc.Arbitrary<string>;
    const arithmetic = tie('arithmetic') as fc.Arbitrary<string>;
    const command = tie('command') as fc.Arbitrary<Script>;
    const list = tie('list') as fc.Arbitrary<Script>;
    const words = fc.array(word, { minLength: 0, maxLength: 4 }).map((list) => list.join(' '));
    return {
      word: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        { arbitrary: plain.map((p) => (/[\s\\{}#~'"$`|&;<>()]/.test(p) || p === '' ? quoteSingle(p) : p)), weight: 4 },
        { arbitrary: plain.map(quoteSingle), weight: 1 },
        { arbitrary: plain.map(quoteDouble), weight: 1 },
        { arbitrary: name.map((n) => `$${n}`), weight: 3 },
        { arbitrary: name.map((n) => `"$${n}"`), weight: 3 },
        { arbitrary: fc.constantFrom('$*', '"$*"', '$@', '"$@"', '$#', '$?', '$-', '"a$@b"', '${1}', '"${2-none}"', '$0', '${#1}', '"$1$2"'), weight: 2 },
        { arbitrary: fc.tuple(name, fc.constantFrom(':-', '-', ':+', '+', ':=', '='), word).map(([n, op, w]) => `\${${n}${op}${w}}`), weight: 2 },
        { arbitrary: fc.tuple(name, fc.constantFrom(':-', '-', '+', ':='), word).map(([n, op, w]) => `"\${${n}${op}${w}}"`), weight: 2 },
        { arbitrary: fc.tuple(name, fc.constantFrom('#', '##', '%', '%%'), fc.constantFrom('*', '?', '*o', 'f*', '[a-c]', '"*"', '*/', '\\*', '$a')).map(([n, op, w]) => `\${${n}${op}${w}}`), weight: 2 },
        { arbitrary: name.map((n) => `\${#${n}}`), weight: 1 },
        { arbitrary: arithmetic.map((e) => `$((${e}))`), weight: 2 },
        { arbitrary: list.map((l) => `$(${l.text}\n)`), weight: 1 },
        { arbitrary: list.map((l) => `"$(${l.text}\n)"`), weight: 1 },
        { arbitrary: fc.tuple(word, word).map(([v, w]) => `${v}${w.startsWith('#') ? '' : w}`), weight: 1 },
      ),
      arithmetic: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        { arbitrary: small.filter((n) => n !== '08'), weight: 3 },
        { arbitrary: fc.constantFrom('n', 'm', '$n', 'unset_one'), weight: 3 },
        { arbitrary: fc.tuple(arithmetic, fc.constantFrom('+', '-', '*', '/', '%', '<', '<=', '>', '>=', '==', '!=', '&', '|', '^', '&&', '||', '<<', '>>'), arithmetic).map(([l, op, r]) => `${l} ${op} ${r}`), weight: 3 },
        { arbitrary: fc.tuple(fc.constantFrom('-', '+', '!', '~'), arithmetic).map(([op, e]) => `${op} ${e}`), weight: 1 },
        { arbitrary: arithmetic.map((e) => `(${e})`), weight: 1 },
        { arbitrary: fc.tuple(arithmetic, arithmetic, arithmetic).map(([c, t, e]) => `${c} ? ${t} : ${e}`), weight: 1 },
        { arbitrary: fc.tuple(fc.constantFrom('n', 'm'), fc.constantFrom('=', '+=', '-=', '*=', '|=', '<<='), arithmetic).map(([n, op, e]) => `(${n} ${op} ${e})`), weight: 1 },
      ),
      command: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        { arbitrary: words.map((w) => text(`printf '<%s>' ${w}; echo`)), weight: 5 },
        { arbitrary: words.map((w) => text(`echo ${w}`)), weight: 2 },
        { arbitrary: fc.tuple(name, word).map(([n, w]) => text(`${n}=${w}`)), weight: 4 },
        { arbitrary: fc.tuple(fc.constantFrom('n', 'm'), arithmetic).map(([n, e]) => text(`${n}=$((${e}))`)), weight: 2 },
        { arbitrary: words.map((w) => text(`set -- ${w}`)), weight: 2 },
        { arbitrary: fc.constantFrom('shift', 'shift 2', ':', 'true', 'false', '! true', '! false', 'pwd', 'cd d', 'cd ..', 'cd /nonexistent', 'nosuchcommand', 'umask', 'exit 3', 'return 4', 'break', 'continue', 'unset a', 'unset b c', 'set -u', 'set +u', 'set -e', 'set +e', 'set -f', 'set +f', 'set -x', 'set +x', 'export a', 'readonly c', 'trap "echo bye" EXIT', 'trap - EXIT', 'IFS=', 'IFS=:', 'IFS=" :"', 'unset IFS', 'eval', 'wait', 'hash -r', 'getopts ab: o -a -b v', 'local q', 'alias', 'type true', 'command -v echo', 'cat', 'read a b', 'read -r c').map(text), weight: 5 },
        { arbitrary: fc.tuple(name, fc.constantFrom(...NAMES, 'nope')).map(([n, m]) => text(`eval "${n}=\\$${m}"`)), weight: 1 },
        { arbitrary: fc.tuple(word, fc.constantFrom('=', '!=', '-eq', '-lt', '-ge'), word).map(([l, op, r]) => text(`[ ${l} ${op} ${r} ]`)), weight: 2 },
        { arbitrary: fc.tuple(fc.constantFrom('-n', '-z', '-e', '-f', '-d', '-x'), word).map(([op, w]) => text(`test ${op} ${w}`)), weight: 2 },
        { arbitrary: fc.tuple(list, list).map(([c, t]) => join((c, t) => `if ${c}\nthen ${t}\nfi`, c, t)), weight: 2 },
        { arbitrary: fc.tuple(list, list, list).map(([c, t, e]) => join((c, t, e) => `if ${c}\nthen ${t}\nelse ${e}\nfi`, c, t, e)), weight: 1 },
        { arbitrary: fc.tuple(name, words, list).map(([n, w, l]) => join((l) => `for ${n} in ${w}; do ${l}\ndone`, l)), weight: 2 },
        { arbitrary: fc.tuple(fc.constantFrom('while', 'until'), counter, list).map(([k, i, l]) => join((l) => `${i}=0; ${k} ${k === 'while' ? '' : '! '}[ $${i} -lt 3 ]; do ${i}=$((${i}+1)); ${l}\ndone`, l)), weight: 1 },
        { arbitrary: fc.tuple(word, fc.array(fc.tuple(fc.constantFrom('*', 'a', 'f*', '[!a]*', '"*"', '??', "''", '$a', '"$b"', 'x|foo', '-*'), list), { minLength: 1, maxLength: 3 })).map(([w, items]) => ({ text: `case ${w} in\n${items.map(([p, l]) => `${p}) ${l.text}\n;;`).join('\n')}\nesac`, concurrent: items.some(([, l]) => l.concurrent) })), weight: 2 },
        { arbitrary: list.map((l) => join((l) => `{ ${l}\n}`, l)), weight: 1 },
        { arbitrary: list.map((l) => join((l) => `( ${l}\n)`, l)), weight: 2 },
        { arbitrary: fc.tuple(list, words).map(([l, w]) => join((l) => `f() { ${l}\n}\nf ${w}`, l)), weight: 2 },
        { arbitrary: fc.tuple(name, word).map(([n, w]) => text(`g() { local ${n}; ${n}=${w}; echo "$${n}"; }; g`)), weight: 1 },
        { arbitrary: fc.tuple(command, command).map(([l, r]) => ({ text: `${l.text.replace(/\n/g, '\n')} | ${r.text}`, concurrent: true })), weight: 2 },
        { arbitrary: fc.tuple(command, fc.constantFrom('cat', 'cut -c1-3', 'tr a-f A-F', "sed 's/o/0/'", 'wc -l', 'grep o', 'head -n 1', 'sort', 'while read -r l_; do echo "[$l_]"; done', 'read a; echo "$a"')).map(([l, f]) => ({ text: `${l.text} | ${f}`, concurrent: true })), weight: 2 },
        { arbitrary: fc.tuple(command, fc.constantFrom('> f1', '>> f1', '2>/dev/null', '2>&1', '> f2.txt 2>&1', '< f1', '>&-', '3> f1', '> d', '< nofile', '<> f1', '>| f1', '1>&2')).map(([c, r]) => join((c) => `{ ${c}\n} ${r}`, c)), weight: 2 },
        { arbitrary: fc.tuple(fc.constantFrom('E', "'E'", '-E'), fc.array(fc.oneof(plain, name.map((n) => `$${n}`), fc.constantFrom('`echo s`', '\tindented', '$((1+1))', '"q"', "'s'", '\\$a')), { maxLength: 3 }).filter((lines) => !lines.includes('E'))).map(([d, lines]) => text(`cat <<${d === '-E' ? '-E' : d}\n${lines.join('\n')}\nE\n`)), weight: 1 },
        ...(dialect === 'bash' ? bashCommands(name, word, list) : []),
      ),
      list: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        { arbitrary: command, weight: 5 },
        { arbitrary: fc.tuple(command, command).map(([l, r]) => join((l, r) => `${l}\n${r}`, l, r)), weight: 2 },
        { arbitrary: fc.tuple(command, fc.constantFrom('&&', '||'), command).map(([l, op, r]) => join((l, r) => `{ ${l}\n} ${op} { ${r}\n}`, l, r)), weight: 2 },
      ),
    };
  });
  const prologue = 'mkdir t; cd t; n=1 m=0; a=foo b="x y" c=; mkdir d; : > f1; : > d/in\n';
  return fc.array(list, { minLength: 1, maxLength: 5 }).map((lists) => ({ text: `${prologue}${lists.map((l) => l.text).join('\n')}\necho "end $?"\n`, concurrent: lists.some((l) => l.concurrent) }));
}

/** Constructs that only bash has. */
function bashCommands(name: fc.Arbitrary<string>, word: fc.Arbitrary<string>, list: fc.Arbitrary<Script>): { arbitrary: fc.Arbitrary<Script>; weight: number }[] {
  return [
    { arbitrary: fc.tuple(fc.array(word, { maxLength: 3 })).map(([w]) => text(`arr=(${w.join(' ')}); printf '<%s>' "\${arr[@]}" "\${#arr[@]}" "\${arr[1]}"; echo`)), weight: 2 },
    { arbitrary: fc.tuple(word, fc.constantFrom('==', '!=', '<', '-eq'), word).map(([l, op, r]) => text(`[[ ${l} ${op} ${r} ]]`)), weight: 1 },
    { arbitrary: fc.tuple(name, fc.constantFrom('/o/0', '//o/0', '/#f/F', '/%o/X', ':1', ':0:2', ': -2', '^', '^^', ',,', '@Q')).map(([n, op]) => text(`echo "\${${n}${op}}"`)), weight: 2 },
    { arbitrary: list.map((l) => join((l) => `for ((i_=0; i_<2; i_++)); do ${l}\ndone`, l)), weight: 1 },
    { arbitrary: word.map((w) => text(`cat <<< ${w}`)), weight: 1 },
    { arbitrary: fc.constantFrom('echo {a,b}{1..3}', '((n++)) || echo zero', 'echo "${PIPESTATUS[@]}"', 'declare -i k=3+4; echo $k', 'printf -v a %s-%s p q; echo "$a"').map(text), weight: 1 },
  ];
}
