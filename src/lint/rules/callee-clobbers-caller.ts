/** A function that sets a variable which its caller still needs: the names of the shell are shared. */
import type { Command, For, Simple, Span, While } from '../../syntax/tree.ts';
import { isCall, literalOf, nameOf, operandsOf, wholeValueOf } from '../command-words.ts';
import { type Assigned, assignedBy, namesOfRead, reachedFrom } from '../own-shell.ts';
import type { Project } from '../project.ts';
import type { Report, Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { allCommands, walk } from '../walk.ts';

export const calleeClobbersCaller: Rule = {
  id: 'callee-clobbers-caller',
  severity: 'warning',
  group: 'process',
  problem: 'a function sets a variable that its caller goes on with',
  remedy: 'Declare it `local` in the function, or use names of its own.',
  why:
    'Variables of the shell are global unless they are local. When two functions use the same name for their own counting, the caller goes on with what the ' +
    'called one left: it mounts the wrong dataset, skips some, or never ends. A clean-up that removed `local` from the functions of the ' +
    'initramfs script of ZFS did this, and pools were not imported (openzfs/zfs#17963, openzfs/zfs#18000).',
  bad: [
    {
      text: 'load() {\n    for d in a b; do\n        zfs load-key "$1/$d"\n    done\n}\nfor d in x y; do\n    load "$d"\n    echo "$d"\ndone\n',
      lines: [7],
    },
    {
      role: 'program',
      text: '#!/bin/sh\nshow() {\n    n=$1\n    echo "$n"\n}\nboth() {\n    n=$1\n    show other\n    echo "$n"\n}\nboth one\n',
      shell: 'busybox',
      lines: [8],
    },
    {
      text: 'try() {\n    i=0\n    while [ $i -lt 3 ]; do\n        i=$((i + 1))\n    done\n}\ni=0\nwhile [ $i -lt 9 ]; do\n    try\n    i=$((i + 1))\ndone\n',
      lines: [9],
    },
  ],
  good: [
    {
      text: 'load() {\n    d=$1\n    zfs load-key "$d"\n}\nfor d in x y; do\n    load "$d"\n    echo "$d"\ndone\n',
      note: 'It gets what it is.',
    },
    {
      text: 'save() {\n    dir=$2\n    cp "$1" "$dir"\n}\nboth() {\n    dir=$1\n    if [ -n "$x" ]; then\n        save a /b\n    else\n        echo "$dir"\n    fi\n}\nboth z\n',
    },
    {
      text: 'load() {\n    local d\n    for d in a b; do\n        zfs load-key "$1/$d"\n    done\n}\nfor d in x y; do\n    load "$d"\n    echo "$d"\ndone\n',
    },
    { text: 'find() {\n    found=$1\n}\nfound=\nfind x\necho "$found"\n', note: 'That is how it answers.' },
    {
      text: 'load() {\n    for d in a b; do\n        echo "$d"\n    done\n}\nfor d in x y; do\n    echo "$d"\n    load\ndone\n',
      note: 'Not read afterwards.',
    },
    {
      text: 'load() {\n    for d in a; do\n        :\n    done\n}\nfor d in x y; do\n    (load "$d")\n    echo "$d"\ndone\n',
    },
  ],
  script(file, report, project) {
    const seen = new Set<Simple>();
    const scopes: { readonly inside: string | undefined; readonly commands: readonly Command[] }[] = [
      { inside: undefined, commands: file.commands },
      ...[...file.functions.values()].map((node) => ({ inside: node.name, commands: [node.body] })),
    ];
    for (const { inside, commands } of scopes) {
      const own = inScope(commands);
      for (const loop of own.loops) checkLoop(file, loop, project, report, seen);
      checkArguments(file, inside, own, project, report, seen);
    }
    return undefined;
  },
};

interface Scope {
  readonly loops: readonly (For | While)[];
  readonly calls: readonly Simple[];
  readonly reads: readonly ({ readonly name: string } & Span)[];
}

/** What stands in these commands but not in functions; calls in subshells are left out, loops and reads are not. */
function inScope(commands: readonly Command[]): Scope {
  const loops: (For | While)[] = [];
  const calls: Simple[] = [];
  const reads: ({ name: string } & Span)[] = [];
  walk(commands, [
    {
      for: (node, context) => void (!context.function && loops.push(node)),
      while: (node, context) => void (!context.function && loops.push(node)),
      simple: (node, context) => void (!context.function && !context.subshell && calls.push(node)),
      parameter: (node, context) => void (!context.function && reads.push(node)),
    },
  ]);
  return { loops, calls, reads };
}

/** The variable that a loop goes by, and the callee that takes it away. */
function checkLoop(file: LintedFile, loop: For | While, project: Project, report: Report, seen: Set<Simple>): void {
  const body = inScope([loop.body]);
  const own = assignmentsIn(loop.body);
  for (const { name, counts } of goesBy(loop, own)) {
    for (const call of body.calls) {
      const clobber = clobbers(file, call, name, project);
      if (!clobber || seen.has(call)) continue;
      // A counter is read in the next round; else only what stands behind the call reads it.
      const again = own.find((at) => at.name === name && at.start > call.end)?.start ?? Number.POSITIVE_INFINITY;
      const isRead = counts
        ? isStart(clobber.assigned)
        : body.reads.some(
            (read) =>
              read.name === name && read.start > call.end && read.start < again && !isElsewhere(loop.body, call, read),
          );
      if (!isRead) continue;
      seen.add(call);
      tell(file, call, name, clobber, 'the loop around it goes by', report);
    }
  }
}

/** `for x`, `while read x`, and counters that a while loop compares and steps. */
function goesBy(loop: For | While, own: readonly Own[]): { name: string; counts: boolean }[] {
  if (loop.kind !== 'while') return [{ name: loop.name, counts: false }];
  const found: { name: string; counts: boolean }[] = [];
  const compared = new Set<string>();
  walk(
    [loop.condition],
    [
      {
        simple(node) {
          if (nameOf(node) === 'read')
            for (const word of namesOfRead(operandsOf(node))) {
              const name = literalOf(word);
              if (name !== undefined && name !== '_') found.push({ name, counts: false });
            }
        },
        parameter: (node) => void compared.add(node.name),
      },
    ],
  );
  for (const { name, steps } of own) if (steps && compared.has(name)) found.push({ name, counts: true });
  return found;
}

/** `x=$1` of a function, read again behind a call that sets x for itself. */
function checkArguments(
  file: LintedFile,
  inside: string | undefined,
  scope: Scope,
  project: Project,
  report: Report,
  seen: Set<Simple>,
): void {
  if (inside === undefined) return;
  const body = file.functions.get(inside)!.body;
  const own = assignmentsIn(body);
  for (const one of own) {
    if (!one.argument) continue;
    for (const call of scope.calls) {
      if (call.start < one.end || seen.has(call)) continue;
      const clobber = clobbers(file, call, one.name, project);
      if (!clobber || !isScratch(clobber.assigned)) continue;
      const again = own.find((at) => at.name === one.name && at.start > call.end)?.start ?? Number.POSITIVE_INFINITY;
      const after = scope.reads.find(
        (read) =>
          read.name === one.name && read.start > call.end && read.start < again && !isElsewhere(body, call, read),
      );
      if (!after) continue;
      seen.add(call);
      tell(file, call, one.name, clobber, `${inside} keeps its argument in`, report);
    }
  }
}

/** In another branch of an `if` or `case` around both. */
function isElsewhere(body: Command, one: Span, other: Span): boolean {
  const holds = (outer: Span | undefined, inner: Span): boolean =>
    outer !== undefined && outer.start <= inner.start && inner.end <= outer.end;
  return allCommands([body]).some((command) => {
    if (!holds(command, one) || !holds(command, other)) return false;
    if (command.kind === 'case') return command.items.some((item) => holds(item.body, one) && !holds(item.body, other));
    if (command.kind !== 'if') return false;
    return command.branches.some((branch) => holds(branch.body, one) && !holds(branch.body, other));
  });
}

interface Own extends Span {
  readonly name: string;
  /** `i=$((i + 1))`. */
  readonly steps: boolean;
  /** `x=$1`. */
  readonly argument: boolean;
}

function assignmentsIn(body: Command): Own[] {
  const found: Own[] = [];
  walk(
    [body],
    [
      {
        assignment(node) {
          const steps =
            node.value.parts.some(
              (part) =>
                part.kind === 'arithmetic' &&
                part.expression.parts.some(
                  (inner) => inner.kind === 'literal' && new RegExp(`\\b${node.name}\\b`).test(inner.value),
                ),
            ) ||
            node.value.parts.some(
              (part) =>
                part.kind === 'arithmetic' &&
                part.expression.parts.some((inner) => inner.kind === 'parameter' && inner.name === node.name),
            );
          found.push({
            name: node.name,
            start: node.start,
            end: node.end,
            steps,
            argument: /^[1-9]$/.test(wholeValueOf(node.value) ?? ''),
          });
        },
        simple(node) {
          if (nameOf(node) !== 'local' && nameOf(node) !== 'read') return;
          for (const word of operandsOf(node)) {
            const name = /^[A-Za-z_]\w*/.exec(
              literalOf(word) ?? (word.parts[0]?.kind === 'literal' ? word.parts[0].value : ''),
            )?.[0];
            const [, value] = word.parts;
            if (name !== undefined)
              found.push({
                name,
                start: word.start,
                end: word.end,
                steps: false,
                argument: value?.kind === 'parameter' && /^[1-9]$/.test(value.name),
              });
          }
        },
      },
    ],
  );
  return found;
}

interface Clobber {
  readonly file: LintedFile;
  readonly assigned: Assigned;
  readonly callee: string;
}

/** Where the function that is called, or one that it calls, sets the variable. */
function clobbers(file: LintedFile, call: Simple, name: string, project: Project): Clobber | undefined {
  const callee = nameOf(call);
  if (callee === undefined || isCall(call, 'command')) return undefined;
  const target = project.functionNamed(callee, file);
  if (!target) return undefined;
  for (const { file: where, inside, flow } of reachedFrom(target.file, project, callee)) {
    // Far away, or behind what ends the program, it is no longer certain that it happens.
    if (flow.length > MOST_CALLS || (flow.length > 0 && inside !== undefined && ends(where, inside))) continue;
    const assigned = assignedBy(where, inside).find(
      (one) =>
        one.name === name &&
        one.how !== 'unset' &&
        one.how !== 'export' &&
        !(inside === callee && isPassedOn(call, one)),
    );
    if (assigned) return { file: where, assigned, callee };
  }
  return undefined;
}

const MOST_CALLS = 2;

/** `f "$x"` of a function that begins with `x=$1`: it stays what it was. */
function isPassedOn(call: Simple, { value, name }: Assigned): boolean {
  const position = value === undefined ? undefined : wholeValueOf(value);
  if (position === undefined || !/^[1-9]$/.test(position)) return false;
  const given = operandsOf(call)[Number(position) - 1];
  return given !== undefined && wholeValueOf(given) === name;
}

const ends = (file: LintedFile, name: string): boolean =>
  allCommands([file.functions.get(name)!.body]).some(
    (command) => command.kind === 'simple' && nameOf(command) === 'exit',
  );

/** Its own counting, not an answer: the variable of a loop, of read, its argument. */
const isScratch = ({ how, value }: Assigned): boolean =>
  how === 'for' || how === 'read' || (value !== undefined && /^[1-9]$/.test(wholeValueOf(value) ?? ''));

/** `i=0`, `for i`: it begins to count. */
const isStart = ({ how, value }: Assigned): boolean =>
  how === 'for' || (value !== undefined && /^\d+$/.test(literalOf(value) ?? ''));

function tell(
  file: LintedFile,
  call: Simple,
  name: string,
  { file: where, assigned, callee }: Clobber,
  role: string,
  report: Report,
): void {
  report({
    at: call,
    file,
    message: `\`${callee}\` sets \`${name}\`, which ${role}`,
    flow: [{ file: where, at: assigned.at, text: `sets ${name}` }],
  });
}
