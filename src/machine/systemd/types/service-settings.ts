/** What a [Service] section says, read once (systemd.service(5)). */
import type { Core } from '../core.ts';
import { type ExecCommand, parseExec } from '../exec-command.ts';
import { type ExitSet, exitSet } from '../exit-status.ts';
import type { Settings } from '../settings.ts';
import type { Unit } from '../unit.ts';

export type ServiceType = 'simple' | 'exec' | 'forking' | 'oneshot' | 'dbus' | 'notify' | 'notify-reload' | 'idle';
export type ExecKey =
  | 'ExecCondition'
  | 'ExecStartPre'
  | 'ExecStart'
  | 'ExecStartPost'
  | 'ExecReload'
  | 'ExecStop'
  | 'ExecStopPost';

export interface ServiceSettings {
  readonly type: ServiceType;
  readonly commands: Readonly<Record<ExecKey, readonly ExecCommand[]>>;
  readonly remainAfterExit: boolean;
  readonly startTimeoutUs: number;
  readonly stopTimeoutUs: number;
  readonly killMode: 'control-group' | 'mixed' | 'process' | 'none';
  readonly killSignal: string;
  readonly sendSigkill: boolean;
  readonly restart: 'no' | 'on-success' | 'on-failure' | 'on-abnormal' | 'on-watchdog' | 'on-abort' | 'always';
  readonly restartUs: number;
  readonly successStatus: ExitSet;
  readonly startLimitBurst: number;
  readonly startLimitIntervalUs: number;
}

const EXEC_KEYS: readonly ExecKey[] = [
  'ExecCondition',
  'ExecStartPre',
  'ExecStart',
  'ExecStartPost',
  'ExecReload',
  'ExecStop',
  'ExecStopPost',
];
const TYPES: readonly ServiceType[] = [
  'simple',
  'exec',
  'forking',
  'oneshot',
  'dbus',
  'notify',
  'notify-reload',
  'idle',
];
const DEFAULT_TIMEOUT_US = 90_000_000;
const DEFAULT_RESTART_US = 100_000;

const known = new WeakMap<Settings, ServiceSettings | string>();

/** The settings, or why the unit cannot be loaded. Read once for the same files, unless its commands depend on its name. */
export function readService(unit: Unit, core: Core): ServiceSettings | string {
  const { settings } = unit;
  const found = known.get(settings);
  if (found !== undefined) return found;
  const service = read(unit, core);
  const named = EXEC_KEYS.some((key) => settings.all(`Service.${key}`).some((value) => value.includes('%')));
  if (!named) known.set(settings, service);
  return service;
}

function read({ settings, id }: Unit, core: Core): ServiceSettings | string {
  const commands = {} as Record<ExecKey, readonly ExecCommand[]>;
  for (const key of EXEC_KEYS) {
    const found: ExecCommand[] = [];
    for (const value of settings.all(`Service.${key}`)) {
      const parsed = parseExec(value, id, core.facts);
      if (typeof parsed === 'string') return parsed;
      found.push(...parsed);
    }
    commands[key] = found;
  }
  const named = settings.get('Service.Type');
  const type = TYPES.find((known) => known === named) ?? (commands.ExecStart.length > 0 ? 'simple' : 'oneshot');
  const action = settings.get('Unit.SuccessAction') ?? 'none';
  if (commands.ExecStart.length === 0 && commands.ExecStop.length === 0 && action === 'none')
    return 'Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.';
  if (type !== 'oneshot' && commands.ExecStart.length === 0)
    return 'Service has no ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.';
  if (type !== 'oneshot' && commands.ExecStart.length > 1)
    return 'Service has more than one ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.';
  const both = settings.get('Service.TimeoutSec');
  const time = (key: string, fallback: number): number => {
    const us = settings.timeUs(
      settings.get(key) === undefined && both !== undefined ? 'Service.TimeoutSec' : key,
      fallback,
    );
    return us === 0 ? Number.POSITIVE_INFINITY : us;
  };
  return {
    type,
    commands,
    remainAfterExit: settings.boolean('Service.RemainAfterExit', false),
    startTimeoutUs: time('Service.TimeoutStartSec', type === 'oneshot' ? Number.POSITIVE_INFINITY : DEFAULT_TIMEOUT_US),
    stopTimeoutUs: time('Service.TimeoutStopSec', DEFAULT_TIMEOUT_US),
    killMode: (settings.get('Service.KillMode') ?? 'control-group') as ServiceSettings['killMode'],
    killSignal: (settings.get('Service.KillSignal') ?? 'TERM').replace(/^SIG/, ''),
    sendSigkill: settings.boolean('Service.SendSIGKILL', true),
    restart: (settings.get('Service.Restart') ?? 'no') as ServiceSettings['restart'],
    restartUs: settings.timeUs('Service.RestartSec', DEFAULT_RESTART_US),
    successStatus: exitSet(settings.all('Service.SuccessExitStatus')),
    startLimitBurst: Number(settings.get('Unit.StartLimitBurst') ?? 5),
    startLimitIntervalUs: settings.timeUs('Unit.StartLimitIntervalSec', 10_000_000),
  };
}
