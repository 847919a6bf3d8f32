/** systemd-notify(1): tells pid 1 of the state of the service that calls it. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';

export const systemdNotify: Program = { name: 'systemd-notify', run };

function* run(p: Process, m: Machine): Task<number> {
  const parsed = getopt(
    p.argv,
    'h',
    [
      'help=h',
      'version',
      'ready',
      'reloading',
      'stopping',
      'pid::',
      'status:',
      'booted',
      'no-block',
      'uid:',
      'exec',
      'fd:',
      'fdname:',
    ],
    { permute: false },
  );
  if (parsed.error !== undefined) {
    yield* p.warn(`systemd-notify: ${parsed.error}\n`);
    return 1;
  }
  const given = new Map(parsed.options.map(({ name, value }) => [name, value]));
  if (given.has('booted')) return m.systemd.pid1 ? 0 : 1;
  const lines = [...parsed.operands];
  if (given.has('ready')) lines.push('READY=1');
  if (given.has('reloading')) lines.push('RELOADING=1');
  if (given.has('stopping')) lines.push('STOPPING=1');
  if (given.has('status')) lines.push(`STATUS=${given.get('status')}`);
  if (lines.length === 0) {
    yield* p.warn('systemd-notify: No status data to send.\n');
    return 1;
  }
  if (!p.env.has('NOTIFY_SOCKET')) {
    yield* p.warn('No status data could be sent: $NOTIFY_SOCKET was not set\n');
    return 1;
  }
  m.systemd.notify(p, lines.join('\n'));
  return 0;
}
