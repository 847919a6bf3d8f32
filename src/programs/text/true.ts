/** true and false: a status, and nothing else. */
import type { Program } from '../program.ts';
import { unsupportedOption } from './messages.ts';

const status = (name: string, value: number): Program => ({
  name,
  run: (p) => {
    const only = p.argv.length === 2 ? p.argv[1] : undefined;
    return only === '--help' || only === '--version' ? unsupportedOption(p, only.slice(2), value) : value;
  },
});

export const trueProgram = status('true', 0);
export const falseProgram = status('false', 1);
