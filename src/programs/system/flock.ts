/** flock: takes or leaves a lock on a file, for a command or for a descriptor (util-linux). */

import type { Process } from '../../kernel/process.ts';
import { settle, type Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { execByName, spawnByName } from '../text/lookup.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { quote } from '../text/quote.ts';
import { lockReleased, tryLock, unlock } from './file-locks.ts';

const LONG = [
  'shared=s',
  'exclusive=x',
  'unlock=u',
  'nonblocking=n',
  'nb=n',
  'timeout:=w',
  'wait:=w',
  'conflict-exit-code:=E',
  'close=o',
  'no-fork=F',
  'command:=c',
  'verbose',
  'help=h',
  'version=V',
];
/** sysexits.h */
const USAGE = 64;
const DATA_ERROR = 65;
const NO_INPUT = 66;
const UNAVAILABLE = 69;

export const flock: Program = {
  name: 'flock',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'sexnouE:Fw:hV?', LONG, { permute: false });
    let [exclusive, release, wait, close, fork, conflict]: [boolean, boolean, boolean, boolean, boolean, number] = [
      true,
      false,
      true,
      false,
      true,
      1,
    ];
    let timeoutUs: number | undefined;
    for (const { name, value } of options) {
      if (name === 's') exclusive = false;
      else if (name === 'x' || name === 'e') exclusive = true;
      else if (name === 'u') release = true;
      else if (name === 'n') wait = false;
      else if (name === 'o') close = true;
      else if (name === 'F') fork = false;
      else if (name === 'w') {
        if (!/^\d+(?:\.\d*)?$|^\.\d+$/.test(value!))
          return yield* complain(p, `invalid timeout value: ${quote(value!)}`, USAGE);
        timeoutUs = Number(value) * 1e6;
        if (timeoutUs === 0) wait = false;
      } else if (name === 'E') {
        if (!/^\d+$/.test(value!) || Number(value) > 255)
          return yield* complain(
            p,
            /^\d+$/.test(value!) ? 'exit code out of range (expected 0 to 255)' : `invalid exit code: ${quote(value!)}`,
            USAGE,
          );
        conflict = Number(value);
      } else return yield* unsupportedOption(p, name, USAGE);
    }
    if (error !== undefined) return yield* usageError(p, error, USAGE);
    if (close && !fork) return yield* complain(p, 'the --no-fork and --close options are incompatible', USAGE);
    const [target, ...rest] = operands;
    if (target === undefined) return yield* usageError(p, 'not enough arguments', USAGE);
    let command: readonly string[] | undefined;
    let fd: number;
    if (rest.length > 0) {
      if (rest[0] === '-c' || rest[0] === '--command') {
        if (rest.length !== 2) return yield* complain(p, `${rest[0]} requires exactly one command argument`, USAGE);
        command = [p.env.get('SHELL') || '/bin/sh', '-c', rest[1]!];
      } else command = rest;
      const opened = yield* openLock(p, target);
      if (isErrno(opened))
        return yield* complain(
          p,
          `cannot open lock file ${target}: ${opened.message}`,
          opened === Errno.ENOMEM ? 71 : NO_INPUT,
        );
      fd = opened;
    } else {
      if (!/^\d+$/.test(target)) return yield* complain(p, `bad file descriptor: ${quote(target)}`, USAGE);
      fd = Number(target);
    }
    const file = p.descriptor(fd);
    if (!file) return yield* complain(p, `${target}: ${Errno.EBADF.message}`, DATA_ERROR);
    const { inode } = file;
    // What has no inode, such as a pipe, nobody else can name: its lock is always free.
    if (inode && release) unlock(file, inode);
    else if (inode) {
      const untilUs = timeoutUs === undefined ? undefined : p.kernel.clock.nowUs + timeoutUs;
      while (!tryLock(file, inode, exclusive)) {
        if (!wait || (untilUs !== undefined && p.kernel.clock.nowUs >= untilUs)) return conflict;
        yield {
          on: [lockReleased(inode)],
          ...(untilUs === undefined ? {} : { untilUs }),
          why: `a lock on ${file.path}`,
        };
      }
    }
    if (!command) return 0;
    if (!fork) {
      const ended = execByName(p, command, p.env);
      return isErrno(ended) ? yield* failed(p, command, ended) : yield* settle(ended);
    }
    const child = spawnByName(
      p,
      command,
      close
        ? new Map(
            p
              .descriptors()
              .filter((one) => one !== fd)
              .map((one) => [one, one]),
          )
        : undefined,
    );
    if (isErrno(child)) return yield* failed(p, command, child);
    const ended = yield* p.wait(child.pid);
    return isErrno(ended) ? 71 : ended.status;
  },
};

const failed = (p: Process, command: readonly string[], errno: Errno): Task<number> =>
  complain(p, `failed to execute ${command[0]}: ${errno.message}`, errno === Errno.ENOMEM ? 71 : UNAVAILABLE);

function* openLock(p: Process, path: string): Task<number | Errno> {
  const opened = yield* p.openTask(path, { read: true, create: true });
  return opened === Errno.EISDIR ? p.open(path, { read: true }) : opened;
}
