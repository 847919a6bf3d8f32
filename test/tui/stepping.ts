/** A desk on a shipped scenario in Ink, driven by keys as a terminal sends them, and what stands on its screen. */
import { EventEmitter } from 'node:events';
import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { afterEach } from 'vitest';
import { scenarioHost } from '../../src/cli/host.ts';
import { loadScenario, type Prepared } from '../../src/scenario/load-scenario.ts';
import { openSession } from '../../src/step/open-session.ts';
import type { Session } from '../../src/step/session.ts';
import { App } from '../../src/tui/app.tsx';
import { Desk, type DeskState } from '../../src/tui/desk.ts';
import type { Driven } from '../../src/tui/driven.ts';
import { picture } from '../../src/tui/picture.ts';
import type { Size } from '../../src/tui/scene.ts';

const open: { unmount(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.unmount();
});

export function prepared(file: string, variant: string): Prepared {
  return loadScenario(file, scenarioHost).rehearsals.find((each) => each.variant === variant)!;
}

export class Screen {
  readonly terminal = Object.assign(new EventEmitter(), { columns: 80, rows: 24 });
  readonly #rendered: ReturnType<typeof render>;
  #began = false;

  constructor(driven: Driven, { columns, rows }: Size) {
    Object.assign(this.terminal, { columns, rows });
    this.#rendered = render(createElement(App, { driven, theme: { colour: false }, terminal: this.terminal }));
    open.push(this.#rendered);
  }

  /** Sends keys one after the other, each when the one before is on the screen. */
  async type(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#drawn(() => this.#rendered.stdin.write(key));
  }

  async resize(size: Size): Promise<void> {
    Object.assign(this.terminal, size);
    await this.#drawn(() => this.terminal.emit('resize'));
  }

  /** Waits for the frame that something leads to. */
  async #drawn(act: () => void): Promise<void> {
    // Ink begins to listen after it has drawn.
    await pause(this.#began ? 0 : 30);
    this.#began = true;
    const before = this.#rendered.frames.length;
    act();
    for (let waited = 0; waited < 1000 && this.#rendered.frames.length === before; waited++) await pause(1);
  }

  get lines(): readonly string[] {
    return (this.#rendered.lastFrame() ?? '').replace(/\x1b\[[\d;]*m/g, '').split('\n');
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** The line with the last message, or the prompt. */
  get message(): string {
    return this.lines.at(-2)!.trim();
  }

  /** `EVENT` of the line that says where the cursor is. */
  get event(): number {
    return Number(/event +(\d+)/.exec(this.lines.at(-3)!)![1]);
  }

  /** The line of the source that the cursor is at. */
  get current(): string {
    return this.lines
      .find((line) => line.includes('▶'))!
      .replace(/^.*▶ */, '')
      .replace(/ *│.*$/, '')
      .trim();
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface Stepping {
  readonly session: Session;
  readonly desk: Desk;
  readonly screen: Screen;
  /** What was written, by file. */
  readonly written: Map<string, string>;
}

export function stepping(
  size: Size,
  { file = 'scenarios/sub-dataset.yaml', variant = 'as shipped', state = undefined as DeskState | undefined } = {},
): Stepping {
  const session = openSession(prepared(file, variant), state ? { state: state.session } : {});
  const written = new Map<string, string>();
  const desk = new Desk(
    session,
    {
      scenarioFile: file,
      readScenario: () => written.get(file) ?? scenarioHost.readText(file),
      write: (path, text) => void written.set(path, text),
      picture,
    },
    state,
  );
  return { session, desk, screen: new Screen(desk, size), written };
}

export const KEYS = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  up: '\x1b[A',
  down: '\x1b[B',
  left: '\x1b[D',
  right: '\x1b[C',
  f5: '\x1b[15~',
  f10: '\x1b[21~',
  shiftF10: '\x1b[21;2~',
  ctrlD: '\x04',
  ctrlS: '\x13',
  ctrlP: '\x10',
  ctrlU: '\x15',
} as const;
