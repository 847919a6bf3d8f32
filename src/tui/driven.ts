/** What the keyboard drives and the screen shows: the desk, or the choice of a variant before it. */
import type { Size } from './scene.ts';
import type { Line } from './text/line.ts';

export interface Driven {
  readonly ended: boolean;
  press(key: string): void;
  /** Exactly as many lines and columns as asked for. */
  frame(size: Size): readonly Line[];
  /** Background work while `hasTime` says so: false when there is none left, `seen` when it changed what is shown. */
  idle(hasTime: () => boolean): boolean | 'seen';
}
