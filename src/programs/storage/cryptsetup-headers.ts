/** Actions of cryptsetup on LUKS headers: isLuks, luksUUID, luksDump, luksFormat. */
import type { Task } from '../../kernel/task.ts';
import { fsTypeOf } from '../../machine/block/content.ts';
import { stableUuid } from '../../machine/block/stable-uuid.ts';
import type { CryptsetupAction, CryptsetupCall } from './cryptsetup.ts';
import { readPassphrase } from './cryptsetup-key.ts';
import { changeHeader, costOf } from './cryptsetup-keyslots.ts';
import { headerFor, openDevice } from './cryptsetup-mappings.ts';
import { dumpHeader } from './luks-dump.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const luksActions: readonly CryptsetupAction[] = [
  { names: ['isLuks'], needs: '<device>', operands: 1, run: isLuks },
  { names: ['luksUUID'], needs: '<device>', operands: 1, run: luksUuid },
  { names: ['luksDump'], needs: '<device>', operands: 1, run: luksDump },
  { names: ['luksFormat'], needs: '<device> [<new key file>]', operands: 1, run: luksFormat },
];

function* isLuks(call: CryptsetupCall): Task<number> {
  const device = yield* openDevice(call, call.operands[0]!, '');
  if ('status' in device) return device.status;
  return headerFor(call, device) ? 0 : 1;
}

function* luksUuid(call: CryptsetupCall): Task<number> {
  const { p, operands, options, fail } = call;
  const device = yield* openDevice(call, operands[0]!, '');
  if ('status' in device) return device.status;
  const header = headerFor(call, device);
  if (!header) return 1;
  const wanted = options.get('uuid');
  if (wanted === undefined) {
    yield* p.print(`${header.uuid}\n`);
    return 0;
  }
  if (!UUID.test(wanted)) return yield* fail(1, 'Wrong LUKS UUID format provided.');
  changeHeader(call, device, header, { uuid: wanted.toLowerCase() });
  return 0;
}

function* luksDump(call: CryptsetupCall): Task<number> {
  const [path] = call.operands as [string];
  const device = yield* openDevice(call, path);
  if ('status' in device) return device.status;
  const header = headerFor(call, device);
  if (!header) return yield* call.fail(1, `Device ${path} is not a valid LUKS device.`);
  yield* call.p.print(dumpHeader(path, header));
  return 0;
}

function* luksFormat(call: CryptsetupCall): Task<number> {
  const { p, m, operands, options, fail } = call;
  const [path, keyFile] = operands as [string, string | undefined];
  if (options.get('type') !== undefined && !/^luks[12]?$/.test(options.get('type')!)) return yield* fail(1, '');
  const device = yield* openDevice(call, path);
  if ('status' in device) return device.status;
  const batch = options.has('batch-mode');
  if (!batch) {
    const found = fsTypeOf(device.content);
    if (found !== undefined)
      yield* p.warn(`WARNING: Device ${path} already contains a '${found}' superblock signature.\n`);
    if (p.isatty(0)) {
      yield* p.print(
        `\nWARNING!\n========\nThis will overwrite data on ${path} irrevocably.\n\nAre you sure? (Type 'yes' in capital letters): `,
      );
      const answer = yield* p.read(0, 64);
      if (answer !== 'YES\n') return yield* fail(1, 'Operation aborted.\n');
    }
  }
  const uuid = options.get('uuid');
  if (uuid !== undefined && !UUID.test(uuid)) return yield* fail(1, 'Wrong LUKS UUID format provided.');
  const key = yield* readPassphrase(call, `Enter passphrase for ${path}: `, keyFile ?? options.get('key-file'));
  if (key.kind === 'failed') return key.status;
  if (key.interactive && !batch) {
    const again = yield* readPassphrase(call, 'Verify passphrase: ');
    if (again.kind === 'failed') return again.status;
    if (again.bytes !== key.bytes) return yield* fail(2, 'Passphrases do not match.');
  }
  if (m.block.inUse(device))
    return yield* fail(5, `Cannot format device ${path} which is still in use.`, { kind: 'busy', path });
  const label = options.get('label');
  device.content = {
    kind: 'luks',
    header: {
      version: options.get('type') === 'luks1' ? 1 : 2,
      uuid: uuid ?? stableUuid(`luks on ${path} at ${p.kernel.clock.nowUs}`),
      ...(label === undefined ? {} : { label }),
      ...(options.has('subsystem') ? { subsystem: options.get('subsystem')! } : {}),
      keyslots: [{ slot: Number(options.get('key-slot') ?? 0), passphrase: key.bytes, ...costOf(options) }],
      tokens: [],
      corrupted: false,
      inner: { kind: 'empty' },
    },
  };
  m.udev.changed(device);
  return 0;
}
