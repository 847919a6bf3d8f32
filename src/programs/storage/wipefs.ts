/** wipefs (util-linux 2.38): lists the signatures on devices; with `-a` takes them off. */
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { fsTypeOf, labelOf, magicOf, uuidOf } from '../../machine/block/content.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { fail, unsupportedOption, usageFailure, version } from '../mounts/failure.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import { formatTable } from '../mounts/table-output.ts';
import type { Program } from '../program.ts';

interface Signature {
  readonly offset: number;
  readonly magic: string;
  readonly type: string;
}

const UBERBLOCK = '\x0c\xb1\xba\0\0\0\0\0';
const LABEL_BYTES = 256 * 1024;
const RING_BYTES = 128 * 1024;
const SLOT_BYTES = 1024;
const SLOTS = RING_BYTES / SLOT_BYTES;
/** Transaction groups of a new pool begin here. */
const FIRST_TRANSACTION = 4;
/** With fewer uberblocks libblkid sees no pool. */
const ENOUGH_UBERBLOCKS = 4;

/** Where the table at a disk's end is that a GPT has besides the one at its beginning. */
const GPT = 'EFI PART';
const PROTECTIVE: Signature = { offset: 0x1fe, magic: '\x55\xaa', type: 'PMBR' };

/** In the order in which libblkid finds them, each hidden when the next is looked for. */
function signatures(m: Machine, device: BlockDevice): readonly Signature[] {
  const { content } = device;
  if (content.kind === 'zfs_member') return uberblocks(m, device, content.poolGuid);
  if (content.kind === 'partition-table' && content.type === 'gpt')
    return [
      { offset: 0x200, magic: GPT, type: 'gpt' },
      { offset: device.sizeBytes - 512, magic: GPT, type: 'gpt' },
      PROTECTIVE,
    ];
  if (content.kind === 'luks' && !content.header.corrupted)
    return [
      { offset: 0, magic: 'LUKS\xba\xbe', type: 'crypto_LUKS' },
      ...(content.header.version === 2 ? [{ offset: 0x4000, magic: 'SKUL\xba\xbe', type: 'crypto_LUKS' }] : []),
    ];
  const type = fsTypeOf(content) ?? (content.kind === 'partition-table' ? content.type : undefined);
  const [offset, magic] = magicOf(content) ?? [0, ''];
  return type === undefined ? [] : [{ offset, magic, type }];
}

/** A pool's labels, two at each end of the device, each with the last uberblocks; the search goes through them from the newest slot down. */
function uberblocks(m: Machine, device: BlockDevice, poolGuid: string): readonly Signature[] {
  const pool = m.zfs.allPools.find(({ guid }) => String(guid) === poolGuid);
  const written = Math.min(SLOTS, FIRST_TRANSACTION + (pool?.transaction ?? 0));
  const last = FIRST_TRANSACTION + (pool?.transaction ?? 0);
  const slots = Array.from({ length: written }, (_, back) => (last - back) % SLOTS).sort((a, b) => b - a);
  const end = Math.floor(device.sizeBytes / LABEL_BYTES) * LABEL_BYTES;
  const labels = [0, LABEL_BYTES, end - 2 * LABEL_BYTES, end - LABEL_BYTES];
  return labels.flatMap((label, index) =>
    (index === 0 ? slots.slice(0, slots.length - ENOUGH_UBERBLOCKS + 1) : slots).map((slot) => ({
      offset: label + RING_BYTES + slot * SLOT_BYTES,
      magic: UBERBLOCK,
      type: 'zfs_member',
    })),
  );
}

const COLUMNS: Readonly<Record<string, (device: BlockDevice, signature: Signature) => string | undefined>> = {
  DEVICE: (device) => device.name,
  OFFSET: (_, { offset }) => `0x${offset.toString(16)}`,
  TYPE: (_, { type }) => type,
  UUID: (device, { type }) => (isTable(type) ? undefined : uuidOf(device.content)),
  LABEL: (device, { type }) => (isTable(type) ? undefined : labelOf(device.content)),
  LENGTH: (_, { magic }) => String(magic.length),
};
const STANDARD = ['DEVICE', 'OFFSET', 'TYPE', 'UUID', 'LABEL'];
const PARSABLE = ['OFFSET', 'UUID', 'LABEL', 'TYPE'];

const isTable = (type: string): boolean => ['gpt', 'dos', 'PMBR'].includes(type);

export const wipefs: Program = {
  name: 'wipefs',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'ab::fhiJnO:o:pqt:V', [
      'all=a',
      'force=f',
      'no-act=n',
      'noheadings=i',
      'quiet=q',
      'json=J',
      'help=h',
      'version=V',
      'types:=t',
      'offset:=o',
      'output:=O',
      'parsable=p',
      'backup::=b',
    ]);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    const value = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
    if (has('V')) return yield* version(p);
    for (const name of ['h', 'J', 'o', 'b']) if (has(name)) return yield* unsupportedOption(p, m, name);
    if (operands.length === 0) return yield* usageFailure(p, m, 'no device specified');
    const columns =
      value('O')
        ?.split(',')
        .map((name) => name.toUpperCase()) ?? (has('p') ? PARSABLE : STANDARD);
    const strange = columns.find((name) => !COLUMNS[name]);
    if (strange !== undefined) return yield* unsupportedOption(p, m, `O ${strange}`);
    const types = value('t')?.replace(/^no/, '').split(',');
    const others = value('t')?.startsWith('no') === true;
    const rows: (string | undefined)[][] = [];
    for (const path of operands) {
      const device = deviceAt(p, m, path);
      if (isErrno(device))
        return yield* fail(p, m, 1, `error: ${path}: probing initialization failed: ${device.message}`, {
          kind: 'device-missing',
          path,
        });
      const found = signatures(m, device).filter(({ type }) => !types || types.includes(type) !== others);
      if (!has('a')) {
        rows.push(...found.map((signature) => columns.map((name) => COLUMNS[name]!(device, signature))));
        continue;
      }
      if (m.block.inUse(device) && !has('f'))
        return yield* fail(p, m, 1, `error: ${path}: probing initialization failed: Device or resource busy`, {
          kind: 'busy',
          path,
        });
      for (const { offset, magic, type } of has('q') ? [] : found) {
        const bytes = [...magic].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
        yield* p.print(
          `${path}: ${magic.length} bytes were erased at offset 0x${offset.toString(16).padStart(8, '0')} (${type}): ${bytes}\n`,
        );
      }
      if (has('n') || found.length === 0) continue;
      device.content = { kind: 'empty' };
      m.udev.changed(device);
    }
    if (has('a') || rows.length === 0) return 0;
    yield* p.print(
      has('p')
        ? rows.map((row) => `${row.map((cell) => cell ?? '').join(',')}\n`).join('')
        : formatTable(
            columns.map((name) => ({ name })),
            rows,
            'aligned',
            !has('i'),
          ),
    );
    return 0;
  },
};
