/** What is done with a line that was typed at a prompt. */
import { isProblem } from '../../step/session.ts';
import type { Desk } from '../desk.ts';
import type { Purpose } from '../prompt.ts';
import { askWhy } from './asking.ts';
import { consoleLabel } from './changing.ts';

export function submitted(desk: Desk, purpose: Purpose, text: string) {
  if (text.trim() === '' && purpose !== 'console' && purpose !== 'answer') return;
  DOES[purpose](desk, text);
}

const DOES: Readonly<Record<Purpose, (desk: Desk, text: string) => void>> = {
  goto: (desk, text) => desk.moved(desk.session.goto(text.trim())),
  search: (desk, text) => {
    const hits = desk.session.search(text);
    desk.found = { text, hits };
    desk.tabs = { ...desk.tabs, lists: 'found' };
    if (hits.length === 0) return desk.say(`nothing holds "${text}"`, 'bad');
    desk.show('lists');
    desk.unmark();
    desk.mark(0);
    desk.say(`${hits.length === 1 ? '1 line holds' : `${hits.length} lines hold`} "${text}": ↑ ↓ and Enter jump`);
  },
  'why-of': (desk, text) => askWhy(desk, text.trim().replace(/^\$\{?(\w+)\}?$/, '$1')),
  breakpoint: (desk, text) => {
    const made = desk.session.addBreakpoint(text.trim());
    if (isProblem(made)) return desk.refuse(made);
    const stops = desk.session.stops(made.id).length;
    desk.say(
      `${made.text}: ${stops === 0 ? 'stops nowhere in this boot' : `${stops === 1 ? '1 stop' : `${stops} stops`} in this boot; c goes to the next`}`,
      stops === 0 ? 'bad' : 'plain',
    );
  },
  watch: (desk, text) => {
    const made = desk.session.addWatch(text.trim());
    if (isProblem(made)) desk.refuse(made);
  },
  console: typeLine,
  flip: (desk, text) => {
    const choices = desk.session.view().decision?.choices ?? [];
    const choice = choices[Number(text) - 1];
    if (!choice) return desk.say(`"${text}": expected a number from 1 to ${choices.length}`, 'bad');
    desk.branched(desk.session.flip(choice.value));
  },
  variable: (desk, text) => {
    const [, name, value] = /^\s*(\w+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined) return desk.say(`"${text}": expected NAME=VALUE`, 'bad');
    desk.branched(desk.session.setVariable(name, value!));
  },
  property: (desk, text) => {
    const [, dataset, property, value] = /^\s*(\S+)\s+([\w.:-]+)=(.*)$/s.exec(text) ?? [];
    if (dataset === undefined) return desk.say(`"${text}": expected DATASET PROPERTY=VALUE`, 'bad');
    desk.branched(desk.session.setProperty(dataset, property!, value!));
  },
  answer: (desk, text) => desk.branched(desk.session.setAnswer(text)),
  'run-here': runHere,
  save: (desk, file) => {
    try {
      // All changes go into the text that was opened: what an earlier saving wrote would be made twice.
      const present = desk.host.readScenario();
      if (file === desk.host.scenarioFile && present !== desk.opened && present !== desk.written)
        return desk.say(`${desk.host.scenarioFile} was edited since it was opened: save to another name`, 'bad');
      const saved = desk.session.save(desk.opened);
      if (isProblem(saved)) return desk.refuse(saved);
      desk.host.write(file, saved.text);
      if (file === desk.host.scenarioFile) desk.written = saved.text;
      const obstacle = desk.host.obstacle?.(file);
      if (obstacle !== undefined) return desk.say(`written, but it cannot be rehearsed there: ${obstacle}`, 'bad');
      desk.say(`saved; dryboot run ${file} rehearses it`, 'good');
    } catch (error) {
      desk.say((error as Error).message, 'bad');
    }
  },
  picture: (desk, file) => {
    if (!/\.(?:svg|txt)$/.test(file)) return desk.say(`${file}: expected FILE.svg or FILE.txt`, 'bad');
    try {
      desk.host.write(file, desk.host.picture(desk.frame(desk.size), file));
      desk.say(`written: ${file}`, 'good');
    } catch (error) {
      desk.say((error as Error).message, 'bad');
    }
  },
};

/** Runs a line, and goes to where it has ended, with what it said. */
function runHere(desk: Desk, text: string) {
  const ran = desk.session.runHere(text);
  desk.branched(ran);
  if (isProblem(ran)) return;
  const { events } = desk.session;
  const started = events.find((event) => event.id > ran.cursor && event.kind === 'process.started');
  const ended = events.find(
    (event) =>
      event.id > (started?.id ?? 0) &&
      event.kind === 'process.ended' &&
      started?.kind === 'process.started' &&
      event.pid === started.child,
  );
  if (!ended) return;
  const { message } = desk;
  desk.tabs = { ...desk.tabs, console: 'console' };
  desk.reveal('console');
  desk.jump(ended.id);
  desk.message = message;
}

/** Types, lets the boot go on until a shell asks again or it is over, and stays at the console. */
function typeLine(desk: Desk, text: string) {
  const typed = desk.session.type(text);
  if (isProblem(typed)) return desk.refuse(typed);
  const { session } = desk;
  const asked = session.events.findIndex(
    (event, id) => id > typed.cursor && event.kind === 'prompt.asked' && event.where === 'console',
  );
  desk.branched(typed);
  desk.jump(asked < 0 ? session.length - 1 : asked);
  desk.say(typed.text, session.rehearsal.outcome === 'boots' ? 'good' : 'plain');
  if (session.view().prompt.shell) desk.ask('console', consoleLabel(desk));
}
