/** The texts of the scripts that took part, with their trees and lines. */

import { Scripts } from '../explain/scripts.ts';
import type { Rehearsal } from '../scenario/rehearsal.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { lineAtOffset, lineStarts } from '../syntax/line-starts.ts';
import type { Command } from '../syntax/tree.ts';
import type { EventId } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import type { Chronicle } from './chronicle.ts';
import { nodesOf } from './script-nodes.ts';

export class ScriptsRun {
  readonly dialect: Dialect;
  readonly #chronicle: Chronicle;
  readonly #source: (file: string) => string | undefined;
  /** A file that the image does not have, as it was when it ran first. */
  readonly #later: (file: string, event: EventId) => string | undefined;
  readonly #texts = new Map<string, string | undefined>();
  readonly #lines = new Map<string, readonly string[]>();
  readonly #starts = new Map<string, readonly number[]>();
  readonly #nodes = new Map<string, ReadonlyMap<number, readonly Command[]>>();
  readonly #decisions: Scripts;

  constructor(
    rehearsal: Rehearsal,
    dialect: Dialect,
    chronicle: Chronicle,
    later: (file: string, event: EventId) => string | undefined,
  ) {
    this.dialect = dialect;
    this.#chronicle = chronicle;
    this.#source = rehearsal.recording.source;
    this.#later = later;
    this.#decisions = new Scripts((file) => this.text(file), dialect, []);
  }

  get files(): readonly string[] {
    return this.#chronicle.runs.files;
  }

  /** A script's text; of `-c` texts the one that the process was given. */
  text(file: string, event?: EventId): string | undefined {
    if (file === '-c') return event === undefined ? undefined : this.#commandText(event);
    if (this.#texts.has(file)) return this.#texts.get(file);
    const first = this.#chronicle.runs.first(file);
    const text =
      this.#source(file) ?? (file.startsWith('/') && first !== undefined ? this.#later(file, first) : undefined);
    this.#texts.set(file, text);
    return text;
  }

  lines(file: string, event?: EventId): readonly string[] {
    if (file === '-c') return this.text(file, event)?.split('\n') ?? [];
    let lines = this.#lines.get(file);
    if (!lines) {
      const text = this.text(file);
      lines = text === undefined ? [] : text.replace(/\n$/, '').split('\n');
      this.#lines.set(file, lines);
    }
    return lines;
  }

  /** What did not run for a decision, as offsets. */
  passedOver(event: EventId): readonly { readonly start: number; readonly end: number }[] {
    const decision = this.#chronicle.events[event];
    return decision?.kind === 'branch.taken' || decision?.kind === 'case.compared' || decision?.kind === 'left.early'
      ? this.#decisions.passedOver(decision)
      : [];
  }

  /** The smallest command of these kinds that begins where a position does. */
  node<K extends Command['kind']>(
    position: Position,
    kinds: readonly K[],
    event?: EventId,
  ): Extract<Command, { readonly kind: K }> | undefined {
    const found = this.#of(position.file, event).get(position.offset) ?? [];
    return found.findLast((node): node is Extract<Command, { readonly kind: K }> =>
      (kinds as readonly string[]).includes(node.kind),
    );
  }

  /** The simple command that an assignment or a word at a place belongs to. */
  simpleAround(position: Position, event?: EventId): Extract<Command, { readonly kind: 'simple' }> | undefined {
    let best: Extract<Command, { readonly kind: 'simple' }> | undefined;
    for (const nodes of this.#of(position.file, event).values())
      for (const node of nodes)
        if (node.kind === 'simple' && node.start <= position.offset && position.offset < node.end)
          if (!best || node.end - node.start < best.end - best.start) best = node;
    return best;
  }

  excerpt(file: string, span: { readonly start: number; readonly end: number }, event?: EventId): string {
    return this.text(file, event)?.slice(span.start, span.end) ?? '';
  }

  /** 1-based line and column of an offset. */
  place(file: string, offset: number, event?: EventId): { readonly line: number; readonly column: number } {
    let starts = file === '-c' ? undefined : this.#starts.get(file);
    if (!starts) {
      starts = lineStarts(this.text(file, event) ?? '');
      if (file !== '-c') this.#starts.set(file, starts);
    }
    const line = lineAtOffset(starts, offset);
    return { line: line + 1, column: offset - starts[line]! + 1 };
  }

  #of(file: string, event: EventId | undefined): ReadonlyMap<number, readonly Command[]> {
    const key = file === '-c' ? `-c ${this.text(file, event) ?? ''}` : file;
    let nodes = this.#nodes.get(key);
    if (!nodes) {
      nodes = nodesOf(this.text(file, event) ?? '', this.dialect);
      this.#nodes.set(key, nodes);
    }
    return nodes;
  }

  #commandText(event: EventId): string | undefined {
    const { events } = this.#chronicle;
    for (let pid: number | undefined = events[event]?.pid; pid !== undefined && pid > 1; ) {
      const started = this.#chronicle.startOf(pid);
      const at = started?.argv.indexOf('-c') ?? -1;
      if (started && at > 0) return started.argv[at + 1];
      pid = started?.parent;
    }
    return undefined;
  }
}
