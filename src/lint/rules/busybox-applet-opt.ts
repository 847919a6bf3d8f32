/** `grep -P`, `readlink -e`: options that the applets of busybox do not have. */
import { literalOf, nameOf, operandsOf, runWords } from '../command-words.ts';
import type { Rule } from '../rule.ts';

/** Options that busybox 1.35 refuses, each tried; a pattern of the words that give one. */
const REFUSED: ReadonlyMap<string, RegExp> = new Map([
  [
    'grep',
    /^(?:-[a-zA-Z]*[PZ]|--(?:quiet|silent|perl-regexp|only-matching|extended-regexp|fixed-strings|no-messages|max-count|line-buffered))/,
  ],
  ['sed', /^(?:-[nErsu]*[zs]|--(?:null-data|separate|posix|follow-symlinks))/],
  ['readlink', /^(?:-[a-z]*[emqsz]|--canonicalize)/],
  ['realpath', /^-/],
  ['stat', /^--/],
  ['sort', /^(?:-[a-zA-Z]*[hR]|--)/],
  ['tail', /^--/],
  ['head', /^--/],
  ['wc', /^--/],
  ['cut', /^--/],
  ['du', /^--/],
  ['timeout', /^--/],
  ['ps', /^-[pC]$/],
  ['find', /^-(?:printf|fprintf|regextype|lname|delete|ignore_readdir_race|newermt|xtype)$/],
  ['xargs', /^(?:-[da]|--(?:delimiter|arg-file))/],
  ['tar', /^--(?:wildcards|xattrs|strip=|one-file-system)/],
  ['ln', /^(?:-[a-z]*r|--relative)/],
  ['rm', /^--one-file-system/],
  ['seq', /^-f/],
  ['pidof', /^-s/],
  ['setsid', /^(?:-w|--wait)/],
  ['dmesg', /^(?:--|-[HTwWkux])/],
  ['mktemp', /^--suffix/],
  ['umount', /^(?:-[a-z]*R|--recursive)/],
  ['losetup', /^--(?:show|find|partscan|sector-size)/],
  ['modprobe', /^--(?:all|first-time|show-depends|remove-dependencies)|^-c$/],
  ['sha256sum', /^--check/],
  ['env', /^-S/],
]);

/** Those that images of other makers take from busybox when the shell is busybox; the others are mostly installed besides. */
const MOSTLY_APPLETS =
  /^(?:grep|sed|readlink|realpath|stat|sort|tail|head|wc|cut|du|timeout|ps|find|xargs|tar|ln|rm|seq|pidof|setsid|mktemp|sha256sum|env)$/;

export const busyboxAppletOpt: Rule = {
  id: 'busybox-applet-opt',
  severity: 'warning',
  group: 'image',
  problem: 'the applet of busybox does not have this option: it prints its usage and fails',
  remedy: 'Use what both have, or have the real program installed.',
  why:
    'clevis used `grep -z`, `head` and columns of `ps` that the busybox of an initramfs did not have (latchset/clevis#448), dracut called modprobe with --all (dracutdevs/dracut#2581). The failure looks like a "no": a pattern that is not found, a link ' +
    'that leads nowhere. Each option was tried with busybox 1.35.',
  bad: [
    { text: 'if grep -qP "^root=\\S+" /proc/cmdline; then\n    return 0\nfi\n', shell: 'busybox', lines: [1] },
    { text: 'dev=$(readlink -e "$link")\nsize=$(stat --printf=%s "$dev")\n', shell: 'busybox', lines: [1, 2] },
    { role: 'stage-script:local-top', text: '#!/bin/sh\ngrep --quiet zfs /proc/modules || exit 0\n', lines: [2] },
  ],
  good: [
    {
      text: 'grep -qE "^root=" /proc/cmdline\ndev=$(readlink -f "$link")\nsize=$(stat -c %s "$dev")\n',
      shell: 'busybox',
    },
    { text: 'dev=$(readlink -e "$link")\n', note: 'Not busybox.' },
    {
      text: 'ln -rs "$DESTDIR/a" "$DESTDIR/b"\n',
      role: 'library',
      shell: 'busybox',
      note: 'Runs where the image is made.',
    },
    { text: 'grep -e "-P" /etc/x\ngrep -- --quiet /etc/x\nfind /etc -name "-printf"\n', shell: 'busybox' },
  ],
  script(file, report, project) {
    if (file.execution !== 'sourced' && file.execution !== 'executed') return undefined;
    const { inventory } = project;
    // What fills an image runs on the installed system.
    if (!inventory.exact && (file.shell !== 'busybox' || /\b(?:DESTDIR|initdir)\b/.test(file.text))) return undefined;
    const isApplet = (name: string): boolean => {
      if (!inventory.exact) return MOSTLY_APPLETS.test(name);
      return (
        ['/usr/sbin', '/usr/bin', '/sbin', '/bin']
          .map((folder) => inventory.real(`${folder}/${name}`))
          .find(Boolean)
          ?.endsWith('/busybox') ?? false
      );
    };
    return {
      simple(node) {
        const name = nameOf(node);
        const refused = name === undefined ? undefined : REFUSED.get(name);
        if (!name || !refused || project.functionNamed(name, file) || literalOf(runWords(node)[0])?.startsWith('$'))
          return;
        let before = '';
        for (const word of operandsOf(node)) {
          const text = literalOf(word) ?? '';
          if (text === '--') return;
          // An operand of the option before it.
          const isOperand = /^-(?:[a-zA-Z]*[ef]|[imn]?name|path|regex)$/.test(before) && name !== 'readlink';
          before = word.plain ?? '';
          if (isOperand || word.plain === undefined || !refused.test(text)) continue;
          if (!isApplet(name)) return;
          report({
            at: word,
            message: `${name} of busybox has no ${text.replace(/=.*/, '')}: it prints its usage and fails`,
          });
          return;
        }
      },
    };
  },
};
