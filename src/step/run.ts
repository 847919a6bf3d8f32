/** One rehearsal with everything that can be asked of it: made anew for every input. */
import { History } from '../explain/history.ts';
import type { Prepared } from '../scenario/load-scenario.ts';
import type { Rehearsal } from '../scenario/rehearsal.ts';
import { rehearse } from '../scenario/rehearse.ts';
import { subjectOf } from '../trace/address.ts';
import type { Event, EventId } from '../trace/event.ts';
import { isErrno } from '../vfs/errno.ts';
import { Chronicle } from './chronicle.ts';
import { FileHistory } from './file-history.ts';
import { consoleOf, journalOf } from './listings.ts';
import { QuietTests } from './quiet-tests.ts';
import { Replays } from './replays.ts';
import { ScriptsRun } from './scripts-run.ts';
import { timelineOf } from './timeline.ts';
import type { ConsoleLine, JournalEntry, Timeline } from './view.ts';

export class Run {
  readonly prepared: Prepared;
  readonly rehearsal: Rehearsal;
  readonly events: readonly Event[];
  readonly chronicle: Chronicle;
  readonly scripts: ScriptsRun;
  readonly replays: Replays;
  #history: History | undefined;
  #journal: readonly JournalEntry[] | undefined;
  #console: readonly ConsoleLine[] | undefined;
  #timeline: Timeline | undefined;
  #files: FileHistory | undefined;

  /** @param rehearsal of the same input, when there is one. */
  constructor(prepared: Prepared, seed: number, rehearsal?: Rehearsal) {
    this.prepared = prepared;
    this.rehearsal = rehearsal ?? rehearse(prepared, { seed, level: 'full' });
    this.events = this.rehearsal.recording.events;
    this.chronicle = new Chronicle(this.events, new QuietTests(prepared.image.shell, this.rehearsal.recording.source));
    this.replays = new Replays(prepared, seed, this.chronicle);
    this.scripts = new ScriptsRun(this.rehearsal, prepared.image.shell, this.chronicle, (file, event) =>
      this.fileAt(file, event),
    );
  }

  get history(): History {
    this.#history ??= new History(this.events, this.prepared.image.shell);
    return this.#history;
  }

  get journal(): readonly JournalEntry[] {
    this.#journal ??= journalOf(this.chronicle);
    return this.#journal;
  }

  get console(): readonly ConsoleLine[] {
    this.#console ??= consoleOf(this.chronicle);
    return this.#console;
  }

  get timeline(): Timeline {
    this.#timeline ??= timelineOf(this.chronicle, this.rehearsal);
    return this.#timeline;
  }

  get files(): FileHistory {
    this.#files ??= new FileHistory(this.chronicle);
    return this.#files;
  }

  /** Where the failure is to be seen: the first link of its chain that stands in a script, else the first one. */
  get failure(): EventId | undefined {
    const { cause } = this.rehearsal;
    return (
      cause.find((step) => step.position && step.event !== undefined) ?? cause.find((step) => step.event !== undefined)
    )?.event;
  }

  /** The recording ends with a shell that nobody types for. */
  get waitsAtEnd(): boolean {
    return this.rehearsal.outcome === 'emergency' || this.events.at(-1)?.kind === 'prompt.unanswered';
  }

  /** A file's bytes right after an event. */
  fileAt(path: string, event: EventId): string | undefined {
    return this.replays.spend(event, ({ kernel }) => {
      const place = kernel.vfs.find(kernel.view, path);
      if (isErrno(place)) return undefined;
      return place.inode.synthetic
        ? place.inode.synthetic.read()
        : place.inode.content?.read(0, place.inode.content.sizeBytes);
    });
  }

  /** The same event by what it is of; see `Address`. */
  addressOf(id: EventId): { readonly kind: Event['kind']; readonly of: string; readonly nth: number } {
    const { kind } = this.events[id]!;
    const of = subjectOf(this.events[id]!);
    let nth = 0;
    for (const each of this.chronicle.all(kind)) {
      if (each > id) break;
      if (subjectOf(this.events[each]!) === of) nth++;
    }
    return { kind, of, nth };
  }

  /** The event with an address. */
  find({ kind, of, nth }: ReturnType<Run['addressOf']>): EventId | undefined {
    let seen = 0;
    return this.chronicle.all(kind).find((id) => subjectOf(this.events[id]!) === of && ++seen === nth);
  }
}
