/** What a pane is: a pure function from the scene to rows, which its window shows a part of. */
import type { Subject } from '../step/view.ts';
import type { EventId } from '../trace/event.ts';
import type { PaneName, Scene } from './scene.ts';
import type { Line } from './text/line.ts';

export interface Row {
  /** One line, or several that belong together. */
  readonly lines: readonly Line[];
  /** Where Enter goes. */
  readonly jump?: EventId | undefined;
  /** Enter goes to its last change. */
  readonly subject?: Subject;
  /** A line of the source. */
  readonly place?: { readonly file: string; readonly line: number };
  /** What `space`, `delete` and `w` act on. */
  readonly item?:
    | { readonly kind: 'breakpoint' | 'change' | 'watch'; readonly id: number }
    | { readonly kind: 'variable'; readonly name: string };
}

export interface Body {
  /** Lines above the rows that stay when they scroll. */
  readonly head?: readonly Line[];
  readonly rows: readonly Row[];
  /** The row to keep in sight when none is marked. */
  readonly anchor?: number | undefined;
  /** For the title, behind the pane's name. */
  readonly about?: string;
}

export interface Room {
  readonly width: number;
  readonly height: number;
  /** The row that is marked, while the pane has the keyboard. */
  readonly marked: number | undefined;
}

export type Pane = (scene: Scene, room: Room) => Body;
export type Panes = Readonly<Record<PaneName, Pane>>;
