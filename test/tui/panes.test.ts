/** Every pane as text, at the widths that it has on small, middle and large terminals; no line is ever wider or narrower than its place. */
import { describe, expect, test } from 'vitest';
import { drawScreen } from '../../src/tui/draw.ts';
import { layout } from '../../src/tui/layout.ts';
import { panes } from '../../src/tui/panes/index.ts';
import { PANES, type PaneName, type Scene, type Tabs } from '../../src/tui/scene.ts';
import { plainText, widthOf } from '../../src/tui/text/line.ts';
import { topFor, window } from '../../src/tui/window.ts';
import { scene } from './seed-scene.ts';

function drawn(pane: PaneName, width: number, height: number, from: Scene = scene) {
  const body = panes[pane](from, { width: width - 1, height, marked: undefined });
  const top = topFor(body, height, undefined, 0);
  return window({ body, width, height, panes: [pane], pane, focused: true, marked: undefined, top, tabs: from.tabs });
}

const SIZES = [
  ['80x24', 80, 10],
  ['120x40', 71, 16],
  ['200x60', 90, 20],
] as const;

const tabbed: readonly (readonly [PaneName, Partial<Tabs>])[] = [
  ...PANES.map((pane) => [pane, {}] as const),
  ['console', { console: 'journal' }],
  ...(['mounts', 'devices', 'units', 'files'] as const).map((machine) => ['machine', { machine }] as const),
  ...(['changes', 'found'] as const).map((lists) => ['lists', { lists }] as const),
];

describe.each(tabbed)('%s %o', (pane, tabs) => {
  test.each(SIZES)('at %s', (_, width, height) => {
    const lines = drawn(pane, width, height, { ...scene, tabs: { ...scene.tabs, ...tabs } });
    expect(
      `\n${lines
        .map((line) => plainText(line).trimEnd())
        .join('\n')
        .trimEnd()}\n`,
    ).toMatchSnapshot();
  });
  test('fills its place exactly, however small', () => {
    for (const [width, height] of [
      [20, 3],
      [37, 5],
      [80, 24],
      [200, 60],
    ] as const) {
      const lines = drawn(pane, width, height, { ...scene, tabs: { ...scene.tabs, ...tabs } });
      expect(lines).toHaveLength(height);
      expect(new Set(lines.map(widthOf))).toEqual(new Set([width]));
    }
  });
});

test.each([
  [80, 24],
  [120, 40],
  [200, 60],
])('the whole screen at %ix%i', (columns, rows) => {
  const windows = layout({ columns, rows }).map((slot) => {
    const pane = slot.panes[0]!;
    const body = panes[pane](scene, { width: slot.width - 1, height: slot.height, marked: undefined });
    const place = { width: slot.width, height: slot.height, panes: slot.panes, pane, focused: pane === 'source' };
    return {
      slot,
      lines: window({
        ...place,
        body,
        marked: undefined,
        top: topFor(body, slot.height, undefined, 0),
        tabs: scene.tabs,
      }),
    };
  });
  const lines = drawScreen(scene, { columns, rows }, windows, {
    message: { text: 'The boot failed.', tone: 'plain' },
    prompt: undefined,
    hints: [{ key: '!', text: 'cause' }],
  });
  expect(lines).toHaveLength(rows);
  expect(new Set(lines.map(widthOf))).toEqual(new Set([columns]));
  expect(`\n${lines.map((line) => plainText(line).trimEnd()).join('\n')}\n`).toMatchSnapshot();
});
