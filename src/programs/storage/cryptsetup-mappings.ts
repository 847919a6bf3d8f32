/** Actions of cryptsetup that make and take mappings: open, close, status. */
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { shownFile } from '../../machine/loop/loop-model.ts';
import { dataOffsetBytes, type LuksHeader } from '../../machine/luks/luks-header.ts';
import { readableHeader } from '../../machine/luks/luks-model.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { attachForUse, backingFile } from '../mounts/loop-file.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import type { CryptsetupAction, CryptsetupCall } from './cryptsetup.ts';
import { readPassphrase } from './cryptsetup-key.ts';
import { isVolumeName, kernelHas, NO_DEVICE_MAPPER } from './device-mapper.ts';

const DEFAULT_TRIES = 3;
const SECTOR_BYTES = 512;

export const mappingActions: readonly CryptsetupAction[] = [
  { names: ['open', 'luksOpen', 'create'], needs: '<device> [--type <type>] [<name>]', operands: 1, run: open },
  {
    names: ['close', 'luksClose', 'remove', 'plainClose', 'loopaesClose', 'tcryptClose', 'bitlkClose'],
    needs: '<name>',
    operands: 1,
    run: close,
  },
  { names: ['status'], needs: '<name>', operands: 1, run: status },
];

/** The device behind a path; the complaint has been made when there is none. @param noDevice what is said of a file. */
export function* openDevice(
  call: CryptsetupCall,
  path: string,
  noDevice = `Device ${path} is not a valid LUKS device.`,
): Task<BlockDevice | { readonly status: number }> {
  const device = deviceAt(call.p, call.m, path);
  if (!isErrno(device)) return device;
  const file = device === Errno.ENOTBLK ? backingFile(call.p, call.m, path) : device;
  // A header in a file is used through a loop device, which cryptsetup makes itself.
  if (!isErrno(file) && (call.formats || call.m.loop.images.contentOf(file.inode).kind === 'luks'))
    return attachForUse(call.m, file, {}).device;
  if (device === Errno.ENOTBLK) return { status: yield* call.fail(1, noDevice) };
  return {
    status: yield* call.fail(4, `Device ${path} does not exist or access denied.`, { kind: 'device-missing', path }),
  };
}

/** The header on a device, of the version that `--type` asks for. */
export function headerFor(call: CryptsetupCall, device: BlockDevice): LuksHeader | undefined {
  const header = readableHeader(device.content);
  const type = call.options.get('type');
  return header && (type === undefined || type === 'luks' || type === `luks${header.version}`) ? header : undefined;
}

function* open(call: CryptsetupCall): Task<number> {
  const { p, m, operands, options, fail } = call;
  const [path, name] = operands as [string, string | undefined];
  const test = options.has('test-passphrase');
  if (name === undefined && !test) return yield* fail(1, 'Command requires device and mapped name as arguments.');
  const device = yield* openDevice(call, path);
  if ('status' in device) return device.status;
  const header = headerFor(call, device);
  if (!header) return yield* fail(1, `Device ${path} is not a valid LUKS device.`);
  if (!test && !kernelHas(p, m, 'dm_mod'))
    return yield* fail(1, NO_DEVICE_MAPPER, { kind: 'other', text: NO_DEVICE_MAPPER });
  if (!test && m.block.byMapping(name!))
    return yield* fail(5, `Device ${name} already exists.`, { kind: 'busy', path: `/dev/mapper/${name}` });
  if (!test && !isVolumeName(name!)) return yield* fail(1, `Name ${name} is not valid.`);
  const slot = yield* unlock(call, path, header);
  if (typeof slot === 'object') return slot.status;
  if (test) return 0;
  if (m.block.inUse(device))
    return yield* fail(5, `Cannot use device ${path} which is in use (already mapped or mounted).`, {
      kind: 'busy',
      path,
    });
  if (!kernelHas(p, m, 'dm_crypt'))
    return yield* fail(
      1,
      `device-mapper: reload ioctl on ${name} (253:${m.block.freeMapperMinor()}) failed: Invalid argument`,
      { kind: 'other', text: 'the kernel module dm_crypt is missing' },
    );
  const flags = options.has('allow-discards') ? ['discards'] : [];
  yield* m.luks.activate(
    { name: name!, device, devicePath: path, header, slot, readOnly: options.has('readonly'), flags },
    p.pid,
  );
  return 0;
}

/** The slot that what was read opens, after as many tries as a terminal gives. */
function* unlock(call: CryptsetupCall, path: string, header: LuksHeader): Task<number | { readonly status: number }> {
  const { m, options, fail } = call;
  const tries = Number(options.get('tries') ?? DEFAULT_TRIES);
  const wanted = options.get('key-slot');
  if (options.has('verbose') && header.version === 2) yield* call.p.print('No usable token is available.\n');
  for (let tried = 1; ; tried++) {
    const key = yield* readPassphrase(call, `Enter passphrase for ${path}: `);
    if (key.kind === 'failed') return key;
    if (!header.keyslots.some(({ slot }) => wanted === undefined || slot === Number(wanted)))
      return { status: yield* fail(1, 'No usable keyslot is available.') };
    const slot = yield* m.luks.tryKey(header, key.bytes, wanted === undefined ? undefined : Number(wanted));
    if (slot !== undefined) {
      if (options.has('verbose')) yield* call.p.print(`Key slot ${slot} unlocked.\n`);
      return slot;
    }
    const status = yield* fail(2, 'No key available with this passphrase.', {
      kind: 'passphrase-wrong',
      device: path,
      tries: tried,
    });
    if (!key.interactive || (tries !== 0 && tried >= tries)) return { status };
  }
}

function* close(call: CryptsetupCall): Task<number> {
  const { p, m, fail } = call;
  const name = mappingName(call.operands[0]!);
  if (!kernelHas(p, m, 'dm_mod')) return yield* fail(4, NO_DEVICE_MAPPER, { kind: 'other', text: NO_DEVICE_MAPPER });
  const volume = m.luks.volume(name);
  if (!volume)
    return yield* fail(4, `Device ${name} is not active.`, { kind: 'device-missing', path: `/dev/mapper/${name}` });
  if (m.luks.close(volume, p.pid) === 'busy')
    return yield* fail(5, `Device ${name} is still in use.`, { kind: 'busy', path: `/dev/mapper/${name}` });
  return 0;
}

const mappingName = (operand: string): string => operand.replace(/^\/dev\/mapper\//, '');

function* status(call: CryptsetupCall): Task<number> {
  const { p, m } = call;
  const name = mappingName(call.operands[0]!);
  const volume = m.luks.volume(name);
  if (!volume) {
    yield* p.print(`/dev/mapper/${name} is inactive.\n`);
    return 4;
  }
  const { header, mapping, device } = volume;
  const loop = m.loop.backing(device);
  const lines = [
    `/dev/mapper/${name} is active${m.block.inUse(mapping) ? ' and is in use' : ''}.`,
    `  type:    LUKS${header.version}`,
    '  cipher:  aes-xts-plain64',
    '  keysize: 512 bits',
    `  key location: ${header.version === 2 ? 'keyring' : 'dm-crypt'}`,
    `  device:  ${device.path}`,
    ...(loop ? [`  loop:    ${shownFile(loop)}`] : []),
    '  sector size:  512',
    `  offset:  ${dataOffsetBytes(header) / SECTOR_BYTES} sectors`,
    `  size:    ${mapping.sizeBytes / SECTOR_BYTES} sectors`,
    `  mode:    ${volume.readOnly ? 'readonly' : 'read/write'}`,
    ...(volume.flags.length > 0 ? [`  flags:   ${volume.flags.join(' ')} `] : []),
  ];
  yield* p.print(lines.map((line) => `${line}\n`).join(''));
  return 0;
}
