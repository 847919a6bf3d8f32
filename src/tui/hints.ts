/** The few keys that matter at this moment, for the bottom line. */
import type { Desk } from './desk.ts';
import { bindingOf, type Command, keyLabel } from './keys.ts';
import type { Purpose } from './prompt.ts';
import { TABS } from './scene.ts';
import { clip, safe } from './text/cells.ts';

interface Hint {
  readonly key: string;
  readonly text: string;
}

/** What can be typed at a prompt that takes several forms. */
const FORMS: Readonly<Partial<Record<Purpose, readonly (readonly [string, string])[]>>> = {
  goto: [
    ['812', 'event'],
    ['hook.sh:70', 'line of a file'],
    [':70', 'of this file'],
    ['failure start end', ''],
  ],
};

export function hintsFor(desk: Desk): readonly Hint[] {
  if (desk.prompt?.purpose === 'console')
    return [
      { key: 'Enter', text: 'types the line' },
      { key: 'Ctrl+D', text: 'leaves the shell' },
      { key: 'Esc', text: 'back to the stepper' },
      { key: '↑', text: 'line before' },
    ];
  if (desk.prompt?.purpose === 'flip')
    return [
      ...(desk.session.view().decision?.choices ?? []).map(({ text }, index) => ({
        key: String(index + 1),
        text: clip(safe(text), 24),
      })),
      { key: 'Esc', text: 'leave it' },
    ];
  if (desk.prompt)
    return [
      ...(FORMS[desk.prompt.purpose] ?? []).map(([key, text]) => ({ key, text })),
      { key: 'Enter', text: 'do it' },
      { key: 'Esc', text: 'leave it' },
      { key: '↑', text: 'what was typed before' },
    ];
  const { session } = desk;
  const view = session.view();
  return [
    ...(session.causes.length > 0 ? [hint('cause')] : []),
    ...(view.prompt.shell ? [hint('type')] : []),
    ...(session.changes.some(({ undone }) => !undone) ? [hint('undo'), hint('save')] : []),
    ...pair('over', 'back'),
    hint('help'),
    hint('into'),
    ...(desk.focus === 'timeline' ? [{ key: '←→', text: 'scrub' }] : []),
    ...(desk.focus === 'source' ? [] : [hint('enter')]),
    ...(Object.hasOwn(TABS, desk.focus) ? [hint('tab')] : []),
    ...(view.decision && view.decision.choices.length > 0 ? [hint('flip')] : []),
    hint('why'),
    hint('next-pane'),
    ...(desk.focus === 'source' ? [hint('breakpoint')] : []),
    hint('quit'),
  ];
}

function hint(command: Command): Hint {
  const { keys, hint: text } = bindingOf(command);
  return { key: keyLabel(keys[0]!), text: text ?? command };
}

function pair(command: Command, back: string): readonly Hint[] {
  return [hint(command), { key: keyLabel(bindingOf(command).back![0]!), text: back }];
}
