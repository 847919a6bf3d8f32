/** The table of keys: what a key does, and what the help says about it. Input, help, hints and README all come from here. */

export type Command =
  | 'into'
  | 'over'
  | 'out'
  | 'line'
  | 'hook'
  | 'phase'
  | 'unit'
  | 'event'
  | 'continue'
  | 'line-run'
  | 'left'
  | 'right'
  | 'first'
  | 'last'
  | 'cause'
  | 'earlier'
  | 'later'
  | 'goto'
  | 'goto-line'
  | 'search'
  | 'why'
  | 'why-of'
  | 'breakpoint'
  | 'add-breakpoint'
  | 'watch'
  | 'type'
  | 'flip'
  | 'set-variable'
  | 'set-property'
  | 'answer'
  | 'run-here'
  | 'undo'
  | 'redo'
  | 'save'
  | 'export'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'top'
  | 'bottom'
  | 'enter'
  | 'switch'
  | 'remove'
  | 'next-pane'
  | 'pane'
  | 'tab'
  | 'zoom'
  | 'picture'
  | 'leave'
  | 'help'
  | 'quit';

export interface Binding {
  readonly command: Command;
  readonly keys: readonly string[];
  /** The same backwards. */
  readonly back?: readonly string[];
  readonly text: string;
  /** For the bottom line of the screen: a word or two. */
  readonly hint?: string;
}

export const KEY_GROUPS: readonly { readonly title: string; readonly bindings: readonly Binding[] }[] = [
  {
    title: 'Find the cause',
    bindings: [
      { command: 'cause', keys: ['!'], text: 'along the chain from failure to cause', hint: 'cause' },
      { command: 'why', keys: ['w'], text: 'why? where the values here come from', hint: 'why' },
      { command: 'why-of', keys: ['W'], text: 'why? of a variable that you name' },
      { command: 'enter', keys: ['enter'], text: 'jump to what is marked in the pane', hint: 'jump' },
      { command: 'search', keys: ['/'], text: 'search in scripts, journal and console' },
      { command: 'goto', keys: ['g'], text: 'go to EVENT, FILE:LINE, failure, start, end' },
      { command: 'goto-line', keys: [':'], text: 'go to a line of this file' },
      { command: 'earlier', keys: ['[', 'backspace'], text: 'back to where you were' },
      { command: 'later', keys: [']'], text: 'and forward again' },
    ],
  },
  {
    title: 'Move (shift goes back in time)',
    bindings: [
      { command: 'over', keys: ['n', 'f10'], back: ['N', 'shift+f10'], text: 'next command, over calls', hint: 'next' },
      { command: 'into', keys: ['s', 'f11'], back: ['S', 'shift+f11'], text: 'step, into calls', hint: 'step' },
      { command: 'out', keys: ['o', 'f12'], back: ['O', 'shift+f12'], text: 'out of function, file, process' },
      { command: 'line', keys: ['l'], back: ['L'], text: 'next line' },
      { command: 'hook', keys: ['h'], back: ['H'], text: 'next hook' },
      { command: 'phase', keys: ['p'], back: ['P'], text: 'next phase' },
      { command: 'unit', keys: ['t'], back: ['T'], text: 'next change of a unit' },
      { command: 'event', keys: ['e', '.'], back: ['E', ','], text: 'next event of any kind' },
      {
        command: 'continue',
        keys: ['c', 'f5'],
        back: ['C', 'shift+f5'],
        text: 'to the next breakpoint',
        hint: 'continue',
      },
      { command: 'line-run', keys: ['r'], back: ['R'], text: 'to the next run of the marked line' },
      { command: 'right', keys: ['right'], text: 'step; in the timeline: later' },
      { command: 'left', keys: ['left'], text: 'step back; in the timeline: earlier' },
      { command: 'first', keys: ['<'], text: 'to power-on' },
      { command: 'last', keys: ['>'], text: 'to the end' },
    ],
  },
  {
    title: 'Breakpoints and watches',
    bindings: [
      { command: 'breakpoint', keys: ['b', 'f9'], text: 'breakpoint at the marked line', hint: 'break' },
      { command: 'add-breakpoint', keys: ['B'], text: 'breakpoint by program, variable, path …' },
      { command: 'watch', keys: ['+'], text: 'watch a variable or ${EXPRESSION}' },
      { command: 'switch', keys: ['space'], text: 'switch what is marked off and on' },
      { command: 'remove', keys: ['delete', '-'], text: 'remove what is marked' },
    ],
  },
  {
    title: 'What if',
    bindings: [
      { command: 'type', keys: ['x'], text: 'type at the console of the machine', hint: 'type' },
      { command: 'flip', keys: ['f'], text: 'take the other branch', hint: 'flip' },
      { command: 'set-variable', keys: ['v'], text: 'set a variable' },
      { command: 'set-property', keys: ['V'], text: 'set a property of a dataset' },
      { command: 'answer', keys: ['a'], text: 'answer the next question otherwise' },
      { command: 'run-here', keys: ['$'], text: 'run a command here, beside the boot' },
      { command: 'undo', keys: ['u'], text: 'take the last change back', hint: 'undo' },
      { command: 'redo', keys: ['U'], text: 'make it again' },
      { command: 'save', keys: ['ctrl+s'], text: 'save the changes into the scenario', hint: 'save' },
      { command: 'export', keys: ['X'], text: 'show the changes as scenario text' },
    ],
  },
  {
    title: 'Panes',
    bindings: [
      { command: 'next-pane', keys: ['tab'], back: ['shift+tab'], text: 'next pane', hint: 'pane' },
      { command: 'pane', keys: ['0…9'], text: 'the pane with that number' },
      { command: 'tab', keys: ['m'], back: ['M'], text: 'next list in a pane that has several', hint: 'list' },
      { command: 'zoom', keys: ['z'], text: 'this pane alone, large' },
      { command: 'up', keys: ['up', 'k'], text: 'mark the line above' },
      { command: 'down', keys: ['down', 'j'], text: 'mark the line below' },
      { command: 'page-up', keys: ['pageup'], text: 'a page up' },
      { command: 'page-down', keys: ['pagedown'], text: 'a page down' },
      { command: 'top', keys: ['home'], text: 'to the top of the pane' },
      { command: 'bottom', keys: ['end'], text: 'to its end' },
      { command: 'leave', keys: ['escape'], text: 'leave a prompt, a list, a mark' },
    ],
  },
  {
    title: 'dryboot',
    bindings: [
      { command: 'picture', keys: ['ctrl+p'], text: 'write the screen to FILE.svg or FILE.txt' },
      { command: 'help', keys: ['?', 'f1'], text: 'all keys', hint: 'all keys' },
      { command: 'quit', keys: ['q', 'ctrl+c'], text: 'quit', hint: 'quit' },
    ],
  },
];

const all = KEY_GROUPS.flatMap(({ bindings }) => bindings);
const byKey = new Map<string, { readonly command: Command; readonly back: boolean }>(
  all.flatMap(({ command, keys, back = [] }) => [
    ...keys.map((key) => [key, { command, back: false }] as const),
    ...back.map((key) => [key, { command, back: true }] as const),
  ]),
);

/** What a key means; digits are panes. */
export function commandOf(
  key: string,
): { readonly command: Command; readonly back: boolean; readonly digit?: number } | undefined {
  return /^\d$/.test(key) ? { command: 'pane', back: false, digit: Number(key) } : byKey.get(key);
}

/** As people write keys: `F10`, `Shift+F10`, `Ctrl+S`, `←`. */
export function keyLabel(key: string): string {
  const names: Readonly<Record<string, string>> = {
    up: '↑',
    down: '↓',
    left: '←',
    right: '→',
    pageup: 'PgUp',
    pagedown: 'PgDn',
    escape: 'Esc',
    delete: 'Del',
  };
  return key
    .split(/\+(?=.)/)
    .map(
      (part, index, parts) =>
        names[part] ??
        (part.length > 1 || (index === parts.length - 1 && parts.length > 1)
          ? part[0]!.toUpperCase() + part.slice(1)
          : part),
    )
    .join('+');
}

export const bindingOf = (command: Command): Binding => all.find((binding) => binding.command === command)!;

/** The table for docs/stepper.md; with `only: 'hinted'` the few that README.md shows. */
export function keysAsMarkdown(only: 'all' | 'hinted' = 'all'): string {
  const cell = (keys: readonly string[]): string => keys.map((key) => `\`${keyLabel(key)}\``).join(' ');
  const row = ({ keys, back = [], text }: Binding): string => `| ${cell(keys)} | ${cell(back)} | ${text} |\n`;
  const table = (title: string, bindings: readonly Binding[]): string =>
    `| ${title} | back | |\n| --- | --- | --- |\n${bindings.map(row).join('')}`;
  if (only === 'hinted')
    return table(
      'key',
      all.filter(({ hint }) => hint !== undefined),
    );
  return KEY_GROUPS.map(({ title, bindings }) => table(title, bindings)).join('\n');
}
