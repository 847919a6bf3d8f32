/** From what mount(8) is given as a source to a device: tags such as UUID=, links below /dev, mappings. */
import type { Process } from '../../kernel/process.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { labelOf, uuidOf } from '../../machine/block/content.ts';
import type { Machine } from '../../machine/machine.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';

const TAG = /^(LABEL|UUID|PARTLABEL|PARTUUID|ID)=(.*)$/s;

/** True for `LABEL=x` and the like with something behind the `=`. */
export const isTag = (source: string): boolean => (TAG.exec(source)?.[2] ?? '') !== '';

/** The device that a tag names, wherever udev is with its links. */
export function deviceOfTag(m: Machine, tag: string): BlockDevice | undefined {
  const [, kind, quoted = ''] = TAG.exec(tag) ?? [];
  const wanted = quoted.replace(/^"(.*)"$/s, '$1');
  return m.block.devices.find((device) => {
    switch (kind) {
      case 'LABEL':
        return labelOf(device.content) === wanted;
      case 'UUID':
        return uuidOf(device.content) === wanted;
      case 'PARTLABEL':
        return device.partition?.label === wanted;
      case 'PARTUUID':
        return device.partition?.uuid === wanted;
      default:
        return false;
    }
  });
}

/** The block device behind a path. ENOENT, ENOTDIR; ENOTBLK for another kind of file; ENXIO for a node without a device. */
export function deviceAt(p: Process, m: Machine, path: string): BlockDevice | Errno {
  const stat = p.stat(path);
  if (isErrno(stat)) return stat;
  if (stat.type !== 'block') return Errno.ENOTBLK;
  return (stat.rdev && m.block.byNode(...stat.rdev)) ?? Errno.ENXIO;
}

/** A source as it is shown afterwards: without symlinks, `/dev/mapper/NAME` for a mapping; as given when it is no path. */
export function canonicalSource(p: Process, m: Machine, source: string): string {
  const device = deviceAt(p, m, source);
  if (!isErrno(device)) return device.shownPath;
  const real = p.realpath(source);
  return isErrno(real) ? source : real.path;
}

/** A target without symlinks, or as given when it is not there. */
export function canonicalTarget(p: Process, target: string): string {
  const real = p.realpath(target);
  return isErrno(real) ? target : real.path;
}
