/** IFS changed around a call of a function, which then splits its words at the wrong places. */
import type { Command, Simple, Word } from '../../syntax/tree.ts';
import { literalOf, nameOf } from '../command-words.ts';
import { behind } from '../neighbours.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { allCommands, type Context } from '../walk.ts';

export const ifsScope: Rule = {
  id: 'ifs-scope',
  severity: 'warning',
  group: 'waiting',
  problem: 'a function is called while IFS is changed, and it takes words apart',
  remedy: 'Split first (`set -- $list`), set IFS back, then call; or set IFS back at the beginning of the loop.',
  why:
    'IFS holds for all that is called until it is set back. `IFS=";"; for p in $list; do import "$p"; done` splits the list as meant, and every unquoted variable in import ' +
    'at semicolons only: options that stand in one variable stay one word, and the import fails with "invalid option". The initramfs script of ' +
    'ZFS sets IFS back for each call for this reason (openzfs/zfs#18000 was one of the mistakes in it).',
  bad: [
    {
      text: 'import() {\n    zpool import $ZPOOL_OPTS "$1"\n}\nIFS=";"\nfor p in $list; do\n    import "$p"\ndone\nunset IFS\n',
      lines: [6],
    },
    {
      role: 'program',
      text: '#!/bin/sh\ntry() {\n    for opt in $OPTS; do\n        echo "$opt"\n    done\n}\nold=$IFS\nIFS=,\ntry\nIFS=$old\n',
      shell: 'busybox',
      lines: [9],
    },
  ],
  good: [
    {
      text: 'import() {\n    zpool import $ZPOOL_OPTS "$1"\n}\nIFS=";"\nset -- $list\nunset IFS\nfor p; do\n    import "$p"\ndone\n',
    },
    {
      text: 'show() {\n    echo "$1"\n}\nIFS=";"\nfor p in $list; do\n    show "$p"\ndone\nunset IFS\n',
      note: 'It splits nothing.',
    },
    {
      text: 'import() {\n    zpool import $ZPOOL_OPTS "$1"\n}\nold=$IFS\nIFS=";"\nfor p in $list; do\n    IFS=$old\n    import "$p"\ndone\n',
    },
    {
      text: 'import() {\n    zpool import $ZPOOL_OPTS "$1"\n}\nIFS=";"\nfor p in $list; do\n    IFS=$old import "$p"\ndone\nIFS=$old\n',
    },
  ],
  script(file, report, project) {
    if (!file.text.includes('IFS=')) return undefined;
    const told = new Set<Command>();
    return {
      simple(node, context) {
        if (node.words.length > 0 || !changesIfs(node)) return;
        const during: Command[] = [];
        for (const next of behindUntilReset(node, context, file)) during.push(next);
        for (const call of callsIn(during)) {
          const splits = told.has(call) ? undefined : splitter(call, file, project);
          if (!splits) continue;
          told.add(call);
          report({
            at: call,
            message: `\`${nameOf(call)}\` is called while IFS is changed, and takes words apart`,
            flow: [
              { file, at: node, text: 'IFS is changed' },
              { file: splits.file, at: splits.word, text: `${nameOf(call)} splits this` },
            ],
          });
        }
      },
    };
  },
};

const assignsIfs = (node: Command): boolean =>
  node.kind === 'simple' && node.assignments.some(({ name }) => name === 'IFS');

/** To something else than what it was or the default. */
function changesIfs(node: Simple): boolean {
  const value = node.assignments.find(({ name }) => name === 'IFS')?.value;
  const text = value && literalOf(value);
  return text !== undefined && text !== '' && !/^[ \t\n]+$/.test(text);
}

const resets = (node: Command): boolean =>
  (node.kind === 'simple' && node.words.length === 0 && assignsIfs(node)) ||
  (node.kind === 'simple' && nameOf(node) === 'unset' && node.words.some((word) => literalOf(word) === 'IFS'));

/** What is run until IFS is set again; of a loop that sets it back at its beginning nothing. */
function behindUntilReset(node: Simple, context: Context, file: LintedFile): Command[] {
  const found: Command[] = [];
  for (const next of behind(node, context, file)) {
    if (resets(next)) break;
    found.push(next);
    if (allCommands([next]).some(resets)) break;
  }
  return found;
}

/** Calls up to the first reset, without an IFS of their own. */
function callsIn(commands: readonly Command[]): Simple[] {
  const found: Simple[] = [];
  for (const command of allCommands(commands)) {
    if (resets(command)) break;
    if (command.kind === 'simple' && command.words.length > 0 && !assignsIfs(command)) found.push(command);
  }
  return found;
}

/** The first word that the function of this call takes apart with the IFS that it finds. */
function splitter(
  call: Simple,
  file: LintedFile,
  project: Project,
): { readonly file: LintedFile; readonly word: Word } | undefined {
  const name = nameOf(call);
  const target = name === undefined ? undefined : project.functionNamed(name, file);
  if (!target || /\bIFS=/.test(target.file.source(target.node))) return undefined;
  for (const command of allCommands([target.node.body])) {
    const words =
      command.kind === 'simple' ? command.words.slice(1) : command.kind === 'for' ? (command.words ?? []) : [];
    if (
      command.kind === 'simple' &&
      /^(?:echo|\[|test|local|export|printf|return|exit|shift|info|warn)$/.test(nameOf(command) ?? '')
    )
      continue;
    const word = words.find((one) =>
      one.parts.some(
        (part) =>
          part.kind === 'parameter' &&
          !part.quoted &&
          /^[A-Za-z_]\w*$|^[*@]$/.test(part.name) &&
          part.operator !== 'length',
      ),
    );
    // A name that looks like one thing is one; several options or a list is what gets lost.
    if (word && word.parts.length === 1 && (command.kind === 'for' || isList(word))) return { file: target.file, word };
  }
  return undefined;
}

const isList = ({ parts: [part] }: Word): boolean =>
  part?.kind === 'parameter' && /(?:opt|arg|flag|list|param|names|pools|[^s]s$|[*@])/i.test(part.name);
