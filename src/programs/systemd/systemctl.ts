/** systemctl(1): its command line, and which verb does what; as `halt`, `poweroff` and `reboot` it switches the machine off. */

import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { JobMode } from '../../machine/systemd/job.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { SYSTEMD_VERSION } from '../prompts/failure.ts';
import type { SystemctlOptions, Verb } from './call.ts';
import { listDependencies } from './systemctl-dependencies.ts';
import { importEnvironment, setEnvironment, showEnvironment, unsetEnvironment } from './systemctl-environment.ts';
import { cat, daemonReload, installation } from './systemctl-files.ts';
import { defaultTarget, jobVerb, TRY_RELOAD } from './systemctl-jobs.ts';
import { cancel, listJobs, listUnitFiles, listUnits } from './systemctl-list.ts';
import { asPowerCommand, kill, power, switchRoot } from './systemctl-power.ts';
import { show } from './systemctl-show.ts';
import { getDefault, isActive, isEnabled, isFailed, isSystemRunning, resetFailed } from './systemctl-state.ts';
import { status } from './systemctl-status.ts';

const SHORT = 'ht:p:P:alqfiH:M:n:o:s:T::';
const LONG = [
  'help',
  'version',
  'type:=t',
  'state:',
  'failed',
  'property:=p',
  'value',
  'all=a',
  'full=l',
  'quiet=q',
  'force=f',
  'fail',
  'no-block',
  'no-wall',
  'no-reload',
  'no-legend',
  'no-pager',
  'no-ask-password',
  'job-mode:',
  'system',
  'user',
  'global',
  'wait',
  'plain',
  'lines:=n',
  'output:=o',
  'signal:=s',
  'kill-whom:',
  'kill-who:',
  'runtime',
  'now',
  'root:',
  'host:=H',
  'machine:=M',
  'legend:',
  'ignore-inhibitors=i',
  'message:',
  'when:',
  'show-transaction=T',
  'dry-run',
  'what:',
  'preset-mode:',
  'recursive',
  'reverse',
  'after',
  'before',
  'timestamp:',
  'check-inhibitors:',
  'stdin',
  'mkdir',
  'read-only',
  'marked',
  'drop-in:',
  'image:',
  'firmware-setup',
  'boot-loader-menu:',
  'boot-loader-entry:',
  'show-types',
  'with-dependencies',
] as const;

const FOLLOWED = new Set(['reverse', 'after', 'before']);

interface VerbEntry {
  readonly run: Verb;
  /** Number of operands. */
  readonly least?: number;
  readonly most?: number;
}

const many = (run: Verb): VerbEntry => ({ run, least: 1 });
const none = (run: Verb): VerbEntry => ({ run, most: 0 });

const VERBS: ReadonlyMap<string, VerbEntry> = new Map<string, VerbEntry>([
  ...['start', 'stop', 'restart', 'try-restart', 'reload', 'reload-or-restart', 'condrestart', ...TRY_RELOAD].map(
    (name): [string, VerbEntry] => [name, many(jobVerb)],
  ),
  ['isolate', { run: jobVerb, least: 1, most: 1 }],
  ...['default', 'rescue', 'emergency'].map((name): [string, VerbEntry] => [name, none(defaultTarget)]),
  ...['halt', 'poweroff', 'reboot', 'kexec', 'exit', 'soft-reboot'].map((name): [string, VerbEntry] => [
    name,
    { run: power },
  ]),
  ['switch-root', { run: switchRoot, most: 2 }],
  ['is-active', many(isActive)],
  ['is-failed', { run: isFailed }],
  ['is-enabled', many(isEnabled)],
  ['is-system-running', none(isSystemRunning)],
  ['get-default', none(getDefault)],
  ['reset-failed', { run: resetFailed }],
  ['show', { run: show }],
  ['status', { run: status }],
  ['cat', many(cat)],
  ['list-units', { run: listUnits }],
  ['list-jobs', { run: listJobs }],
  ['list-unit-files', { run: listUnitFiles }],
  ['cancel', { run: cancel }],
  ['kill', many(kill)],
  ['daemon-reload', none(daemonReload)],
  ['daemon-reexec', none(daemonReload)],
  ...['enable', 'disable', 'reenable', 'preset', 'mask', 'unmask'].map((name): [string, VerbEntry] => [
    name,
    many(installation),
  ]),
  ['list-dependencies', { run: listDependencies }],
  ['show-environment', none(showEnvironment)],
  ['set-environment', many(setEnvironment)],
  ['unset-environment', many(unsetEnvironment)],
  ['import-environment', { run: importEnvironment }],
]);

/** Verbs that exist and are not modelled. */
const UNMODELLED = new Set([
  'list-sockets',
  'list-timers',
  'list-paths',
  'list-automounts',
  'list-machines',
  'clean',
  'freeze',
  'thaw',
  'set-property',
  'bind',
  'mount-image',
  'service-log-level',
  'service-log-target',
  'help',
  'whoami',
  'preset-all',
  'link',
  'revert',
  'add-wants',
  'add-requires',
  'edit',
  'set-default',
  'log-level',
  'log-target',
  'service-watchdogs',
  'suspend',
  'hibernate',
  'hybrid-sleep',
  'suspend-then-hibernate',
  'sleep',
]);

export const systemctl: Program = { name: 'systemctl', run };
export const halt: Program = { name: 'halt', run: asPowerCommand };
export const poweroff: Program = { name: 'poweroff', run: asPowerCommand };
export const reboot: Program = { name: 'reboot', run: asPowerCommand };

function* run(p: Process, m: Machine): Task<number> {
  const parsed = getopt(p.argv, SHORT, LONG);
  if (parsed.error !== undefined) {
    yield* p.warn(`${p.argv[0]}: ${parsed.error}\n`);
    return 1;
  }
  const given = new Map<string, string | undefined>();
  let force = 0;
  const lists = { p: [] as string[], t: [] as string[], state: [] as string[] };
  for (const { name, value } of parsed.options) {
    given.set(name, value);
    if (name === 'f') force++;
    if (name === 'P') given.set('value', undefined);
    if (name === 'p' || name === 'P') lists.p.push(...(value ?? '').split(',').filter(Boolean));
    if (name === 't' || name === 'state') lists[name].push(...(value ?? '').split(',').filter(Boolean));
    if (name === 'failed') lists.state.push('failed');
  }
  if (given.has('version')) {
    yield* p.print(SYSTEMD_VERSION);
    return 0;
  }
  if (given.has('help') || given.has('h')) return yield* refuse(p, m, '--help');
  for (const name of ['user', 'global', 'H', 'M', 'root', 'image', 'output', 'o', 'dry-run', 'when', 'wait', 'marked'])
    if (given.has(name)) return yield* refuse(p, m, `--${name}`);
  const options: SystemctlOptions = {
    block: !given.has('no-block'),
    quiet: given.has('q'),
    mode: given.has('fail') ? 'fail' : ((given.get('job-mode') ?? 'replace') as JobMode),
    force,
    legend: !given.has('no-legend') && given.get('legend') !== 'no' && given.get('legend') !== 'false',
    plain: given.has('plain'),
    all: given.has('a'),
    full: given.has('l'),
    value: given.has('value'),
    properties: lists.p,
    types: lists.t,
    states: lists.state,
    lines: given.get('n') === undefined ? undefined : Number(given.get('n')),
    runtime: given.has('runtime'),
    now: given.has('now'),
    reload: !given.has('no-reload'),
    follow: ([...given.keys()].findLast((name) => FOLLOWED.has(name)) as 'reverse' | undefined) ?? 'forward',
  };
  const [verb = 'list-units', ...operands] = parsed.operands;
  const entry = VERBS.get(verb);
  if (!entry) {
    if (UNMODELLED.has(verb)) return yield* refuse(p, m, verb);
    yield* p.warn(`Unknown command verb ${verb}.\n`);
    return 1;
  }
  if (operands.length < (entry.least ?? 0)) {
    yield* p.warn('Too few arguments.\n');
    return 1;
  }
  if (operands.length > (entry.most ?? Number.POSITIVE_INFINITY)) {
    yield* p.warn('Too many arguments.\n');
    return 1;
  }
  return yield* entry.run({ p, m, options, verb, operands });
}

function* refuse(p: Process, m: Machine, what: string): Task<number> {
  m.trace.add(p.pid, { kind: 'unsupported', what: `systemctl ${what}`, detail: p.argv.join(' ') });
  yield* p.warn(`systemctl: ${what} is not modelled.\n`);
  return 1;
}
