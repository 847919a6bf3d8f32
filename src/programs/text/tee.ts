/** tee: copies standard input to standard output and to files. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { CHUNK_BYTES } from './inputs.ts';
import { complain, complainAbout, unsupportedOption, usageError } from './messages.ts';

const LONG = ['append=a', 'ignore-interrupts=i', 'output-error::', 'help', 'version'];

export const tee: Program = {
  name: 'tee',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'aip', LONG);
    let append = false;
    for (const { name } of options) {
      if (name === 'a') append = true;
      else if (name === 'i') p.onSignal('INT', 'ignore');
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    let status = 0;
    let targets = [{ fd: 1, path: 'standard output' }];
    for (const path of operands) {
      const fd = yield* p.openTask(path, { write: true, create: true, ...(append ? { append } : { truncate: true }) });
      if (isErrno(fd)) status = yield* complainAbout(p, path, fd);
      else targets.push({ fd, path });
    }
    while (targets.length > 0) {
      const text = yield* p.read(0, CHUNK_BYTES);
      if (isErrno(text)) return yield* complain(p, `read error: ${text.message}`);
      if (text === '') break;
      const failed: typeof targets = [];
      for (const target of targets) {
        const written = yield* p.write(target.fd, text);
        if (!isErrno(written)) continue;
        failed.push(target);
        status =
          target.fd === 1
            ? yield* complain(p, `'standard output': ${written.message}`)
            : yield* complainAbout(p, target.path, written);
      }
      if (failed.length > 0) targets = targets.filter((target) => !failed.includes(target));
    }
    return status;
  },
};
