/** Commands that change the input of the boot: it is rehearsed again, with the change. */
import type { Desk } from '../desk.ts';

export const changing = {
  type: (desk: Desk) => {
    desk.tabs = { ...desk.tabs, console: 'console' };
    desk.reveal('console');
    desk.ask('console', consoleLabel(desk));
  },
  flip: (desk: Desk) => {
    const decision = desk.session.view().decision;
    if (!decision) return desk.say('no decision is made here: if, case, while, && and || can be flipped', 'bad');
    if (decision.choices.length > 1) return desk.ask('flip', 'take which way? number:');
    desk.branched(desk.session.flip());
  },
  'set-variable': (desk: Desk) => {
    const item = desk.focus === 'variables' ? desk.row()?.item : undefined;
    const value =
      item?.kind === 'variable'
        ? desk.session.view().variables.variables.find(({ name }) => name === item.name)?.value
        : undefined;
    desk.ask('variable', 'set NAME=VALUE:', item?.kind === 'variable' ? `${item.name}=${value ?? ''}` : '');
  },
  'set-property': (desk: Desk) => {
    const subject = desk.focus === 'machine' ? desk.row()?.subject : undefined;
    const dataset =
      subject?.kind === 'dataset' ? subject.name : subject?.kind === 'key' ? subject.encryptionRoot : undefined;
    desk.ask('property', 'set DATASET PROPERTY=VALUE:', dataset ? `${dataset} ` : '');
  },
  answer: (desk: Desk) => desk.ask('answer', 'answer to the next question:'),
  'run-here': (desk: Desk) => desk.ask('run-here', 'run here:'),
  undo: (desk: Desk) => desk.branched(desk.session.undo(), true),
  redo: (desk: Desk) => desk.branched(desk.session.redo()),
  save: (desk: Desk) => {
    if (desk.session.changes.every(({ undone }) => undone)) return desk.say('there are no changes to save', 'bad');
    desk.ask('save', 'save scenario to:', desk.host.scenarioFile);
  },
  export: (desk: Desk) => {
    const text = desk.session.exported();
    if (text.trim() === '') return desk.say('there are no changes to show', 'bad');
    desk.text = { title: 'the changes as scenario text', lines: text.split('\n') };
  },
};

export const consoleLabel = (desk: Desk): string =>
  desk.session.view().prompt.shell ? 'console #' : 'console, when a shell asks:';
