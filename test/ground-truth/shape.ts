/** What differs between two machines by nature: each rule says what it is, where it applies, and what is still compared. */

export interface Rule {
  readonly what: string;
  /** Commands that it is applied to, as words joined by blanks; all when missing. */
  readonly only?: RegExp;
  readonly pattern: RegExp;
  readonly by: string | ((found: string) => string);
}

const sorted = (list: string): string =>
  list
    .split(' ')
    .filter((link) => !/^(?:\/dev\/)?rpool\/keystore$/.test(link))
    .sort()
    .join(' ');

export const VARIABLE: readonly Rule[] = [
  // identities
  { what: 'UUIDs', pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, by: '<uuid>' },
  { what: 'UUIDs of mappings', pattern: /LUKS2-[0-9a-f]{32}/g, by: 'LUKS2-<uuid>' },
  { what: 'guids of pools, datasets and devices', pattern: /\b\d{16,20}\b/g, by: '<guid>' },
  { what: 'guids in partition labels', pattern: /\bzfs-[0-9a-f]{16}\b/g, by: 'zfs-<guid>' },
  { what: 'salts and digests', only: /luksDump/, pattern: /(?: [0-9a-f]{2}){16} /g, by: ' <16 bytes> ' },
  {
    what: 'ids that were made by chance',
    only: /^hostid$/,
    pattern: /^(?!00000000|00c0ffee|deadbeef|12345678)[0-9a-f]{8}$/gm,
    by: '<id>',
  },
  // numbers that count what the machine did before
  { what: 'transaction groups', pattern: /\bcreatetxg\t\d+/g, by: 'createtxg\t<n>' },
  { what: 'numbers of object sets', pattern: /\bobjsetid\t\d+/g, by: 'objsetid\t<n>' },
  { what: 'ids of mounts', only: /mountinfo/, pattern: /^\d+ \d+ (?=\d+:\d+ )/gm, by: '<mount> <parent> ' },
  { what: 'minor numbers of mounts without a device', only: /mountinfo/, pattern: /(?<=> )0:\d+/g, by: '0:<n>' },
  { what: 'peer groups of mounts', only: /mountinfo/, pattern: /shared:\d+/g, by: 'shared:<n>' },
  { what: 'sequence numbers of disks', pattern: /(?<=DISKSEQ=|by-diskseq\/)\d+/g, by: '<n>' },
  { what: 'where the disks hang', pattern: /0000:00:[0-9a-f]{2}\.\d(?:\/virtio\d+)?/g, by: '<slot>' },
  { what: 'ids of jobs', only: /^systemctl list-jobs/, pattern: /^ *\d+(?= lab-)/gm, by: '<job>' },
  { what: 'process ids', only: /^systemctl status/, pattern: /(?<=PID: |Process: |\[)\d+/g, by: '<pid>' },
  { what: 'processes and sockets of questions', pattern: /(?<=^PID=)\d+|(?<=^Socket=\S*sck\.)[0-9a-f]+/gm, by: '<n>' },
  // times
  {
    what: 'dates of datasets',
    pattern: /[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d +\d{1,2}:\d\d(?::\d\d)? \d{4}/g,
    by: '<date>',
  },
  { what: 'dates of files', pattern: /[A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?= )/g, by: '<date>' },
  {
    what: 'times of the journal and of units',
    only: /^systemctl status/,
    pattern: /[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC; .* ago|[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d/g,
    by: '<time>',
  },
  { what: 'time on the CPU', only: /^systemctl status/, pattern: /(?<=CPU: ).*/g, by: '<time>' },
  { what: 'how long a copy took', only: /^dd /, pattern: /copied, .*/g, by: 'copied, <time>' },
  { what: 'how long a connection took to fail', pattern: /(?<=after )\d+(?= ms)/g, by: '<n>' },
  { what: 'times since power-on', pattern: /(?<=USEC_INITIALIZED=|NotAfter=)[1-9]\d*/g, by: '<time>' },
  // names of this machine
  { what: 'the kernel', pattern: /\d+\.\d+\.\d+-\d+-(?:amd64|generic)/g, by: '<release>' },
  {
    what: 'the host',
    only: /^systemctl status|^zpool import/,
    pattern: /(?<=<time> |accessed by )(?:labvm|localhost)/g,
    by: '<host>',
  },
  {
    what: 'columns that are as wide as a guid',
    only: /^zpool status/,
    pattern: /^[\s\S]*<guid>[\s\S]*$/,
    by: (table) => table.replace(/(?<=\S) {2,}/g, '  '),
  },
  // order
  { what: 'the order of the links of a device: a hash decides', pattern: /(?<=^DEVLINKS=).*$/gm, by: sorted },
  { what: 'the same without a name in front', pattern: /^(?:(?:disk|zvol|rpool)\/\S+ ?)+$/gm, by: sorted },
];

const text = (argv: readonly string[]): string => argv.join(' ');

/** The text with everything variable replaced. */
export function shape(argv: readonly string[], output: string): string {
  let result = output;
  for (const { only, pattern, by } of VARIABLE) {
    if (only && !only.test(text(argv))) continue;
    result = typeof by === 'string' ? result.replace(pattern, by) : result.replace(pattern, by);
  }
  return result;
}

/** Commands that show how much a pool has allocated. */
const SHOWS_ALLOCATION = /^zpool (?:list|get)|^zfs (?:list|get)/;
const SIZE = /(?<![\w.])(\d+(?:\.\d+)?)([KMG%]?)(?![\w.])/g;
const UNIT: Readonly<Record<string, number>> = { '': 1, '%': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };
/** How much of a pool's own bookkeeping comes and goes with its transaction groups. */
const ALLOWED_BYTES = 512 * 1024;

/**
 * Two outputs are the same but for sizes that depend on allocation, each of which is within 2 % or half a MiB of the other.
 * Padding of columns goes with the width of a size.
 */
export function sameButForAllocation(argv: readonly string[], a: string, b: string): boolean {
  if (!SHOWS_ALLOCATION.test(text(argv))) return false;
  const words = (output: string): string => output.replace(SIZE, '<size>').replace(/ +/g, ' ');
  if (words(a) !== words(b)) return false;
  const sizes = (output: string): { readonly bytes: number; readonly percent: boolean }[] =>
    [...output.matchAll(SIZE)].map(([, number, unit]) => ({
      bytes: Number(number) * UNIT[unit!]!,
      percent: unit === '%',
    }));
  const theirs = sizes(b);
  return sizes(a).every(({ bytes, percent }, index) => {
    const other = theirs[index]!.bytes;
    return Math.abs(bytes - other) <= (percent ? 0.1 : Math.max(ALLOWED_BYTES, other * 0.02));
  });
}
