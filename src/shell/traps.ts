/** `trap`: actions by condition, and the signals that have come and wait for their action. */
import type { Process } from '../kernel/process.ts';

export class Traps {
  /** By condition: `EXIT` or a signal's name. An empty action ignores the signal. */
  readonly actions: Map<string, string>;
  /** Signals that have come, in their order. */
  readonly pending: string[] = [];
  /** Signals that were ignored when the shell began: such a trap cannot be changed by a non-interactive shell. */
  readonly ignoredAtStart: ReadonlySet<string>;

  constructor(actions = new Map<string, string>(), ignoredAtStart: ReadonlySet<string> = new Set()) {
    this.actions = actions;
    this.ignoredAtStart = ignoredAtStart;
  }

  set(p: Process, condition: string, action: string | undefined): void {
    if (action === undefined) this.actions.delete(condition);
    else this.actions.set(condition, action);
    if (condition in PSEUDO || condition === 'KILL' || condition === 'STOP') return;
    p.onSignal(condition, action === undefined ? 'default' : action === '' ? 'ignore' : () => this.#note(condition));
  }

  #note(signal: string): void {
    if (!this.pending.includes(signal)) this.pending.push(signal);
  }

  /** The traps of a forked shell: what was ignored stays ignored, everything else is as by default. */
  fork(): Traps {
    return new Traps(new Map([...this.actions].filter(([, action]) => action === '')), this.ignoredAtStart);
  }

  /** Tells the forked process so. */
  begin(p: Process, parent: Traps): void {
    for (const [condition, action] of parent.actions)
      if (action !== '' && !(condition in PSEUDO)) p.onSignal(condition, 'default');
  }

  /** True when an action is set that must outlive a command: the process cannot be given away. */
  get any(): boolean {
    for (const action of this.actions.values()) if (action !== '') return true;
    return false;
  }
}

/** Conditions that are no signals. */
const PSEUDO: Readonly<Record<string, true>> = { EXIT: true, ERR: true, DEBUG: true, RETURN: true };
