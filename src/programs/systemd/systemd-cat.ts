/** systemd-cat: standard input, or a command's output, into the journal (systemd-cat(1)). */
import { StreamToJournal } from '../../machine/systemd/stream-to-journal.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { fail, notModelled, SYSTEMD_VERSION } from '../prompts/failure.ts';
import { spawnByName } from '../text/lookup.ts';

const LONG = ['help=h', 'version', 'identifier:=t', 'priority:=p', 'stderr-priority:', 'level-prefix:'];

export const systemdCat: Program = {
  name: 'systemd-cat',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, '+ht:p:', LONG, { permute: false });
    if (error !== undefined) return yield* fail(p, m, `${p.argv[0]}: ${error}`, { kind: 'usage', text: error });
    const value = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
    if (options.some(({ name }) => name === 'version')) {
      yield* p.print(SYSTEMD_VERSION);
      return 0;
    }
    if (options.some(({ name }) => name === 'h')) return yield* notModelled(p, m, 'option --help');
    const name = value('t') ?? (operands[0] === undefined ? 'cat' : operands[0].replace(/^.*\//, ''));
    const stream = new StreamToJournal(m.journal, p.unit ?? '', name, false);
    p.attach(10, stream.file(p.kernel));
    const fds = new Map([
      [0, 0],
      [1, 10],
      [2, 10],
    ]);
    const child = spawnByName(p, operands.length === 0 ? ['cat'] : operands, fds);
    p.close(10);
    if (isErrno(child)) return yield* fail(p, m, `Failed to execute process: ${child.message}`);
    const ended = yield* p.wait(child.pid);
    return isErrno(ended) ? (ended === Errno.ECHILD ? 0 : 1) : ended.status;
  },
};
