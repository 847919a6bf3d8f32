/** The flow from a dataset to a pool's place, written in many ways; each with its fixed form, which is silent. */
import { readFileSync } from 'node:fs';
import { applyPatch } from 'diff';
import { describe, expect, test } from 'vitest';
import { datasetAsPool } from '../../../src/lint/rules/dataset-as-pool.ts';
import { RULES } from '../../../src/lint/rules/index.ts';
import { linted, type Texts } from './linted.ts';

interface Variant {
  readonly name: string;
  readonly bad: Texts;
  readonly fixed: Texts;
}

/** One text with a place in it where the forms differ. */
const variant = (
  name: string,
  text: string,
  bad: string,
  fixed: string,
  also?: Readonly<Record<string, string>>,
): Variant => {
  const filled = (form: string): Texts => ({
    hook: text.replaceAll('@@', () => form),
    ...(also
      ? {
          also: Object.fromEntries(
            Object.entries(also).map(([path, each]) => [path, each.replaceAll('@@', () => form)]),
          ),
        }
      : {}),
  });
  return { name, bad: filled(bad), fixed: filled(fixed) };
};

const ASK = 'e=$(zfs get -Ho value encryptionroot "$root")\n[ "$e" = - ] && return 0\n';

const VARIANTS: readonly Variant[] = [
  variant(
    'other names',
    'q="$(zfs get -H -o value encryptionroot "$root")"\nfoo=@@\n[ -e /dev/zvol/$foo/keystore ]\n',
    '"$q"',
    '"${q%%/*}"',
  ),
  variant('a second variable', `${ASK}a=$e\nb=$a\nc=@@\nmount "/dev/mapper/keystore-$c" /mnt\n`, '$b', '${b%%/*}'),
  variant('a helper in a sourced library', `. /lib/keystore-lib.sh\n${ASK}open_keystore "@@"\n`, '$e', '${e%%/*}', {
    '/lib/keystore-lib.sh':
      'open_keystore() {\n    systemd-cryptsetup attach "keystore-$1" "/dev/zvol/$1/keystore"\n}\n',
  }),
  variant('the library makes the cut', `. /lib/keystore-lib.sh\n${ASK}open_keystore "$e"\n`, '$1', '${1%%/*}', {
    '/lib/keystore-lib.sh':
      'open_keystore() {\n    _p=@@\n    systemd-cryptsetup attach "keystore-$_p" "/dev/zvol/$_p/keystore"\n}\n',
  }),
  variant(
    '$1 through two functions',
    `inner() { [ -e "/dev/zvol/\${2}/keystore" ]; }\nouter() { inner x "\${1}"; }\n${ASK}outer "@@"\n`,
    '$e',
    '${e%%/*}',
  ),
  variant(
    'a function that prints the value',
    `root_of() { zfs get -Ho value encryptionroot "$1"; }\np="$(root_of "$root" @@)"\n[ -e "/dev/zvol/$p/keystore" ]\n`,
    '',
    '| cut -d/ -f1',
  ),
  variant(
    'a function that prints its argument cut',
    `pool_of() { echo "@@"; }\n${ASK}mkdir -p "/run/keystore/$(pool_of "$e")"\n`,
    '$1',
    '${1%%/*}',
  ),
  variant(
    'a loop that reads',
    'zfs get -Ho value encryptionroot rpool/a rpool/b | while @@read -r p; do\n    [ -e "/dev/zvol/$p/keystore" ]\ndone\n',
    '',
    'IFS=/ read -r p _ && :; : || ',
  ),
  variant(
    'read with IFS',
    'zfs list -Ho name,mountpoint | while IFS="$(printf "\\t")" read -r d m; do\n    zpool status "@@"\ndone\n',
    '$d',
    '${d%%/*}',
  ),
  variant(
    'for over a substitution',
    'for d in $(zfs list -Ho name -r rpool@@); do\n    zpool get -Ho value bootfs "$d"\ndone\n',
    '',
    ' | cut -d/ -f1',
  ),
  variant(
    'a case instead of an if',
    `${ASK}case $(zfs get -Ho value keylocation "$e") in\n    "file:///run/keystore/@@/"*) : ;;\nesac\n`,
    '$e',
    '${e%%/*}',
  ),
  variant(
    'a case pattern through a variable',
    `${ASK}prefix="file:///run/keystore/@@"\ncase $(zfs get -Ho value keylocation "$e") in\n    "$prefix"/*) : ;;\nesac\n`,
    '$e',
    '${e%%/*}',
  ),
  variant(
    'bootfs',
    'b=$(zpool get -Ho value bootfs | grep -m1 -vFx -)\nzpool get -Ho value feature@encryption "@@"\n',
    '$b',
    '${b%%/*}',
  ),
  variant(
    'bootfs from a list',
    'b=$(zpool list -Ho bootfs | sed -n \'/^-$/!p\' | head -n1)\nzpool status "@@"\n',
    '$b',
    '$(echo "$b" | sed \'s,/.*,,\')',
  ),
  variant('root=', 'r=$(getarg root=)\nr=${r#zfs:}\nzpool import -N "@@"\n', '$r', '${r%%/*}'),
  variant(
    'root= from the words of the command line',
    'for w in $(cat /proc/cmdline); do\n    case $w in\n        root=*) r=${w#root=} ;;\n    esac\ndone\nzpool import "@@"\n',
    '${r#ZFS=}',
    '$(echo "${r#ZFS=}" | cut -d / -f 1)',
  ),
  variant(
    'the variable of the driver',
    'if [ "${root%%:*}" = zfs ]; then\n    zpool import "@@"\nfi\n',
    '${root#zfs:}',
    '$(echo "${root#zfs:}" | awk -F/ "{print \\$1}")',
  ),
  variant('awk', `${ASK}p=$(echo "$e" | awk -F@@)\n[ -d "/run/keystore/$p" ]\n`, ": '{print $1}'", "/ '{print $1}'"),
  variant('set with IFS', `${ASK}IFS=@@\nset -- $e\nunset IFS\nzpool status "$1"\n`, ':', '/'),
  variant(
    'expr',
    `${ASK}p=$(expr "$e" : '@@')\nzpool status "$p"\n`.replace("'@@'", '@@'),
    '\'.*\' > /dev/null; echo "$e"',
    "'\\([^/]*\\)'",
  ),
  variant('a here-document', `${ASK}IFS=@@ read -r p rest <<END\n$e\nEND\nmkdir -p "/run/keystore/$p"\n`, ':', '/'),
  variant('eval', `${ASK}command="zpool status '@@'"\neval "$command"\n`, '$e', '${e%%/*}'),
  variant('eval of an assignment', `${ASK}eval "p=\\$@@"\nzpool status "$p"\n`, 'e', '{e%%/*}'),
  variant(
    'local variables',
    `f() {\n    local x y\n    x=$1\n    y=@@\n    zpool export "$y"\n}\n${ASK}f "$e"\n`,
    '$x',
    '${x%%/*}',
  ),
  variant(
    'export in one function, use in another',
    `one() { export NAME=@@; }\ntwo() { zpool status "$NAME"; }\n${ASK}one\ntwo\n`,
    '"$e"',
    '"${e%%/*}"',
  ),
  variant('the parent is no pool', `${ASK}zpool status "@@"\n`, '${e%/*}', '${e%%/*}'),
  variant('a wrong end of the name', `${ASK}[ -e "/dev/zvol/\${e@@}/keystore" ]\n`, '%/*', '%%/*'),
  variant(
    'only where it has no slash',
    `${ASK}case $e in\n    @@) zpool status "$e" ;;\nesac\n`,
    '*/*',
    '[!/]*[!/]) ;;\n    */*) ;;\n    *',
  ),
  variant(
    'compared with its own first part',
    `${ASK}if [ "$e" @@ "\${e%%/*}" ]; then\n    zpool status "$e"\nfi\n`,
    '!=',
    '=',
  ),
  variant(
    'a default for what is unset',
    `${ASK}p=@@\nzpool status "$p"\n`,
    '${POOL_NAME:-$e}',
    '${POOL_NAME:-${e%%/*}}',
  ),
  variant('splitsep of dracut', `${ASK}splitsep @@ "$e" p rest\nzpool status "$p"\n`, ':', '/'),
  variant('a unit name', `${ASK}systemctl start "systemd-cryptsetup@keystore\\x2d@@.service"\n`, '$e', '${e%%/*}'),
  variant('in the background and a subshell', `${ASK}( p=@@; zpool status "$p" ) &\n`, '$e', '${e%%/*}'),
  variant('printf', `${ASK}v=$(printf '/dev/zvol/%s/keystore' "@@")\n[ -e "$v" ]\n`, '$e', '${e%%/*}'),
  variant('xargs', `${ASK}echo "@@" | xargs zpool status\n`, '$e', '${e%%/*}'),
  variant(
    'a callback',
    `each() { "$1" "$2"; }\nshow() { zpool status "$1"; }\n${ASK}each show "@@"\n`,
    '$e',
    '${e%%/*}',
  ),
  variant(
    'the callback of the ZFS library',
    'open_it() {\n    e=$(zfs get -Ho value encryptionroot "$1")\n    [ "$e" = - ] || mkdir -p "/run/keystore/@@"\n}\n. /lib/dracut-zfs-lib.sh\nfor_relevant_root_children rpool/ROOT open_it\n',
    '$e',
    '${e%%/*}',
  ),
  variant(
    'columns of zfs get',
    'p=$(zfs get -H encryptionroot "$root" | cut -f3@@)\nzpool status "$p"\n',
    '',
    ' | cut -d/ -f1',
  ),
  variant(
    'two columns at once',
    'zfs get -Ho value,source encryptionroot "$root" | {\n    read -r e source\n    zpool status "@@"\n}\n',
    '$e',
    '${e%%/*}',
  ),
  variant(
    'a here-document of a substitution',
    'read -r e <<END\n$(zfs get -Ho value encryptionroot "$root")\nEND\nzpool status "@@"\n',
    '$e',
    '${e%%/*}',
  ),
  variant(
    'through a file',
    'zfs get -Ho value encryptionroot "$root" > /run/root-of-key\nread -r e < /run/root-of-key\nzpool status "@@"\n',
    '$e',
    '${e%%/*}',
  ),
  variant(
    'through a file and cat',
    `${ASK}echo "@@" > /run/root-of-key\nzpool status "$(cat /run/root-of-key)"\n`,
    '$e',
    '${e%%/*}',
  ),
  variant('tr and head', `${ASK}p=$(echo "$e" | tr @@ '\\n' | head -n 1)\nzpool status "$p"\n`, ':', '/'),
  variant('tr and set', `${ASK}set -- $(echo "$e" | tr @@ ' ')\nzpool status "$1"\n`, ':', '/'),
  variant(
    'a loop that cuts until nothing is left to cut',
    `${ASK}while [ @@ != "$e" ]; do e=\${e%/*}; done\nzpool status "$e"\n`,
    '"${e%:*}"',
    '"${e%/*}"',
  ),
  variant(
    'variables for every part of the path',
    `${ASK}base=/dev/zvol\nvolume=keystore\n[ -e "$base/@@/$volume" ]\n`,
    '$e',
    '${e%%/*}',
  ),
  variant('put together in steps', `${ASK}d=/dev/zvol/@@\nd=$d/keystore\n[ -b "$d" ]\n`, '$e', '${e%%/*}'),
  variant(
    'the name of the program in a variable',
    `ZFS=/sbin/zfs\nZPOOL=/sbin/zpool\ne=$("$ZFS" get -H -o value encryptionroot "$root")\n"$ZPOOL" status "@@"\n`,
    '$e',
    '${e%%/*}',
  ),
  variant('options that may be there', `${ASK}zpool import -N $ZPOOL_IMPORT_OPTS "@@"\n`, '$e', '${e%%/*}'),
  variant('cryptsetup', `${ASK}cryptsetup open --type luks /dev/disk/by-label/KEYS "keystore-@@"\n`, '$e', '${e%%/*}'),
  variant(
    'a strip instead of a case',
    `${ASK}k=$(zfs get -Ho value keylocation "$e")\nif [ "\${k#file:///run/keystore/@@/}" != "$k" ]; then :; fi\n`,
    '$e',
    '${e%%/*}',
  ),
  variant(
    'grep instead of a case',
    `${ASK}zfs get -Ho value keylocation "$e" | grep -q "^file:///run/keystore/@@/" && :\n`,
    '$e',
    '${e%%/*}',
  ),
  variant(
    'a default with the name in it',
    `${ASK}d=\${KEYSTORE_DEVICE:-/dev/zvol/@@/keystore}\n[ -b "$d" ]\n`,
    '$e',
    '${e%%/*}',
  ),
  variant('zfs list of another column', 'p=$(zfs list -Ho @@ -d 0)\nzpool status "$p"\n', 'origin', 'name'),
];

describe.each(VARIANTS.map((each) => [each.name, each] as const))('%s', (_name, { bad, fixed }) => {
  test('is found', () => {
    const found = linted(bad, [datasetAsPool]);
    expect(found, JSON.stringify(bad)).not.toEqual([]);
    for (const { flow } of found) expect(flow?.length).toBeGreaterThan(1);
  });
  test('is not, once the pool is taken', () => {
    expect(
      linted(fixed, [datasetAsPool]).map(({ message, line }) => `${line}: ${message}`),
      JSON.stringify(fixed),
    ).toEqual([]);
  });
});

test('through an exported variable of an earlier phase', () => {
  const hooks = (use: string) => ({
    hook: 'e=$(zfs get -Ho value encryptionroot rpool/a)\nexport KEY_ROOT="$e"\n',
    role: 'hook:pre-udev',
    also: { '/var/lib/dracut/hooks/pre-mount/50-use.sh': `# dryboot role=hook:pre-mount\nzpool status "${use}"\n` },
  });
  expect(linted(hooks('$KEY_ROOT'), [datasetAsPool]).map(({ file, line }) => `${file}:${line}`)).toEqual([
    '50-use.sh:2',
  ]);
  expect(linted(hooks('${KEY_ROOT%%/*}'), [datasetAsPool])).toEqual([]);
});

test('through the arguments of another script', () => {
  const scripts = (use: string) => ({
    hook: `${ASK}/sbin/open-keystore attach "${use}"\n/sbin/initqueue --onetime --settled /sbin/open-keystore later "${use}"\n`,
    also: { '/sbin/open-keystore': '#!/bin/sh\nsystemd-cryptsetup "$1" "keystore-$2" "/dev/zvol/$2/keystore"\n' },
  });
  expect(linted(scripts('$e'), [datasetAsPool]).map(({ file, line }) => `${file}:${line}`)).toEqual([
    'open-keystore:2',
  ]);
  expect(linted(scripts('${e%%/*}'), [datasetAsPool])).toEqual([]);
});

test('arrays of bash', () => {
  const array = (use: string) => ({
    hook: `e=$(zfs get -Ho value encryptionroot rpool/a)\nnames=("\${e%%/*}" "$e")\nzpool status "\${names[${use}]}"\nIFS=/ read -ra parts <<< "$e"\nzpool status "\${parts[0]}"\n`,
    role: 'program',
    // The shebang says which shell reads it.
  });
  const lint = (use: string) => linted({ ...array(use), hook: `#!/bin/bash\n${array(use).hook}` }, [datasetAsPool]);
  expect(lint('1').map(({ line }) => line)).toEqual([4]);
  expect(lint('0')).toEqual([]);
});

describe('the hook that started it', () => {
  const file = 'scripts-under-test/ubuntu-25.10/zfs-load-key.sh';
  const rules = RULES.filter(({ group }) => group === 'names');

  test('is found, with the way from the encryption root to the pattern and the lines of the other uses', () => {
    const found = linted({ hook: readFileSync(file, 'latin1') }, rules);
    expect(found.map(({ rule }) => rule)).toEqual(['dataset-as-pool']);
    expect(found[0]!.message).toBe(
      'the encryption root is a dataset, but file:///run/keystore/POOL is made of the name of a pool, and so in lines 20, 21 and 28',
    );
    expect(found[0]!.flow?.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '64 encryptionroot from zfs get',
      '64 kept in ENCRYPTIONROOT',
      '70 used as the name of a pool: file:///run/keystore/POOL',
    ]);
  });

  test('is silent with ENCRYPTIONROOT_POOL', () => {
    const patch = readFileSync('scripts-under-test/ubuntu-25.10/encryptionroot-pool.patch', 'latin1');
    const patched = applyPatch(readFileSync(file, 'latin1'), patch);
    if (patched === false) throw new Error('the patch does not apply');
    expect(linted({ hook: patched }, rules)).toEqual([]);
  });
});
