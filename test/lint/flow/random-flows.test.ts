/** Chains of ways to hand a value on, drawn at random: the flow is found through all of them, and never behind a cut to the first part. */
import { expect, test } from 'vitest';
import { datasetAsPool } from '../../../src/lint/rules/dataset-as-pool.ts';
import { linted } from './linted.ts';

/** xorshift: the same chains in every run. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield (state >>> 0) / 2 ** 32;
  }
}

interface Made {
  /** Functions, before everything else. */
  readonly head: string;
  /** Lines around the rest: what comes before it, and what closes it again. */
  readonly open: string;
  readonly close: string;
  /** The variable that has the value from here on. */
  readonly variable: string;
}

type Step = (from: string, n: number) => Made;

const line = (text: string, variable: string): Made => ({ head: '', open: `${text}\n`, close: '', variable });

const CARRIERS: Record<string, Step> = {
  assign: (v, n) => line(`v${n}="$${v}"`, `v${n}`),
  unquoted: (v, n) => line(`v${n}=$${v}`, `v${n}`),
  braces: (v, n) => line(`v${n}="\${${v}}"`, `v${n}`),
  fallback: (v, n) => line(`v${n}=\${UNSET_${n}:-$${v}}`, `v${n}`),
  echo: (v, n) => line(`v${n}=$(echo "$${v}")`, `v${n}`),
  printf: (v, n) => line(`v${n}=\`printf '%s\\n' "$${v}"\``, `v${n}`),
  function: (v, n) => ({
    head: `f${n}() {\n    v${n}=$1\n}\n`,
    open: `f${n} "$${v}"\n`,
    close: '',
    variable: `v${n}`,
  }),
  'second argument, twice': (v, n) => ({
    head: `g${n}() {\n    shift\n    v${n}="$1"\n}\nf${n}() { g${n} "$2" "$1"; }\n`,
    open: `f${n} "$${v}" other\n`,
    close: '',
    variable: `v${n}`,
  }),
  'all arguments': (v, n) => ({
    head: `g${n}() {\n    local a b\n    a=$1 b=$2\n    v${n}=$b\n}\nf${n}() { g${n} x "$@"; }\n`,
    open: `f${n} "$${v}"\n`,
    close: '',
    variable: `v${n}`,
  }),
  'a function that prints': (v, n) => ({
    head: `f${n}() { printf %s "$1"; }\n`,
    open: `v${n}="$(f${n} "$${v}")"\n`,
    close: '',
    variable: `v${n}`,
  }),
  'a function that prints a variable of the caller': (v, n) => ({
    head: `f${n}() { cat <<END\n$${v}\nEND\n}\n`,
    open: `v${n}="$(f${n})"\n`,
    close: '',
    variable: `v${n}`,
  }),
  pipe: (v, n) => ({ head: '', open: `echo "$${v}" | while read -r v${n}; do\n`, close: 'done\n', variable: `v${n}` }),
  'group behind a pipe': (v, n) => ({
    head: '',
    open: `echo "$${v}" | {\nIFS= read -r v${n}\n`,
    close: '}\n',
    variable: `v${n}`,
  }),
  'here-document': (v, n) => line(`read -r v${n} <<END\n$${v}\nEND`, `v${n}`),
  for: (v, n) => ({ head: '', open: `for v${n} in "$${v}"; do\n`, close: 'done\n', variable: `v${n}` }),
  'if not empty': (v, n) => ({
    head: '',
    open: `if [ -n "$${v}" ]; then\nv${n}=$${v}\n`,
    close: 'fi\n',
    variable: `v${n}`,
  }),
  'either way': (v, n) => line(`if [ -e /x${n} ]; then v${n}=$${v}; else v${n}="$${v}"; fi`, `v${n}`),
  case: (v, n) => ({
    head: '',
    open: `case $${v} in\n'') ;;\n*)\nv${n}=$${v}\n`,
    close: ';;\nesac\n',
    variable: `v${n}`,
  }),
  subshell: (v, n) => ({ head: '', open: `(\nv${n}=$${v}\n`, close: ')\n', variable: `v${n}` }),
  export: (v, n) => line(`export v${n}="$${v}"`, `v${n}`),
  eval: (v, n) => line(`eval "v${n}=\\$${v}"`, `v${n}`),
  'eval of the value': (v, n) => line(`eval "v${n}='$${v}'"`, `v${n}`),
  set: (v, n) => line(`set -- a "$${v}"\nv${n}=$2`, `v${n}`),
  file: (v, n) => line(`echo "$${v}" > /run/f${n}\nv${n}=$(cat /run/f${n})`, `v${n}`),
  trim: (v, n) => line(`v${n}=\${${v}%/}`, `v${n}`),
  'two assignments': (v, n) => line(`a${n}=$${v} v${n}=$a${n}`, `v${n}`),
  'and list': (v, n) => line(`[ -z "$${v}" ] || v${n}=$${v}`, `v${n}`),
  head: (v, n) => line(`v${n}=$(echo "$${v}" | sort -u | head -n1)`, `v${n}`),
  default: (v, n) => line(`: "\${v${n}:=$${v}}"`, `v${n}`),
  'a loop': (v, n) => ({
    head: '',
    open: `i${n}=0\nwhile [ "$i${n}" -lt 3 ]; do\ni${n}=$((i${n} + 1))\nv${n}=$${v}\n`,
    close: 'done\n',
    variable: `v${n}`,
  }),
};

Object.assign(CARRIERS, {
  callback: (v, n) => ({
    head: `c${n}() { "$1" "$2"; }\nf${n}() { v${n}=$1; }\n`,
    open: `c${n} f${n} "$${v}"\n`,
    close: '',
    variable: `v${n}`,
  }),
  'a name of the variable': (v, n) => ({
    head: `f${n}() { eval "$1=\\$2"; }\n`,
    open: `f${n} v${n} "$${v}"\n`,
    close: '',
    variable: `v${n}`,
  }),
  'put together': (v, n) => line(`a${n}= b${n}=$${v}\nv${n}="$a${n}$b${n}"`, `v${n}`),
  xargs: (v, n) => line(`v${n}=$(echo "$${v}" | xargs echo)`, `v${n}`),
  'a filter for emptiness': (v, n) => line(`v${n}=$(echo "$${v}" | grep . | cat)`, `v${n}`),
  'a tab apart': (v, n) => line(`v${n}=$(printf '%s\\t%s\\n' on "$${v}" | cut -f 2)`, `v${n}`),
  'a word of two': (v, n) => line(`v${n}=$(echo "on $${v}" | awk '{ print $2 }')`, `v${n}`),
  'read of two': (v, n) => line(`read -r a${n} v${n} <<END\non $${v}\nEND`, `v${n}`),
  'prefix and back': (v, n) => line(`a${n}=zfs:$${v}\nv${n}=\${a${n}#zfs:}`, `v${n}`),
  'a path and back': (v, n) => line(`a${n}="file:///run/x/$${v}"\nv${n}=\${a${n}##file:///run/x/}`, `v${n}`),
  'a case that takes the prefix': (v, n) =>
    line(`a${n}=zfs:$${v}\ncase $a${n} in zfs:*) v${n}=\${a${n}#*:} ;; esac`, `v${n}`),
  return: (v, n) => ({
    head: `f${n}() { [ -n "$1" ] || return 1; v${n}=$1; return 0; }\n`,
    open: `if f${n} "$${v}"; then\n`,
    close: 'fi\n',
    variable: `v${n}`,
  }),
  'a failure that leaves': (v, n) => line(`v${n}=$${v} || return 1\n[ "$v${n}" != - ] || exit 0`, `v${n}`),
} satisfies Record<string, Step>);

const CUTS: Readonly<Record<string, Step>> = {
  strip: (v, n) => line(`v${n}=\${${v}%%/*}`, `v${n}`),
  cut: (v, n) => line(`v${n}=$(echo "$${v}" | cut -d/ -f1)`, `v${n}`),
  'cut with long options': (v, n) => line(`v${n}=$(printf '%s' "$${v}" | cut --delimiter=/ --fields=1)`, `v${n}`),
  sed: (v, n) => line(`v${n}=$(echo "$${v}" | sed -e 's,/.*,,')`, `v${n}`),
  'sed with another delimiter': (v, n) => line(`v${n}=$(echo "$${v}" | sed 's/\\/.*$//')`, `v${n}`),
  'sed with a group': (v, n) => line(`v${n}=$(echo "$${v}" | sed 's|^\\([^/]*\\)/.*|\\1|')`, `v${n}`),
  awk: (v, n) => line(`v${n}=$(echo "$${v}" | awk -F/ '{ print $1 }')`, `v${n}`),
  'awk with FS': (v, n) => line(`v${n}=$(echo "$${v}" | awk 'BEGIN { FS = "/" } { print $1 }')`, `v${n}`),
  read: (v, n) => ({
    head: '',
    open: `echo "$${v}" | while IFS=/ read -r v${n} rest${n}; do\n`,
    close: 'done\n',
    variable: `v${n}`,
  }),
  'read from a here-document': (v, n) => line(`IFS=/ read -r v${n} rest${n} <<END\n$${v}\nEND`, `v${n}`),
  set: (v, n) => line(`IFS=/\nset -- $${v}\nunset IFS\nv${n}=$1`, `v${n}`),
  expr: (v, n) => line(`v${n}=$(expr "$${v}" : '\\([^/]*\\)')`, `v${n}`),
  tr: (v, n) => line(`v${n}=$(echo "$${v}" | tr / '\\n' | head -n 1)`, `v${n}`),
  'tr and set': (v, n) => line(`set -- $(echo "$${v}" | tr / ' ')\nv${n}=$1`, `v${n}`),
  function: (v, n) => ({
    head: `f${n}() { echo "\${1%%/*}"; }\n`,
    open: `v${n}=$(f${n} "$${v}")\n`,
    close: '',
    variable: `v${n}`,
  }),
  'only without a slash': (v, n) => ({
    head: '',
    open: `case $${v} in\n*/*) ;;\n*)\nv${n}=$${v}\n`,
    close: ';;\nesac\n',
    variable: `v${n}`,
  }),
  'case on both': (v, n) => line(`case $${v} in\n*/*) v${n}=\${${v}%%/*} ;;\n*) v${n}=$${v} ;;\nesac`, `v${n}`),
  'asked again': (v, n) => line(`v${n}=$(zpool list -Ho name "\${${v}%%/*}")`, `v${n}`),
};

const ORIGINS: readonly string[] = [
  'zfs get -Ho value encryptionroot "$root"',
  'zfs get -H -o value encryptionroot -- rpool/a',
  'zfs list -Ho encryptionroot rpool/a',
  'zpool get -Ho value bootfs rpool',
  'zpool list -H -o bootfs | grep -m1 -vFx -',
  'getarg root= | sed s/^zfs://',
  'zfs get encryptionroot -Ho value rpool/a'.replace('encryptionroot -Ho value', '-Ho value encryptionroot'),
];

const USES: readonly ((v: string) => string)[] = [
  (v) => `zpool status "$${v}"`,
  (v) => `zpool import -N "$${v}"`,
  (v) => `[ -e "/dev/zvol/$${v}/keystore" ]`,
  (v) => `systemd-cryptsetup attach "keystore-$${v}" /dev/x`,
  (v) => `mkdir -p "/run/keystore/$${v}"`,
  (v) => `case $location in\n"file:///run/keystore/$${v}/"*) : ;;\nesac`,
  (v) => `mount /dev/mapper/keystore-"$${v}" /mnt`,
  (v) => `zpool get -Ho value feature@encryption "$${v}"`,
];

interface Drawn {
  readonly text: string;
  readonly names: readonly string[];
}

function draw(random: Generator<number, never>, withCut: boolean): Drawn {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next().value * from.length)]!;
  const length = 1 + Math.floor(random.next().value * 6);
  const cutAt = withCut ? Math.floor(random.next().value * length) : -1;
  let made: Made = { head: '', open: `v0=$(${pick(ORIGINS)})\n`, close: '', variable: 'v0' };
  const names: string[] = [];
  for (let n = 1; n <= length; n++) {
    const [name, step] = pick(Object.entries(n - 1 === cutAt ? CUTS : CARRIERS));
    names.push(name);
    const next = step(made.variable, n);
    made = {
      head: made.head + next.head,
      open: made.open + next.open,
      close: next.close + made.close,
      variable: next.variable,
    };
  }
  return { text: `${made.head}${made.open}${pick(USES)(made.variable)}\n${made.close}`, names };
}

const ROUNDS = Number(process.env.FLOW_RUNS ?? 150);
const SEED = Number(process.env.FLOW_SEED ?? 20_241);

test('a dataset reaches the place of a pool through any chain', () => {
  const random = numbers(SEED);
  for (let round = 0; round < ROUNDS; round++) {
    const { text, names } = draw(random, false);
    expect(linted({ hook: text }, [datasetAsPool]).length, `${names.join(', ')}\n${text}`).toBeGreaterThan(0);
  }
});

test('and not when its first part is taken on the way', () => {
  const random = numbers(SEED + 1);
  for (let round = 0; round < ROUNDS; round++) {
    const { text, names } = draw(random, true);
    expect(
      linted({ hook: text }, [datasetAsPool]).map(({ line: at, message }) => `${at}: ${message}`),
      `${names.join(', ')}\n${text}`,
    ).toEqual([]);
  }
});
