/** mkfs.ext4 and its kin, mkswap: put signatures on devices. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { type FilesystemType, newFilesystem } from '../../machine/block/new-filesystem.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { fail, usageFailure } from '../mounts/failure.ts';
import { fileAsDevice } from '../mounts/loop-file.ts';
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
    const found = fileAsDevice(p, m, path);
    if (isErrno(found))
      return yield* fail(p, m, 1, `Could not open ${path}: ${found.message}`, { kind: 'device-missing', path });
    if (found.kind === 'device' && m.block.inUse(found.device))
      return yield* fail(p, m, 1, `${path} is mounted; will not make a filesystem here!`, { kind: 'busy', path });
    const label = value(maker.label);
    const uuid = value(maker.uuid);
    const made = newFilesystem(m, {
      type: maker.type,
      name: `${path} at ${p.kernel.clock.nowUs}`,
      sizeBytes: found.kind === 'device' ? found.device.sizeBytes : found.place.inode.sizeBytes,
      ...(label === undefined ? {} : { label }),
      ...(uuid === undefined || !/^[0-9a-f]{8}-/i.test(uuid) ? {} : { uuid }),
    });
    if (found.kind === 'device') {
      found.device.content = made;
      m.udev.changed(found.device);
    } else m.loop.images.put(found.place.inode, made);
    if (maker.report !== undefined) yield* p.print(maker.report);
    else if (!maker.quiet.some((name) => options.some((option) => option.name === name)))
      m.trace.add(p.pid, { kind: 'unsupported', what: maker.name, detail: 'its report; use -q' });
    return 0;
  },
}));
