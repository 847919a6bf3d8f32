/** `trap` in a sourced hook: it replaces the driver's own and fires when the phase ends, not when the hook does. */
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const hookTrap: Rule = {
  id: 'hook-trap',
  severity: 'error',
  group: 'process',
  problem:
    'a `trap` in a sourced hook is one of the whole phase: it runs when the phase ends, and takes the place of the one that was there',
  remedy: 'Set it inside `( … )`, or clean up where the hook returns.',
  why:
    'Without systemd one shell runs all phases, and its EXIT trap is what gives a shell when something goes wrong ("Signal caught!"); a hook that ' +
    'sets its own takes that away and cleans up after switch_root has begun or never. In a function of a hook it is the same, as functions share ' +
    'the traps of their shell. dracut-ng#997 shows how the trap of init.sh is met by later hooks.',
  bad: [
    { text: "trap 'rm -f /run/own.lock' EXIT\ntouch /run/own.lock\n", lines: [1] },
    { text: 'trap cleanup 0 INT TERM\n', lines: [1] },
  ],
  good: [
    { text: "(\n    trap 'rm -f /run/own.lock' EXIT\n    touch /run/own.lock\n)\n" },
    { text: 'trap - EXIT\ntrap\n' },
    { text: "trap '' HUP\ntrap - HUP\n", note: 'Taken back.' },
    { role: 'program', text: "#!/bin/sh\ntrap 'rm -f /run/own.lock' EXIT\n" },
  ],
  script(file, report) {
    if (file.role.kind !== 'hook' || file.sourcedFrom === 'subshell') return undefined;
    /** Conditions that the hook sets back itself, as written. */
    const reset = new Set<string>();
    const set: { readonly report: () => void; readonly conditions: readonly string[] }[] = [];
    return {
      simple(node, context) {
        if (context.subshell || nameOf(node) !== 'trap') return;
        const operands = operandsOf(node).map((word) => literalOf(word) ?? '');
        if (operands[0] === '--') operands.shift();
        const [action, ...conditions] = operands;
        if (action === undefined || /^-[lp]$/.test(action)) return;
        if (action === '-' || conditions.length === 0) for (const condition of conditions) reset.add(condition);
        else set.push({ report: () => report({ at: node }), conditions });
      },
      end() {
        for (const one of set) if (!one.conditions.every((condition) => reset.has(condition))) one.report();
      },
    };
  },
};
