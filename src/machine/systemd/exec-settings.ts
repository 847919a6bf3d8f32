/** What a unit says of how its processes are run (systemd.exec(5)), read once for the same files. */
import type { Settings } from './settings.ts';
import type { Unit } from './unit.ts';

const SECTIONS: Readonly<Record<string, string>> = {
  service: 'Service',
  mount: 'Mount',
  swap: 'Swap',
  socket: 'Socket',
};

/** The section in which a unit's execution settings are. */
export const execSection = (unit: Unit): string => SECTIONS[unit.type] ?? 'Service';

export interface ExecSettings {
  readonly section: string;
  readonly identifier: string | undefined;
  readonly workingDirectory: string | undefined;
  readonly umask: number;
  readonly ignoresSigpipe: boolean;
  readonly input: string;
  readonly output: string;
  readonly error: string;
  readonly tty: string;
  /** Settings that would change what the program sees, each with its value, and are not modelled. */
  readonly unmodelled: readonly (readonly [name: string, value: string])[];
}

const known = new WeakMap<Settings, Map<string, ExecSettings>>();

export function execSettings(unit: Unit): ExecSettings {
  const { settings } = unit;
  const section = execSection(unit);
  let bySection = known.get(settings);
  if (!bySection) {
    bySection = new Map();
    known.set(settings, bySection);
  }
  let found = bySection.get(section);
  if (!found) {
    found = read(settings, section);
    bySection.set(section, found);
  }
  return found;
}

function read(settings: Settings, section: string): ExecSettings {
  const get = (key: string): string | undefined => settings.get(`${section}.${key}`);
  const umask = get('UMask');
  const input = get('StandardInput') ?? 'null';
  const output =
    get('StandardOutput') ??
    (input === 'null' || input === 'data' || input.startsWith('file:') ? 'journal' : 'inherit');
  return {
    section,
    identifier: get('SyslogIdentifier'),
    workingDirectory: get('WorkingDirectory'),
    umask: umask === undefined ? 0o022 : Number.parseInt(umask, 8),
    ignoresSigpipe: settings.boolean(`${section}.IgnoreSIGPIPE`, true),
    input,
    output,
    error: get('StandardError') ?? (output === 'journal' || output === 'journal+console' ? output : 'inherit'),
    tty: get('TTYPath') ?? '/dev/console',
    unmodelled: ['RootDirectory', 'RootImage', 'User', 'DynamicUser'].flatMap((name) => {
      const value = get(name);
      return value === undefined || value === 'root' || value === 'no' ? [] : [[name, value] as const];
    }),
  };
}
