/** A variable that a hook of one phase sets and a hook of a later phase reads, which is lost in between when systemd runs the phases. */

import type { Parameter, Span } from '../../syntax/tree.ts';
import { nameOf, operandsOf } from '../command-words.ts';
import { DRIVER_VARIABLES } from '../driver-variables.ts';
import { assignmentsOf, reachedFrom } from '../own-shell.ts';
import type { Project } from '../project.ts';
import { PHASES } from '../role.ts';
import type { Rule } from '../rule.ts';
import { commandsOf, type LintedFile } from '../script-file.ts';
import { walk } from '../walk.ts';

export const hookLeaksState: Rule = {
  id: 'hook-leaks-state',
  severity: 'warning',
  group: 'process',
  problem: 'a variable set in one phase is read in another, but it is not exported: under systemd it is gone by then',
  remedy: 'Export it, or find it out again where it is needed.',
  why:
    'Without systemd one shell runs all phases and every variable stays. With systemd each phase is a program of its own, and only exported variables ' +
    'are handed on through /dracut-state.sh: the later hook finds an empty value, on one kind of image only. openzfs/zfs#8913 and openzfs/zfs#9379 ' +
    'are about state that hooks of ZFS hand from phase to phase.',
  bad: [
    {
      role: 'hook:pre-mount',
      text: '[ -n "$own_pool" ] || return 0\nzpool import -N "$own_pool"\n',
      also: { '/usr/lib/dracut/hooks/cmdline/50-own.sh': 'own_pool=$(getarg own.pool=)\n' },
      lines: [1],
      note: 'The finding is where it is set.',
    },
  ],
  good: [
    {
      text: '[ -n "$own_pool" ] || return 0\n',
      also: { '/usr/lib/dracut/hooks/cmdline/50-own.sh': 'own_pool=$(getarg own.pool=)\nexport own_pool\n' },
    },
    {
      text: 'own_pool=$(getarg own.pool=)\n[ -n "$own_pool" ] || return 0\n',
      also: { '/usr/lib/dracut/hooks/cmdline/50-own.sh': 'own_pool=$(getarg own.pool=)\n' },
    },
    {
      text: '[ -n "$own_pool" ] || return 0\n',
      also: { '/usr/lib/dracut/hooks/pre-mount/50-own.sh': 'own_pool=$(getarg own.pool=)\n' },
      note: 'The same phase.',
    },
  ],
  project(project, report) {
    const hooks = project.linted.filter(isPhaseHook).map((file) => stateOf(file, project));
    const exported = new Set(hooks.flatMap((hook) => [...hook.exported]));
    const given = new Set(
      project.files.filter((file) => !file.linted).flatMap((file) => assignmentsOf(file).map((one) => one.name)),
    );
    for (const reader of hooks) {
      if (reader.opaque) continue;
      for (const [name, use] of reader.read) {
        if (DRIVERS.has(name) || exported.has(name) || given.has(name) || reader.set.has(name)) continue;
        const writers = hooks.filter((hook) => hook.set.has(name));
        if (writers.length === 0 || writers.some((hook) => !isBefore(hook.file, reader.file))) continue;
        const [writer] = writers;
        const at = writer!.set.get(name)!;
        report({
          file: at.file,
          at: at.at,
          message: `\`${name}\` is set in ${writer!.file.phase} and read in ${reader.file.phase}, but not exported: under systemd it is empty there`,
          flow: [{ file: use.file, at: use.at, text: `read in ${reader.file.phase}` }],
        });
      }
    }
  },
};

/** What dracut's own programs export. */
const DRIVERS: ReadonlySet<string> = new Set([
  ...DRIVER_VARIABLES.map(({ name }) => name),
  'rootok',
  'DRACUT_SYSTEMD',
  'PREFIX',
]);

const isPhaseHook = (file: LintedFile): boolean =>
  file.phase !== undefined &&
  file.sourcedFrom !== 'subshell' &&
  PHASES.indexOf(file.phase) <= PHASES.indexOf('cleanup') &&
  file.phase !== 'netroot' &&
  file.phase !== 'initqueue/online';

/** All of initqueue is one program. */
const programOf = ({ phase }: LintedFile): string => phase!.replace(/\/.*/, '').replace('cleanup', 'pre-pivot');

const isBefore = (one: LintedFile, other: LintedFile): boolean =>
  programOf(one) !== programOf(other) && PHASES.indexOf(one.phase!) < PHASES.indexOf(other.phase!);

interface Place {
  readonly file: LintedFile;
  readonly at: Span;
}

interface State {
  readonly file: LintedFile;
  readonly set: ReadonlyMap<string, Place>;
  readonly read: ReadonlyMap<string, Place>;
  readonly exported: ReadonlySet<string>;
  /** It may get variables in ways that are not followed. */
  readonly opaque: boolean;
}

function stateOf(file: LintedFile, project: Project): State {
  const set = new Map<string, Place>();
  const read = new Map<string, Place>();
  const exported = new Set<string>();
  let opaque = false;
  const files = new Set<LintedFile>();
  for (const { file: where, inside } of reachedFrom(file, project)) {
    files.add(where);
    for (const one of assignmentsOf(where))
      if (one.inside === inside && one.how !== 'unset' && !set.has(one.name))
        set.set(one.name, { file: where, at: one.at });
  }
  for (const where of files) {
    for (const command of commandsOf(where)) {
      if (command.kind !== 'simple') continue;
      const name = nameOf(command);
      if (name === 'eval' || name === 'local') opaque ||= name === 'eval';
      if (name === 'export')
        for (const word of operandsOf(command)) exported.add(where.source(word).replace(/=.*/s, ''));
      if ((name === '.' || name === 'source') && !project.sources(where).some(({ at, to }) => at === command && to))
        opaque = true;
    }
  }
  for (const at of readsOf(file)) if (!read.has(at.name)) read.set(at.name, { file, at });
  return { file, set, read, exported, opaque };
}

/** Uses without a default, of names that no function declares local. */
function readsOf(file: LintedFile): Parameter[] {
  const found: Parameter[] = [];
  const locals = new Set<string>();
  walk(file.commands, [
    {
      parameter(node) {
        if (/^[A-Za-z_]\w*$/.test(node.name) && !/^:?[-=+?]$/.test(node.operator)) found.push(node);
      },
      simple(node) {
        if (/^(?:local|read|declare|for)$/.test(nameOf(node) ?? ''))
          for (const word of operandsOf(node)) locals.add(file.source(word).replace(/=.*/s, ''));
      },
      for(node) {
        locals.add(node.name);
      },
      assignment(node) {
        locals.add(node.name);
      },
    },
  ]);
  return found.filter(({ name }) => !locals.has(name));
}
