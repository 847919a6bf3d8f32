/** The role that a path gives a file: dracut's hook directories, generators, initramfs-tools' scripts, unit directories. */
import { PHASES, type Role, STAGES } from './role.ts';

export interface Told {
  readonly role: Role;
  readonly why: string;
}

const UNIT = /\.(?:service|socket|device|mount|automount|swap|target|path|timer|slice|scope)$/;
/** Programs of dracut, and initramfs-tools' init, that source hooks or run scripts. */
const DRIVER =
  /^(?:init|init\.sh|shutdown(?:\.sh)?|dracut-(?:cmdline|cmdline-ask|pre-udev|pre-trigger|initqueue|pre-mount|mount|pre-pivot|emergency)(?:\.sh)?)$/;

/** Undefined when the path says nothing. `path` is one of the image, or as the user named it. */
export function roleByPlace(path: string, text: string): Told | undefined {
  const own = path.slice(path.lastIndexOf('/') + 1);
  const folder = path.slice(0, Math.max(0, path.length - own.length - 1));
  // A template that the build fills in, as OpenZFS has them.
  const base = own.replace(/\.in$/, '');
  const told = (role: Role, why: string): Told => ({ role, why });
  if (own.startsWith('.')) return told({ kind: 'other' }, 'a hidden file');
  if (base === 'module-setup.sh') return told({ kind: 'module-setup' }, 'its name');
  if (UNIT.test(base)) return told({ kind: 'unit' }, 'its name ends like that of a unit');
  if (
    base.endsWith('.conf') &&
    /\.(?:service|socket|device|mount|automount|swap|target|path|timer|slice|scope)\.d$/.test(folder)
  )
    return told({ kind: 'unit' }, 'a drop-in of a unit');
  if (base.endsWith('.rules')) return told({ kind: 'udev-rules' }, 'its name ends like that of udev rules');
  if (/(?:^|\/)(?:bash-completion|init\.d|cron\.[a-z]+|doc)(?:\/|$)/.test(folder))
    return told({ kind: 'other' }, 'it belongs to the installed system');
  const phase = PHASES.findLast((known) => folder.endsWith(`/hooks/${known}`) || folder === `hooks/${known}`);
  if (phase) return told({ kind: 'hook', phase }, `it lies in hooks/${phase}`);
  if (/(?:^|\/)(?:systemd\/system-(?:environment-)?generators)$/.test(folder))
    return told({ kind: 'generator' }, "it lies among systemd's generators");
  const stage = STAGES.find((known) => folder.endsWith(`/scripts/${known}`) || folder === `scripts/${known}`);
  if (stage) return told({ kind: 'stage-script', stage }, `it lies in scripts/${stage}`);
  if (/(?:^|\/)(?:initramfs(?:-tools)?|initrd)(?:\/|$).*(?:^|\/)?hooks$/.test(folder))
    return told({ kind: 'build-hook' }, 'it lies among the hooks of initramfs-tools');
  if (/(?:^|\/)scripts$/.test(folder) && /^(?:functions|local|nfs|zfs)$/.test(base))
    return told({ kind: 'library' }, "initramfs-tools' init sources it");
  if (/(?:^|\/)(?:lib|libexec)\/udev$/.test(folder))
    return told({ kind: 'udev-helper' }, "it lies among udev's helpers");
  if (DRIVER.test(base)) return told({ kind: 'driver' }, 'its name is that of a driver of dracut or initramfs-tools');
  if (/(?:^|\/)s?bin$/.test(folder) && text.startsWith('#!'))
    return told({ kind: 'program' }, 'it lies in a directory of programs');
  if (/-generator(?:\.sh)?$/.test(base)) return told({ kind: 'generator' }, 'its name ends in -generator');
  if (/-lib\.sh$/.test(base)) return told({ kind: 'library' }, 'its name ends in -lib.sh');
  return undefined;
}
