/** A pause of a fixed length in the place of a wait for something. */
import type { Simple } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf, wholeValueOf } from '../command-words.ts';
import { ahead, behind, isLoop, loopedNames } from '../neighbours.ts';
import type { Rule } from '../rule.ts';

export const sleepAsWait: Rule = {
  id: 'sleep-as-wait',
  severity: 'info',
  group: 'waiting',
  problem: 'this pause has a fixed length: too short on a slow machine, lost time on all others',
  remedy: 'Test for what is waited for, and pause between two tests until a deadline.',
  why:
    'How long a disk, a network link or a daemon takes differs from machine to machine by a factor of a hundred. A fixed sleep makes every boot slow and the ' +
    'slowest ones fail; openzfs/zfs#11663 and openzfs/zfs#14430 are about a delay that was slept through instead of being used as a limit.',
  bad: [
    { text: 'modprobe usb-storage\nsleep 5\nmount /dev/disk/by-label/KEYS /run/keys\n', lines: [2] },
    {
      role: 'program',
      text: '#!/bin/sh\nstart_daemon() {\n    own-daemon &\n    sleep 2\n    own-client status\n}\nstart_daemon\n',
      shell: 'busybox',
      lines: [4],
    },
    { role: 'stage-script:local-top', text: '#!/bin/sh\nsleep "$rootdelay"\nzpool import -N rpool\n', lines: [2] },
  ],
  good: [
    {
      text: 'for _n in 1 2 3 4 5; do\n    [ -b /dev/disk/by-label/KEYS ] && break\n    sleep 1\ndone\nmount /dev/disk/by-label/KEYS /run/keys\n',
    },
    { text: 'kill "$pid"\nsleep 1\nkill -9 "$pid"\n', note: 'Time to end.' },
    { text: 'warn "Rebooting"\nsleep 10\nreboot -f\n', note: 'Time to read.' },
    { text: 'try() {\n    sleep 1\n    own-client status\n}\nwhile ! try; do\n    :\ndone\n' },
    { role: 'build-hook', text: '#!/bin/sh\nsleep 5\necho\n' },
  ],
  script(file, report, project) {
    if ((file.execution !== 'sourced' && file.execution !== 'executed') || file.role.kind === 'driver')
      return undefined;
    // There something is to end, not to begin.
    if (/^(?:cleanup|pre-shutdown|shutdown|emergency)/.test(file.phase ?? '')) return undefined;
    return {
      simple(node, context) {
        if (nameOf(node) !== 'sleep' || !isLong(node)) return;
        if (context.parents.some((parent) => isLoop(parent) || parent.kind === 'background')) return;
        if (context.function && loopedNames(project).has(context.function.name)) return;
        const [next] = behind(node, context, file);
        const [before] = ahead(node, context, file);
        if (!next || (next.kind === 'simple' && ENDS.test(nameOf(next) ?? ''))) return;
        if (before?.kind === 'simple' && GRACE.test(nameOf(before) ?? '')) return;
        report({
          at: node,
          message: `\`${file.source(node)}\` waits for a fixed time, not for what is needed behind it`,
        });
      },
    };
  },
};

const ENDS = /^(?:reboot|poweroff|halt|exit|return|emergency_shell|kill|killall|panic|die|sh)$/;
const GRACE = /^(?:kill|killall|pkill|warn|info|echo|printf|log_\w+|zerror|panic)$/;

/** From half a second on; or as long as somebody has set a delay for. */
function isLong(node: Simple): boolean {
  const [word] = operandsOf(node);
  const text = literalOf(word);
  if (text !== undefined) return Number.parseFloat(text) >= 0.5;
  return word !== undefined && /delay|sleep|wait|timeout/i.test(wholeValueOf(word) ?? '');
}
