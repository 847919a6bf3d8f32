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

/** `─ 2 why 3 stack … ─ about it ─── 1–9 of 20 ─`: the names of the panes in this place as far as they fit, and of the lists inside. */
function titleLine({ panes, pane, body, width, focused, tabs }: Frame, position: string): Line {
  const tone = focused ? 'accent' : 'quiet';
  const dash = run('─ ', tone);
  const inner = Object.hasOwn(TABS, pane) ? [dash, ...innerTabs(pane as keyof typeof TABS, tabs), run(' ')] : [];
  const left = [
    tabsLine(panes, pane, focused, false),
    tabsLine(panes, pane, focused, true),
    tabsLine([pane], pane, focused, false),
  ]
    .map((names): Line => [dash, ...names, run(' '), ...inner])
    .find((line, index) => index === 2 || widthOf(line) < width)!;
  let room = width - widthOf(left);
  const right = position !== '' && columns(position) + 3 <= room ? ` ${position} ─` : '';
  room -= columns(right);
  const about = body.about ?? '';
  const middle: Run[] = [];
  if (about !== '' && room > 16) {
    const clipped = about.startsWith('/') ? clipFront(about, room - 4) : clip(about, room - 4);
    middle.push(dash, run(`${clipped} `, 'quiet'));
    room -= widthOf(middle);
  }
  return exactly([...left, ...middle, run('─'.repeat(Math.max(0, room)), tone), run(right, 'quiet')], width);
}

/** Where nine names have to fit. */
const SHORT: Readonly<Partial<Record<PaneName, string>>> = { variables: 'vars', timeline: 'time', processes: 'procs' };

const tabsLine = (panes: readonly PaneName[], shown: PaneName, focused: boolean, short: boolean): Line =>
  panes.flatMap((pane, index) => {
    const here = pane === shown;
    return [
      run(index > 0 ? ' ' : ''),
      run(`${numberOf(pane)} `, here && focused ? 'accent' : 'quiet'),
      run(
        (short && SHORT[pane]) || pane,
        ...(here ? (focused ? (['accent', 'strong'] as const) : (['strong'] as const)) : (['quiet'] as const)),
      ),
    ];
  });

const innerTabs = (pane: keyof typeof TABS, tabs: Tabs): Line =>
  TABS[pane].flatMap((tab, index) => [
    ...(index > 0 ? [run(' ')] : []),
    run(tab, ...(tab === tabs[pane] ? (['strong'] as const) : (['quiet'] as const))),
  ]);
