/** Device numbers by the kernel's name of a device, as Linux and its drivers hand them out. */

interface Family {
  readonly pattern: RegExp;
  readonly major: number;
  /** Minors of one whole disk. */
  readonly perDisk: number;
}

const FAMILIES: readonly Family[] = [
  { pattern: /^sd([a-z]+)(\d*)$/, major: 8, perDisk: 16 },
  { pattern: /^vd([a-z]+)(\d*)$/, major: 254, perDisk: 16 },
  { pattern: /^xvd([a-z]+)(\d*)$/, major: 202, perDisk: 16 },
  { pattern: /^hd([a-z]+)(\d*)$/, major: 3, perDisk: 64 },
  { pattern: /^nvme(\d+)n1(?:p(\d+))?$/, major: 259, perDisk: 16 },
  { pattern: /^mmcblk(\d+)(?:p(\d+))?$/, major: 179, perDisk: 8 },
  { pattern: /^loop(\d+)()$/, major: 7, perDisk: 1 },
  { pattern: /^sr(\d+)()$/, major: 11, perDisk: 1 },
  { pattern: /^ram(\d+)()$/, major: 1, perDisk: 1 },
  { pattern: /^md(\d+)()$/, major: 9, perDisk: 1 },
  { pattern: /^dm-(\d+)()$/, major: 253, perDisk: 1 },
  { pattern: /^zd(\d+)(?:p(\d+))?$/, major: 230, perDisk: 1 },
];

/** `vda1` is [254, 1]; undefined for a name of no family that we know. */
export function deviceNumber(name: string): readonly [major: number, minor: number] | undefined {
  for (const { pattern, major, perDisk } of FAMILIES) {
    const found = pattern.exec(name);
    if (!found) continue;
    const disk = /^\d/.test(found[1]!) ? Number(found[1]) : letterIndex(found[1]!);
    return [major, disk * perDisk + Number(found[2] || 0)];
  }
  return undefined;
}

/** Name of the whole disk's partition: `vda` and 1 give `vda1`, `nvme0n1` and 1 give `nvme0n1p1`. */
export const partitionName = (disk: string, number: number): string => `${disk}${/\d$/.test(disk) ? 'p' : ''}${number}`;

/** a is 0, z is 25, aa is 26. */
const letterIndex = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1;
