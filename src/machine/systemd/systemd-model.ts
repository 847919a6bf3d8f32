/** systemd as pid 1: its units, jobs and environment, and what systemctl(1) asks of it. */
import type { Body } from '../../kernel/process.ts';
import type { Machine } from '../machine.ts';

/** The parts of the machine that pid 1 works on. */
export type SystemdHost = Pick<Machine, 'kernel' | 'vfs' | 'trace' | 'journal'>;

export class SystemdModel {
  readonly host: SystemdHost;

  constructor(host: SystemdHost) {
    this.host = host;
  }

  /** The program of /usr/lib/systemd/systemd: runs as pid 1. */
  get init(): Body {
    return () => 0;
  }
}
