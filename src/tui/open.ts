/** The front of this room for the command: runs the interface in a terminal, and gives it back as it was. */
import { writeSync } from 'node:fs';
import { render } from 'ink';
import { createElement } from 'react';
import type { Session } from '../step/session.ts';
import { App } from './app.tsx';
import { Choice, type Variant } from './choose.ts';
import { Desk, type DeskHost, type DeskState, readDeskState } from './desk.ts';
import type { Driven } from './driven.ts';
import { picture } from './picture.ts';

export { plainTimeline } from './plain.ts';

import type { Size } from './scene.ts';
import { ENTER, LEAVE, Screen } from './screen.ts';

export interface Opening {
  readonly scenario: string;
  readonly variants: readonly Variant[];
  /** The variant that was asked for; undefined: ask, if there are several. */
  readonly variant: number | undefined;
  /** The file's text that an earlier session of this variant left. */
  readonly savedState: (variant: number) => string | undefined;
  readonly keepState: (variant: number, text: string) => void;
  readonly session: (variant: number, state: DeskState | undefined) => Session;
  readonly host: Omit<DeskHost, 'picture'>;
  readonly colour: boolean;
}

/** Until the person leaves. */
export async function openStepper(opening: Opening): Promise<void> {
  let keep = () => {};
  const restore = takeTerminal(() => keep());
  try {
    const variant = opening.variant ?? (await chosen(opening));
    if (variant === undefined) return;
    const state = readDeskState(opening.savedState(variant) ?? '', opening.host.readScenario());
    const desk = new Desk(opening.session(variant, state), { ...opening.host, picture }, state);
    keep = () => opening.keepState(variant, `${JSON.stringify(desk.state())}\n`);
    await drive(desk, opening.colour);
    keep();
  } finally {
    restore();
  }
}

/** What `--record` writes: the screen of a session that nobody has touched. */
export function recordStepper(session: Session, host: Omit<DeskHost, 'picture'>, size: Size, file: string): string {
  const desk = new Desk(session, { ...host, picture });
  return picture(desk.frame(size), file);
}

async function chosen({ scenario, variants, colour }: Opening): Promise<number | undefined> {
  if (variants.length === 1) return 0;
  const choice = new Choice(scenario, variants);
  await drive(choice, colour);
  return choice.chosen;
}

async function drive(driven: Driven, colour: boolean): Promise<void> {
  const screen = new Screen(process.stdout);
  const app = render(createElement(App, { driven, theme: { colour }, terminal: screen }), {
    // A screen takes whole frames; it is no stream of Node's.
    stdout: screen as unknown as NodeJS.WriteStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  try {
    await app.waitUntilExit();
  } finally {
    screen.close();
  }
}

/**
 * The alternate screen until the answer is called, whatever happens: an error, a signal, the end of the process.
 * @param atSignal What is to be kept when a signal ends it.
 */
function takeTerminal(atSignal: () => void): () => void {
  let taken = true;
  const restore = () => {
    if (!taken) return;
    taken = false;
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off('exit', restore);
    process.off('uncaughtExceptionMonitor', restore);
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    // The stream may not get another turn.
    try {
      writeSync(1, LEAVE);
    } catch {
      // The terminal is gone, and with it what there was to restore.
    }
  };
  const onSignal = (signal: NodeJS.Signals) => {
    atSignal();
    restore();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, onSignal);
  process.once('exit', restore);
  // Before Node prints what went wrong.
  process.once('uncaughtExceptionMonitor', restore);
  process.stdout.write(ENTER);
  return restore;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
