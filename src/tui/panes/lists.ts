/** Breakpoints, changes of this session, what a search found. */
import type { Hit } from '../../step/view.ts';
import { basename } from '../amounts.ts';
import type { Pane, Row } from '../pane.ts';
import type { Scene, Tabs } from '../scene.ts';
import { safe, wrap } from '../text/cells.ts';
import { run, said } from '../text/line.ts';

export const lists: Pane = (scene, { width }) => {
  const rows = LISTS[scene.tabs.lists](scene);
  const forms = scene.tabs.lists === 'breakpoints' ? wrap(FORMS, width - 4).map((line) => [run(line, 'quiet')]) : [];
  return {
    rows: [
      ...(rows.length > 0 ? rows : [{ lines: [[run(EMPTY[scene.tabs.lists], 'quiet')]] }]),
      ...(forms.length > 0 ? [{ lines: [[], ...forms] }] : []),
    ],
  };
};

const FORMS =
  'B takes: hook.sh:70 · program zfs load-key · variable NAME [= VALUE] · status [N] · unit NAME [STATE] · path PATH · function NAME · hook NAME · phase NAME · if TEST; behind each: if TEST';

const EMPTY: Readonly<Record<Tabs['lists'], string>> = {
  breakpoints: 'No breakpoints. b sets one at the marked line, B any other.',
  changes: 'No changes. x types, f takes another branch, v sets a variable.',
  found: '/ searches in scripts, journal and console.',
};

const LISTS: { readonly [T in Tabs['lists']]: (scene: Scene) => readonly Row[] } = {
  breakpoints: ({ breakpoints }) =>
    breakpoints.map(({ id, text, enabled, stops }) => ({
      lines: [
        [
          run(enabled ? '● ' : '○ ', 'bad'),
          said(text, ...(enabled ? [] : (['quiet'] as const))),
          run(`  ${stops === 1 ? '1 stop' : `${stops} stops`}`, 'quiet'),
        ],
      ],
      item: { kind: 'breakpoint', id },
    })),
  changes: ({ changes }) =>
    changes.map(({ id, text, undone, event }) => ({
      lines: [
        [
          run(undone ? '○ ' : '● ', 'changed'),
          run(safe(text), ...(undone ? (['quiet'] as const) : [])),
          run(undone ? '  undone' : event === undefined ? '  not reached' : '', 'quiet'),
        ],
      ],
      jump: event,
      item: { kind: 'change', id },
    })),
  found: ({ found }) => found.hits.map(hit),
};

const hit = ({ where, text, file, line, event }: Hit): Row => ({
  lines: [
    [
      run(file !== undefined ? `${basename(safe(file))}:${line} ` : `${where} `, 'quiet'),
      run(safe(text).trim(), ...(event === undefined ? (['quiet'] as const) : [])),
    ],
  ],
  jump: event,
  ...(file !== undefined && line !== undefined ? { place: { file, line } } : {}),
});
