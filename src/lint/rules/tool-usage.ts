/** Options that zfs, zpool and systemd's programs do not have, or that come after operands. */

import type { Word } from '../../syntax/tree.ts';
import { nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { zfsToolOf } from '../zfs-tools.ts';

/** getopt(3) letters of each subcommand of OpenZFS 2.1 to 2.4 (zfs(8), zpool(8)). */
const LETTERS: Readonly<Record<string, string>> = {
  'zpool import': 'aCc:d:DEfFlmnNo:R:stT:VX',
  'zpool export': 'afF',
  'zpool get': 'jHpo:',
  'zpool list': 'gHjLo:pPT:v',
  'zpool status': 'cdDegijLpPstT:vx',
  'zpool set': '',
  'zpool clear': 'FnX',
  'zpool scrub': 'aspweCE:S:t',
  'zfs get': 'd:Hjo:prs:t:',
  'zfs list': 'Hcd:jo:prS:s:t:',
  'zfs load-key': 'nrL:a',
  'zfs unload-key': 'ra',
  'zfs change-key': 'lio:',
  'zfs mount': 'ajlOo:Rvf',
  'zfs unmount': 'afu',
  'zfs umount': 'afu',
  'zfs set': 'u',
  'zfs inherit': 'rS',
  'zfs snapshot': 'ro:',
  'zfs rollback': 'Rrf',
  'zfs clone': 'po:u',
  'zfs destroy': 'dfnpRrv',
  'zfs create': 'no:Pps:V:b:uv',
  'zfs rename': 'fpru',
  'zfs promote': '',
};
/** Programs of systemd that stop at the first operand: what follows is text or a command. */
const STOPS_AT_OPERAND = /^systemd-ask-password$/;

export const toolUsage: Rule = {
  id: 'tool-usage',
  severity: 'error',
  group: 'image',
  problem: 'the program does not have this option, or takes it for an operand where it stands',
  remedy: 'Put options before operands, and only those of the manual page.',
  why:
    'systemd-ask-password stops at the first operand since systemd 249: the prompt read "… --no-tty", and the question went to the wrong place (openzfs/zfs#12870). zfs and zpool ask getopt(3), which takes later options with glibc ' +
    'and does not with musl (openzfs/zfs#14572). An unknown option prints the usage and status 2: nothing is imported.',
  bad: [
    { text: 'systemd-ask-password "Key for $ds" --no-tty | zfs load-key "$ds"\n', lines: [1] },
    { text: 'zpool import -Nz "$pool"\n', lines: [1] },
    { text: 'zfs get -H "$ds" -o value keystatus\n', lines: [1] },
  ],
  good: [
    { text: 'systemd-ask-password --no-tty "Key for $ds" | zfs load-key "$ds"\n' },
    {
      text: 'zpool import -N -d /dev/disk/by-id -o cachefile=none -R /sysroot "$pool"\nzfs get -H -ovalue keystatus "$ds"\nzpool import $options "$pool"\n',
    },
    { text: 'zfs mount -o ro "$ds"\nzpool import --rewind-to-checkpoint "$pool"\n' },
  ],
  script(file, report) {
    return {
      simple(node) {
        const name = zfsToolOf(node) ?? nameOf(node);
        if (name !== 'zfs' && name !== 'zpool' && !STOPS_AT_OPERAND.test(name ?? '')) return;
        const [verb, ...rest] = operandsOf(node);
        if (STOPS_AT_OPERAND.test(name!)) {
          const late = lateOption(operandsOf(node), undefined);
          if (late)
            report({
              at: late,
              message: `${name} takes ${file.source(late)} for a part of the prompt, as it comes after it`,
            });
          return;
        }
        const subcommand = `${name} ${verb?.plain ?? ''}`;
        const letters = LETTERS[subcommand];
        if (letters === undefined) return;
        const unknown = unknownLetter(rest, letters);
        if (unknown) report({ at: unknown.word, message: `${subcommand} has no option -${unknown.letter}` });
        const late = lateOption(rest, letters);
        if (late)
          report({
            at: late,
            message: `${subcommand} takes ${file.source(late)} for an operand with musl, and for an option only with glibc`,
            severity: 'info',
          });
      },
    };
  },
};

/** The first option behind an operand. With letters that take a value, the word after them is none. */
function lateOption(words: readonly Word[], letters: string | undefined): Word | undefined {
  let operand = false;
  for (let at = 0; at < words.length; at++) {
    const { plain } = words[at]!;
    if (plain === '--') return undefined;
    if (plain !== undefined && /^-[-a-zA-Z]/.test(plain)) {
      if (operand) return words[at];
      if (letters !== undefined && takesNext(plain, letters)) at++;
    } else {
      // An unquoted expansion may be nothing, or options.
      const quoted = words[at]!.parts.every((part) => part.kind === 'literal' || ('quoted' in part && part.quoted));
      if (!quoted) return undefined;
      operand = true;
    }
  }
  return undefined;
}

function unknownLetter(
  words: readonly Word[],
  letters: string,
): { readonly word: Word; readonly letter: string } | undefined {
  for (let at = 0; at < words.length; at++) {
    const { plain } = words[at]!;
    if (plain === undefined || !/^-[a-zA-Z]/.test(plain)) return undefined;
    for (let i = 1; i < plain.length; i++) {
      const letter = plain[i]!;
      const known = letters.indexOf(letter);
      if (letter === ':' || known < 0) return { word: words[at]!, letter };
      if (letters[known + 1] === ':') break;
    }
    if (takesNext(plain, letters)) at++;
  }
  return undefined;
}

/** The last letter wants a value and has none behind it. */
function takesNext(option: string, letters: string): boolean {
  for (let i = 1; i < option.length; i++) {
    const known = letters.indexOf(option[i]!);
    if (known >= 0 && letters[known + 1] === ':') return i === option.length - 1;
  }
  return false;
}
