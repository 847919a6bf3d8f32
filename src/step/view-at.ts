/** The view at an event, each part computed when it is read and then kept. */
import type { Event, EventId } from '../trace/event.ts';
import { countUpTo } from './chronicle.ts';
import { decisionView } from './decision-view.ts';
import { expansionView } from './expansion-view.ts';
import { machineView, processViews } from './machine-view.ts';
import type { Run } from './run.ts';
import type { ShellWords } from './shell-words.ts';
import { type BreakpointAt, sourceView } from './source-view.ts';
import { stackView } from './stack-view.ts';
import { summaryOf } from './summary.ts';
import { variablesView } from './variables-view.ts';
import type { Listing, Timeline, View, WatchView } from './view.ts';

export interface Watch {
  readonly id: number;
  readonly text: string;
}

export interface Asked {
  readonly run: Run;
  readonly words: ShellWords;
  readonly watches: readonly Watch[];
  readonly breakpointAt: BreakpointAt;
}

type Lazy = { -readonly [K in keyof View]?: { readonly value: View[K] } };

export class ViewAt implements View {
  readonly event: Event;
  readonly #asked: Asked;
  readonly #cursor: EventId;
  readonly #before: EventId;
  readonly #made: Lazy = {};

  constructor(asked: Asked, cursor: EventId, before: EventId) {
    this.#asked = asked;
    this.#cursor = cursor;
    this.#before = before;
    this.event = asked.run.events[cursor]!;
  }

  get summary(): string {
    return summaryOf(this.event);
  }

  get source(): View['source'] {
    const { run, breakpointAt } = this.#asked;
    return this.#once('source', () => sourceView(run.chronicle, run.scripts, this.#cursor, breakpointAt));
  }

  get stack(): View['stack'] {
    return this.#once('stack', () => stackView(this.#asked.run.chronicle, this.#cursor));
  }

  get variables(): View['variables'] {
    const { chronicle } = this.#asked.run;
    return this.#once('variables', () => variablesView(this.#now, this.#earlier, chronicle, this.#cursor));
  }

  get watches(): View['watches'] {
    return this.#once('watches', () => this.#asked.watches.map((watch) => this.#watch(watch)));
  }

  get expansion(): View['expansion'] {
    const { run, words } = this.#asked;
    const { chronicle, scripts, replays } = run;
    const asked = { chronicle, scripts, words, snapshot: (id: EventId) => replays.snapshot(id) };
    return this.#once('expansion', () => expansionView(asked, this.#cursor));
  }

  get decision(): View['decision'] {
    const { chronicle, scripts } = this.#asked.run;
    return this.#once('decision', () => decisionView(chronicle, scripts, this.#cursor));
  }

  get timeline(): Timeline {
    return this.#asked.run.timeline;
  }

  get console(): View['console'] {
    return this.#once('console', () => this.#listing(this.#asked.run.console));
  }

  get journal(): View['journal'] {
    return this.#once('journal', () => this.#listing(this.#asked.run.journal));
  }

  get machine(): View['machine'] {
    const { files } = this.#asked.run;
    return this.#once('machine', () =>
      machineView(this.#now.world, this.#earlier.world, files, this.#cursor, this.#before),
    );
  }

  get processes(): View['processes'] {
    return this.#once('processes', () => processViews(this.#now, this.#asked.run.chronicle, this.#cursor));
  }

  get prompt(): View['prompt'] {
    const { shellReads, question } = this.#now;
    const atEnd = this.#cursor === this.#asked.run.chronicle.length - 1;
    return this.#once('prompt', () => ({
      shell: shellReads || (atEnd && this.#asked.run.waitsAtEnd && question === undefined),
      question,
      atEnd: atEnd && this.#asked.run.waitsAtEnd,
    }));
  }

  get #now() {
    return this.#asked.run.replays.snapshot(this.#cursor);
  }

  get #earlier() {
    return this.#asked.run.replays.snapshot(this.#before);
  }

  #watch({ id, text }: Watch): WatchView {
    const { words } = this.#asked;
    const { shell } = this.#now;
    if (!shell) return { id, text, value: undefined, problem: 'no shell is at work here', changed: false };
    const worked = words.word(text, shell);
    const earlier = this.#earlier.shell;
    const before = earlier && earlier.pid === shell.pid ? words.word(text, earlier) : worked;
    const changed = JSON.stringify(before) !== JSON.stringify(worked);
    return 'value' in worked
      ? { id, text, value: worked.value, changed }
      : { id, text, value: undefined, problem: worked.problem, changed };
  }

  #listing<T extends { readonly event: EventId }>(all: readonly T[]): Listing<T> {
    return { all, upTo: countUpToEvent(all, this.#cursor) };
  }

  #once<K extends keyof View>(part: K, make: () => View[K]): View[K] {
    const made = this.#made as Record<string, { readonly value: View[K] } | undefined>;
    const known = made[part] ?? { value: make() };
    made[part] = known;
    return known.value;
  }
}

const numbers = new WeakMap<readonly unknown[], readonly EventId[]>();

function countUpToEvent(all: readonly { readonly event: EventId }[], cursor: EventId): number {
  let ids = numbers.get(all);
  if (!ids) {
    ids = all.map(({ event }) => event);
    numbers.set(all, ids);
  }
  return countUpTo(ids, cursor);
}
