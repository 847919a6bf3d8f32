/** A recording made easy to ask: who started a process, which shell command ran it, where a value came from. */
import type { Dialect } from '../syntax/dialect.ts';
import type { Event, EventId, EventKind, EventOf } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import { ofKind } from '../trace/trace.ts';

export class History {
  readonly events: readonly Event[];
  /** How the scripts were read. */
  readonly dialect: Dialect;
  readonly #started = new Map<number, EventOf<'process.started'>>();
  readonly #commands = new Map<number, EventOf<'command.started'>[]>();
  readonly #ended = new Map<EventId, EventOf<'command.ended'>>();
  readonly #byKind = new Map<EventKind, Event[]>();

  constructor(events: readonly Event[], dialect: Dialect) {
    this.events = events;
    this.dialect = dialect;
    for (const event of events) {
      const alike = this.#byKind.get(event.kind);
      if (alike) alike.push(event);
      else this.#byKind.set(event.kind, [event]);
      if (event.kind === 'process.started') this.#started.set(event.child, event);
      else if (event.kind === 'command.ended') this.#ended.set(event.command, event);
      else if (event.kind === 'command.started') {
        const own = this.#commands.get(event.pid);
        if (own) own.push(event);
        else this.#commands.set(event.pid, [event]);
      }
    }
  }

  all<K extends EventKind>(kind: K): readonly EventOf<K>[] {
    return (this.#byKind.get(kind) ?? []) as unknown as readonly EventOf<K>[];
  }

  event<K extends EventKind>(id: EventId, kind: K): EventOf<K> | undefined {
    const event = this.events[id];
    return event && ofKind(kind)(event) ? event : undefined;
  }

  parentOf(pid: number): number | undefined {
    return this.#started.get(pid)?.parent;
  }

  /** True for a process and all that it started. */
  isBelow(pid: number, ancestor: number): boolean {
    for (let at: number | undefined = pid; at !== undefined && at > 0; at = this.parentOf(at))
      if (at === ancestor) return true;
    return false;
  }

  /** The process that systemd started for a unit, which this one belongs to; itself when there is none. */
  serviceOf(pid: number): number {
    let at = pid;
    for (let parent = this.parentOf(at); parent !== undefined && parent > 1; parent = this.parentOf(at)) at = parent;
    return at;
  }

  /** The event with which a command ended. */
  endOf(command: EventId): EventId | undefined {
    return this.#ended.get(command)?.id;
  }

  statusOf(command: EventId): number | undefined {
    return this.#ended.get(command)?.status;
  }

  /** The command that ended last before an event in a process or below it. */
  lastEndedBelow(pid: number, before: EventId): EventOf<'command.started'> | undefined {
    const ended = this.all('command.ended').findLast((event) => event.id < before && this.isBelow(event.pid, pid));
    return ended && this.event(ended.command, 'command.started');
  }

  commandsOf(pid: number): readonly EventOf<'command.started'>[] {
    return this.#commands.get(pid) ?? [];
  }

  /** The shell's command whose program runs as this process; undefined when no shell started it. */
  commandBehind(pid: number): EventOf<'command.started'> | undefined {
    const started = this.#started.get(pid);
    if (!started) return undefined;
    const own = this.commandsOf(pid).findLast((command) => command.what === 'program');
    if (own) return own;
    return this.commandsOf(started.parent).findLast(
      (command) => command.id < started.id && (command.what === 'program' || command.what === 'builtin'),
    );
  }

  /** Commands that ran in a process and below it. */
  commandsBelow(pid: number): readonly EventOf<'command.started'>[] {
    return this.all('command.started').filter((command) => this.isBelow(command.pid, pid));
  }

  positionOf(pid: number): Position | undefined {
    return this.commandBehind(pid)?.position;
  }
}
