/** `[[ … ]]` (bash). */
import type { ConditionalCommand } from '../../syntax/tree.ts';
import type { Exec } from '../function.ts';
import type { Compiler } from './compiler.ts';
import { unsupportedCommand } from './unsupported.ts';

export const compileConditional = (c: Compiler, node: ConditionalCommand): Exec => unsupportedCommand(c, node, '[[');
