/** The whole screen as lines: title, panes, where the cursor is, the last message or a prompt, the keys that matter. */

import { basename, seconds } from './amounts.ts';
import { FOOT_ROWS, HEAD_ROWS, LEAST, type Slot } from './layout.ts';
import type { Scene, Size } from './scene.ts';
import { clip, columns, safe, safeText } from './text/cells.ts';
import { exactly, type Line, type Run, run, said, widthOf } from './text/line.ts';

export interface Foot {
  readonly message: { readonly text: string; readonly tone: 'plain' | 'good' | 'bad' };
  readonly prompt: { readonly label: string; readonly text: string; readonly at: number } | undefined;
  /** Keys worth knowing now. */
  readonly hints: readonly { readonly key: string; readonly text: string }[];
}

/** Puts the panes' lines side by side. */
export function drawScreen(
  scene: Scene,
  size: Size,
  windows: readonly { readonly slot: Slot; readonly lines: readonly Line[] }[],
  foot: Foot,
): readonly Line[] {
  if (size.columns < LEAST.columns || size.rows < LEAST.rows) return tooSmall(size);
  const lines: Line[] = [head(scene, size.columns)];
  for (let y = HEAD_ROWS; y < size.rows - FOOT_ROWS; y++) {
    const parts = windows
      .filter(({ slot }) => slot.y <= y && y < slot.y + slot.height)
      .sort((a, b) => a.slot.x - b.slot.x);
    lines.push(
      parts.flatMap(({ slot, lines: own }, index) => [...(index > 0 ? [run('│', 'quiet')] : []), ...own[y - slot.y]!]),
    );
  }
  return [...lines, where(scene, size.columns), messageLine(foot, size.columns), hintLine(foot, size.columns)].map(
    (line) => exactly(line, size.columns),
  );
}

function tooSmall({ columns: width, rows }: Size): readonly Line[] {
  const text = `dryboot needs ${LEAST.columns}x${LEAST.rows}; this is ${width}x${rows}. q quits.`;
  return Array.from({ length: rows }, (_, row) => exactly(row === 0 ? [run(text)] : [], width));
}

function head({ title, outcome, asExpected, view, changes }: Scene, width: number): Line {
  const bad = outcome !== 'boots';
  const sign = run(bad ? '✗ ' : '✓ ', bad ? 'bad' : 'good', 'strong');
  const word = said(outcome, bad ? 'bad' : 'good', 'strong');
  const after = run(
    ` after ${seconds(view.timeline.endUs)}${asExpected && width >= 100 ? ', as expected' : ''} `,
    'quiet',
  );
  const made = changes.filter(({ undone }) => !undone).length;
  const name: Line = [
    run(width >= 100 ? ' dryboot step  ' : ' ', 'quiet'),
    said(title, 'strong'),
    ...(made > 0 ? [run(made === 1 ? '  ~ 1 change' : `  ~ ${made} changes`, 'changed')] : []),
  ];
  // Where there is little room the title gives way, and how long it took; never what came out.
  const verdict: Line =
    widthOf(name) + widthOf([sign, word, after]) < width ? [sign, word, after] : [sign, word, run(' ')];
  return [...exactly(name, width - widthOf(verdict) - 1), run(' '), ...verdict];
}

function where({ view, length }: Scene, width: number): Line {
  const { event, source, stack } = view;
  const role = stack.findLast(({ kind }) => kind === 'phase' || kind === 'unit');
  const hook = stack.findLast(({ kind }) => kind === 'hook' || kind === 'file');
  const digits = String(length).length;
  const place = source ? `${basename(source.file)}:${source.line}` : hook ? basename(hook.name) : '';
  const left: Run[] = [
    run(' event ', 'quiet'),
    run(String(event.id).padStart(digits), 'strong'),
    run(` of ${length - 1}  `, 'quiet'),
    run(seconds(event.atUs)),
    run('  '),
    ...(role ? [run(clip(safe(role.name), 26), 'quiet'), run('  ')] : []),
    run(safe(place), 'accent'),
  ];
  const used = left.reduce((sum, { text }) => sum + columns(text), 0);
  const room = width - used - 4;
  return room > 12 ? [...left, run('  '), run(clip(safe(view.summary), room), 'quiet')] : left;
}

function messageLine({ message, prompt }: Foot, width: number): Line {
  if (prompt === undefined) return [run(' '), said(message.text, ...(message.tone === 'plain' ? [] : [message.tone]))];
  const label = ` ${prompt.label} `;
  const characters = [...prompt.text];
  const before = safeText(characters.slice(0, prompt.at).join(''));
  const at = safeText(characters[prompt.at] ?? ' ');
  const after = safeText(characters.slice(prompt.at + 1).join(''));
  // What is typed stays in sight at its end.
  const room = width - columns(label) - columns(at) - 1;
  const shift = Math.max(0, columns(before) - room);
  return [run(label, 'accent', 'strong'), run([...before].slice(shift).join('')), run(at, 'running'), run(after)];
}

function hintLine({ hints }: Foot, width: number): Line {
  const line: Run[] = [run(' ')];
  let used = 1;
  for (const { key, text } of hints) {
    const takes = columns(key) + columns(text) + (text === '' ? 3 : 4);
    if (used + takes - 3 > width) break;
    line.push(run(used > 1 ? '   ' : ''), run(key, 'accent'), run(text === '' ? '' : ` ${text}`, 'quiet'));
    used += takes;
  }
  return line;
}
