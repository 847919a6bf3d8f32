/** Every command of the table of keys, by its name. */
import type { Desk } from '../desk.ts';
import type { Command } from '../keys.ts';
import { asking } from './asking.ts';
import { changing } from './changing.ts';
import { moving } from './moving.ts';
import { showing } from './showing.ts';
import { stopping } from './stopping.ts';

export type Commands<C extends Command> = { readonly [K in C]: (desk: Desk, back: boolean) => void };

export const commands: Commands<Exclude<Command, 'pane'>> = {
  ...moving,
  ...asking,
  ...stopping,
  ...changing,
  ...showing,
};
