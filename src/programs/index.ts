/** Every external command that is modelled, by the basename of its executable. */
import { filePrograms } from './files/index.ts';
import type { Program } from './program.ts';
import { systemPrograms } from './system/index.ts';
import { textPrograms } from './text/index.ts';

const FAMILIES: readonly (readonly Program[])[] = [textPrograms, filePrograms, systemPrograms];

export const programs: ReadonlyMap<string, Program> = new Map(FAMILIES.flat().map((program) => [program.name, program]));
