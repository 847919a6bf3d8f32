/** The breakpoints of a session, and where they stop in its recording. */

import type { EventId } from '../trace/event.ts';
import type { Breakpoint, BreakpointSpec } from './breakpoint.ts';
import { isFile, stopsOf } from './breakpoint-stops.ts';
import { breakpointText, readBreakpoint } from './read-breakpoint.ts';
import type { Run } from './run.ts';
import type { Problem } from './session.ts';
import type { ShellWords } from './shell-words.ts';
import type { SourceLine } from './view.ts';

export class Breakpoints {
  #list: readonly Breakpoint[] = [];
  #next = 1;
  readonly #words: ShellWords;
  /** Of one recording. */
  readonly #stops = new Map<string, readonly EventId[]>();
  #run: Run | undefined;

  constructor(words: ShellWords) {
    this.#words = words;
  }

  get list(): readonly Breakpoint[] {
    return this.#list;
  }

  add(text: string): Breakpoint | Problem {
    const spec = readBreakpoint(text, (condition) => this.#words.testProblem(condition));
    return 'problem' in spec ? spec : this.#put(spec);
  }

  remove(id: number): void {
    this.#list = this.#list.filter((breakpoint) => breakpoint.id !== id);
  }

  turn(id: number, enabled: boolean): void {
    this.#list = this.#list.map((breakpoint) => (breakpoint.id === id ? { ...breakpoint, enabled } : breakpoint));
  }

  toggleLine(file: string, line: number): void {
    const found = this.#list.filter(
      ({ spec }) => spec.kind === 'line' && isFile(file, spec.file) && spec.line === line,
    );
    if (found.length === 0) this.#put({ kind: 'line', file, line });
    for (const { id } of found) this.remove(id);
  }

  at(file: string, line: number): SourceLine['breakpoint'] {
    const found = this.#list.filter(
      ({ spec }) => spec.kind === 'line' && spec.line === line && isFile(file, spec.file),
    );
    if (found.length === 0) return undefined;
    return found.some((breakpoint) => breakpoint.enabled) ? 'on' : 'off';
  }

  /** Where one of them stops, in order. */
  stops(run: Run, breakpoint: Breakpoint): readonly EventId[] {
    if (this.#run !== run) {
      this.#stops.clear();
      this.#run = run;
    }
    const known = this.#stops.get(breakpoint.text);
    if (known) return known;
    const found = stopsOf(breakpoint.spec, run.chronicle, this.#words, (ids, look) => run.replays.visit(ids, look));
    this.#stops.set(breakpoint.text, found);
    return found;
  }

  #put(spec: BreakpointSpec): Breakpoint {
    const text = breakpointText(spec);
    const same = this.#list.find((each) => each.text === text);
    if (same) {
      this.turn(same.id, true);
      return { ...same, enabled: true };
    }
    const breakpoint = { id: this.#next++, text, spec, enabled: true };
    this.#list = [...this.#list, breakpoint];
    return breakpoint;
  }
}
