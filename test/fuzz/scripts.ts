/** Random shell scripts for comparing with real shells: valid by construction but for the errors that are asked for, small, deterministic when run. */
import fc from 'fast-check';
import type { Dialect } from '../../src/syntax/dialect.ts';
import { name, quoteDouble, quoteSingle, unique } from './atoms.ts';
import { callChoices } from './builtin-calls.ts';
import { arithmeticChoices, wordChoices } from './words.ts';

type Text = fc.Arbitrary<string>;
interface Choice {
  readonly arbitrary: Text;
  readonly weight: number;
}

/** What a generated script may be judged by beside stdout and status. */
export interface Script {
  readonly text: string;
  /** Stages that run at the same time write to stderr in any order. */
  readonly concurrent: boolean;
}

interface Parts {
  readonly word: string;
  readonly arithmetic: string;
  readonly command: string;
  readonly list: string;
}

const PROLOGUE = 'mkdir t; cd t; n=1 m=0; a=foo b="x y" c=; mkdir d; : > f1; : > d/in\n';

/** Scripts of a dialect, a few statements long. */
export function scripts(dialect: Dialect): fc.Arbitrary<Script> {
  const { list } = fc.letrec<Parts>((tie) => {
    const [word, arithmetic, command, list] = [tie('word'), tie('arithmetic'), tie('command'), tie('list')] as [
      Text,
      Text,
      Text,
      Text,
    ];
    const words = fc.array(word, { minLength: 0, maxLength: 4 }).map((each) => each.join(' '));
    return {
      word: fc.oneof(
        { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
        ...wordChoices(word, arithmetic, list),
      ),
      arithmetic: fc.oneof(
        { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
        ...arithmeticChoices(arithmetic),
      ),
      command: fc.oneof(
        { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
        ...callChoices(word, words),
        ...compoundChoices(dialect, { word, words, arithmetic, command, list }),
        ...(dialect === 'bash' ? bashChoices(word, list) : []),
      ),
      list: fc.oneof(
        { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
        { arbitrary: command, weight: 50 },
        { arbitrary: fc.tuple(command, command).map(([l, r]) => `${l}\n${r}`), weight: 20 },
        {
          arbitrary: fc
            .tuple(command, fc.constantFrom('&&', '||'), command)
            .map(([l, op, r]) => `{ ${l}\n} ${op} { ${r}\n}`),
          weight: 20,
        },
      ),
    };
  });
  const options = fc.oneof(
    { weight: 60, arbitrary: fc.constant('') },
    {
      weight: 30,
      arbitrary: fc.constantFrom(
        'set -e\n',
        'set -u\n',
        'set -x\n',
        'set -f\n',
        'set -eu\n',
        'set -a\n',
        'set -C\n',
        'trap "echo bye \\$?" EXIT\n',
        'set -ex\n',
      ),
    },
  );
  return fc.tuple(options, fc.array(list, { minLength: 1, maxLength: 5 })).map(([first, lists]) => {
    const text = `${PROLOGUE}${first}${lists.join('\n')}\necho "end $?"\n`;
    return { text, concurrent: / \| | & |true \|/.test(text) };
  });
}

interface Arbitraries {
  readonly word: Text;
  readonly words: Text;
  readonly arithmetic: Text;
  readonly command: Text;
  readonly list: Text;
}

const REDIRECTIONS = [
  '> f1',
  '>> f1',
  '2>/dev/null',
  '2>&1',
  '> f2.txt 2>&1',
  '< f1',
  '>&-',
  '3> f1',
  '> d',
  '< nofile',
  '<> f1',
  '>| f1',
  '1>&2',
  '2>&1 > f1',
  '<&-',
  '3>&1 >f1',
  '3>&1 1>&2 2>&3',
  '3<f1 <&3',
  '<&3',
  '>&9',
  '> "$a"',
  '> $b',
  '> $nope',
  '2>&-',
  '< /dev/null',
  '> nodir/x',
  '> f1 > f2',
  '0<f1',
  '> "f$n"',
  '>&$n',
  '> *',
  '<<E_\n$a\nE_\n',
  '3<<E_ <&3\nthree\nE_\n',
  '> $(echo f1)',
  '>> nodir/x',
  '>& x',
  '<d',
] as const;
const FILTERS = [
  'cat',
  'cut -c1-3',
  'tr a-f A-F',
  "sed 's/o/0/'",
  'wc -l',
  'grep o',
  '{ head -n 1; cat > /dev/null; }',
  'sort',
  'while read -r l_; do echo "[$l_]"; done',
  '{ read a; echo "$a"; cat > /dev/null; }',
  '{ cat; }',
  '( cat )',
  'tail -n 1',
  'uniq',
  'cat -',
  'sed -n 1p',
  '{ read a; cat; }',
  'if read a; then echo "got $a"; cat > /dev/null; fi',
  'tee f1',
  'cat | cat',
  '! cat',
  'sh -c cat',
] as const;
const CASE_PATTERNS = [
  '*',
  'a',
  'f*',
  '[!a]*',
  '"*"',
  '??',
  "''",
  '$a',
  '"$b"',
  'x|foo',
  '-*',
  '(a',
  '[[:alpha:]]',
  '\\*',
  '[a',
  "'f'oo",
  '[]a]',
  '*"o"',
  '${c:-foo}',
  '$(echo foo)',
  '$((1))',
  '?[o-p]?',
  '~',
  '"$@"',
  '$*',
  '*\\',
  '[!]a]?',
] as const;

function compoundChoices(dialect: Dialect, { word, words, arithmetic, command, list }: Arbitraries): Choice[] {
  const self = dialect === 'busybox' ? 'busybox sh' : dialect === 'bash' ? 'bash --norc' : dialect;
  return [
    { arbitrary: fc.tuple(fc.constantFrom('n', 'm'), arithmetic).map(([n, e]) => `${n}=$((${e}))`), weight: 20 },
    { arbitrary: fc.tuple(list, list).map(([c, t]) => `if ${c}\nthen ${t}\nfi`), weight: 20 },
    { arbitrary: fc.tuple(list, list, list).map(([c, t, e]) => `if ${c}\nthen ${t}\nelse ${e}\nfi`), weight: 10 },
    {
      arbitrary: fc
        .tuple(command, list, command, list, list)
        .map(([c, t, d, u, e]) => `if ${c}\nthen ${t}\nelif ${d}\nthen ${u}\nelse ${e}\nfi`),
      weight: 10,
    },
    { arbitrary: fc.tuple(name, words, list).map(([n, w, l]) => `for ${n} in ${w}; do ${l}\ndone`), weight: 20 },
    { arbitrary: fc.tuple(name, list).map(([n, l]) => `for ${n} do ${l}\ndone`), weight: 10 },
    {
      arbitrary: fc
        .tuple(fc.constantFrom('while', 'until'), unique('i_'), list)
        .map(
          ([k, i, l]) => `${i}=0; ${k} ${k === 'while' ? '' : '! '}[ $${i} -lt 3 ]; do ${i}=$((${i}+1)); ${l}\ndone`,
        ),
      weight: 10,
    },
    {
      arbitrary: fc
        .tuple(unique('i_'), list, list)
        .map(([i, c, l]) => `${i}=0; while ${i}=$((${i}+1)); [ $${i} -lt 3 ] || break; ${c}\ndo ${l}\ndone`),
      weight: 10,
    },
    {
      arbitrary: fc
        .tuple(word, fc.array(fc.tuple(fc.constantFrom(...CASE_PATTERNS), list), { minLength: 1, maxLength: 3 }))
        .map(([w, items]) => `case ${w} in\n${items.map(([p, l]) => `${p}) ${l}\n;;`).join('\n')}\nesac`),
      weight: 20,
    },
    { arbitrary: list.map((l) => `{ ${l}\n}`), weight: 10 },
    { arbitrary: list.map((l) => `( ${l}\n)`), weight: 20 },
    { arbitrary: list.map((l) => `! { ${l}\n}`), weight: 10 },
    { arbitrary: fc.tuple(list, words, unique('fn_')).map(([l, w, f]) => `${f}() { ${l}\n}\n${f} ${w}`), weight: 20 },
    {
      arbitrary: fc
        .tuple(list, words, unique('fn_'), fc.constantFrom(...REDIRECTIONS.filter((r) => !r.includes('\n'))))
        .map(([l, w, f, r]) => `${f}() ( ${l}\n) ${r}\n${f} ${w}`),
      weight: 5,
    },
    {
      arbitrary: fc.tuple(list, word, unique('fn_')).map(([l, w, f]) => `${f}() { ${l}\n}\na=${w} ${f}; echo "$a"`),
      weight: 10,
    },
    { arbitrary: list.map((l) => `eval ${quoteSingle(l)}`), weight: 10 },
    {
      arbitrary: fc
        .tuple(list, fc.constantFrom('EXIT', 'EXIT', 'USR1', 'TERM', '0', 'HUP INT'))
        .map(([l, s]) => `trap ${quoteSingle(l)} ${s}`),
      weight: 10,
    },
    {
      arbitrary: fc
        .tuple(list, list)
        .map(([l, after]) => `trap ${quoteSingle(l)} USR1\nkill -USR1 $$\n${after}\ntrap - USR1`),
      weight: 5,
    },
    {
      arbitrary: fc
        .tuple(
          list,
          unique('E_'),
          fc.constantFrom(
            '. ./dotted',
            '. ./dotted x y',
            'PATH=.:$PATH; . dotted',
            'command . ./dotted',
            '. ./dotted && echo ok',
          ),
        )
        .map(([l, d, dot]) => `cat > dotted <<'${d}'\n${l}\n${d}\n${dot}`),
      weight: 10,
    },
    { arbitrary: fc.tuple(list, words).map(([l, w]) => `${self} -c ${quoteSingle(l)} ${w}`), weight: 5 },
    {
      arbitrary: fc
        .tuple(list, fc.constantFrom('-e', '-u', '-x', '-f', '-eu', '-a', '-s'))
        .map(([l, o]) => `echo ${quoteSingle(l)} | ${self} ${o}`),
      weight: 3,
    },
    {
      arbitrary: fc
        .tuple(
          list,
          fc.constantFrom('wait $!; echo $?', 'wait', 'wait; echo $?', 'wait %1; echo $?', 'wait $! $!; echo $?'),
        )
        .map(([l, w]) => `{ ${l}\n} & ${w}`),
      weight: 5,
    },
    { arbitrary: fc.tuple(command, command).map(([l, r]) => `{ ${l}\n} | { cat > /dev/null; ${r}\n}`), weight: 20 },
    { arbitrary: fc.tuple(command, fc.constantFrom(...FILTERS)).map(([l, f]) => `{ ${l}\n} | ${f}`), weight: 20 },
    { arbitrary: fc.tuple(command, fc.constantFrom(...REDIRECTIONS)).map(([c, r]) => `{ ${c}\n} ${r}`), weight: 20 },
    { arbitrary: fc.tuple(list, fc.constantFrom(...REDIRECTIONS)).map(([c, r]) => `( ${c}\n) ${r}`), weight: 10 },
    {
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            'echo x',
            'read a',
            ':',
            'cat',
            'nosuch',
            'true',
            'eval "echo x; false"',
            'a=1',
            '',
            'set -- q',
            'test a',
            'printf x',
            'trap',
            'export a=2',
            'command echo y',
            'exec',
            '. ./nosuch',
            'cd d',
            'pwd',
          ),
          fc.constantFrom(...REDIRECTIONS),
        )
        .map(([c, r]) => `${c} ${r}`),
      weight: 20,
    },
    {
      arbitrary: fc
        .tuple(name, words, list, fc.constantFrom(...REDIRECTIONS))
        .map(([n, w, l, r]) => `for ${n} in ${w}; do ${l}\ndone ${r}`),
      weight: 5,
    },
    {
      arbitrary: fc
        .tuple(fc.constantFrom('a b', '-r a b', 'a', '-r c'), list, words)
        .map(([r, l, w]) => `while read ${r}; do ${l}\ndone <<E_\n${w}\nx y z\nE_\n`),
      weight: 5,
    },
    {
      arbitrary: fc
        .tuple(command, fc.constantFrom('&&', '||'), command, fc.constantFrom('&&', '||'), command)
        .map(([a, o, b, p, c]) => `{ ${a}\n} ${o} { ${b}\n} ${p} { ${c}\n}`),
      weight: 10,
    },
    { arbitrary: word.map((w) => `case $- in *x*) set +x;; *) set -x;; esac; : ${w} ${quoteDouble('x')}`), weight: 3 },
  ];
}

/** Constructs that only bash has. */
function bashChoices(word: Text, list: Text): Choice[] {
  return [
    {
      arbitrary: fc
        .array(word, { maxLength: 3 })
        .map((w) => `arr=(${w.join(' ')}); printf '<%s>' "\${arr[@]}" "\${#arr[@]}" "\${arr[1]}"; echo`),
      weight: 20,
    },
    {
      arbitrary: fc
        .tuple(word, fc.constantFrom('==', '!=', '<', '-eq'), word)
        .map(([l, op, r]) => `[[ ${l} ${op} ${r} ]]`),
      weight: 10,
    },
    {
      arbitrary: fc
        .tuple(name, fc.constantFrom('/o/0', '//o/0', '/#f/F', '/%o/X', ':1', ':0:2', ': -2', '^', '^^', ',,', '@Q'))
        .map(([n, op]) => `echo "\${${n}${op}}"`),
      weight: 20,
    },
    { arbitrary: list.map((l) => `for ((i_=0; i_<2; i_++)); do ${l}\ndone`), weight: 10 },
    { arbitrary: word.map((w) => `cat <<< ${w}`), weight: 10 },
    {
      arbitrary: fc.constantFrom(
        'echo {a,b}{1..3}',
        '((n++)) || echo zero',
        'echo "${PIPESTATUS[@]}"',
        'declare -i k=3+4; echo $k',
        'printf -v a %s-%s p q; echo "$a"',
      ),
      weight: 10,
    },
  ];
}
