/** `trap`: actions by condition, and the signals that have come and wait for their action. */
import type { Process } from '../kernel/process.ts';

/** bash's conditions that are no signals, beside EXIT: they come between commands. */
const BESIDES = ['DEBUG', 'ERR', 'RETURN'] as const;
const KEYBOARD = ['INT', 'QUIT'] as const;
export type Besides = (typeof BESIDES)[number];

export class Traps {
  /** By condition: `EXIT`, `ERR` or a signal's name. An empty action ignores the signal. */
  readonly actions: Map<string, string>;
  /** Signals that have come, in their order. */
  readonly pending: string[] = [];
  /** Signals that were ignored when the shell began: such a trap cannot be changed by a non-interactive shell. */
  ignoredAtStart: ReadonlySet<string>;
  #withoutTrap: ReadonlySet<string> = new Set();
  /** What a subshell lists before it sets a trap of its own (bash). */
  inherited: ReadonlyMap<string, string> | undefined;
  /** Actions that are looked for at every command; undefined where there is none, or an empty one. */
  debug: string | undefined;
  err: string | undefined;
  /** One of DEBUG, ERR, RETURN is set. */
  besides = false;
  /** Those whose action is running: none interrupts itself. */
  readonly running = new Set<string>();

  constructor(actions = new Map<string, string>(), ignoredAtStart: ReadonlySet<string> = new Set()) {
    this.actions = actions;
    this.ignoredAtStart = ignoredAtStart;
    this.#noteBesides();
  }

  set(p: Process, condition: string, action: string | undefined): void {
    this.inherited = undefined;
    this.#put(condition, action);
    if (condition in PSEUDO || condition === 'KILL' || condition === 'STOP') return;
    const untouched = this.#withoutTrap.has(condition) ? 'ignore' : 'default';
    p.onSignal(condition, action === undefined ? untouched : action === '' ? 'ignore' : () => this.#came(condition));
  }

  /** Signals that this shell, but none that it forks, ignores where it has no trap for them. */
  ignoreWithoutTrap(p: Process, signals: readonly string[]): void {
    this.#withoutTrap = new Set(signals);
    for (const signal of signals) p.onSignal(signal, 'ignore');
  }

  /** Notes an action that no signal will run. */
  note(condition: string, action: string | undefined): void {
    this.inherited = undefined;
    this.#put(condition, action);
  }

  /** Without job control a background process ignores what the keyboard sends; in the Almquist shells for good. */
  ignoreKeyboard(p: Process, forGood: boolean): void {
    for (const signal of KEYBOARD) p.onSignal(signal, 'ignore');
    if (forGood) this.ignoredAtStart = new Set([...this.ignoredAtStart, ...KEYBOARD]);
  }

  #put(condition: string, action: string | undefined): void {
    if (action === undefined) this.actions.delete(condition);
    else this.actions.set(condition, action);
    if (condition in PSEUDO) this.#noteBesides();
  }

  #noteBesides(): void {
    this.debug = this.actions.get('DEBUG') || undefined;
    this.err = this.actions.get('ERR') || undefined;
    this.besides = BESIDES.some((condition) => this.actions.has(condition));
  }

  #came(signal: string): void {
    if (!this.pending.includes(signal)) this.pending.push(signal);
  }

  /** Takes away traps that a function does not have; gives them for `show`. */
  hide(conditions: readonly string[]): ReadonlyMap<string, string> {
    const hidden = new Map<string, string>();
    for (const condition of conditions) {
      const action = this.actions.get(condition);
      if (action === undefined) continue;
      hidden.set(condition, action);
      this.#put(condition, undefined);
    }
    return hidden;
  }

  /** Puts hidden traps back, but for those that were set anew. */
  show(hidden: ReadonlyMap<string, string>): void {
    for (const [condition, action] of hidden) if (!this.actions.has(condition)) this.#put(condition, action);
  }

  /**
   * The traps of a forked shell: what was ignored stays ignored, everything else is as by default, but for what `kept` names.
   * @param listed the shell lists its parent's traps.
   */
  fork(listed: boolean, kept: readonly Besides[] = []): Traps {
    const left = [...this.actions].filter(
      ([condition, action]) => action === '' || kept.includes(condition as Besides),
    );
    const forked = new Traps(new Map(left), this.ignoredAtStart);
    for (const condition of this.running) forked.running.add(condition);
    if (listed) forked.inherited = this.inherited ?? this.actions;
    return forked;
  }

  /** Tells the forked process so. */
  begin(p: Process, parent: Traps): void {
    for (const signal of parent.#withoutTrap) if (parent.actions.get(signal) !== '') p.onSignal(signal, 'default');
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
