/** Every pane by its name. */
import type { Panes } from '../pane.ts';
import { consolePane } from './console.ts';
import { lists } from './lists.ts';
import { machine } from './machine.ts';
import { processes } from './processes.ts';
import { source } from './source.ts';
import { stack } from './stack.ts';
import { timeline } from './timeline.ts';
import { variables } from './variables.ts';
import { why } from './why.ts';
import { words } from './words.ts';

export const panes: Panes = {
  source,
  why,
  stack,
  variables,
  words,
  console: consolePane,
  machine,
  timeline,
  processes,
  lists,
};
