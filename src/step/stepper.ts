/** The session itself: a run with a cursor in it, and what was changed. */
import { shown, toBytes } from '../report/bytes.ts';
import { type Address, type Change, changeText } from '../scenario/changes.ts';
import type { Prepared } from '../scenario/load-scenario.ts';
import type { Rehearsal } from '../scenario/rehearsal.ts';
import type { Event, EventId } from '../trace/event.ts';
import { type Entry, isOperatorChange, madeChanges, withChanges } from './changed-input.ts';
import { countUpTo, nextIn } from './chronicle.ts';
import { exportedChanges, savedScenario, savedVariant } from './exported.ts';
import { placeBefore } from './place-before.ts';
import { Run } from './run.ts';
import type { Branched, Made, OperatorChange, Problem, SavedState, Session } from './session.ts';
import { Walker } from './walker.ts';

export class Stepper extends Walker implements Session {
  readonly #base: Prepared;
  readonly #seed: number;
  #entries: readonly Entry[];
  #nextEntry: number;

  constructor(prepared: Prepared, seed: number, state: SavedState | undefined, rehearsal: Rehearsal | undefined) {
    const entries = (state?.changes ?? []).map((saved, index): Entry => ({ id: index + 1, ...saved }));
    const changed = withChanges(prepared, entries, []);
    super(new Run(changed, seed, changed === prepared ? rehearsal : undefined), prepared.image.shell);
    this.#base = prepared;
    this.#seed = seed;
    this.#entries = entries;
    this.#nextEntry = entries.length + 1;
    for (const text of state?.watches ?? []) this.addWatch(text);
    for (const { text, enabled } of state?.breakpoints ?? []) {
      const added = this.addBreakpoint(text);
      if (!('problem' in added) && !enabled) this.switchBreakpoint(added.id, false);
    }
    this.standAt(state?.cursor ?? this.failure ?? this.run.chronicle.stops[0] ?? 0);
  }

  // ── changes ──────────────────────────────────────────────────────────────

  get changes(): readonly Made[] {
    return madeChanges(this.#base, this.#entries, this.events);
  }

  type(line: string): Branched | Problem {
    if (line.includes('\n')) return { problem: 'expected one line' };
    const { question, shell } = this.view().prompt;
    if (question !== undefined && !shell) return this.setAnswer(line);
    const typed = this.run.chronicle.all('console.typed').filter((id) => this.#isLine(id));
    return this.#make({ kind: 'typed', after: countUpTo(typed, this.cursor), line });
  }

  /** Lines for a shell, not the answers to questions, which are typed too. */
  #isLine(id: EventId): boolean {
    return !this.run.chronicle.event(id, 'console.typed')?.answers;
  }

  runHere(line: string): Branched | Problem {
    if (line.trim() === '' || line.includes('\n')) return { problem: 'expected one line' };
    return this.#make({ at: this.run.addressOf(this.cursor), kind: 'run', line: toBytes(line) });
  }

  setVariable(name: string, value: string): Branched | Problem {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return { problem: `"${name}" is no name of a variable` };
    const { shell } = this.view().variables;
    if (!shell) return { problem: 'no shell is at work here' };
    if (this.view().variables.variables.some((each) => each.name === name && each.readonly))
      return { problem: `${name} is readonly` };
    const at = this.run.addressOf(placeBefore(this.run, this.cursor, name));
    return this.#make({ at, kind: 'set', name, value: toBytes(value) });
  }

  setProperty(dataset: string, property: string, value: string): Branched | Problem {
    if (!/^[a-z0-9:._-]+$/.test(property)) return { problem: `"${property}" is no name of a property` };
    const at = this.run.addressOf(this.cursor);
    return this.#make({ at, kind: 'property', dataset, property, value: toBytes(value) });
  }

  setAnswer(answer: string): Branched | Problem {
    const asked = this.run.chronicle.all('prompt.asked');
    const question = this.#openQuestion() ?? nextIn(asked, this.cursor - 1);
    const event = question === undefined ? undefined : this.run.chronicle.event(question, 'prompt.asked');
    if (!event) return { problem: 'nothing is asked from here on' };
    const { nth } = this.run.addressOf(event.id);
    return this.#make({ kind: 'answered', prompt: shown(event.prompt), nth, answer });
  }

  /** The last question, when it is still open at the cursor. */
  #openQuestion(): EventId | undefined {
    const asked = this.run.chronicle.all('prompt.asked');
    return this.view().prompt.question === undefined ? undefined : asked[countUpTo(asked, this.cursor) - 1];
  }

  flip(choice?: boolean | number): Branched | Problem {
    const { decision } = this.view();
    if (!decision) return { problem: 'nothing is decided here' };
    const wanted = choice ?? decision.choices[0]?.value;
    if (wanted === undefined || !decision.choices.some(({ value }) => value === wanted))
      return { problem: `there is no such way to go on from this \`${decision.construct}\`` };
    const at: Address = this.run.addressOf(decision.event);
    return this.#make(
      typeof wanted === 'number' ? { at, kind: 'item', item: wanted } : { at, kind: 'branch', taken: wanted },
    );
  }

  undo(id?: number): Branched | Problem {
    const entry = this.#entries.findLast((each) => !each.undone && (id === undefined || each.id === id));
    return entry ? this.#turn(entry, true) : { problem: 'there is nothing to take back' };
  }

  redo(id?: number): Branched | Problem {
    const entry = this.#entries.find((each) => each.undone && (id === undefined || each.id === id));
    return entry ? this.#turn(entry, false) : { problem: 'there is nothing to make again' };
  }

  exported(): string {
    return exportedChanges(this.#base, this.#input(this.events));
  }

  save(scenarioText: string, variant?: string): { readonly text: string } | Problem {
    const changed = this.#input(this.events);
    if (variant === undefined) return savedScenario(scenarioText, this.#base, changed);
    return savedVariant(scenarioText, this.#base, changed, variant, this.rehearsal.outcome);
  }

  #input(events: readonly Event[]): Prepared {
    return withChanges(this.#base, this.#entries, events);
  }

  #make(change: Change | OperatorChange): Branched | Problem {
    const before = this.#entries;
    // What was taken back is given up by the next change, as everywhere.
    this.#entries = [...before.filter((entry) => !entry.undone), { id: this.#nextEntry, change, undone: false }];
    const branched = this.#again(this.#nextEntry);
    const made = this.changes.at(-1)!;
    const refused = this.events.find((event) => event.kind === 'change.made' && event.id === made.event);
    if (refused?.kind === 'change.made' && refused.problem !== undefined) {
      this.#entries = before;
      this.#again(undefined);
      return { problem: `${textOf(change)}: ${refused.problem}` };
    }
    this.#nextEntry++;
    return branched!;
  }

  #turn(entry: Entry, undone: boolean): Branched {
    this.#entries = this.#entries.map((each) => (each === entry ? { ...each, undone } : each));
    return this.#again(entry.id)!;
  }

  /** Rehearses with the present changes; the cursor goes to where the one of this number takes effect, or to what it stood at. */
  #again(id: number | undefined): Branched | undefined {
    const was = this.run;
    const atEnd = this.cursor === this.length - 1;
    const address = was.addressOf(this.cursor);
    this.run = new Run(this.#input(was.events), this.#seed);
    const change = this.changes.find((made) => made.id === id);
    const same = this.run.find(address);
    const effect = change?.undone ? undefined : change?.event;
    const decided = change?.change.kind === 'branch' || change?.change.kind === 'item';
    const typed = change !== undefined && isOperatorChange(change.change);
    this.standAt(
      effect !== undefined && decided
        ? effect + 1
        : atEnd && typed
          ? this.length - 1
          : effect !== undefined && typed
            ? effect
            : (same ?? effect ?? this.length - 1),
    );
    if (!change) return undefined;
    const { outcome } = this.rehearsal;
    const text =
      outcome === was.rehearsal.outcome ? `${outcome}, as before` : `${outcome}; it was ${was.rehearsal.outcome}`;
    return { change, cursor: this.cursor, text };
  }

  // ── the rest ─────────────────────────────────────────────────────────────

  idle(hasTime: () => boolean): boolean {
    return this.run.replays.idle(hasTime, this.cursor);
  }

  state(): SavedState {
    return {
      version: 1,
      cursor: this.cursor,
      breakpoints: this.breakpoints.map(({ text, enabled }) => ({ text, enabled })),
      watches: this.watches.map(({ text }) => text),
      changes: this.#entries.map(({ change, undone }) => ({ change, undone })),
    };
  }
}

const textOf = (change: Change | OperatorChange): string =>
  isOperatorChange(change) ? (change.kind === 'typed' ? change.line : change.answer) : changeText(change);
