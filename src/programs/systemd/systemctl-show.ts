/** `systemctl show`: properties of units, in the order in which pid 1 lists them. */

import { SIGNALS } from '../../kernel/signals.ts';
import type { Task } from '../../kernel/task.ts';
import type { Dependency } from '../../machine/systemd/dependency.ts';
import type { Pid1 } from '../../machine/systemd/pid1.ts';
import { serviceRun } from '../../machine/systemd/types/service-run.ts';
import type { Unit } from '../../machine/systemd/unit.ts';
import { ask, type SystemctlCall } from './call.ts';
import { named } from './systemctl-state.ts';

type Property = readonly [string, (unit: Unit, pid1: Pid1) => string];

const yes = (on: boolean): string => (on ? 'yes' : 'no');

/** What the last main process came to; forgotten with the unit when it is merely down. */
const lastEnd = (unit: Unit): { readonly code: number; readonly status: number; readonly pid: number } => {
  const last = unit.active === 'inactive' ? undefined : serviceRun(unit)?.lastMain;
  if (!last?.ended) return { code: 0, status: 0, pid: last?.pid ?? 0 };
  const { signal, status } = last.ended;
  return {
    code: signal === undefined ? 1 : 2,
    status: signal === undefined ? status : (SIGNALS[signal] ?? 0),
    pid: last.pid,
  };
};

const SERVICE: readonly Property[] = [
  ['Type', (unit) => serviceRun(unit)?.settings.type ?? 'simple'],
  ['Restart', (unit) => serviceRun(unit)?.settings.restart ?? 'no'],
  ['NotifyAccess', (unit) => unit.settings.get('Service.NotifyAccess') ?? 'none'],
  ['RemainAfterExit', (unit) => yes(serviceRun(unit)?.settings.remainAfterExit ?? false)],
  ['MainPID', (unit) => String(serviceRun(unit)?.main?.pid ?? 0)],
  ['ControlPID', (unit) => String(serviceRun(unit)?.control?.pid ?? 0)],
  ['Result', (unit) => unit.result],
  ['NRestarts', (unit) => String(serviceRun(unit)?.restarts ?? 0)],
  ['ExecMainPID', (unit) => String(lastEnd(unit).pid)],
  ['ExecMainCode', (unit) => String(lastEnd(unit).code)],
  ['ExecMainStatus', (unit) => String(lastEnd(unit).status)],
];

const MOUNT: readonly Property[] = [
  ['Where', (unit) => unit.settings.get('Mount.Where') ?? unit.description],
  [
    'What',
    (unit, pid1) =>
      pid1.host.vfs.table.at(unit.settings.get('Mount.Where') ?? unit.description)?.source ??
      unit.settings.get('Mount.What') ??
      '',
  ],
  [
    'Options',
    (unit, pid1) =>
      pid1.host.vfs.table.at(unit.settings.get('Mount.Where') ?? unit.description)?.optionText ??
      unit.settings.get('Mount.Options') ??
      '',
  ],
  [
    'Type',
    (unit, pid1) =>
      pid1.host.vfs.table.at(unit.settings.get('Mount.Where') ?? unit.description)?.sb.type ??
      unit.settings.get('Mount.Type') ??
      '',
  ],
  ['Result', (unit) => unit.result],
];

const EXEC: readonly Property[] = [['Environment', (unit) => unit.settings.all('Service.Environment').join(' ')]];

const dependency = (name: Dependency): Property => [
  name,
  (unit) => [...unit.on(name)].map((other) => other.id).join(' '),
];

const UNIT: readonly Property[] = [
  ['Id', (unit) => unit.id],
  ['Names', (unit) => [...unit.names].join(' ')],
  ...(
    [
      'Requires',
      'Requisite',
      'Wants',
      'BindsTo',
      'PartOf',
      'Upholds',
      'RequiredBy',
      'RequisiteOf',
      'WantedBy',
      'BoundBy',
      'UpheldBy',
      'ConsistsOf',
      'Conflicts',
      'ConflictedBy',
      'Before',
      'After',
      'OnSuccess',
      'OnFailure',
      'Triggers',
      'TriggeredBy',
    ] as const
  ).map(dependency),
  ['Description', (unit) => unit.description],
  ['LoadState', (unit) => unit.load],
  ['ActiveState', (unit) => unit.active],
  ['SubState', (unit) => unit.sub],
  ['FragmentPath', (unit) => unit.fragment ?? ''],
  ['DropInPaths', (unit) => unit.dropIns.join(' ')],
  ['UnitFileState', (unit, pid1) => (pid1.units.search.find(unit.id) ? 'static' : '')],
  ['CanStart', (unit) => yes(unit.load === 'loaded' && unit.type !== 'device')],
  ['CanStop', (unit) => yes(!unit.perpetual)],
  ['CanIsolate', (unit) => yes(unit.settings.boolean('Unit.AllowIsolate', false))],
  ['Job', (unit) => (unit.job ? String(unit.job.id) : '')],
  ['DefaultDependencies', (unit) => yes(unit.defaultDependencies)],
  ['ConditionResult', (unit) => yes(unit.conditionMet && unit.checks.length > 0)],
  ['AssertResult', (unit) => yes(unit.assertionMet)],
];

const PROPERTIES: Readonly<Record<string, readonly Property[]>> = {
  service: [...SERVICE, ...EXEC, ...UNIT],
  mount: [...MOUNT, ...EXEC, ...UNIT],
};

/** Properties that every unit file setting and counter would make; what is not in the tables above is told as not modelled. */
export function* show(call: SystemctlCall): Task<number> {
  const { p, m, operands, options } = call;
  if (operands.length === 0) {
    m.trace.add(p.pid, { kind: 'unsupported', what: 'systemctl show', detail: "the manager's own properties" });
    yield* p.warn('systemctl: properties of the manager are not modelled.\n');
    return 1;
  }
  if (options.properties.length === 0)
    m.trace.add(p.pid, { kind: 'unsupported', what: 'systemctl show', detail: 'all properties' });
  const answer = yield* ask(p, m, (pid1) => named(pid1, operands).map((name) => describe(name, pid1, call)));
  if (!answer) return 1;
  yield* p.print(answer.value.join('\n'));
  return 0;
}

function describe(name: string, pid1: Pid1, { p, m, options }: SystemctlCall): string {
  const unit = pid1.units.get(name);
  if (!unit) return '';
  const table = PROPERTIES[unit.type] ?? UNIT;
  for (const wanted of options.properties) {
    if (
      table.some(([property]) => property === wanted) ||
      /^(?:Result|Type|What|Where|Options|MainPID|ExecMain\w+)$/.test(wanted)
    )
      continue;
    m.trace.add(p.pid, { kind: 'unsupported', what: 'systemctl show', detail: `property ${wanted}` });
  }
  return table
    .filter(([property]) => options.properties.length === 0 || options.properties.includes(property))
    .map(([property, of]) => `${options.value ? '' : `${property}=`}${of(unit, pid1)}\n`)
    .join('');
}
