/** A run with a cursor in it: looking, moving, breakpoints and watches. */
import { toBytes } from '../report/bytes.ts';
import type { Rehearsal } from '../scenario/rehearsal.ts';
import type { Dialect } from '../syntax/dialect.ts';
import type { Event, EventId } from '../trace/event.ts';
import type { Breakpoint } from './breakpoint.ts';
import { isFile } from './breakpoint-stops.ts';
import { Breakpoints } from './breakpoints.ts';
import { countUpTo, nextIn } from './chronicle.ts';
import { changeOf } from './last-change.ts';
import { landmarks, stepTarget, type Target } from './movement.ts';
import type { Run } from './run.ts';
import { search } from './search.ts';
import type { Moved, Movement, Problem } from './session.ts';
import { ShellWords } from './shell-words.ts';
import type { Hit, Subject, View, WhyStep } from './view.ts';
import { ViewAt, type Watch } from './view-at.ts';
import { whyEvent, whyVariable } from './why.ts';

export abstract class Walker {
  readonly #words: ShellWords;
  readonly #breakpoints: Breakpoints;
  /** Another one after a change. */
  protected run: Run;
  #watches: readonly Watch[] = [];
  #nextWatch = 1;
  #cursor: EventId = 0;
  #before: EventId = 0;
  /** Where the cursor has been by jumps, and how far back in that it stands. */
  #trail: EventId[] = [];
  #trailAt = -1;
  #version = 0;
  #view: View | undefined;

  constructor(run: Run, dialect: Dialect) {
    this.run = run;
    this.#words = new ShellWords(dialect);
    this.#breakpoints = new Breakpoints(this.#words);
  }

  get rehearsal(): Rehearsal {
    return this.run.rehearsal;
  }

  get events(): readonly Event[] {
    return this.run.events;
  }

  get length(): number {
    return this.run.events.length;
  }

  get cursor(): EventId {
    return this.#cursor;
  }

  get before(): EventId {
    return this.#before;
  }

  get version(): number {
    return this.#version;
  }

  // ── looking ──────────────────────────────────────────────────────────────

  view(): View {
    this.#view ??= this.#viewOf(this.#cursor, this.#before);
    return this.#view;
  }

  viewAt(event: EventId): View {
    const id = this.#clamp(event);
    return id === this.#cursor ? this.view() : this.#viewOf(id, this.#stepBefore(id));
  }

  fileAt(path: string): string | undefined {
    return this.run.fileAt(toBytes(path), this.#cursor);
  }

  why(variable?: string): readonly WhyStep[] {
    const { history, rehearsal, chronicle, replays } = this.run;
    const { source } = rehearsal.recording;
    if (variable === undefined)
      return whyEvent(chronicle, history, source, this.#cursor, () => replays.snapshot(this.#cursor).shell);
    return whyVariable(history, source, replays.snapshot(this.#cursor).shell, variable);
  }

  get causes(): readonly WhyStep[] {
    return this.rehearsal.cause;
  }

  get failure(): EventId | undefined {
    return this.run.failure;
  }

  lastChange(subject: Subject, ahead = false): EventId | undefined {
    return changeOf(this.run.chronicle, subject, this.#cursor, ahead);
  }

  runsOf(file: string, line: number): readonly EventId[] {
    return this.run.chronicle.runs.runs(file, line);
  }

  search(text: string, where?: Hit['where']): readonly Hit[] {
    return search(this.run, text, where, this.#cursor);
  }

  get files(): readonly string[] {
    return this.run.scripts.files;
  }

  // ── moving ───────────────────────────────────────────────────────────────

  move(movement: Movement): Moved {
    if ('to' in movement) return this.#moveTo(movement);
    const target = this.#target(movement);
    if ('problem' in target) return { moved: false, cursor: this.#cursor, text: target.problem };
    const moved = target.event !== this.#cursor;
    const stopped = movement.by === 'continue' ? this.#stoppedAt(target.event) : [];
    if (moved && movement.by === 'continue') this.jump(target.event);
    else if (moved) this.#step(target.event);
    const text = target.text ?? (stopped[0] ? `breakpoint ${stopped[0].id}: ${stopped[0].text}` : undefined);
    return {
      moved,
      cursor: this.#cursor,
      ...(text === undefined ? {} : { text }),
      ...(stopped.length > 0 ? { breakpoints: stopped.map(({ id }) => id) } : {}),
    };
  }

  goto(text: string): Moved | Problem {
    const asked = text.trim();
    if (asked === 'start') return this.move({ to: 'first' });
    if (asked === 'end') return this.move({ to: 'last' });
    if (asked === 'failure')
      return this.failure === undefined ? { problem: 'this boot did not fail' } : this.move({ to: 'failure' });
    if (/^\d+$/.test(asked)) {
      if (Number(asked) >= this.length)
        return { problem: `there is no event ${asked}: the last one is ${this.length - 1}` };
      return this.move({ to: 'event', event: Number(asked) });
    }
    const [, name, line] = /^(.*):(\d+)$/.exec(asked) ?? [];
    if (line === undefined)
      return { problem: `expected an event number, FILE:LINE, :LINE, failure, start or end; found "${asked}"` };
    return this.#gotoLine(name ?? '', Number(line));
  }

  #gotoLine(name: string, line: number): Moved | Problem {
    const here = this.view().source?.file;
    const files = name === '' ? (here === undefined ? [] : [here]) : this.files.filter((file) => isFile(file, name));
    if (files.length === 0) return { problem: `${name || 'no script'}: no such script took part` };
    const runs = files.flatMap((file) => this.runsOf(file, line)).sort((a, b) => a - b);
    const event = nextIn(runs, this.#cursor) ?? runs.at(-1);
    if (event === undefined) {
      const next = nextIn(
        [...this.run.chronicle.runs.lines(files[0]!)].sort((a, b) => a - b),
        line,
      );
      return {
        problem: `${files[0]}:${line} never ran${next === undefined ? '' : `; the next line that did is ${next}`}`,
      };
    }
    return this.move({ to: 'event', event });
  }

  #moveTo(movement: Extract<Movement, { readonly to: unknown }>): Moved {
    const still = (text: string): Moved => ({ moved: false, cursor: this.#cursor, text });
    switch (movement.to) {
      case 'first':
        return this.jump(0);
      case 'last':
        return this.jump(this.length - 1);
      case 'failure':
        return this.failure === undefined ? still('this boot did not fail') : this.jump(this.failure);
      case 'event':
        return this.jump(movement.event);
      case 'time':
        return this.#scrub(this.run.replays.waypoint(this.#eventAt(movement.atUs)));
      case 'earlier':
      case 'later': {
        const at = this.#trailAt + (movement.to === 'earlier' ? -1 : 1);
        const event = this.#trail[at];
        if (event === undefined) return still(`nothing ${movement.to}`);
        this.#trailAt = at;
        return this.#put(event, this.#stepBefore(this.#clamp(event)));
      }
    }
  }

  #target(movement: Extract<Movement, { readonly by: unknown }>): Target {
    const { chronicle } = this.run;
    const { back = false } = movement;
    const along = (ids: readonly EventId[], what: string): Target => {
      const event = nextIn(ids, this.#cursor, back);
      return event === undefined ? { problem: `no ${what} ${back ? 'before' : 'after'} this one` } : { event };
    };
    switch (movement.by) {
      case 'into':
      case 'over':
      case 'out':
      case 'line':
        return stepTarget(chronicle, this.#cursor, { by: movement.by, back });
      case 'event': {
        const event = this.#cursor + (back ? -1 : 1);
        if (event < 0) return { problem: 'the boot begins here' };
        return event >= this.length ? { problem: 'the boot ends here' } : { event };
      }
      case 'hook':
      case 'phase':
      case 'unit':
        return along(landmarks(chronicle, movement.by), movement.by);
      case 'line-run':
        return along(this.runsOf(movement.file, movement.line), 'run of this line');
      case 'continue': {
        const event = nextIn(this.stops(), this.#cursor, back);
        if (event !== undefined) return { event };
        const end = back ? 0 : this.length - 1;
        return { event: end, text: back ? 'the boot begins here' : 'the boot ends here' };
      }
    }
  }

  #eventAt(atUs: number): EventId {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.events[middle]!.atUs <= atUs) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** On the way of a finger: nothing is compared, and the way back leads to where it began. */
  #scrub(event: EventId): Moved {
    return this.#put(event, event);
  }

  #step(event: EventId): Moved {
    return this.#put(event, this.#cursor);
  }

  protected jump(event: EventId): Moved {
    const id = this.#clamp(event);
    if (this.#trail[this.#trailAt] !== this.#cursor) this.#note(this.#cursor);
    this.#note(id);
    return this.#put(id, this.#stepBefore(id));
  }

  #note(event: EventId): void {
    this.#trail = [...this.#trail.slice(Math.max(0, this.#trailAt - 200), this.#trailAt + 1), event];
    this.#trailAt = this.#trail.length - 1;
  }

  /** In another recording, where the old places mean nothing. */
  protected standAt(event: EventId): void {
    this.#trail = [];
    this.#trailAt = -1;
    this.#cursor = 0;
    this.jump(event);
  }

  #put(event: EventId, before: EventId): Moved {
    const cursor = this.#clamp(event);
    const moved = cursor !== this.#cursor;
    this.#cursor = cursor;
    this.#before = before;
    this.#changed();
    return { moved, cursor };
  }

  /** What a view compares with when nobody stepped there: the step before in the same shell, else the event before. */
  #stepBefore(id: EventId): EventId {
    const target = stepTarget(this.run.chronicle, id, { by: 'over', back: true });
    return 'event' in target && target.text === undefined ? target.event : Math.max(0, id - 1);
  }

  #clamp(event: EventId): EventId {
    return Math.max(0, Math.min(this.length - 1, Math.trunc(event) || 0));
  }

  #viewOf(cursor: EventId, before: EventId): View {
    const asked = {
      run: this.run,
      words: this.#words,
      watches: this.#watches,
      breakpointAt: (file: string, line: number) => this.#breakpoints.at(file, line),
    };
    return new ViewAt(asked, cursor, before);
  }

  #changed(): void {
    this.#version++;
    this.#view = undefined;
  }

  // ── breakpoints, watches ─────────────────────────────────────────────────

  get breakpoints(): readonly Breakpoint[] {
    return this.#breakpoints.list;
  }

  addBreakpoint(text: string): Breakpoint | Problem {
    this.#changed();
    return this.#breakpoints.add(text);
  }

  removeBreakpoint(id: number): void {
    this.#breakpoints.remove(id);
    this.#changed();
  }

  switchBreakpoint(id: number, enabled: boolean): void {
    this.#breakpoints.turn(id, enabled);
    this.#changed();
  }

  toggleLine(file: string, line: number): void {
    this.#breakpoints.toggleLine(file, line);
    this.#changed();
  }

  stops(id?: number): readonly EventId[] {
    const wanted = this.breakpoints.filter((each) => (id === undefined ? each.enabled : each.id === id));
    const all = wanted.flatMap((each) => this.#breakpoints.stops(this.run, each));
    return [...new Set(all)].sort((a, b) => a - b);
  }

  #stoppedAt(event: EventId): readonly Breakpoint[] {
    return this.breakpoints.filter((each) => {
      const stops = each.enabled ? this.#breakpoints.stops(this.run, each) : [];
      return stops[countUpTo(stops, event) - 1] === event;
    });
  }

  get watches(): readonly Watch[] {
    return this.#watches;
  }

  addWatch(text: string): { readonly id: number } | Problem {
    const problem = text.trim() === '' ? 'expected a variable or a word' : this.#words.wordProblem(text.trim());
    if (problem !== undefined) return { problem };
    const watch = { id: this.#nextWatch++, text: text.trim() };
    this.#watches = [...this.#watches, watch];
    this.#changed();
    return { id: watch.id };
  }

  removeWatch(id: number): void {
    this.#watches = this.#watches.filter((watch) => watch.id !== id);
    this.#changed();
  }
}
