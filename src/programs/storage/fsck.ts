/** fsck and the checkers of ext filesystems: filesystems here are always clean (fsck(8) of util-linux 2.38, e2fsck(8) 1.47). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { fsTypeOf } from '../../machine/block/content.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import type { Program } from '../program.ts';
import { notModelled } from '../prompts/failure.ts';
import { spawnByName } from '../text/lookup.ts';

const VERSION = 'fsck from util-linux 2.38.1\n';
const CHECKER_VERSION = 'e2fsck 1.47.0 (5-Feb-2023)\n';
const OPERATIONAL_ERROR = 8;
const USAGE_ERROR = 16;

export const fsck: Program = {
  name: 'fsck',
  *run(p, m) {
    const devices: string[] = [];
    const passedOn: string[] = [];
    let [title, dry, everything, type]: [boolean, boolean, boolean, string | undefined] = [
      true,
      false,
      false,
      undefined,
    ];
    const words = p.argv.slice(1);
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      if (!word.startsWith('-') || word === '-') devices.push(word);
      else if (word === '-t') type = words[++at];
      else if (word === '--') passedOn.push(...words.splice(at + 1));
      else
        for (const letter of word.slice(1)) {
          if (letter === 'T') title = false;
          else if (letter === 'N') dry = true;
          else if (letter === 'A') everything = true;
          else if (!'MPRVsl'.includes(letter)) passedOn.push(`-${letter}`);
        }
    }
    if (title) yield* p.print(VERSION);
    if (everything) return yield* notModelled(p, m, 'option -A', USAGE_ERROR);
    let status = 0;
    for (const path of devices) {
      const device = deviceAt(p, m, path);
      const found = isErrno(device) ? undefined : fsTypeOf(device.content);
      const kind = type ?? found ?? 'ext2';
      const checker = ['/sbin', '/usr/sbin', '/usr/bin', '/bin']
        .map((directory) => `${directory}/fsck.${kind}`)
        .find((candidate) => p.access(candidate, 'x') === true);
      if (checker === undefined) continue;
      if (dry) {
        yield* p.print(`[${checker} (1) -- ${path}] ${[`fsck.${kind}`, ...passedOn, path].join(' ')} \n`);
        continue;
      }
      const child = spawnByName(p, [checker, ...passedOn, path]);
      const ended = isErrno(child) ? child : yield* p.wait(child.pid);
      status |= isErrno(ended) ? OPERATIONAL_ERROR : ended.status;
    }
    return status;
  },
};

const checker = (name: string): Program => ({ name, run: check });

function* check(p: Process, m: Machine): Task<number> {
  const { options, operands, error } = getopt(p.argv, 'panyrcC:B:dE:fFvtb:j:P:l:L:N:SsDVkz:');
  const has = (name: string): boolean => options.some((option) => option.name === name);
  if (has('V')) {
    yield* p.warn(`${CHECKER_VERSION}\tUsing EXT2FS Library version 1.47.0, 5-Feb-2023\n`);
    return 0;
  }
  const [path, ...rest] = operands;
  if (error !== undefined || path === undefined || rest.length > 0)
    return yield* notModelled(p, m, 'the usage text', USAGE_ERROR);
  const preen = has('p') || has('a');
  if (!preen) yield* p.warn(CHECKER_VERSION);
  const name = p.argv[0]!.replace(/^.*\//, '');
  const device = deviceAt(p, m, path);
  if (isErrno(device)) {
    yield* p.warn(`${name}: ${device.message} while trying to open ${path}\n`);
    yield* p.print('Possibly non-existent device?\n');
    return OPERATIONAL_ERROR;
  }
  const type = fsTypeOf(device.content);
  if (type === undefined || !/^ext[234]$/.test(type)) {
    yield* p.warn(`${name}: Bad magic number in super-block while trying to open ${path}\n`);
    yield* p.print(
      `${preen ? `${path}: ` : ''}\nThe superblock could not be read or does not describe a valid ext2/ext3/ext4\nfilesystem.  If the device is valid and it really contains an ext2/ext3/ext4\nfilesystem (and not swap or ufs or something else), then the superblock\nis corrupt, and you might try running e2fsck with an alternate superblock:\n    e2fsck -b 8193 <device>\n or\n    e2fsck -b 32768 <device>\n\n`,
    );
    return OPERATIONAL_ERROR;
  }
  if (m.block.mountsOf(device).length > 0 && !has('n')) {
    yield* p.warn(`${path} is mounted.\n${name}: Cannot continue, aborting.\n\n\n`);
    return OPERATIONAL_ERROR;
  }
  if (!preen && !has('n') && !has('y') && !p.isatty(0)) {
    yield* p.warn(`${name}: need terminal for interactive repairs\n`);
    return OPERATIONAL_ERROR;
  }
  if (has('f')) return yield* notModelled(p, m, 'a forced check', OPERATIONAL_ERROR);
  yield* p.print(`${label(device) ?? path}: clean, ${occupancy(device)}\n`);
  return 0;
}

const label = ({ content }: BlockDevice): string | undefined =>
  content.kind === 'filesystem' && content.label !== undefined && content.label !== '' ? content.label : undefined;

const SMALL_BYTES = 512 * 2 ** 20;
const RESERVED_INODES = 11;
/** Of a filesystem's blocks, those that its own tables take. */
const TABLES_SHARE = 0.05;

/** As mkfs makes it; how many blocks are taken is an estimate. */
function occupancy(device: BlockDevice): string {
  const { content, sizeBytes } = device;
  const small = sizeBytes < SMALL_BYTES;
  const blockBytes = small ? 1024 : 4096;
  const blocks = Math.floor(sizeBytes / blockBytes);
  const inodes = Math.floor(sizeBytes / (small ? 4096 : 16384));
  const used = content.kind === 'filesystem' ? content.superblock.store.usedBytes : 0;
  return `${RESERVED_INODES}/${inodes} files, ${Math.floor(blocks * TABLES_SHARE + used / blockBytes)}/${blocks} blocks`;
}

export const checkers: readonly Program[] = ['e2fsck', 'fsck.ext2', 'fsck.ext3', 'fsck.ext4'].map(checker);
