/** Actions of cryptsetup that look after LUKS headers: config, token, convert, luksHeaderBackup, luksHeaderRestore. */
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import type { LuksHeader, LuksToken } from '../../machine/luks/luks-header.ts';
import { readableHeader } from '../../machine/luks/luks-model.ts';
import { isErrno } from '../../vfs/errno.ts';
import { notModelled } from '../prompts/failure.ts';
import type { CryptsetupAction, CryptsetupCall } from './cryptsetup.ts';
import { changeHeader } from './cryptsetup-keyslots.ts';
import { openDevice } from './cryptsetup-mappings.ts';

export const headerCareActions: readonly CryptsetupAction[] = [
  { names: ['config'], needs: '<device>', operands: 1, run: config },
  { names: ['token'], needs: '<add|remove|import|export> <device>', operands: 2, run: token },
  { names: ['convert'], needs: '<device>', operands: 1, run: convert },
  { names: ['luksHeaderBackup'], needs: '<device>', operands: 1, run: backUp },
  { names: ['luksHeaderRestore'], needs: '<device>', operands: 1, run: restore },
];

const TOKENS = 32;

/** The device and its header of version 2, or the status after the complaint. */
function* version2(
  call: CryptsetupCall,
  path: string,
): Task<{ readonly device: BlockDevice; readonly header: LuksHeader } | { readonly status: number }> {
  const device = yield* openDevice(call, path);
  if ('status' in device) return device;
  const header = readableHeader(device.content);
  if (header?.version === 2) return { device, header };
  return { status: yield* call.fail(1, `Device ${path} is not a valid LUKS2 device.`) };
}

function* config(call: CryptsetupCall): Task<number> {
  const { operands, options, fail } = call;
  if (!['priority', 'label', 'subsystem'].some((name) => options.has(name)))
    return yield* fail(1, 'Option --priority, --label or --subsystem is missing.');
  const found = yield* version2(call, operands[0]!);
  if ('status' in found) return found.status;
  const { device, header } = found;
  const changes: { -readonly [Key in keyof LuksHeader]?: LuksHeader[Key] } = {};
  const label = options.get('label');
  if (label !== undefined) changes.label = label;
  const subsystem = options.get('subsystem');
  if (subsystem !== undefined) changes.subsystem = subsystem;
  const priority = options.get('priority');
  if (priority !== undefined) {
    const slot = options.get('key-slot');
    if (slot === undefined) return yield* call.usage('Keyslot specification is required.');
    if (!header.keyslots.some((keyslot) => keyslot.slot === Number(slot)))
      return yield* fail(1, `Keyslot ${slot} is not active.`);
    changes.keyslots = header.keyslots.map((keyslot) => {
      const { priority: _before, ...rest } = keyslot;
      if (keyslot.slot !== Number(slot)) return keyslot;
      return priority === 'prefer' || priority === 'ignore' ? { ...rest, priority } : rest;
    });
  }
  changeHeader(call, device, header, changes);
  return 0;
}

function* token(call: CryptsetupCall): Task<number> {
  const [action, path] = call.operands as [string, string];
  const { options, fail } = call;
  const given = options.get('token-id');
  if (!['add', 'remove', 'import', 'export', 'unassign'].includes(action))
    return yield* call.usage('Invalid token action.');
  if (given === undefined && (action === 'remove' || action === 'export'))
    return yield* call.usage('Action requires specific token. Use --token-id parameter.');
  const description = options.get('key-description');
  if (action === 'add' && description === undefined)
    return yield* call.usage('--key-description parameter is mandatory for token add action.');
  if (given !== undefined && Number(given) >= TOKENS) return yield* fail(1, `Token ${given} is invalid.`);
  const found = yield* version2(call, path);
  if ('status' in found) return found.status;
  const { device, header } = found;
  const tokens = Array.from({ length: TOKENS }, (_, id): LuksToken => header.tokens[id]);
  const id = given === undefined ? tokens.indexOf(undefined) : Number(given);
  const isThere = tokens[id] !== undefined;
  switch (action) {
    case 'remove':
      if (!isThere) return yield* fail(1, `Token ${id} is not in use.`);
      tokens[id] = undefined;
      break;
    case 'add':
      if (isThere && !options.has('token-replace')) return yield* fail(1, `Token ${id} in use.`);
      tokens[id] = { keyring: description! };
      break;
    case 'export':
      if (!isThere) return yield* fail(1, `Failed to get token ${id} for export.`);
      return yield* notModelled(call.p, call.m, 'token export');
    case 'unassign':
      return yield* fail(1, `Token ${id} is not assigned to keyslot ${options.get('key-slot') ?? 0}.`);
    default:
      return yield* notModelled(call.p, call.m, 'token import');
  }
  changeHeader(call, device, header, {
    tokens: tokens.slice(0, tokens.findLastIndex((each) => each !== undefined) + 1),
  });
  return 0;
}

function* convert(call: CryptsetupCall): Task<number> {
  const { operands, options, fail } = call;
  const type = options.get('type');
  if (type !== 'luks1' && type !== 'luks2')
    return yield* fail(1, 'Invalid LUKS type, only luks1 and luks2 are supported.');
  const device = yield* openDevice(call, operands[0]!);
  if ('status' in device) return device.status;
  const header = readableHeader(device.content);
  if (!header) return yield* fail(1, `Device ${operands[0]} is not a valid LUKS device.`);
  const version = type === 'luks1' ? 1 : 2;
  if (header.version === version) return yield* fail(1, `Device is already ${type.toUpperCase()} type.`);
  // Its data stays where it is, which the size of a header of the other version does not say.
  return yield* notModelled(call.p, call.m, `convert to ${type}`);
}

const MAGIC = 'LUKS\xba\xbe';

function* backUp(call: CryptsetupCall): Task<number> {
  const { p, m, operands, options, fail } = call;
  const file = options.get('header-backup-file');
  if (file === undefined) return yield* fail(1, 'Option --header-backup-file is required.');
  const device = yield* openDevice(call, operands[0]!);
  if ('status' in device) return device.status;
  const header = readableHeader(device.content);
  if (!header) return yield* fail(1, `Device ${operands[0]} is not a valid LUKS device.`);
  if (!isErrno(p.stat(file))) return yield* fail(1, `Requested header backup file ${file} already exists.`);
  const content = `${MAGIC}\0${String.fromCharCode(header.version)}${header.uuid} ${m.luks.backups.size}\n`;
  const written = p.writeFile(file, content);
  if (isErrno(written)) return yield* fail(1, `Cannot create header backup file ${file}.`);
  m.luks.backups.set(content, header);
  return 0;
}

function* restore(call: CryptsetupCall): Task<number> {
  const { p, m, operands, options, fail } = call;
  const file = options.get('header-backup-file');
  if (file === undefined) return yield* fail(1, 'Option --header-backup-file is required.');
  const content = p.readFile(file);
  const header = isErrno(content) ? undefined : m.luks.backups.get(content);
  if (!header) {
    const missing = isErrno(content) ? `Device ${file} does not exist or access denied.\n` : '';
    return yield* fail(1, `${missing}Header backup file does not contain compatible LUKS header.`);
  }
  const device = yield* openDevice(call, operands[0]!);
  if ('status' in device) return device.status;
  if (m.block.inUse(device)) return yield* fail(5, `Device ${operands[0]} is in use.`);
  const before = device.content.kind === 'luks' ? device.content.header.inner : header.inner;
  device.content = { kind: 'luks', header: { ...header, corrupted: false, inner: before } };
  m.udev.changed(device);
  return 0;
}
