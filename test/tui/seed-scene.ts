/** A scene as the seed case gives it at its `case`, made by hand: what the panes are drawn from in their tests. */

import type { SourceLine, View } from '../../src/step/view.ts';
import type { Scene } from '../../src/tui/scene.ts';

const FILE = '/lib/dracut/hooks/pre-mount/90-zfs-load-key.sh';
const SCRIPT = `#!/bin/sh
# Loads the keys of the datasets that the boot needs.
load_key() {
    ENCRYPTIONROOT="$(zfs get -Ho value encryptionroot "\${1}")"
    [ "\${ENCRYPTIONROOT}" = "-" ] && return 0
    KEYLOCATION="$(zfs get -Ho value keylocation "\${ENCRYPTIONROOT}")"
    case "\${KEYLOCATION}" in
        "file:///run/keystore/\${ENCRYPTIONROOT}/"*)
            _open_and_mount_luks_keystore "\${ENCRYPTIONROOT}" "\${KEYLOCATION#file://}"
            ;;
    esac
\tzfs load-key "\${ENCRYPTIONROOT}" # \xc3\xbcber das \xe6\xbc\xa2\xe5\xad\x97 \x1b[31m
}
load_key "\${BOOTFS}"
`;

const position = (line: number, column: number) =>
  ({ file: FILE, line, column, endLine: line, endColumn: column + 1 }) as never;

const lines: readonly SourceLine[] = SCRIPT.split('\n').map((text, index) => {
  const number = index + 1;
  const ran = [3, 4, 5, 6, 7, 14].includes(number);
  return {
    number,
    text,
    runs: ran ? (number === 4 ? 2 : 1) : 0,
    runsInAll: ran || number === 12 ? 1 : 0,
    passedOver: number === 9 ? 812 : undefined,
    breakpoint: number === 12 ? 'on' : number === 6 ? 'off' : undefined,
  };
});

export const view: View = {
  event: {
    id: 812,
    atUs: 2_318_450,
    pid: 168,
    kind: 'case.compared',
    position: position(7, 5),
    word: { text: '"${KEYLOCATION}"', value: 'file:///run/keystore/rpool/system.key', position: position(7, 10) },
    wordSources: [],
    patterns: [],
    taken: -1,
  },
  summary: 'case "${KEYLOCATION}": no item matches',
  source: {
    file: FILE,
    lines,
    line: 7,
    span: [{ line: 7, column: 5, end: 29 }],
    word: [{ line: 7, column: 10, end: 26 }],
    readable: true,
  },
  stack: [
    { kind: 'phase', name: 'pre-mount', pid: 1, opened: 700, position: undefined },
    { kind: 'unit', name: 'dracut-pre-mount.service', pid: 1, opened: 702, position: undefined },
    {
      kind: 'process',
      name: 'dracut-pre-mount',
      pid: 168,
      opened: 705,
      position: { file: '/usr/lib/dracut/dracut-pre-mount', line: 21, column: 1 } as never,
    },
    { kind: 'hook', name: FILE, pid: 168, opened: 740, position: position(14, 1) },
    { kind: 'function', name: 'load_key', pid: 168, opened: 790, position: position(7, 5) },
  ],
  variables: {
    shell: { pid: 168, name: 'dracut-pre-mount', ofCursor: true },
    variables: [
      {
        name: 'BOOTFS',
        value: 'rpool/enc/ROOT/ubuntu',
        exported: false,
        readonly: false,
        local: false,
        since: 760,
        change: 'same',
      },
      {
        name: 'ENCRYPTIONROOT',
        value: 'rpool/enc',
        exported: false,
        readonly: false,
        local: false,
        since: 798,
        change: 'changed',
        before: 'rpool',
      },
      {
        name: 'KEYLOCATION',
        value: 'file:///run/keystore/rpool/system.key',
        exported: false,
        readonly: false,
        local: false,
        since: 808,
        change: 'new',
      },
      {
        name: 'PATH',
        value: '/usr/sbin:/usr/bin:/sbin:/bin',
        exported: true,
        readonly: false,
        local: false,
        since: undefined,
        change: 'same',
      },
      {
        name: 'odd',
        value: 'tab\tnew\nline \xe6\xbc\xa2 \x1b[2J \xe2\x80\x8b',
        exported: false,
        readonly: true,
        local: true,
        since: 3,
        change: 'same',
      },
    ],
    parameters: [
      { name: '$1', value: 'rpool/enc/ROOT/ubuntu' },
      { name: '$?', value: '0' },
    ],
  },
  watches: [{ id: 1, text: '${ENCRYPTIONROOT%%/*}', value: 'rpool', changed: false }],
  expansion: {
    position: position(7, 5),
    what: 'case',
    words: [
      {
        text: '"${KEYLOCATION}"',
        fields: ['file:///run/keystore/rpool/system.key'],
        parts: [{ text: '${KEYLOCATION}', value: 'file:///run/keystore/rpool/system.key', source: 808 }],
        globs: [],
      },
    ],
    items: [
      {
        index: 0,
        patterns: [
          {
            text: '"file:///run/keystore/${ENCRYPTIONROOT}/"*',
            value: 'file:///run/keystore/rpool/enc/*',
            matched: false,
            tried: true,
          },
        ],
        taken: false,
        line: 9,
        body: '_open_and_mount_luks_keystore "${ENCRYPTIONROOT}" "${KEYLOCATION#file://}"',
      },
    ],
    status: undefined,
  },
  decision: {
    event: 812,
    position: position(7, 5),
    construct: 'case',
    taken: -1,
    choices: [{ value: 0, text: 'item 1: "file:///run/keystore/${ENCRYPTIONROOT}/"*' }],
  },
  timeline: {
    endUs: 14_204_000,
    phases: [
      { name: 'cmdline', from: 20, to: 90, fromUs: 200_000, toUs: 500_000, failed: false },
      { name: 'initqueue', from: 91, to: 690, fromUs: 500_000, toUs: 2_100_000, failed: false },
      { name: 'pre-mount', from: 700, to: 1001, fromUs: 2_200_000, toUs: 12_900_000, failed: false },
    ],
    units: [
      {
        name: 'dracut-pre-mount.service',
        from: 702,
        to: 1001,
        fromUs: 2_200_000,
        toUs: 12_900_000,
        failed: false,
        states: [],
      },
      { name: 'sysroot.mount', from: 1010, to: 1030, fromUs: 13_000_000, toUs: 13_200_000, failed: true, states: [] },
      {
        name: 'emergency.service',
        from: 1035,
        to: 1043,
        fromUs: 13_300_000,
        toUs: 14_204_000,
        failed: false,
        states: [],
      },
    ],
    marks: [
      { kind: 'pool', event: 400, atUs: 1_500_000, text: 'rpool is imported' },
      { kind: 'failure', event: 1030, atUs: 13_200_000, text: 'sysroot.mount failed (exit-code)' },
      { kind: 'end', event: 1043, atUs: 14_204_000, text: 'emergency' },
    ],
  },
  console: {
    all: [
      { event: 500, atUs: 1_900_000, text: '[    1.900000] zfs: module loaded', typed: false },
      { event: 830, atUs: 12_400_000, text: 'later', typed: false },
    ],
    upTo: 1,
  },
  journal: {
    all: [
      {
        event: 500,
        atUs: 1_900_000,
        identifier: 'systemd',
        pid: 1,
        message: 'Starting dracut-pre-mount.service - dracut pre-mount hook...',
        priority: 6,
        unit: undefined,
      },
      {
        event: 600,
        atUs: 2_000_000,
        identifier: 'dracut-pre-mount',
        pid: 168,
        message: "Warning: ZFS: Key /run/keystore/rpool/system.key for rpool/enc hasn't appeared. Trying anyway.",
        priority: 4,
        unit: 'dracut-pre-mount.service',
      },
    ],
    upTo: 2,
  },
  machine: {
    mounts: [
      { target: '/', source: 'rootfs', type: 'rootfs', options: 'rw', ofEveryBoot: true, change: 'same' },
      {
        target: '/run/keystore/rpool',
        source: '/dev/mapper/keystore-rpool',
        type: 'ext4',
        options: 'rw,discard',
        ofEveryBoot: false,
        change: 'added',
      },
    ],
    devices: [
      {
        path: '/dev/zd0',
        sizeBytes: 20 * 2 ** 20,
        content: 'crypto_LUKS',
        label: undefined,
        uuid: undefined,
        links: ['/dev/zvol/rpool/keystore'],
        partitionOf: undefined,
        change: 'same',
      },
    ],
    mappings: [{ name: 'keystore-rpool', device: '/dev/zd0', node: '/dev/mapper/keystore-rpool', change: 'removed' }],
    pools: [{ name: 'rpool', state: 'ONLINE', imported: true, change: 'same' }],
    datasets: [
      {
        name: 'rpool',
        type: 'filesystem',
        encryptionRoot: undefined,
        keystatus: undefined,
        keylocation: undefined,
        mountpoint: 'none',
        mounted: undefined,
        properties: [],
        change: 'same',
      },
      {
        name: 'rpool/enc',
        type: 'filesystem',
        encryptionRoot: 'rpool/enc',
        keystatus: 'unavailable',
        keylocation: 'file:///run/keystore/rpool/system.key',
        mountpoint: 'none',
        mounted: undefined,
        properties: [],
        change: 'changed',
      },
      {
        name: 'rpool/enc/ROOT/ubuntu',
        type: 'filesystem',
        encryptionRoot: 'rpool/enc',
        keystatus: 'available',
        keylocation: 'none',
        mountpoint: '/',
        mounted: '/sysroot',
        properties: [],
        change: 'same',
      },
      {
        name: 'rpool/keystore',
        type: 'volume',
        encryptionRoot: undefined,
        keystatus: undefined,
        keylocation: undefined,
        mountpoint: undefined,
        mounted: undefined,
        properties: [],
        change: 'same',
      },
    ],
    units: [
      {
        name: 'dracut-pre-mount.service',
        state: 'activating',
        sub: 'start',
        result: 'success',
        description: 'dracut pre-mount hook',
        since: 702,
        change: 'changed',
      },
      {
        name: 'sysroot.mount',
        state: 'failed',
        sub: 'failed',
        result: 'exit-code',
        description: '/sysroot',
        since: 1030,
        change: 'same',
      },
    ],
    files: [
      { path: '/run/initramfs', state: 'created', type: 'directory', since: 12, now: false },
      { path: '/tmp/zfs.lock', state: 'written', type: 'file', since: 811, now: true },
    ],
  },
  processes: [
    {
      pid: 1,
      ppid: 0,
      depth: 0,
      argv: ['/sbin/init'],
      unit: undefined,
      state: 'waiting',
      waitingFor: 'jobs',
      position: undefined,
      current: false,
    },
    {
      pid: 168,
      ppid: 1,
      depth: 1,
      argv: ['/bin/sh', '/usr/lib/dracut/dracut-pre-mount'],
      unit: 'dracut-pre-mount.service',
      state: 'running',
      waitingFor: undefined,
      position: position(7, 5),
      current: true,
    },
  ],
  prompt: { shell: false, question: undefined, atEnd: false },
};

export const scene: Scene = {
  title: 'sub-dataset · as shipped',
  outcome: 'emergency',
  asExpected: true,
  unmet: [],
  length: 1044,
  before: 811,
  view,
  chain: {
    title: 'the boot failed: from the end to its cause',
    steps: [
      { kind: 'unit', text: 'initrd-root-fs.target was not reached: it needs sysroot.mount' },
      { kind: 'unit', text: 'sysroot.mount failed (exit-code)', event: 1030 },
      {
        kind: 'program',
        text: '`zfs load-key rpool/enc` failed: /run/keystore/rpool/system.key is not there',
        event: 990,
        position: position(12, 5),
      },
      {
        kind: 'decision',
        text: 'the `case` took no item: file:///run/keystore/rpool/system.key does not match file:///run/keystore/rpool/enc/*, …',
        event: 812,
        position: position(8, 9),
        details: [
          {
            label: 'pattern',
            value: 'file:///run/keystore/rpool/enc/*',
            written: '"file:///run/keystore/${ENCRYPTIONROOT}/"*',
          },
          { label: 'word', value: 'file:///run/keystore/rpool/system.key', written: '"${KEYLOCATION}"' },
        ],
      },
    ],
    at: 3,
  },
  breakpoints: [
    {
      id: 1,
      text: 'program zfs load-key',
      spec: { kind: 'program', words: ['zfs', 'load-key'] },
      enabled: true,
      stops: 1,
    },
    { id: 2, text: `line ${FILE}:12`, spec: { kind: 'line', file: FILE, line: 12 }, enabled: false, stops: 2 },
  ],
  changes: [
    {
      id: 1,
      text: 'case at 90-zfs-load-key.sh:70 takes item 1',
      change: { kind: 'typed', after: 0, line: '' },
      undone: false,
      event: 812,
    },
    {
      id: 2,
      text: 'ENCRYPTIONROOT=rpool at 90-zfs-load-key.sh:64',
      change: { kind: 'typed', after: 0, line: '' },
      undone: true,
      event: undefined,
    },
  ],
  found: {
    text: 'keystore',
    hits: [
      {
        where: 'source',
        text: '        "file:///run/keystore/${ENCRYPTIONROOT}/"*)',
        file: FILE,
        line: 8,
        event: undefined,
      },
      { where: 'journal', text: 'Key load error', event: 990 },
    ],
  },
  tabs: { console: 'console', machine: 'zfs', lists: 'breakpoints' },
  typing: false,
};
