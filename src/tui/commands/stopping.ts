/** Commands about breakpoints and watches. */

import { basename } from '../amounts.ts';
import type { Desk } from '../desk.ts';

export const stopping = {
  breakpoint: (desk: Desk) => {
    const source = desk.session.view().source;
    const place =
      (desk.focus === 'source' ? desk.row()?.place : undefined) ?? (source && { file: source.file, line: source.line });
    if (!place) return desk.say('no script runs at this moment; B adds another breakpoint', 'bad');
    const before = desk.session.breakpoints.length;
    desk.session.toggleLine(place.file, place.line);
    desk.say(
      `breakpoint at ${basename(place.file)}:${place.line} ${desk.session.breakpoints.length > before ? 'set; c goes on to it' : 'removed'}`,
    );
  },
  'add-breakpoint': (desk: Desk) => {
    desk.tabs = { ...desk.tabs, lists: 'breakpoints' };
    desk.reveal('lists');
    desk.ask('breakpoint', 'stop at:');
  },
  watch: (desk: Desk) => {
    const item = desk.focus === 'variables' ? desk.row()?.item : undefined;
    desk.reveal('variables');
    desk.ask('watch', 'watch NAME or ${EXPRESSION}:', item?.kind === 'variable' ? item.name : '');
  },
  switch: (desk: Desk) => {
    const item = desk.row()?.item;
    const { session } = desk;
    if (item?.kind === 'breakpoint')
      session.switchBreakpoint(item.id, !session.breakpoints.find(({ id }) => id === item.id)?.enabled);
    else if (item?.kind === 'change')
      desk.branched(
        session.changes.find(({ id }) => id === item.id)?.undone ? session.redo(item.id) : session.undo(item.id),
      );
    else desk.say('breakpoints and changes (pane 0) can be switched off and on', 'bad');
  },
  remove: (desk: Desk) => {
    const item = desk.row()?.item;
    if (item?.kind === 'breakpoint') desk.session.removeBreakpoint(item.id);
    else if (item?.kind === 'watch') desk.session.removeWatch(item.id);
    else if (item?.kind === 'change') desk.branched(desk.session.undo(item.id), true);
    else desk.say('nothing is marked that can be removed: breakpoints (pane 0) and watches (pane 4) can', 'bad');
  },
};
