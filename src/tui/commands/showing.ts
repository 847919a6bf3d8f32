/** Commands about panes and the screen. */
import type { Desk } from '../desk.ts';
import { PANES, TABS, type TabbedPane } from '../scene.ts';

export const showing = {
  up: (desk: Desk) => desk.mark(-1),
  down: (desk: Desk) => desk.mark(1),
  'page-up': (desk: Desk) => desk.mark(-desk.page()),
  'page-down': (desk: Desk) => desk.mark(desk.page()),
  top: (desk: Desk) => desk.mark(Number.NEGATIVE_INFINITY),
  bottom: (desk: Desk) => desk.mark(Number.POSITIVE_INFINITY),
  'next-pane': (desk: Desk, back: boolean) =>
    desk.show(PANES[(PANES.indexOf(desk.focus) + (back ? PANES.length - 1 : 1)) % PANES.length]!),
  tab: nextTab,
  zoom: (desk: Desk) => {
    desk.zoomed = !desk.zoomed;
  },
  picture: (desk: Desk) => desk.ask('picture', 'picture to FILE.svg or FILE.txt:', 'dryboot.svg'),
  leave,
  help: (desk: Desk) => {
    desk.help = true;
  },
  quit: (desk: Desk) => {
    desk.ended = true;
  },
};

function nextTab(desk: Desk, back: boolean) {
  const pane = desk.focus;
  if (!Object.hasOwn(TABS, pane))
    return desk.say('this pane has one list; console (6), machine (7) and lists (0) have several', 'bad');
  const tabs: readonly string[] = TABS[pane as TabbedPane];
  const now = tabs.indexOf(desk.tabs[pane as TabbedPane]);
  desk.unmark();
  desk.tabs = { ...desk.tabs, [pane]: tabs[(now + (back ? tabs.length - 1 : 1)) % tabs.length] };
}

/** Out of the innermost thing that one can be in. */
function leave(desk: Desk) {
  if (desk.unmark() && desk.origin === undefined) return;
  if (desk.zoomed) desk.zoomed = false;
  else if (desk.origin) desk.origin = undefined;
  else desk.show('source');
}
