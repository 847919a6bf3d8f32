/** systemd-cryptsetup-generator(8): services that open LUKS volumes, from crypttab and from `rd.luks.*` on the kernel command line. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { options as commandLineOptions } from '../../machine/systemd/command-line.ts';
import { escapeName, pathToUnit } from '../../machine/systemd/unit-name.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { deviceOf, escapePercent, pullIn, writeUnit } from './generated-unit.ts';

export const cryptsetupGenerator: Program = { name: 'systemd-cryptsetup-generator', run };

interface Volume {
  readonly name: string;
  readonly device: string;
  readonly key: string;
  readonly options: readonly string[];
}

interface Asked {
  readonly enabled: boolean;
  readonly readCrypttab: boolean;
  /** Everything that the command line names, by UUID. */
  readonly byUuid: Map<string, { name: string | undefined; key: string | undefined; options: string | undefined }>;
  readonly defaults: string | undefined;
}

function* run(p: Process): Task<number> {
  const text = p.readFile('/proc/cmdline');
  const asked = readCommandLine(isErrno(text) ? '' : text);
  if (!asked.enabled) return 0;
  const directory = p.argv[1] ?? '/tmp';
  const volumes = asked.readCrypttab ? crypttab(p) : [];
  const restricted = asked.byUuid.size > 0;
  for (const volume of volumes) {
    const uuid = uuidOf(volume.device);
    // With luks.uuid= on the command line only those volumes are set up here.
    if (restricted && (uuid === undefined || !asked.byUuid.has(uuid))) continue;
    const given = uuid === undefined ? undefined : asked.byUuid.get(uuid);
    if (uuid !== undefined) asked.byUuid.delete(uuid);
    add(p, directory, { ...volume, ...(given?.options === undefined ? {} : { options: given.options.split(',') }) });
  }
  for (const [uuid, { name, key, options }] of asked.byUuid) {
    const list = options ?? asked.defaults;
    add(p, directory, {
      name: name ?? `luks-${uuid}`,
      device: `UUID=${uuid}`,
      key: key ?? 'none',
      options: list === undefined ? [] : list.split(','),
    });
  }
  return 0;
}

function readCommandLine(text: string): Asked {
  const byUuid: Asked['byUuid'] = new Map();
  const of = (uuid: string) => {
    const id = uuid.replace(/^luks-/, '').toLowerCase();
    const known = byUuid.get(id) ?? { name: undefined, key: undefined, options: undefined };
    byUuid.set(id, known);
    return known;
  };
  let [enabled, readCrypttab, defaults]: [boolean, boolean, string | undefined] = [true, true, undefined];
  for (const { key, value } of commandLineOptions(text)) {
    const no = value === '0' || value === 'no' || value === 'off';
    const [, uuid, rest] = /^([0-9a-fA-F-]{36})=(.*)$/s.exec(value ?? '') ?? [];
    if (key === 'luks') enabled = !no;
    else if (key === 'luks.crypttab') readCrypttab = !no;
    else if (key === 'luks.uuid' && value !== undefined) of(value);
    else if (key === 'luks.name' && uuid !== undefined) of(uuid).name = rest;
    else if (key === 'luks.key' && uuid !== undefined) of(uuid).key = rest;
    else if (key === 'luks.options') {
      if (uuid === undefined) defaults = value;
      else of(uuid).options = rest;
    }
  }
  return { enabled, readCrypttab, byUuid, defaults };
}

function crypttab(p: Process): Volume[] {
  const text = p.readFile('/etc/crypttab');
  if (isErrno(text)) return [];
  return text.split('\n').flatMap((line) => {
    const [name, device, key = 'none', list = ''] = line.trim().split(/\s+/);
    if (name === undefined || name === '' || name.startsWith('#') || device === undefined) return [];
    return [{ name, device, key, options: list.split(',').filter(Boolean) }];
  });
}

const uuidOf = (device: string): string | undefined =>
  /^(?:UUID=|\/dev\/disk\/by-uuid\/)([0-9a-fA-F-]{36})$/.exec(device)?.[1]?.toLowerCase();

const quoted = (text: string): string => `'${escapePercent(text).replace(/['\\]/g, '\\$&')}'`;

/** `PATH:DEVICE`, of rd.luks.key= and crypttab: a key file on a filesystem of its own. */
function keyOnDevice(key: string): { readonly path: string; readonly device: string } | undefined {
  const [, path, device] = /^(.+):((?:UUID|LABEL|PARTUUID|PARTLABEL)=.+|\/dev\/.+)$/s.exec(key) ?? [];
  return path === undefined || device === undefined ? undefined : { path, device };
}

/** A mount unit for the filesystem with the key; gives its name and the path of the key. */
function keyMount(
  p: Process,
  directory: string,
  name: string,
  { path, device }: { readonly path: string; readonly device: string },
  timeout: string | undefined,
): { readonly unit: string; readonly keyFile: string } {
  const where = `/run/systemd/cryptsetup/keydev-${name}`;
  const unit = pathToUnit(where, 'mount');
  const node = deviceOf(device);
  const text = ['[Unit]', 'DefaultDependencies=no', '', '[Mount]', `What=${escapePercent(node)}`, `Where=${where}`];
  writeUnit(
    p,
    `${directory}/${unit}`,
    `${[...text, `Options=ro${timeout === undefined ? '' : ',nofail'}`].join('\n')}\n`,
  );
  if (timeout !== undefined)
    writeUnit(
      p,
      `${directory}/${pathToUnit(node, 'device')}.d/90-device-timeout.conf`,
      `# Automatically generated by systemd-cryptsetup-generator\n\n[Unit]\nJobRunningTimeoutSec=${timeout}\n`,
    );
  return { unit, keyFile: `${where}/${path.replace(/^\/+/, '')}` };
}

function add(p: Process, directory: string, { name, device, key, options: given }: Volume): void {
  const timeout = given.find((option) => option.startsWith('keyfile-timeout='))?.slice('keyfile-timeout='.length);
  const options = given.filter((option) => !option.startsWith('keyfile-timeout='));
  const node = deviceOf(device);
  const instance = escapeName(name);
  const unit = `systemd-cryptsetup@${instance}.service`;
  const source = pathToUnit(node, 'device');
  const network = options.includes('_netdev');
  const target = network ? 'remote-cryptsetup.target' : 'cryptsetup.target';
  const nofail = options.includes('nofail');
  const elsewhere = keyOnDevice(key);
  const onDevice = elsewhere && keyMount(p, directory, name, elsewhere, timeout);
  const keyFile = onDevice?.keyFile ?? (key === 'none' || key === '-' || key === '' ? '' : key);
  const text = [
    '# Automatically generated by systemd-cryptsetup-generator',
    '',
    '[Unit]',
    'Description=Cryptography Setup for %I',
    'Documentation=man:crypttab(5) man:systemd-cryptsetup-generator(8) man:systemd-cryptsetup@.service(8)',
    'SourcePath=/etc/crypttab',
    'DefaultDependencies=no',
    'IgnoreOnIsolate=true',
    `After=cryptsetup-pre.target systemd-udevd-kernel.socket${network ? ' remote-fs-pre.target' : ''}`,
    'Conflicts=umount.target',
    ...(nofail ? [] : [`Before=${target}`]),
    ...(node.startsWith('/dev/') ? [`BindsTo=${source}`, `After=${source}`] : []),
    'Before=umount.target',
    ...(onDevice ? [`After=${onDevice.unit}`, `${timeout === undefined ? 'Requires' : 'Wants'}=${onDevice.unit}`] : []),
    '',
    '[Service]',
    'Type=oneshot',
    'RemainAfterExit=yes',
    'TimeoutSec=infinity',
    'KeyringMode=shared',
    `ExecStart=/usr/lib/systemd/systemd-cryptsetup attach ${quoted(name)} ${quoted(node)} ${quoted(keyFile)} ${quoted(options.join(','))}`,
    `ExecStop=/usr/lib/systemd/systemd-cryptsetup detach ${quoted(name)}`,
    '',
  ].join('\n');
  if (!writeUnit(p, `${directory}/${unit}`, text)) return;
  if (!options.includes('noauto')) pullIn(p, directory, target, nofail ? 'wants' : 'requires', unit);
  const mapper = pathToUnit(`/dev/mapper/${name}`, 'device');
  pullIn(p, directory, mapper, 'requires', unit);
  writeUnit(
    p,
    `${directory}/${mapper}.d/40-device-timeout.conf`,
    '# Automatically generated by systemd-cryptsetup-generator\n\n[Unit]\nJobTimeoutSec=0\n',
  );
}
