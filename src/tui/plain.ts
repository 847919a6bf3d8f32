/** The timeline and the cause as text, for where there is no terminal. */
import type { Session } from '../step/session.ts';
import { seconds } from './amounts.ts';
import { Desk } from './desk.ts';
import { timeline } from './panes/timeline.ts';
import { safe, wrap } from './text/cells.ts';
import { plainText } from './text/line.ts';

export function plainTimeline(session: Session, width: number): string {
  const desk = new Desk(session, { scenarioFile: '', readScenario: () => '', write: () => {}, picture: () => '' });
  const scene = desk.scene();
  const { head = [], rows } = timeline(scene, { width, height: 0, marked: undefined });
  const { timeline: all } = scene.view;
  const causes = session.causes.flatMap(({ text, position }, index) => {
    const [first, ...more] = wrap(safe(text), width - 5);
    return [
      `${String(index + 1).padStart(3)}. ${first}`,
      ...more.map((line) => `     ${line}`),
      ...(position ? [`     ${position.file}:${position.line}`] : []),
    ];
  });
  return [
    `${scene.title}: ${scene.outcome} after ${seconds(all.endUs)}, ${session.length} events${scene.asExpected ? ', as expected' : ''}`,
    '',
    ...[...head, ...rows.flatMap(({ lines }) => lines)].map((line) => plainText(line).trimEnd()),
    '',
    ...all.marks.map(
      ({ atUs, event, text }) => `${seconds(atUs).padStart(11)}  event ${String(event).padStart(6)}  ${safe(text)}`,
    ),
    ...(causes.length > 0 ? ['', 'cause', ...causes] : []),
    '',
  ].join('\n');
}
