/** What is on the screen: the view at the cursor and what the person at the keyboard has chosen to see of it. Plain data. */
import type { Breakpoint } from '../step/breakpoint.ts';
import type { Made } from '../step/session.ts';
import type { Hit, View, WhyStep } from '../step/view.ts';

/** In the order of their numbers; `lists` is 0. */
export const PANES = [
  'source',
  'why',
  'stack',
  'variables',
  'words',
  'console',
  'machine',
  'timeline',
  'processes',
  'lists',
] as const;
export type PaneName = (typeof PANES)[number];

/** The number that shows a pane. */
export const numberOf = (pane: PaneName): number => (PANES.indexOf(pane) + 1) % 10;

/** Lists inside a pane, one of which is shown. */
export const TABS = {
  console: ['console', 'journal'],
  machine: ['zfs', 'mounts', 'devices', 'units', 'files'],
  lists: ['breakpoints', 'changes', 'found'],
} as const;
export type TabbedPane = keyof typeof TABS;
export type Tabs = { readonly [P in TabbedPane]: (typeof TABS)[P][number] };

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Scene {
  /** `sub-dataset · as shipped`. */
  readonly title: string;
  readonly outcome: string;
  readonly asExpected: boolean;
  /** Expectations of the scenario that were not met. */
  readonly unmet: readonly string[];
  /** Number of events. */
  readonly length: number;
  readonly view: View;
  /** The event that the view is compared with. */
  readonly before: number;
  readonly chain: Chain;
  readonly breakpoints: readonly (Breakpoint & { readonly stops: number })[];
  readonly changes: readonly Made[];
  readonly found: { readonly text: string; readonly hits: readonly Hit[] };
  readonly tabs: Tabs;
  /** Lines are being typed at the machine's console. */
  readonly typing: boolean;
}

/** What the why pane shows: the causes of the failure, or where a value came from. */
export interface Chain {
  readonly title: string;
  readonly steps: readonly WhyStep[];
  /** The link that the cursor was brought to. */
  readonly at: number | undefined;
}
