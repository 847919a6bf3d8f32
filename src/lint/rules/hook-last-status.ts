/** A hook whose status is looked at, and which ends in a command that fails though nothing is wrong. */
import type { Command, Sequence } from '../../syntax/tree.ts';
import { nameOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

export const hookLastStatus: Rule = {
  id: 'hook-last-status',
  severity: 'warning',
  group: 'process',
  problem: 'the status of this hook decides whether it is run again, and its last command fails when nothing is wrong',
  remedy: 'Write `if …; then …; fi`, or end with `return 0`.',
  why:
    'A hook in initqueue/finished or shutdown that ends with status 0 is done; any other status means "not yet", and it is run again: the initqueue ' +
    'waits until its time is over, the shutdown tries 40 times. `[ -n "$x" ] && info …` as the last line is status 1 when x is ' +
    'empty. A shutdown hook of dracut that ended in vinfo, which was such a line then, was repeated for ever (dracut commit c30070c8).',
  bad: [
    {
      role: 'hook:shutdown',
      text: 'umount /oldroot/data || return 1\n[ -n "$verbose" ] && info "unmounted"\n',
      lines: [2],
    },
    {
      role: 'hook:initqueue/finished',
      text: '[ -b /dev/own ] || return 1\n[ -n "$verbose" ] && echo "there it is"\n',
      shell: 'busybox',
      lines: [2],
    },
    {
      role: 'hook:shutdown',
      text: 'stop() {\n    dmsetup remove_all\n    [ -e /run/own ] && rm /run/own\n}\nstop\n',
      lines: [3],
    },
  ],
  good: [
    {
      role: 'hook:initqueue/finished',
      text: '[ -b /dev/own ] && [ -e /run/own ]\n',
      note: 'The status is the answer.',
    },
    {
      role: 'hook:shutdown',
      text: 'umount /oldroot/data || return 1\nif [ -n "$verbose" ]; then\n    info "unmounted"\nfi\nreturn 0\n',
    },
    { role: 'hook:pre-mount', text: '[ -n "$verbose" ] && info "x"\n', note: 'Nobody looks at it.' },
    { role: 'hook:shutdown', text: 'zpool export -a || warn "not all pools were exported"\n' },
  ],
  script(file, report) {
    if (file.phase !== 'shutdown' && file.phase !== 'initqueue/finished') return undefined;
    const last = lastOf(file.commands.at(-1), file);
    if (!last) return undefined;
    const message = complaint(last, file.phase);
    if (message) report({ at: last, message });
    return undefined;
  },
};

/** The command that gives the hook its status; of a call the last one of the function. */
function lastOf(node: Command | undefined, file: LintedFile, depth = 0): Command | undefined {
  switch (node?.kind) {
    case 'sequence':
      return lastOf((node satisfies Sequence).items.at(-1), file, depth);
    case 'group':
      return lastOf(node.body, file, depth);
    case 'function':
      return undefined;
    case 'simple': {
      const body = depth < 3 ? file.functions.get(nameOf(node) ?? '')?.body : undefined;
      return body ? lastOf(body, file, depth + 1) : node;
    }
    default:
      return node;
  }
}

const TELLS = /^(?:v?info|v?warn|echo|printf|log\w*)$/;

function complaint(node: Command, phase: 'shutdown' | 'initqueue/finished'): string | undefined {
  if (node.kind === 'and-or') {
    const last = node.rest.at(-1);
    if (last?.operator !== '&&' || !isTest(node.first)) return undefined;
    const command = last.command.kind === 'pipeline' ? last.command.commands.at(-1)! : last.command;
    const name = command.kind === 'simple' ? nameOf(command) : undefined;
    const matters = phase === 'shutdown' ? name !== undefined && !isTest(command) : TELLS.test(name ?? '');
    if (!matters) return undefined;
    return `this hook ends with status 1 when the condition is false, and is run again by ${driver(phase)}`;
  }
  return undefined;
}

const driver = (phase: 'shutdown' | 'initqueue/finished'): string =>
  phase === 'shutdown' ? 'the shutdown, up to 40 times' : 'the initqueue until its time is over';

const isTest = (node: Command): boolean =>
  node.kind === 'conditional' ||
  (node.kind === 'simple' && /^(?:\[|test)$/.test(nameOf(node) ?? '')) ||
  (node.kind === 'not' && node.command !== undefined && isTest(node.command));
