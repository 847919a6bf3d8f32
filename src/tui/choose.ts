/** Which variant of a scenario to step through: the choice before the desk, when there are several. */

import { padded } from './amounts.ts';
import type { Driven } from './driven.ts';
import type { Size } from './scene.ts';
import { columns } from './text/cells.ts';
import { exactly, type Line, run, said } from './text/line.ts';

export interface Variant {
  readonly name: string;
  /** Rehearses it: what came out, in a few words. */
  readonly rehearse: () => {
    readonly outcome: string;
    readonly asExpected: boolean;
    readonly cause: string | undefined;
  };
}

export class Choice implements Driven {
  ended = false;
  /** Index of the variant taken; undefined when somebody left. */
  chosen: number | undefined;
  readonly #scenario: string;
  readonly #variants: readonly Variant[];
  readonly #outcomes: ReturnType<Variant['rehearse']>[] = [];
  #at = 0;
  #moved = false;

  constructor(scenario: string, variants: readonly Variant[]) {
    this.#scenario = scenario;
    this.#variants = variants;
    // Before anything is on the screen, the mark is on the first that fails, if it is among the first.
    while (this.#outcomes.length < Math.min(3, variants.length)) this.#rehearseNext();
  }

  press(key: string): void {
    const last = this.#variants.length - 1;
    const digit = /^[1-9]$/.test(key) ? Number(key) - 1 : undefined;
    if (digit !== undefined && digit <= last) this.#take(digit);
    else if (key === 'up' || key === 'k') this.#move(-1);
    else if (key === 'down' || key === 'j' || key === 'tab') this.#move(1);
    else if (key === 'enter' || key === 'space' || key === 'right') this.#take(this.#at);
    else if (key === 'q' || key === 'escape' || key === 'ctrl+c') this.ended = true;
  }

  idle(): boolean | 'seen' {
    if (this.#outcomes.length === this.#variants.length) return false;
    this.#rehearseNext();
    return 'seen';
  }

  frame({ columns: width, rows }: Size): readonly Line[] {
    const names = Math.min(width - 24, Math.max(...this.#variants.map(({ name }) => columns(name))));
    const list = this.#variants.map(({ name }, index): Line => {
      const outcome = this.#outcomes[index];
      const here = index === this.#at;
      const bad = outcome !== undefined && outcome.outcome !== 'boots';
      return [
        run(here ? ' › ' : '   ', 'accent', 'strong'),
        run(index < 9 ? `${index + 1} ` : '  ', 'quiet'),
        said(padded(name, names), ...(here ? (['strong'] as const) : [])),
        run('  '),
        outcome === undefined ? run('…', 'quiet') : run(`${bad ? '✗' : '✓'} ${outcome.outcome}`, bad ? 'bad' : 'good'),
        outcome?.cause === undefined ? run('') : said(`  ${outcome.cause}`, 'quiet'),
      ];
    });
    const room = rows - 6;
    const top = Math.max(0, Math.min(this.#at - Math.floor(room / 2), list.length - room));
    const lines: Line[] = [
      [run(' dryboot step  ', 'quiet'), said(this.#scenario, 'strong')],
      [],
      [run(' Which boot do you want to walk through?')],
      [],
      ...list.slice(top, top + room),
    ];
    const foot: Line = [
      run(' ↑ ↓', 'accent'),
      run(' choose   ', 'quiet'),
      run('Enter', 'accent'),
      run(' open   ', 'quiet'),
      run('q', 'accent'),
      run(' quit', 'quiet'),
    ];
    return [...lines, ...Array.from({ length: Math.max(0, rows - lines.length - 1) }, (): Line => []), foot]
      .slice(-rows)
      .map((line) => exactly(line, width));
  }

  #move(by: number): void {
    this.#moved = true;
    this.#at = Math.max(0, Math.min(this.#variants.length - 1, this.#at + by));
  }

  #take(index: number): void {
    this.chosen = index;
    this.ended = true;
  }

  #rehearseNext(): void {
    const outcome = this.#variants[this.#outcomes.length]!.rehearse();
    const failed = this.#outcomes.some((before) => before.outcome !== 'boots');
    if (!this.#moved && !failed && outcome.outcome !== 'boots') this.#at = this.#outcomes.length;
    this.#outcomes.push(outcome);
  }
}
