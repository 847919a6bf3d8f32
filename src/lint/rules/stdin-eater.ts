/** A command in a loop over lines that reads the lines itself. */
import type { Command, Simple, While } from '../../syntax/tree.ts';
import { isCall, literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Project } from '../project.ts';
import type { FlowStep, Report, Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { walk } from '../walk.ts';

export const stdinEater: Rule = {
  id: 'stdin-eater',
  severity: 'warning',
  group: 'waiting',
  problem: 'a command in the loop reads the input that the loop is fed from',
  remedy:
    'Give the command an input of its own: `< /dev/null`, or read the lines from another descriptor (`while read -r x <&3 … 3< file`).',
  why:
    'A program in the body of `… | while read` has the same input as `read`. `zfs load-key` takes the rest of the list for the key when its input is no terminal, ' +
    'cryptsetup does so too: the first key is wrong, and the loop ends after one round. ShellCheck (SC2095) knows only ssh and a few others. ' +
    'openzfs/zfs#8920 shows what load-key makes of an input that is no terminal.',
  bad: [
    { text: 'zfs list -Ho name | while read -r d; do\n    zfs load-key "$d"\ndone\n', lines: [2] },
    {
      role: 'program',
      text: '#!/bin/sh\nunlock() {\n    cryptsetup open "$1" "$2"\n}\nwhile read -r dev name; do\n    unlock "$dev" "$name"\ndone < /etc/own.tab\n',
      shell: 'busybox',
      lines: [6],
    },
  ],
  good: [
    { text: 'zfs list -Ho name | while read -r d; do\n    zfs load-key "$d" < /dev/null\ndone\n' },
    { text: 'while read -r d <&3; do\n    zfs load-key "$d"\ndone 3< /etc/list\n' },
    { text: 'zfs list -Ho name | while read -r d; do\n    systemd-ask-password "$d" | zfs load-key "$d"\ndone\n' },
    { text: 'zfs list -Ho name | while read -r d; do\n    zfs get -Ho value keystatus "$d"\ndone\n' },
    { text: 'zfs list -Ho name | while read -r d; do\n    zfs load-key -L file:///run/key "$d"\ndone\n' },
    { text: 'while ! zfs load-key rpool; do\n    sleep 1\ndone\n' },
  ],
  script(file, report, project) {
    return {
      while(node, context) {
        if (isFed(node, context.parents.at(-1))) for (const eater of eatersIn(node, file, project)) tell(eater, report);
      },
    };
  },
};

/** Its condition reads from the input of the loop, and that is a pipe or a file. */
function isFed(node: While, parent: Command | undefined): boolean {
  const reads = node.condition.items.some((item) => {
    const first = item.kind === 'and-or' ? item.first : item;
    return (
      first.kind === 'simple' &&
      nameOf(first) === 'read' &&
      !hasOwnInput(first) &&
      !operandsOf(first).some((word) => /^-u/.test(literalOf(word) ?? ''))
    );
  });
  if (!reads) return false;
  return redirects(node.redirections) || (parent?.kind === 'pipeline' && parent.commands[0] !== node);
}

interface Eater {
  readonly node: Simple;
  readonly name: string;
  readonly flow: readonly FlowStep[];
}

/** What reads the input of this loop, there or in a function that is called there. */
function eatersIn(loop: While, file: LintedFile, project: Project): Eater[] {
  const found: Eater[] = [];
  for (const call of ownCalls(loop.body)) {
    if (eats(call)) found.push({ node: call, name: shown(call), flow: [] });
    const name = nameOf(call);
    const target = name === undefined || hasOwnInput(call) ? undefined : project.functionNamed(name, file);
    const inner = target && ownCalls(target.node.body).find(eats);
    if (target && inner)
      found.push({
        node: call,
        name: shown(inner),
        flow: [{ file: target.file, at: inner, text: `${shown(inner)} reads it` }],
      });
  }
  return found;
}

/** Simple commands whose input is that of the body: nothing between them and it redirects or pipes. */
function ownCalls(body: Command): Simple[] {
  const found: Simple[] = [];
  walk(
    [body],
    [
      {
        simple(node, context) {
          let inner: Command = node;
          for (const parent of context.parents.toReversed()) {
            if (parent.kind === 'function' || parent.kind === 'background') return;
            if (parent.kind === 'pipeline' && parent.commands[0] !== inner) return;
            if ('redirections' in parent && parent.kind !== 'simple' && redirects(parent.redirections)) return;
            inner = parent;
          }
          found.push(node);
        },
      },
    ],
  );
  return found;
}

const redirects = (redirections: Simple['redirections']): boolean =>
  redirections.some(({ operator, descriptor }) => descriptor === 0 && /^(?:<|<<|<<<|<&|<>)$/.test(operator));

const hasOwnInput = (node: Simple): boolean => redirects(node.redirections);

/** Known to read its input when that is no terminal. */
function eats(node: Simple): boolean {
  if (hasOwnInput(node)) return false;
  const words = operandsOf(node).map((word) => literalOf(word) ?? '\0');
  switch (nameOf(node)) {
    case 'zfs':
      return (
        (words[0] === 'load-key' && !words.some((word) => /^-[a-zA-Z]*L/.test(word))) ||
        isCall(node, 'zfs', 'receive') ||
        isCall(node, 'zfs', 'recv') ||
        isCall(node, 'zfs', 'change-key')
      );
    case 'cryptsetup':
      return (
        words.some((word) => /^(?:open|luksOpen|luksFormat|luksAddKey)$/.test(word)) &&
        !words.some((word) => /^(?:--key-file|-d\b|--token|--test-token)/.test(word))
      );
    case 'ssh':
      return !words.some((word) => /^-[a-zA-Z]*[nf]/.test(word));
    case 'cat':
      return words.length === 0;
    default:
      return false;
  }
}

const shown = (node: Simple): string => {
  const [first] = operandsOf(node).map(literalOf);
  return first !== undefined && /^[a-z]/.test(first) ? `${nameOf(node)} ${first}` : nameOf(node)!;
};

function tell({ node, name, flow }: Eater, report: Report): void {
  report({
    at: node,
    flow,
    message: `\`${name}\` reads from the input of this loop, and takes the lines that are meant for \`read\``,
  });
}
