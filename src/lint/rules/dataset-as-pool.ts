/** A dataset's name in a place where only a pool's name works. */
import { flowOf } from '../flow/analyse.ts';
import { namesIn } from '../flow/query.ts';
import { alsoAt, described, firstUses, flowTo } from '../flow/show.ts';
import type { Sink } from '../flow/sinks.ts';
import type { Rule } from '../rule.ts';

export const datasetAsPool: Rule = {
  id: 'dataset-as-pool',
  severity: 'error',
  group: 'names',
  problem: 'a dataset is used where the name of its pool is meant',
  remedy: 'Take the part before the first slash: ${name%%/*}.',
  why:
    'The encryption root, bootfs and root= are datasets; on many machines they happen to be the pool itself (rpool), and everything works until one is not ' +
    '(rpool/enc). Then /dev/zvol/rpool/enc/keystore and /run/keystore/rpool/enc do not exist, the keystore is never opened, nobody is asked for a ' +
    'passphrase, and the boot ends in an emergency shell (Launchpad #2070066).',
  bad: [
    {
      text: 'root_of_key=$(zfs get -Ho value encryptionroot "$root")\n[ "$root_of_key" = - ] && return 0\nsystemd-cryptsetup attach "keystore-$root_of_key" "/dev/zvol/$root_of_key/keystore"\n',
      lines: [3],
    },
    {
      text: 'open_store() {\n    local where=$1\n    [ -e "/dev/zvol/$where/keystore" ] || return 1\n}\nstore_of() { open_store "$1"; }\nname=$(zfs get -Ho value encryptionroot rpool/ROOT)\n[ "$name" = - ] || store_of "$name"\n',
      lines: [3],
      note: 'Through two functions.',
    },
    {
      text: 'e=$(zfs get -Ho value encryptionroot "$root")\nk=$(zfs get -Ho value keylocation "$e")\ncase $k in\n    "file:///run/keystore/$e/"*) mkdir -p /run/keystore ;;\nesac\n',
      lines: [4],
      note: 'A pattern is a use as well: it never matches.',
    },
    { text: 'if [ "$root" != zfs:AUTO ]; then\n    zpool get -Ho value feature@encryption "$root"\nfi\n', lines: [2] },
  ],
  good: [
    {
      text: 'e=$(zfs get -Ho value encryptionroot "$root")\n[ "$e" = - ] && return 0\nsystemd-cryptsetup attach "keystore-${e%%/*}" "/dev/zvol/${e%%/*}/keystore"\n',
    },
    {
      text: 'e=$(zfs get -Ho value encryptionroot "$root")\np=$(echo "$e" | cut -d/ -f1)\ncase $(zfs get -Ho value keylocation "$e") in\n    "file:///run/keystore/$p/"*) mkdir -p "/run/keystore/$p" ;;\nesac\n',
    },
    {
      text: 'e=$(zfs get -Ho value encryptionroot "$root")\ncase $e in\n    */*) ;;\n    *) zpool status "$e" ;;\nesac\n',
      note: 'Without a slash it is the pool.',
    },
    {
      text: 'zfs get -Ho value encryptionroot "$root" | while IFS=/ read -r pool rest; do\n    zpool status "$pool"\ndone\n',
    },
  ],
  project(project, report) {
    const sinks = flowOf(project).sinks.filter(({ expects }) => expects === 'pool');
    for (const { sink, name, others } of firstUses(sinks, datasetsIn))
      report({
        file: sink.file,
        at: sink.at,
        message: `${described(name)} is a dataset, but ${whatIsMeant(sink)}${alsoAt(sink, others)}`,
        flow: flowTo(name, sink, `used as the name of a pool: ${sink.use}`),
      });
  },
};

const datasetsIn = (sink: Sink) =>
  namesIn(sink.value).filter(({ kind, slash }) => (kind === 'dataset' || kind === 'snapshot') && slash);

const whatIsMeant = ({ use }: Sink): string =>
  use.includes('POOL') ? `${use} is made of the name of a pool` : `${use} wants the name of a pool`;
