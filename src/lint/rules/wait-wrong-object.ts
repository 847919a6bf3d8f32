/** A wait for what can no longer come: what should make it has failed already, and nobody looked. */
import type { Command, Simple, Word } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf, parametersOf, wholeValueOf } from '../command-words.ts';
import { behind, isWaitLoop } from '../neighbours.ts';
import { opensWithin } from '../openers.ts';
import type { Rule } from '../rule.ts';
import { commandsOf, type LintedFile } from '../script-file.ts';
import { allCommands, type Context } from '../walk.ts';

export const waitWrongObject: Rule = {
  id: 'wait-wrong-object',
  severity: 'warning',
  group: 'waiting',
  problem: 'the wait that follows cannot succeed when this has failed, and its status is not looked at',
  remedy: 'Leave when it fails, or wait for what it needs before it.',
  why:
    'A key lies in a container that is opened first. When that fails at once, because its device is not there yet, the script waits ten seconds for the ' +
    'key, which nothing will bring any more, and then says that the key has not appeared: the message points at the wrong thing, and the wait that would have ' +
    'helped was never made. The Ubuntu keystore on dracut does this (Ubuntu bug 2070066 and its follow-ups).',
  bad: [
    {
      text: 'open_store() {\n    [ -b "/dev/zvol/$1/keystore" ] || return 1\n    systemd-cryptsetup attach store "/dev/zvol/$1/keystore"\n    mount /dev/mapper/store "${2%/*}"\n}\nopen_store "$pool" "$key"\nfor _n in 1 2 3; do\n    [ -r "$key" ] && break\n    sleep 1\ndone\n',
      lines: [6],
    },
    {
      text: 'mount /dev/sdb1 /run/keys || :\nn=0\nuntil [ -e /run/keys/root.key ]; do\n    n=$((n + 1))\n    [ "$n" -gt 9 ] && break\n    sleep 1\ndone\n',
      shell: 'busybox',
      lines: [1],
    },
    {
      text: 'if ! mount /dev/sdb1 /run/keys; then\n    warn "no keys"\nfi\nfor _n in 1 2 3; do\n    [ -e /run/keys/root.key ] && break\n    sleep 1\ndone\n',
      lines: [1],
    },
    {
      text: 'await() {\n    for _n in 1 2 3; do\n        [ -r "$1" ] && return 0\n        sleep 1\n    done\n    return 1\n}\nload() {\n    case $1 in\n        file://*) mount /dev/sdb1 "${1#file://}" ;;\n    esac\n    await "${1#file://}/key" || warn "no key"\n}\nload "$uri"\n',
      lines: [10],
    },
  ],
  good: [
    {
      text: 'open_store() {\n    systemd-cryptsetup attach store /dev/x\n}\nopen_store "$key" || return 1\nfor _n in 1 2 3; do\n    [ -r "$key" ] && break\n    sleep 1\ndone\n',
    },
    {
      text: 'mount /dev/sdb1 /run/keys\nfor _n in 1 2 3; do\n    [ -b /dev/sdc ] && break\n    sleep 1\ndone\n',
      note: 'Something else is waited for.',
    },
    {
      text: 'if ! mount /dev/sdb1 /run/keys; then\n    warn "no keys"\n    return 1\nfi\nfor _n in 1 2 3; do\n    [ -e /run/keys/root.key ] && break\n    sleep 1\ndone\n',
    },
    { text: 'mount /dev/sdb1 /run/keys\n[ -e /run/keys/root.key ] || return 1\n' },
  ],
  script(file, report, project) {
    if (file.execution === 'build') return undefined;
    return {
      simple(node, context) {
        if (!isIgnored(node, context) || opensWithin(node, file, project) === undefined) return;
        const wait = waitFor(node, behind(outermost(node, context), context, file), file);
        if (!wait) return;
        report({
          at: node,
          message: `nobody looks whether \`${nameOf(node)}\` succeeds, and then something is waited for that only it can bring`,
          flow: [{ file, at: { start: wait.start, end: lineEnd(wait, file) }, text: 'waited for here' }],
        });
      },
    };
  },
};

const lineEnd = (node: Command, file: LintedFile): number => {
  const end = file.text.indexOf('\n', node.start);
  return end < 0 ? node.end : Math.min(end, node.end);
};

const SAYS = /^(?::|true|warn|info|echo|printf|log_\w+)$/;

/** Not tested, or only so that nothing is done: `|| :`, or an `if` that says something and goes on. */
function isIgnored(node: Simple, context: Context): boolean {
  const parent = context.parents.at(-1);
  if (!context.tested) return parent?.kind !== 'and-or' || parent.rest.at(-1)?.command === node;
  const whole = outermost(node, context);
  if (whole.kind === 'if') return true;
  if (parent?.kind !== 'and-or' || parent.rest.length !== 1 || parent.first !== node) return false;
  return parent.rest[0]!.operator === '||' && onlySays(parent.rest[0]!.command);
}

const onlySays = (node: Command): boolean =>
  allCommands([node]).every((command) => command.kind !== 'simple' || SAYS.test(nameOf(command) ?? ''));

/** The command of the sequence that it is: `x || :` is one, and so is `if ! x; then warn …; fi`. */
function outermost(node: Simple, context: Context): Command {
  const [holder, condition, inner] = context.parents.slice(-3);
  const negated = inner?.kind === 'not';
  const outer = negated ? holder : context.parents.at(-2);
  const sequence = negated ? condition : context.parents.at(-1);
  if (
    outer?.kind === 'if' &&
    outer.branches.length === 1 &&
    !outer.otherwise &&
    outer.branches[0]!.condition === sequence &&
    negated &&
    onlySays(outer.branches[0]!.body)
  )
    return outer;
  const parent = context.parents.at(-1);
  return parent?.kind === 'and-or' ? parent : node;
}

/** A loop with a pause, or a call of a function with one, that tests for a path which the command was told about. */
function waitFor(call: Simple, next: readonly Command[], file: LintedFile): Command | undefined {
  const told = new Set(operandsOf(call).flatMap((word) => parametersOf(word).map(({ name }) => name)));
  for (const command of commandsOf(file))
    if (command.kind === 'simple')
      for (const { name, value } of command.assignments)
        if (parametersOf(value).some((inner) => told.has(inner.name))) told.add(name);
  const folders = operandsOf(call)
    .flatMap((word) => literalOf(word) ?? [])
    .filter((text) => text.startsWith('/') && !text.startsWith('/dev/'));
  const isIts = (path: Word | undefined): boolean => {
    const text = path && literalOf(path);
    if (text !== undefined) return folders.some((folder) => text.startsWith(`${folder}/`));
    return path !== undefined && parametersOf(path).some(({ name }) => told.has(name));
  };
  return allCommands(next).find((command) => {
    if (isWaitLoop(command)) return testedIn(command).some(isIts);
    const name = command.kind === 'simple' ? nameOf(command) : undefined;
    const body = name === undefined ? undefined : file.functions.get(name)?.body;
    if (command.kind !== 'simple' || !body) return false;
    const waited = allCommands([body]).filter(isWaitLoop).flatMap(testedIn);
    return waited.some((path) => {
      const position = Number(wholeValueOf(path));
      return position >= 1 && isIts(operandsOf(command)[position - 1]);
    });
  });
}

/** The paths that a loop tests for. */
const testedIn = (loop: Command): Word[] =>
  allCommands([loop]).flatMap((command) => {
    if (command.kind !== 'simple' || !/^(?:\[|test)$/.test(nameOf(command) ?? '')) return [];
    const words = operandsOf(command);
    const at = words.findIndex((word) => /^-[ebfrsd]$/.test(literalOf(word) ?? ''));
    return at < 0 ? [] : words.slice(at + 1, at + 2);
  });
