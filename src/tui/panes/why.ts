/** A chain of causes: from the failure to what began it, or from a value to where it came from. Each link with an event is a jump. */
import type { WhyStep } from '../../step/view.ts';
import { basename } from '../amounts.ts';
import type { Pane, Room, Row } from '../pane.ts';
import type { Scene } from '../scene.ts';
import { clip, columns, safe, wrap } from '../text/cells.ts';
import { type Line, run } from '../text/line.ts';

export const why: Pane = (scene, room) => ({
  about: scene.chain.title,
  anchor: scene.chain.at,
  rows:
    scene.chain.steps.length > 0
      ? scene.chain.steps.map((step, index) => link(step, index, scene.chain.at, room))
      : without(scene, room),
});

/** Nothing failed; yet something may not be as the scenario expects. */
const without = ({ outcome, unmet }: Scene, { width }: Room): Row[] => [
  {
    lines: [
      [
        run(
          outcome === 'boots'
            ? `This boot succeeds${unmet.length > 0 ? ', but not as expected:' : '.'}`
            : 'No cause is known.',
          'quiet',
        ),
      ],
    ],
  },
  ...unmet.map((sentence) => ({ lines: wrap(safe(sentence), width - 4).map((line) => [run(line, 'bad')]) })),
];

function link(step: WhyStep, index: number, at: number | undefined, room: Room): Row {
  const open = (room.marked ?? at ?? 0) === index;
  const number = `${index + 1} `;
  const place = step.position ? `${basename(step.position.file)}:${step.position.line}` : '';
  const width = room.width - 4 - number.length;
  const texts = wrap(safe(step.text), width);
  const lines: Line[] = texts.map((text, line) => [
    run(line === 0 ? number : ' '.repeat(number.length), 'quiet'),
    run(text, ...(index === at ? (['strong'] as const) : [])),
  ]);
  const last = lines.at(-1)!;
  const placed = place !== '' && columns(texts.at(-1)!) + columns(place) + 2 <= width;
  if (placed) lines[lines.length - 1] = [...last, run(`  ${place}`, 'quiet')];
  else if (place !== '' && open) lines.push([run(' '.repeat(number.length)), run(clip(place, width), 'quiet')]);
  return { lines: open ? [...lines, ...details(step, number.length, width)] : lines, jump: step.event };
}

/** What is worth seeing one below the other, such as a pattern and the word it was held against. */
function details(step: WhyStep, indent: number, width: number): Line[] {
  const label = Math.max(0, ...(step.details ?? []).map((detail) => detail.label.length));
  return (step.details ?? []).map((detail) => [
    run(`${' '.repeat(indent)}${detail.label.padEnd(label)}  `, 'quiet'),
    run(clip(safe(detail.value), width - label - 2), 'changed'),
  ]);
}
