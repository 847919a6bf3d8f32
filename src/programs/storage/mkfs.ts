/** mkfs.ext4 and its kin, mkswap, wipefs: put signatures on devices and take them off. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { fsTypeOf, labelOf, magicOf, uuidOf } from '../../machine/block/content.ts';
import { type FilesystemType, newFilesystem } from '../../machine/block/new-filesystem.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { calledAs, fail, unsupported, unsupportedOption, usageFailure, version } from '../mounts/failure.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import { formatTable } from '../mounts/table-output.ts';
import type { Program } from '../program.ts';

/** Options of each program: a getopt string; which of them carry the label and the UUID; which make it silent. */
const MAKERS: readonly {
  readonly name: string;
  readonly type: FilesystemType;
  readonly short: string;
  readonly label: string;
  readonly uuid?: string;
  readonly quiet: readonly string[];
  /** What it prints, where that is always the same. */
  readonly report?: string;
}[] = [
  ...(['ext2', 'ext3', 'ext4'] as const).map((type) => ({
    name: `mkfs.${type}`,
    type,
    short: 'b:C:cd:E:e:Ff:G:g:I:i:jJ:KL:l:M:m:N:nO:o:qr:ST:t:U:vVz:',
    label: 'L',
    uuid: 'U',
    quiet: ['q'],
  })),
  {
    name: 'mkfs.vfat',
    type: 'vfat',
    short: 'a:Ab:cCD:f:F:g:h:i:Il:m:M:n:r:R:s:S:v',
    label: 'n',
    quiet: [],
    report: 'mkfs.fat 4.2 (2021-01-31)\n',
  },
  { name: 'mkfs.btrfs', type: 'btrfs', short: 'Ab:d:fkKL:m:Mn:O:qr:R:s:U:vV', label: 'L', uuid: 'U', quiet: ['q'] },
  { name: 'mkfs.xfs', type: 'xfs', short: 'b:d:fi:KL:l:m:Nn:p:qr:s:V', label: 'L', quiet: ['q'] },
  { name: 'mkswap', type: 'swap', short: 'cfL:p:qU:v:V', label: 'L', uuid: 'U', quiet: ['q'] },
];

export const makers: readonly Program[] = MAKERS.map((maker) => ({
  name: maker.name,
  *run(p: Process, m: Machine): Task<number> {
    const { options, operands, error } = getopt(p.argv, maker.short);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const value = (name: string | undefined): string | undefined =>
      options.findLast((option) => option.name === name)?.value;
    const path = operands[0];
    if (path === undefined) return yield* usageFailure(p, m, 'no device specified');
    const device = deviceAt(p, m, path);
    if (isErrno(device))
      return yield* fail(p, m, 1, `Could not open ${path}: ${device.message}`, { kind: 'device-missing', path });
    if (m.block.inUse(device))
      return yield* fail(p, m, 1, `${path} is mounted; will not make a filesystem here!`, { kind: 'busy', path });
    const label = value(maker.label);
    const uuid = value(maker.uuid);
    device.content = newFilesystem(m, {
      type: maker.type,
      name: `${path} at ${p.kernel.clock.nowUs}`,
      sizeBytes: device.sizeBytes,
      ...(label === undefined ? {} : { label }),
      ...(uuid === undefined || !/^[0-9a-f]{8}-/i.test(uuid) ? {} : { uuid }),
    });
    m.udev.changed(device);
    if (maker.report !== undefined) yield* p.print(maker.report);
    else if (!maker.quiet.some((name) => options.some((option) => option.name === name)))
      m.trace.add(p.pid, { kind: 'unsupported', what: maker.name, detail: 'its report; use -q' });
    return 0;
  },
}));

/** Lists signatures; with `-a` takes them off. */
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
    if (has('V')) return yield* version(p);
    for (const name of ['h', 'J', 'p', 't', 'o', 'O', 'b']) if (has(name)) return yield* unsupportedOption(p, m, name);
    if (operands.length === 0) return yield* usageFailure(p, m, 'bad usage');
    for (const path of operands) {
      const device = deviceAt(p, m, path);
      if (isErrno(device))
        return yield* fail(p, m, 1, `error: ${path}: probing initialization failed: ${device.message}`, {
          kind: 'device-missing',
          path,
        });
      const type =
        fsTypeOf(device.content) ?? (device.content.kind === 'partition-table' ? device.content.type : undefined);
      const [offset, magic] = magicOf(device.content) ?? [0, ''];
      if (has('a')) {
        if (m.block.inUse(device) && !has('f'))
          return yield* fail(p, m, 1, `error: ${path}: probing initialization failed: Device or resource busy`, {
            kind: 'busy',
            path,
          });
        if (type !== undefined && !has('q')) {
          const bytes = [...magic].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
          yield* p.print(
            `${path}: ${magic.length} bytes were erased at offset 0x${offset.toString(16).padStart(8, '0')} (${type}): ${bytes}\n`,
          );
        }
        if (!has('n')) {
          device.content = { kind: 'empty' };
          m.udev.changed(device);
        }
      } else if (type === 'zfs_member')
        return yield* unsupported(p, m, `${calledAs(p)}: the list of a pool member's labels`);
      else if (type !== undefined) {
        const row = [device.name, `0x${offset.toString(16)}`, type, uuidOf(device.content), labelOf(device.content)];
        yield* p.print(
          formatTable(
            ['DEVICE', 'OFFSET', 'TYPE', 'UUID', 'LABEL'].map((name) => ({ name })),
            [row],
            'aligned',
            !has('i'),
          ),
        );
      }
    }
    return 0;
  },
};
