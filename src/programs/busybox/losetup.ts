/** losetup of busybox: the file's name stays as it was given. */
import type { Task } from '../../kernel/task.ts';
import { type LoopBacking, shownFile } from '../../machine/loop/loop-model.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { backingFile, loopNumber } from '../mounts/loop-file.ts';
import type { Call } from './applet.ts';

const NO_FILE = 'No such device or address';

export function* losetup(call: Call): Task<number> {
  const { p, m, operands, has } = call;
  const complain = function* (text: string): Task<number> {
    m.trace.add(p.pid, { kind: 'program.failed', program: 'losetup', argv: p.argv, reason: { kind: 'other', text } });
    yield* p.warn(`losetup: ${text}\n`);
    return 1;
  };
  if (has('a')) {
    yield* p.print(m.loop.backings.map(sentence).join(''));
    return 0;
  }
  const [first, second] = operands;
  if (first === undefined) {
    if (!has('f')) {
      yield* p.warn(call.usage());
      return 1;
    }
    yield* p.print(`/dev/loop${m.loop.freeNumber()}\n`);
    return 0;
  }
  const named = m.block.byPath(`/dev/loop${loopNumber(first) ?? -1}`);
  const backing = named && m.loop.backing(named);
  if (has('d') || (second === undefined && !has('f') && !has('c'))) {
    if (!backing) return yield* complain(`${first}: ${NO_FILE}`);
    if (has('d')) m.loop.detach(backing);
    else yield* p.print(sentence(backing));
    return 0;
  }
  if (has('c')) {
    const room = backing && Math.max(0, backing.place.inode.sizeBytes - backing.offset);
    if (backing && room !== undefined) backing.device.sizeBytes = Math.floor(room / 512) * 512;
    return 0;
  }
  const file = has('f') ? first : second!;
  const place = backingFile(p, m, file);
  if (isErrno(place)) return yield* complain(`${file}: ${(place === Errno.EISDIR ? Errno.EINVAL : place).message}`);
  const device = has('f') ? m.loop.device(m.loop.freeNumber()) : named;
  if (!device) return yield* complain(`${file}: No such file or directory`);
  if (m.loop.backing(device)) return yield* complain(file);
  m.loop.attach(device, { place, name: file, offset: Number(call.value('o') ?? 0), readOnly: has('r') });
  return 0;
}

const sentence = (backing: LoopBacking): string =>
  `${backing.device.path}: ${backing.offset} ${backing.name ?? shownFile(backing)}\n`;
