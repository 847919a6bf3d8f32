/** A second strip that starts from the original again, so that the first one is lost. */
import type { Assignment, Command, Parameter } from '../../syntax/tree.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { allCommands } from '../walk.ts';

export const stripChain: Rule = {
  id: 'strip-chain',
  severity: 'error',
  group: 'names',
  problem: 'this strip starts from the original again: what the one before it took off is back',
  remedy: 'Strip the result of the first: x=${x#second}.',
  why:
    'root=zfs:ZFS=rpool/a has two prefixes. When both are cut from the same original, only the last cut counts, and the dataset is called zfs:rpool/a or ' +
    'ZFS=rpool/a, which zfs does not know; with one prefix it works. OpenZFS accepts root=zfs:ZFS=data/set because its decoder cuts one after the other.',
  bad: [
    { text: 'name=${root#zfs:}\nname=${root#ZFS=}\nzfs get -Ho value encryptionroot "$name"\n', lines: [2] },
    { text: 'take() {\n    a="${1#file:}"\n    a="${1#//}"\n    [ -r "$a" ]\n}\n', lines: [3] },
  ],
  good: [
    { text: 'name=${root#zfs:}\nname=${name#ZFS=}\n' },
    { text: 'name=${root#zfs:}\n[ -n "$name" ] || name=${root#ZFS=}\n', note: 'Only when the first gave nothing.' },
    { text: 'first=${root%%/*}\necho "$first"\nfirst=${root#*/}\n', note: 'Used in between.' },
    { text: 'rest=${root#*/}\nrest=${root##*/}\n', note: 'The same strip, longer: the second is meant to win.' },
  ],
  script(file, report) {
    const look = (items: readonly Command[]) => {
      for (const again of restarted(items, file)) report({ at: again });
    };
    look(file.commands.flatMap(({ items }) => items));
    return {
      sequence(node, { parents }) {
        if (parents.length > 0) look(node.items);
      },
    };
  },
};

/** Assignments of a sequence that undo the strip of an earlier one of the same variable. */
function restarted(items: readonly Command[], file: LintedFile): Assignment[] {
  const found: Assignment[] = [];
  const open = new Map<string, Parameter>();
  for (const item of items) {
    const assignment = onlyAssignment(item);
    const strip = assignment && stripOf(assignment);
    if (assignment && strip && strip.name !== assignment.name) {
      const before = open.get(assignment.name);
      if (before && before.name === strip.name && isOther(before, strip, file)) found.push(assignment);
      open.set(assignment.name, strip);
      continue;
    }
    // Whatever reads or may set it ends the chain.
    const text = file.source(item);
    const plain = item.kind === 'simple' && item.words.length === 0;
    for (const [name, { name: base }] of [...open])
      if (!plain || mentions(text, name) || mentions(text, base) || allCommands([item]).length > 1) open.delete(name);
  }
  return found;
}

const mentions = (text: string, name: string): boolean =>
  new RegExp(`(^|[^\\w])${name.replace(/\W/g, '\\$&')}($|[^\\w])`).test(text);

const onlyAssignment = (node: Command): Assignment | undefined =>
  node.kind === 'simple' && node.words.length === 0 && node.assignments.length === 1 && !node.assignments[0]!.append
    ? node.assignments[0]
    : undefined;

/** `${x#…}` and nothing else. */
function stripOf({ value }: Assignment): Parameter | undefined {
  const parts = value.parts.filter((part) => part.kind !== 'literal' || part.value !== '');
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'parameter' && /^(##?|%%?)$/.test(only.operator) ? only : undefined;
}

/** Both from the same end, of different texts: neither holds the other. */
function isOther(one: Parameter, other: Parameter, file: LintedFile): boolean {
  if (one.operator[0] !== other.operator[0]) return true;
  const [before, after] = [one, other].map(({ word }) => (word ? file.source(word) : ''));
  return before !== after && !/[*?[]/.test(before! + after!);
}
