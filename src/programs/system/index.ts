/** The programs that ask about processes, terminals and the kernel, or change how another program runs. */
import type { Program } from '../program.ts';

export const systemPrograms: readonly Program[] = [];
