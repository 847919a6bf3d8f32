/** systemd-reply-password: sends what it reads to the socket of a question (systemd's password agents). */
import { Errno, isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { fail } from './failure.ts';

const MAX_LINE = 2048;

export const systemdReplyPassword: Program = {
  name: 'systemd-reply-password',
  *run(p, m) {
    const [, yes, socket] = p.argv;
    if (p.argv.length !== 3 || yes === undefined || socket === undefined)
      return yield* fail(p, m, 'Wrong number of arguments.', { kind: 'usage', text: 'Wrong number of arguments.' });
    if (yes !== '0' && yes !== '1')
      return yield* fail(p, m, `Invalid first argument ${yes}`, {
        kind: 'usage',
        text: `Invalid first argument ${yes}`,
      });
    const line = yes === '1' ? yield* p.read(0, MAX_LINE) : '';
    if (isErrno(line) || (yes === '1' && line === ''))
      return yield* fail(p, m, `Failed to read password: ${isErrno(line) ? line.message : Errno.EIO.message}`);
    const stat = p.stat(socket);
    if (isErrno(stat))
      return yield* fail(p, m, `Failed to send: ${stat.message}`, { kind: 'path-missing', path: socket });
    const request = m.passwords.bySocket(p.absolute(socket));
    if (!request) return yield* fail(p, m, 'Failed to send: Connection refused');
    if (yes === '0') m.passwords.reply(request, { kind: 'cancelled' }, p.pid);
    else m.passwords.reply(request, { kind: 'passwords', passwords: [line.replace(/\n.*$/s, '')] }, p.pid);
    return 0;
  },
};
