/** `mount -t zfs` where mount is an applet that knows no helpers. */
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const mountHelper: Rule = {
  id: 'mount-helper',
  severity: 'warning',
  group: 'image',
  problem:
    'mount of busybox calls no helper: mount.zfs does not run, and the properties of the dataset are not applied',
  remedy: 'Call `mount.zfs DATASET DIRECTORY`.',
  why:
    'busybox hands the dataset to mount(2) as it is: atime, exec and the like are lost, `zfsutil` is refused, and later `zfs mount` finds the dataset mounted otherwise. openzfs/zfs#13305, #14908 and #16646 went ' +
    'back and forth over it in initramfs-tools; dracut-ng#2692 had to take the applet out of its images.',
  bad: [
    { text: 'mount -t zfs -o zfsutil "$dataset" "$NEWROOT"\n', shell: 'busybox', lines: [1] },
    {
      role: 'stage-script:local-bottom',
      text: '#!/bin/sh\nmount -o zfsutil -t zfs "$1" "$2"\n',
      shell: 'busybox',
      lines: [2],
    },
  ],
  good: [
    { text: 'mount.zfs -o zfsutil "$dataset" "$NEWROOT"\n', shell: 'busybox' },
    { text: 'mount -t zfs -o zfsutil "$dataset" "$NEWROOT"\n', note: 'mount of util-linux runs the helper.' },
    { text: 'mount -t ext4 /dev/sda1 /mnt\n', shell: 'busybox' },
  ],
  script(file, report, project) {
    if (file.execution !== 'sourced' && file.execution !== 'executed') return undefined;
    const { inventory } = project;
    const real = inventory.exact
      ? ['/usr/bin/mount', '/bin/mount'].map((path) => inventory.real(path)).find(Boolean)
      : undefined;
    if (real ? !real.endsWith('busybox') : file.shell !== 'busybox') return undefined;
    return {
      simple(node) {
        const words = operandsOf(node).map(literalOf);
        const type = words.indexOf('-t');
        if (nameOf(node) === 'mount' && ((type >= 0 && words[type + 1] === 'zfs') || words.includes('-tzfs')))
          report({ at: node });
      },
    };
  },
};
