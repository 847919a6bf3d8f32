/** Where the panes stand: by the terminal's size, always the same for the same size, whatever they hold. */
import { PANES, type PaneName, type Size } from './scene.ts';

export interface Slot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** With its title line. */
  readonly height: number;
  /** Panes that share the place; one of them is shown. */
  readonly panes: readonly PaneName[];
}

/** Smaller terminals get a sentence instead. */
export const LEAST: Size = { columns: 40, rows: 10 };

/** Lines around the panes: the title, and below where, message and keys. */
export const HEAD_ROWS = 1;
export const FOOT_ROWS = 3;

export function layout({ columns, rows }: Size, zoomed?: PaneName): readonly Slot[] {
  const area = { x: 0, y: HEAD_ROWS, width: columns, height: rows - HEAD_ROWS - FOOT_ROWS };
  if (zoomed) return [{ ...area, panes: [zoomed] }];
  if (columns >= 160 && area.height >= 40) return large(area);
  if (columns >= 110 && area.height >= 26) return medium(area);
  if (columns >= 110) return sideBySide(area);
  if (area.height >= 12) return stacked(area);
  return [{ ...area, panes: PANES }];
}

type Area = Omit<Slot, 'panes'>;

const others = (...shown: readonly PaneName[]): readonly PaneName[] => PANES.filter((pane) => !shown.includes(pane));

function stacked(area: Area): readonly Slot[] {
  const [top, bottom] = rowsOf(area, [0.55, 0.45]);
  return [
    { ...top!, panes: ['source'] },
    { ...bottom!, panes: others('source') },
  ];
}

function sideBySide(area: Area): readonly Slot[] {
  const [left, right] = columnsOf(area, [0.58, 0.42]);
  return [
    { ...left!, panes: ['source'] },
    { ...right!, panes: others('source') },
  ];
}

function medium(area: Area): readonly Slot[] {
  const [left, right] = columnsOf(area, [0.59, 0.41]);
  const [source, why] = rowsOf(left!, [0.55, 0.45]);
  const [stack, variables, more] = rowsOf(right!, [0.24, 0.36, 0.4]);
  return [
    { ...source!, panes: ['source'] },
    { ...why!, panes: ['why', 'words', 'console', 'lists'] },
    { ...stack!, panes: ['stack'] },
    { ...variables!, panes: ['variables'] },
    { ...more!, panes: ['timeline', 'machine', 'processes'] },
  ];
}

function large(area: Area): readonly Slot[] {
  const [left, middle, right] = columnsOf(area, [0.44, 0.27, 0.29]);
  const [source, console] = rowsOf(left!, [0.62, 0.38]);
  const [stack, variables, words] = rowsOf(middle!, [0.2, 0.42, 0.38]);
  const [why, machine, timeline] = rowsOf(right!, [0.42, 0.3, 0.28]);
  return [
    { ...source!, panes: ['source'] },
    { ...console!, panes: ['console'] },
    { ...stack!, panes: ['stack'] },
    { ...variables!, panes: ['variables'] },
    { ...words!, panes: ['words'] },
    { ...why!, panes: ['why', 'lists'] },
    { ...machine!, panes: ['machine', 'processes'] },
    { ...timeline!, panes: ['timeline'] },
  ];
}

/** One below the other, without a gap: each has a title line. */
function rowsOf(area: Area, shares: readonly number[]): Area[] {
  let y = area.y;
  return cut(area.height, shares).map((height) => {
    const part = { ...area, y, height };
    y += height;
    return part;
  });
}

/** One beside the other, with a line of one column between them. */
function columnsOf(area: Area, shares: readonly number[]): Area[] {
  let x = area.x;
  return cut(area.width - (shares.length - 1), shares).map((width) => {
    const part = { ...area, x, width };
    x += width + 1;
    return part;
  });
}

/** Whole numbers in these proportions; the last takes what is left. */
function cut(total: number, shares: readonly number[]): number[] {
  let left = total;
  return shares.map((share, index) => {
    const part = index === shares.length - 1 ? left : Math.round(total * share);
    left -= part;
    return part;
  });
}
