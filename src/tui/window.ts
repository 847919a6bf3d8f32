/** The part of a pane's rows that its place on the screen shows, with a title line; exactly as many lines as asked for. */
import type { Body } from './pane.ts';
import { numberOf, type PaneName, TABS, type Tabs } from './scene.ts';
import { clip, clipFront, columns } from './text/cells.ts';
import { exactly, type Line, type Run, run, widthOf } from './text/line.ts';

export interface Frame {
  readonly body: Body;
  readonly width: number;
  readonly height: number;
  /** Panes in the same place; more than one are shown as tabs. */
  readonly panes: readonly PaneName[];
  readonly pane: PaneName;
  readonly focused: boolean;
  readonly marked: number | undefined;
  /** First line shown. */
  readonly top: number;
  readonly tabs: Tabs;
}

export function window(frame: Frame): readonly Line[] {
  const { body, width, height, marked, focused, top } = frame;
  const head = body.head ?? [];
  const lines = body.rows.flatMap(({ lines: own }, index) =>
    own.map(
      (line, part): Line => [
        run(
          index === marked && part === 0 ? '›' : ' ',
          ...(focused ? (['accent', 'strong'] as const) : (['quiet'] as const)),
        ),
        ...line,
      ],
    ),
  );
  const room = height - 1 - head.length;
  const seen = lines.slice(top, top + room);
  return [
    titleLine(frame, lines.length > room ? `${top + 1}–${Math.min(lines.length, top + room)} of ${lines.length}` : ''),
    ...head.map((line) => exactly([run(' '), ...line], width)),
    ...seen.map((line) => exactly(line, width)),
    ...Array.from({ length: Math.max(0, room - seen.length) }, () => exactly([], width)),
  ].slice(0, height);
}

/** The first line to show: as before while the row that matters is well inside, else so that it is in the upper third. */
export function topFor(body: Body, height: number, marked: number | undefined, before: number): number {
  const room = Math.max(1, height - 1 - (body.head?.length ?? 0));
  const total = body.rows.reduce((sum, { lines }) => sum + lines.length, 0);
  const last = Math.max(0, total - room);
  const row = marked ?? body.anchor;
  const settled = Math.max(0, Math.min(before, last));
  if (row === undefined) return settled;
  const from = body.rows.slice(0, row).reduce((sum, { lines }) => sum + lines.length, 0);
  const to = from + (body.rows[row]?.lines.length ?? 1);
  const margin = Math.min(2, Math.floor((room - 1) / 2));
  if (from >= settled + (settled === 0 ? 0 : margin) && to <= settled + room - (settled === last ? 0 : margin))
    return settled;
  // A mark that is moved by hand scrolls by lines; a jump goes to the calm place.
  const near = Math.abs(from - settled) <= room + 2;
  if (marked !== undefined && near)
    return Math.max(0, Math.min(last, from < settled + margin ? from - margin : to - room + margin, from));
  return Math.max(0, Math.min(last, from - Math.floor(room / 3)));
}

function titleLine({ panes, pane, body, width, focused, tabs }: Frame, position: string): Line {
  const names =
    panes.length > 1 && widthOf(tabsLine(panes, pane, focused)) <= width - 4
      ? tabsLine(panes, pane, focused)
      : nameOf(pane, focused, true);
  const inner = Object.hasOwn(TABS, pane) ? innerTabs(pane as keyof typeof TABS, tabs) : [];
  const left: Line = [run('─ ', focused ? 'accent' : 'quiet'), ...names, run(' ')];
  const right = position === '' ? '' : ` ${position} ─`;
  let room = width - widthOf(left) - columns(right) - 4;
  const middle: Run[] = [];
  if (inner.length > 0 && widthOf(inner) + 2 <= room) {
    middle.push(run('─ ', focused ? 'accent' : 'quiet'), ...inner, run(' '));
    room -= widthOf(middle);
  }
  const about = body.about ?? '';
  if (about !== '' && room > 12)
    middle.push(
      run('─ ', focused ? 'accent' : 'quiet'),
      run(`${about.startsWith('/') ? clipFront(about, room - 3) : clip(about, room - 3)} `, 'quiet'),
    );
  const used = widthOf(left) + widthOf(middle) + columns(right);
  return exactly(
    [...left, ...middle, run('─'.repeat(Math.max(0, width - used)), focused ? 'accent' : 'quiet'), run(right, 'quiet')],
    width,
  );
}

const nameOf = (pane: PaneName, focused: boolean, shown: boolean): Line => [
  run(`${numberOf(pane)} `, ...(shown && focused ? (['accent'] as const) : (['quiet'] as const))),
  run(pane, ...(shown ? (focused ? (['accent', 'strong'] as const) : (['strong'] as const)) : (['quiet'] as const))),
];

const tabsLine = (panes: readonly PaneName[], pane: PaneName, focused: boolean): Line =>
  panes.flatMap((each, index) => [...(index > 0 ? [run(' ')] : []), ...nameOf(each, focused, each === pane)]);

const innerTabs = (pane: keyof typeof TABS, tabs: Tabs): Line =>
  TABS[pane].flatMap((tab, index) => [
    ...(index > 0 ? [run(' ')] : []),
    run(tab, ...(tab === tabs[pane] ? (['strong'] as const) : (['quiet'] as const))),
  ]);
