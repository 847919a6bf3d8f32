/** Sockets: listening costs nothing; what would start their service is not modelled, the services of an initramfs are started by name. */
import { isErrno } from '../../../vfs/errno.ts';
import type { Behaviour, Core } from '../core.ts';
import type { Unit } from '../unit.ts';
import { needSystemInitialization, stopAtShutdown, triggers } from './defaults.ts';

const LISTENS = ['ListenStream', 'ListenDatagram', 'ListenSequentialPacket'];

export const socket: Behaviour = {
  initialSub: 'dead',
  loaded: (unit, core) => {
    if (!unit.settings.boolean('Socket.Accept', false)) triggers(unit, core, 'Socket.Service');
    return undefined;
  },
  addDefaults: (unit, core) => {
    unit.depend('Before', core.units.reference('sockets.target'));
    needSystemInitialization(unit, core);
    stopAtShutdown(unit, core);
  },
  start: (unit, core) => {
    for (const other of unit.on('Triggers')) {
      if (!other.isUpOrComingUp || other.type !== 'service') continue;
      core.log(`${unit.id}: Socket service ${other.id} already active, refusing.`, unit, 3);
      return 'failed';
    }
    for (const path of paths(unit)) bind(path, core);
    core.changed(unit, 'active', 'listening');
    return 'begun';
  },
  stop: (unit, core) => {
    if (unit.settings.boolean('Socket.RemoveOnStop', false)) for (const path of paths(unit)) core.p.unlink(path);
    core.log(`${unit.id}: Deactivated successfully.`, unit);
    core.changed(unit, 'inactive', 'dead');
    return 'begun';
  },
  triggered: (unit, core) => {
    const running = [...unit.on('Triggers')].some((other) => other.isUpOrComingUp);
    if (unit.isActive && (unit.sub === 'running') !== running)
      core.changed(unit, 'active', running ? 'running' : 'listening');
  },
  messages: {
    started: 'Listening on %s.',
    notStarted: 'Failed to listen on %s.',
    stopped: 'Closed %s.',
    notStopped: 'Failed to close %s.',
  },
};

const paths = (unit: Unit): string[] =>
  LISTENS.flatMap((key) => unit.settings.all(`Socket.${key}`)).filter((path) => path.startsWith('/'));

function bind(path: string, core: Core): void {
  const parts = path.split('/').filter(Boolean);
  for (let n = 1; n < parts.length; n++) core.p.mkdir(`/${parts.slice(0, n).join('/')}`, 0o755);
  if (isErrno(core.p.lstat(path))) core.host.vfs.create(core.p.view, path, 'socket', 0o666);
}
