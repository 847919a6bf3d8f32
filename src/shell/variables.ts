/** The shell's variables: values, attributes, and the events that values came from; copied on write when the shell forks. */
import type { EventId } from '../trace/event.ts';
import type { Extension } from './bash/extension.ts';
import { inHashOrder } from './environment-order.ts';
import { GIVEN_UP, type Sharing } from './sharing.ts';

/** No event: a value that was there when the recording began, or that nobody recorded. */
export const NO_EVENT: EventId = -1;

/** What programs get in the Almquist shells, made when the first one of all the shells that have the same is started. */
interface Environment {
  ordered: ReadonlyMap<string, string> | undefined;
}

/** Whose changes to a variable may be made in place: one shell's, between two forks. */
export interface Owner {
  /** Undefined after an exported variable has changed. */
  environment: Environment | undefined;
}

export class Variable {
  #value: string | undefined;
  #exported = false;
  readonly: boolean;
  /** The `variable.assigned` that gave the value. */
  event: EventId;
  owner: Owner;
  /** bash: what a variable is beyond a text. An array's `value` is its element 0; a reference and a dynamic variable have none. */
  extension: Extension | undefined;

  constructor(value: string | undefined, owner: Owner) {
    this.#value = value;
    this.readonly = false;
    this.event = NO_EVENT;
    this.owner = owner;
    this.extension = undefined;
  }

  /** Undefined while unset: an attribute can be set before a value is. */
  get value(): string | undefined {
    return this.#value;
  }

  set value(value: string | undefined) {
    if (this.#exported && value !== this.#value) this.owner.environment = undefined;
    this.#value = value;
  }

  get exported(): boolean {
    return this.#exported;
  }

  set exported(on: boolean) {
    if (on !== this.#exported) this.owner.environment = undefined;
    this.#exported = on;
  }

  copy(owner: Owner): Variable {
    const copy = new Variable(this.#value, owner);
    copy.#exported = this.#exported;
    copy.readonly = this.readonly;
    copy.event = this.event;
    if (this.extension) copy.extension = this.extension.copy();
    return copy;
  }
}

/** A value kept while a local one hides it; undefined: there was no such variable. */
export interface Hidden {
  readonly name: string;
  readonly variable: Variable | undefined;
  /** bash: the variable itself, put aside for one that is local (`local`) or only a command's (`temporary`). */
  readonly aside?: 'local' | 'temporary';
}

export class Variables {
  #map: Map<string, Variable>;
  #sharing: Sharing = { users: 1 };
  #owner: Owner = { environment: undefined };
  /** Counts changes, for finding loops in which nothing changes. */
  changes = 0;

  constructor(map = new Map<string, Variable>()) {
    this.#map = map;
  }

  /** The variables of a forked shell. Both sides copy what they change from now on. */
  fork(): Variables {
    const child = new Variables(this.#map);
    child.#sharing = this.#sharing;
    this.#sharing.users++;
    const environment = this.#owner.environment ?? { ordered: undefined };
    child.#owner.environment = environment;
    this.#owner = { environment };
    return child;
  }

  /** The shell has ended: the others need not copy for its sake. */
  giveUp(): void {
    this.#sharing.users--;
    this.#sharing = GIVEN_UP;
  }

  #unshare(): void {
    if (this.#sharing.users === 1) return;
    this.#sharing.users--;
    this.#sharing = { users: 1 };
    this.#map = new Map(this.#map);
  }

  get(name: string): string | undefined {
    return this.#map.get(name)?.value;
  }

  find(name: string): Variable | undefined {
    return this.#map.get(name);
  }

  /** The variable, made if need be, to be changed in place. */
  own(name: string): Variable {
    const found = this.#map.get(name);
    this.changes++;
    if (found?.owner === this.#owner) return found;
    this.#unshare();
    const own = found ? found.copy(this.#owner) : new Variable(undefined, this.#owner);
    this.#map.set(name, own);
    return own;
  }

  delete(name: string): void {
    if (!this.#map.has(name)) return;
    this.changes++;
    this.#owner.environment = undefined;
    this.#unshare();
    this.#map.delete(name);
  }

  /** What is there now, to be put back later. */
  hide(name: string): Hidden {
    const variable = this.#map.get(name);
    return { name, variable: variable?.copy(variable.owner) };
  }

  restore(hidden: Hidden): void {
    const { name, variable } = hidden;
    if (!variable) {
      this.delete(name);
      return;
    }
    const own = this.own(name);
    own.value = variable.value;
    own.exported = variable.exported;
    own.readonly = variable.readonly;
    own.event = variable.event;
  }

  /** Puts a variable itself aside and a fresh one in its place. */
  putAside(name: string, aside: 'local' | 'temporary'): Hidden {
    const variable = this.#map.get(name);
    this.place(name, new Variable(undefined, this.#owner));
    return { name, variable, aside };
  }

  /** The variable of this name from now on; undefined: none. */
  place(name: string, variable: Variable | undefined): void {
    if (!variable) {
      this.delete(name);
      return;
    }
    this.changes++;
    this.#owner.environment = undefined;
    this.#unshare();
    this.#map.set(name, variable);
  }

  names(): string[] {
    return [...this.#map.keys()];
  }

  entries(): IterableIterator<[string, Variable]> {
    return this.#map.entries();
  }

  /** What programs get in the Almquist shells: as the hash table has it. */
  hashedEnvironment(): ReadonlyMap<string, string> {
    const owner = this.#owner;
    owner.environment ??= { ordered: undefined };
    owner.environment.ordered ??= inHashOrder(this.environment());
    return owner.environment.ordered;
  }

  /** What programs get. */
  environment(): Map<string, string> {
    const environment = new Map<string, string>();
    for (const [name, variable] of this.#map) {
      if (!variable.exported) continue;
      const { value, extension } = variable;
      if (value !== undefined && !extension?.array) environment.set(name, value);
      // A reference is passed on as what it leads to.
      else if (extension?.target !== undefined) environment.set(name, extension.target);
    }
    return environment;
  }
}
