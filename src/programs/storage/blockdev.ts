/** blockdev: asks and sets what the kernel knows of a block device (blockdev(8), util-linux 2.38). */

import type { BlockDevice } from '../../machine/block/block-device.ts';
import { isErrno } from '../../vfs/errno.ts';
import { fail, unsupportedOption, usageFailure } from '../mounts/failure.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import type { Program } from '../program.ts';

const SECTOR_BYTES = 512;

/** Commands that print a number. */
const QUESTIONS: Readonly<Record<string, (device: BlockDevice) => number>> = {
  '--getsize64': (device) => device.sizeBytes,
  '--getsz': (device) => Math.floor(device.sizeBytes / SECTOR_BYTES),
  '--getsize': (device) => Math.floor(device.sizeBytes / SECTOR_BYTES),
  '--getss': () => SECTOR_BYTES,
  '--getpbsz': () => SECTOR_BYTES,
  '--getiomin': () => SECTOR_BYTES,
  '--getioopt': () => 0,
  '--getalignoff': () => 0,
  '--getbsz': () => 4096,
  '--getra': () => 256,
  '--getfra': () => 256,
  '--getmaxsect': () => 2560,
  '--getro': (device) => (device.readOnly ? 1 : 0),
  '--getdiskseq': (device) => (device.parent ?? device).sequence,
};
const NOTHING_TO_DO = new Set(['--flushbufs', '--rereadpt']);

export const blockdev: Program = {
  name: 'blockdev',
  *run(p, m) {
    const words = p.argv.slice(1);
    if (words.length === 0) return yield* usageFailure(p, m, 'not enough arguments');
    const paths = words.filter((word) => !word.startsWith('-'));
    const commands = words.filter((word) => word.startsWith('-') && word !== '-v' && word !== '-q');
    if (paths.length === 0 && commands.every((word) => word !== '--report' && word !== '-h' && word !== '-V'))
      return yield* usageFailure(p, m, 'no device specified');
    for (const path of paths) {
      const device = deviceAt(p, m, path);
      if (isErrno(device))
        return yield* fail(p, m, 1, `cannot open ${path}: ${device.message}`, { kind: 'device-missing', path });
      for (const command of commands) {
        const question = Object.hasOwn(QUESTIONS, command) ? QUESTIONS[command] : undefined;
        if (question) yield* p.print(`${question(device)}\n`);
        else if (command === '--setro' || command === '--setrw') {
          device.readOnly = command === '--setro';
          m.kernel.changed();
        } else if (!NOTHING_TO_DO.has(command)) {
          return command.startsWith('--set') || command === '--report'
            ? yield* unsupportedOption(p, m, command.slice(2))
            : yield* usageFailure(p, m, `Unknown command: ${command}`);
        }
      }
    }
    return 0;
  },
};
