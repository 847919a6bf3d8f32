/** The desk at which somebody steps: a session, what is on the screen, and what each key does. No terminal; `frame` is all that is to be drawn. */
import { type Branched, isProblem, type Moved, type Problem, type SavedState, type Session } from '../step/session.ts';
import type { EventId } from '../trace/event.ts';
import { commands } from './commands/index.ts';
import { submitted } from './commands/submitted.ts';
import { drawScreen } from './draw.ts';
import type { Driven } from './driven.ts';
import { helpLines, textLines } from './help.ts';
import { hintsFor } from './hints.ts';
import { commandOf } from './keys.ts';
import { layout, type Slot } from './layout.ts';
import type { Body, Row } from './pane.ts';
import { panes } from './panes/index.ts';
import { edit, openPrompt, type Prompt, type Purpose } from './prompt.ts';
import { type Chain, PANES, type PaneName, type Scene, type Size, TABS, type Tabs } from './scene.ts';
import type { Line } from './text/line.ts';
import { topFor, window } from './window.ts';

/** What the desk asks of the machine that dryboot runs on. */
export interface DeskHost {
  readonly scenarioFile: string;
  /** The scenario file's text. */
  readonly readScenario: () => string;
  /** Writes a file whole or not at all. @throws when it cannot be written */
  readonly write: (file: string, text: string) => void;
  /** Why a scenario that was just written cannot be rehearsed where it lies; undefined when it can. */
  readonly obstacle?: (file: string) => string | undefined;
  /** The screen as a file's content: by the name's ending an SVG, else text. */
  readonly picture: (lines: readonly Line[], file: string) => string;
}

/** What survives a restart. */
export interface DeskState {
  readonly version: 1;
  /** Checksum of the scenario's text that the session's changes belong to. */
  readonly scenario: number;
  readonly session: SavedState;
  readonly recent: readonly PaneName[];
  readonly tabs: Tabs;
}

type Tone = 'plain' | 'good' | 'bad';

export class Desk implements Driven {
  readonly session: Session;
  readonly host: DeskHost;
  /** Panes by when they were last asked for: of those that share a place the first is shown. The first of all has the keyboard. */
  recent: readonly PaneName[] = [
    'source',
    'why',
    'words',
    'variables',
    'stack',
    'timeline',
    'console',
    'machine',
    'processes',
    'lists',
  ];
  tabs: Tabs = { console: 'console', machine: 'zfs', lists: 'breakpoints' };
  zoomed = false;
  help = false;
  ended = false;
  prompt: Prompt | undefined;
  message: { readonly text: string; readonly tone: Tone } = { text: '', tone: 'plain' };
  /** Undefined: the causes of the failure. */
  origin: Chain | undefined;
  causeAt: number | undefined;
  found: Scene['found'] = { text: '', hits: [] };
  /** The scenario's text when it was opened, and as it was written last. */
  readonly opened: string;
  written: string | undefined;
  /** A text to read, over everything else. */
  text: { readonly title: string; readonly lines: readonly string[] } | undefined;

  #size: Size = { columns: 80, rows: 24 };
  #tops = new Map<PaneName | 'help', number>();
  #marks = new Map<PaneName, { readonly index: number; readonly key: string }>();
  #history = new Map<Purpose, readonly string[]>();
  #scene: { readonly version: number; readonly scene: Scene } | undefined;

  constructor(session: Session, host: DeskHost, state?: Pick<DeskState, 'recent' | 'tabs'>) {
    this.session = session;
    this.host = host;
    this.opened = host.readScenario();
    if (state) {
      this.recent = state.recent;
      this.tabs = state.tabs;
    }
    this.welcome();
  }

  get focus(): PaneName {
    return this.recent[0]!;
  }

  get size(): Size {
    return this.#size;
  }

  state(): DeskState {
    return {
      version: 1,
      scenario: checksum(this.opened),
      session: this.session.state(),
      recent: this.recent,
      tabs: this.tabs,
    };
  }

  /** One key, by the names of keypress.ts. */
  press(key: string): void {
    if (this.prompt) this.#type(this.prompt, key);
    else this.#command(key);
  }

  #command(key: string) {
    const found = commandOf(key);
    if ((this.help || this.text) && found?.command !== 'quit') return this.#reading(found?.command);
    if (!found) return;
    this.message = { text: '', tone: 'plain' };
    if (found.command === 'pane') return this.show(PANES[(found.digit! + 9) % 10]!);
    commands[found.command](this, found.back);
  }

  idle(hasTime: () => boolean): boolean {
    return this.session.idle(hasTime);
  }

  say(text: string, tone: Tone = 'plain'): void {
    this.message = { text, tone };
  }

  /** Says why something could not be done. */
  refuse({ problem }: Problem): void {
    this.say(problem, 'bad');
  }

  /** Brings a pane on the screen and gives it the keyboard. */
  show(pane: PaneName): void {
    this.recent = [pane, ...this.recent.filter((other) => other !== pane)];
  }

  /** Brings a pane on the screen; the keyboard stays where it is, unless that pane would have to go. */
  reveal(pane: PaneName) {
    if (this.#slotOf(pane).panes.includes(this.focus)) return this.show(pane);
    const [first, ...rest] = this.recent.filter((other) => other !== pane);
    this.recent = [first!, pane, ...rest];
  }

  ask(purpose: Purpose, label: string, text = ''): void {
    this.prompt = openPrompt(purpose, label, text, this.#history.get(purpose));
  }

  /** After a movement: what it says goes to the message line. */
  moved(answer: Moved | Problem): void {
    this.#marks.delete('source');
    if (isProblem(answer)) this.refuse(answer);
    else if (answer.text !== undefined) this.say(answer.text, answer.moved ? 'plain' : 'bad');
    else if (this.session.view().prompt.atEnd) this.say('A shell waits, and nobody types: x types at it.');
  }

  /** After a change: the boot was rehearsed again. */
  branched(answer: Branched | Problem, back = false) {
    this.#marks.delete('source');
    if (isProblem(answer)) return this.refuse(answer);
    this.origin = undefined;
    this.causeAt = undefined;
    const { outcome } = this.session.rehearsal;
    this.say(
      back ? `taken back: ${answer.change.text}` : `${answer.text}  (u takes it back)`,
      outcome === 'boots' ? 'good' : 'plain',
    );
  }

  jump(event: EventId): void {
    this.moved(this.session.move({ to: 'event', event }));
  }

  scene(): Scene {
    const { session } = this;
    const chain: Chain = this.origin ?? {
      title: session.causes.length > 0 ? 'the boot failed: from the end to its cause' : '',
      steps: session.causes,
      at: this.causeAt,
    };
    const version = session.version;
    const typing = this.prompt?.purpose === 'console';
    const same = this.#scene;
    if (same && same.version === version && same.scene.tabs === this.tabs && same.scene.found === this.found) {
      const { chain: before } = same.scene;
      if (
        same.scene.typing === typing &&
        before.steps === chain.steps &&
        before.at === chain.at &&
        before.title === chain.title
      )
        return same.scene;
    }
    const { rehearsal } = session;
    const scene: Scene = {
      title: `${rehearsal.scenario}${rehearsal.variant ? ` · ${rehearsal.variant}` : ''}`,
      outcome: rehearsal.outcome,
      asExpected: rehearsal.asExpected,
      unmet: rehearsal.failedExpectations,
      length: session.length,
      view: session.view(),
      before: session.before,
      chain,
      breakpoints: session.breakpoints.map((breakpoint) => ({
        ...breakpoint,
        stops: session.stops(breakpoint.id).length,
      })),
      changes: session.changes,
      tabs: this.tabs,
      found: this.found,
      typing,
    };
    this.#scene = { version, scene };
    return scene;
  }

  /** The row that the keyboard is at in the pane that has it: the one marked, else the one that matters. */
  row(): Row | undefined {
    const body = this.#body(this.focus, this.#slotOf(this.focus));
    return body.rows[this.#markIn(this.focus, body) ?? body.anchor ?? 0];
  }

  /** Moves the mark; `Infinity` goes to the end. */
  mark(by: number): void {
    const pane = this.focus;
    const body = this.#body(pane, this.#slotOf(pane));
    const now = this.#markIn(pane, body) ?? (body.anchor === undefined ? (by > 0 ? -1 : 0) : body.anchor);
    const index = Math.max(0, Math.min(body.rows.length - 1, now + by));
    this.#marks.set(pane, { index, key: keyOf(body.rows[index]) });
  }

  /** Takes the mark away; false when there was none. */
  unmark(): boolean {
    return this.#marks.delete(this.focus);
  }

  /** Lines of a page of the pane that has the keyboard. */
  page(): number {
    return Math.max(1, this.#slotOf(this.focus).height - 3);
  }

  /** Columns of the pane that has the keyboard. */
  width(): number {
    return this.#slotOf(this.focus).width;
  }

  /** Everything to draw, exactly as large as the terminal. */
  frame(size: Size): readonly Line[] {
    this.#size = size;
    if (this.help) return helpLines(size, this.#scroll('help'));
    if (this.text) return textLines(this.text, size, this.#scroll('help'));
    const scene = this.scene();
    const windows = this.#slots().map((slot) => ({ slot, lines: this.#window(slot, scene) }));
    return drawScreen(scene, size, windows, { message: this.message, prompt: this.prompt, hints: hintsFor(this) });
  }

  /** What to say to somebody who has just come. */
  welcome(): void {
    const { session } = this;
    const at = session.causes.findLastIndex(({ event }) => event === session.cursor);
    this.causeAt = at < 0 ? undefined : at;
    const changes = session.changes.filter(({ undone }) => !undone).length;
    if (changes > 0)
      this.say(
        `${changes === 1 ? '1 change' : `${changes} changes`} of the last visit ${changes === 1 ? 'is' : 'are'} in this boot: u takes back, 0 lists them.`,
      );
    else if (session.causes.length > 0)
      this.say('The boot failed: ! goes to the cause, link by link. ? shows all keys.');
    else this.say('This boot succeeds. n: next command, N: the one before, h: next hook, ?: all keys.');
  }

  #slots(): readonly Slot[] {
    return layout(this.#size, this.zoomed ? this.focus : undefined);
  }

  #slotOf(pane: PaneName): Slot {
    return this.#slots().find((slot) => slot.panes.includes(pane)) ?? this.#slots()[0]!;
  }

  /** A list that is marked keeps its mark on the same thing when it changes. */
  #markIn(pane: PaneName, body: Body): number | undefined {
    const mark = this.#marks.get(pane);
    if (!mark) return undefined;
    if (keyOf(body.rows[mark.index]) === mark.key || mark.key === '') return Math.min(mark.index, body.rows.length - 1);
    const same = body.rows.findIndex((row) => keyOf(row) === mark.key);
    return same < 0 ? Math.min(mark.index, body.rows.length - 1) : same;
  }

  #body(pane: PaneName, { width, height }: Slot, marked?: number): Body {
    return panes[pane](this.scene(), { width: width - 1, height, marked });
  }

  #window(slot: Slot, scene: Scene): readonly Line[] {
    const pane = this.recent.find((each) => slot.panes.includes(each))!;
    const focused = pane === this.focus;
    const first = this.#body(pane, slot);
    const marked = focused ? this.#markIn(pane, first) : undefined;
    const body = marked === undefined ? first : this.#body(pane, slot, marked);
    const top = topFor(body, slot.height, marked, this.#scroll(pane));
    this.#tops.set(pane, top);
    return window({
      body,
      width: slot.width,
      height: slot.height,
      panes: slot.panes,
      pane,
      focused,
      marked,
      top,
      tabs: scene.tabs,
    });
  }

  #scroll(pane: PaneName | 'help'): number {
    return this.#tops.get(pane) ?? 0;
  }

  #type(prompt: Prompt, key: string): void {
    if (key === 'escape' || (key === 'ctrl+c' && prompt.purpose !== 'console')) {
      this.prompt = undefined;
      this.say('');
      return;
    }
    if (key === 'enter' || (prompt.purpose === 'console' && (key === 'ctrl+d' || key === 'ctrl+c'))) {
      this.prompt = undefined;
      const text = key === 'ctrl+d' ? '^D' : key === 'ctrl+c' ? '^C' : prompt.text;
      const before = (prompt.history ?? []).filter((line) => line !== text);
      if (text.trim() !== '') this.#history.set(prompt.purpose, [...before, text]);
      this.message = { text: '', tone: 'plain' };
      submitted(this, prompt.purpose, text);
      return;
    }
    this.prompt = edit(prompt, key) ?? prompt;
  }

  /** Help or a text: scroll it, or close it. */
  #reading(command: string | undefined): void {
    const by = { up: -1, down: 1, 'page-up': -10, 'page-down': 10 }[command ?? ''];
    if (by === undefined) {
      this.help = false;
      this.text = undefined;
      this.#tops.delete('help');
    } else this.#tops.set('help', Math.max(0, this.#scroll('help') + by));
  }
}

const keyOf = (row: Row | undefined): string =>
  (row ? JSON.stringify(row.item ?? row.subject ?? row.place ?? '') : '').replace('""', '');

/**
 * A saved state; one of an older version, or a broken one, is none.
 * @param scenario The scenario's text now. In another text the changes may be saved already, or have no place any more.
 */
export function readDeskState(text: string, scenario: string): DeskState | undefined {
  try {
    const state = JSON.parse(text) as DeskState;
    const { session } = state;
    const known = [...state.recent].sort().join() === [...PANES].sort().join();
    const tabs = (Object.keys(TABS) as (keyof typeof TABS)[]).every((pane) =>
      TABS[pane].some((tab) => tab === state.tabs[pane]),
    );
    const lists = [session.breakpoints, session.watches, session.changes].every(Array.isArray);
    if (state.version !== 1 || session.version !== 1 || !known || !tabs || !lists || !Number.isInteger(session.cursor))
      return undefined;
    return state.scenario === checksum(scenario) ? state : { ...state, session: { ...session, changes: [] } };
  } catch {
    return undefined;
  }
}

/** FNV-1a, 32 bits. */
function checksum(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return sum;
}
