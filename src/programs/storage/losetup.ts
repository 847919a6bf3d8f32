/** losetup: regular files as block devices (losetup(8), util-linux 2.38). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { type LoopBacking, shownFile } from '../../machine/loop/loop-model.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { fail, unsupportedOption, usageFailure, version } from '../mounts/failure.ts';
import { type JsonCell, jsonOutput } from '../mounts/json-output.ts';
import { backingFile, loopBytes, loopNumber } from '../mounts/loop-file.ts';
import { formatTable } from '../mounts/table-output.ts';
import type { Program } from '../program.ts';

const LONG = [
  'all=a',
  'set-capacity:=c',
  'detach:=d',
  'detach-all=D',
  'find=f',
  'nooverlap=L',
  'offset:=o',
  'sizelimit:',
  'sector-size:=b',
  'associated:=j',
  'json=J',
  'list=l',
  'partscan=P',
  'read-only=r',
  'direct-io::',
  'raw',
  'show',
  'noheadings=n',
  'output:=O',
  'output-all',
  'verbose=v',
  'help=h',
  'version=V',
];
const ACTIONS = [
  ['detach-all', 'D'],
  ['all', 'a'],
  ['set-capacity', 'c'],
  ['detach', 'd'],
  ['find', 'f'],
  ['associated', 'j'],
] as const;
const NOT_MODELLED = ['h', 'b', 'output-all'];
const SECTOR_BYTES = 512;

export const losetup: Program = {
  name: 'losetup',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'ac:d:Dfj:JlLno:O:PrvVhb:', LONG);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    const value = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
    if (has('V')) return yield* version(p);
    for (const name of NOT_MODELLED) if (has(name)) return yield* unsupportedOption(p, m, name);
    const asked = ACTIONS.filter(([, letter]) => has(letter));
    if (asked.length > 1)
      return yield* fail(p, m, 1, `mutually exclusive arguments: ${ACTIONS.map(([name]) => `--${name}`).join(' ')}`);
    const listing: Listing = {
      list: has('l') || has('O') || has('J') || has('raw') || has('n'),
      columns: value('O'),
      headings: !has('n'),
      style: has('J') ? 'json' : has('raw') ? 'raw' : 'aligned',
    };
    if (has('a')) return yield* show(p, m, m.loop.backings, listing);
    if (has('j')) {
      const place = backingFile(p, m, value('j')!);
      const offset = value('o') === undefined ? undefined : loopBytes(value('o')!);
      const found = isErrno(place) ? [] : m.loop.of(place);
      return yield* show(
        p,
        m,
        found.filter((backing) => offset === undefined || backing.offset === offset),
        listing,
      );
    }
    if (has('D')) {
      for (const backing of m.loop.backings) m.loop.detach(backing);
      return 0;
    }
    if (has('d')) return yield* detachAll(p, m, [value('d')!, ...operands]);
    if (has('c')) return yield* resize(p, m, value('c')!);
    const [first, second, ...more] = operands;
    if (more.length > 0 || (has('f') && second !== undefined)) return yield* fail(p, m, 1, 'unexpected arguments');
    if (has('f') && first === undefined) {
      yield* p.print(`/dev/loop${m.loop.freeNumber()}\n`);
      return 0;
    }
    if (!has('f') && second === undefined)
      return first === undefined
        ? yield* show(p, m, m.loop.backings, { ...listing, list: true })
        : yield* showOne(p, m, first, listing);
    const limits = { offset: value('o'), sizeLimit: value('sizelimit') };
    for (const text of Object.values(limits))
      if (text !== undefined && loopBytes(text) === undefined)
        return yield* fail(p, m, 1, `failed to parse ${text === limits.offset ? 'offset' : 'size'}: '${text}'`);
    return yield* setUp(p, m, has('f') ? undefined : first!, (has('f') ? first : second)!, {
      offset: loopBytes(limits.offset ?? '0')!,
      sizeLimit: loopBytes(limits.sizeLimit ?? '0')!,
      readOnly: has('r'),
      show: has('show'),
    });
  },
};

interface SetUp {
  readonly offset: number;
  readonly sizeLimit: number;
  readonly readOnly: boolean;
  readonly show: boolean;
}

function* setUp(p: Process, m: Machine, name: string | undefined, file: string, how: SetUp): Task<number> {
  const failed = (why: string): Task<number> => fail(p, m, 1, `${file}: failed to set up loop device: ${why}`);
  const number = name === undefined ? m.loop.freeNumber() : loopNumber(name);
  if (number === undefined) return yield* fail(p, m, 1, `${name}: failed to use device: No such device`);
  const place = backingFile(p, m, file);
  if (isErrno(place))
    return yield* fail(p, m, 1, `${file}: failed to set up loop device: ${place.message}`, {
      kind: 'path-missing',
      path: file,
    });
  const device = m.loop.device(number);
  if (m.loop.backing(device)) return yield* failed('Device or resource busy');
  m.loop.attach(device, { place, offset: how.offset, sizeLimit: how.sizeLimit, readOnly: how.readOnly });
  const { sizeBytes } = place.inode;
  if (sizeBytes < SECTOR_BYTES)
    yield* p.warn(
      `losetup: ${file}: Warning: file is smaller than 512 bytes; the loop device may be useless or invisible for system tools.\n`,
    );
  else if (sizeBytes % SECTOR_BYTES !== 0)
    yield* p.warn(
      `losetup: ${file}: Warning: file does not fit into a 512-byte sector; the end of the file will be ignored.\n`,
    );
  if (how.show) yield* p.print(`${device.path}\n`);
  return 0;
}

/** The file behind a named device; otherwise the complaint has been made. */
function* backingNamed(p: Process, m: Machine, name: string, what: string): Task<LoopBacking | undefined> {
  const number = loopNumber(name);
  const device = number === undefined ? undefined : m.block.byPath(`/dev/loop${number}`);
  const backing = device && m.loop.backing(device);
  if (!backing)
    yield* fail(p, m, 1, `${name}: ${number === undefined ? 'failed to use device: No such device' : what}`);
  return backing;
}

function* detachAll(p: Process, m: Machine, names: readonly string[]): Task<number> {
  let status = 0;
  for (const name of names) {
    const backing = yield* backingNamed(p, m, name, 'detach failed: No such device or address');
    if (backing) m.loop.detach(backing);
    else status = 1;
  }
  return status;
}

function* resize(p: Process, m: Machine, name: string): Task<number> {
  const backing = yield* backingNamed(p, m, name, 'set capacity failed: No such device or address');
  if (!backing) return 1;
  const { device, place, offset, sizeLimit } = backing;
  const room = Math.max(0, place.inode.sizeBytes - offset);
  device.sizeBytes = Math.floor((sizeLimit > 0 ? Math.min(sizeLimit, room) : room) / SECTOR_BYTES) * SECTOR_BYTES;
  m.udev.changed(device);
  return 0;
}

interface Listing {
  /** As a table, not one sentence each. */
  readonly list: boolean;
  readonly columns: string | undefined;
  readonly headings: boolean;
  readonly style: 'aligned' | 'raw' | 'json';
}

type Cell = string | number | boolean;

const COLUMNS: Readonly<Record<string, (backing: LoopBacking) => Cell>> = {
  NAME: ({ device }) => device.path,
  SIZELIMIT: ({ sizeLimit }) => sizeLimit,
  OFFSET: ({ offset }) => offset,
  AUTOCLEAR: ({ autoclear }) => autoclear,
  RO: ({ readOnly }) => readOnly,
  'BACK-FILE': (backing) => shownFile(backing),
  'BACK-INO': ({ place }) => place.inode.ino,
  'BACK-MAJ:MIN': ({ place }) => (place.mount.sb.deviceNumber ?? [0, place.mount.sb.dev]).join(':'),
  'MAJ:MIN': ({ device }) => `${device.major}:${device.minor}`,
  PARTSCAN: () => false,
  DIO: () => false,
  'LOG-SEC': () => SECTOR_BYTES,
};
const RIGHT = new Set(['SIZELIMIT', 'OFFSET', 'AUTOCLEAR', 'RO', 'BACK-INO', 'PARTSCAN', 'DIO', 'LOG-SEC']);
const DEFAULT_COLUMNS = 'NAME,SIZELIMIT,OFFSET,AUTOCLEAR,RO,BACK-FILE,DIO,LOG-SEC';

function* show(p: Process, m: Machine, backings: readonly LoopBacking[], listing: Listing): Task<number> {
  if (!listing.list) {
    yield* p.print(backings.map(sentence).join(''));
    return 0;
  }
  const names = (listing.columns ?? DEFAULT_COLUMNS).split(',').map((name) => name.toUpperCase());
  const unknown = names.find((name) => !Object.hasOwn(COLUMNS, name));
  if (unknown !== undefined) return yield* fail(p, m, 1, `unknown column: ${unknown}`);
  if (backings.length === 0) return 0;
  if (listing.style === 'json') {
    const rows = backings.map((backing) => ({
      cells: names.map((name) => [name.toLowerCase(), jsonCell(COLUMNS[name]!(backing))] as const),
    }));
    yield* p.print(jsonOutput('loopdevices', rows));
    return 0;
  }
  const rows = backings.map((backing) => names.map((name) => textOf(COLUMNS[name]!(backing))));
  yield* p.print(
    formatTable(
      names.map((name) => ({ name, right: RIGHT.has(name) })),
      rows,
      listing.style,
      listing.headings,
    ),
  );
  return 0;
}

const textOf = (cell: Cell): string => (typeof cell === 'boolean' ? (cell ? '1' : '0') : String(cell));
const jsonCell = (cell: Cell): JsonCell => (typeof cell === 'string' ? cell : { plain: String(cell) });

function* showOne(p: Process, m: Machine, name: string, listing: Listing): Task<number> {
  const number = loopNumber(name);
  const device = number === undefined ? undefined : m.block.byPath(`/dev/loop${number}`);
  const backing = device && m.loop.backing(device);
  if (backing) return yield* show(p, m, [backing], listing);
  return yield* fail(
    p,
    m,
    1,
    `${name}: ${number === undefined ? 'failed to use device: No such device' : 'No such file or directory'}`,
  );
}

function sentence(backing: LoopBacking): string {
  const { device, place, offset, sizeLimit } = backing;
  const [major, minor] = place.mount.sb.deviceNumber ?? [0, place.mount.sb.dev];
  const limits = `${offset > 0 ? `, offset ${offset}` : ''}${sizeLimit > 0 ? `, sizelimit ${sizeLimit}` : ''}`;
  return `${device.path}: [${String(major * 256 + minor).padStart(4, '0')}]:${place.inode.ino} (${shownFile(backing)})${limits}\n`;
}
