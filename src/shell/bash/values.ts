/** What printf asks of bash's values. */
import { Buffer } from 'node:buffer';
import type { BashValues } from '../builtins/builtin.ts';
import type { Interpreter } from '../interpreter.ts';
import { assignArray } from './assign.ts';
import { characters } from './letters.ts';
import { backslashed, printableName } from './quote.ts';
import { isSet } from './reference.ts';
import { strftime } from './strftime.ts';

const MICROSECONDS = 1_000_000;
/** bash's buffer. */
const MAX_TIME_BYTES = 128;
const REFERABLE = /^[A-Za-z_][A-Za-z0-9_]*(\[[\s\S]+\])?$/;

export const bashValues = (sh: Interpreter): BashValues => ({
  assignArray: (name, values) => {
    const elements = values.map((value) => ({ append: false, value }));
    assignArray(sh, name, elements, false, { position: sh.position, sources: sh.trace.full ? [sh.command] : [] });
  },
  isSet: (text) => isSet(sh, text),
  isReference: (name) => sh.variables.find(name)?.extension?.target !== undefined,
  isReferable: (text) => REFERABLE.test(text),
  quoted: (text) => backslashed(sh, text),
  printable: (text) => printableName(sh, text),
  characterCode: (text) => {
    const [first = '\0'] = characters(sh, text);
    return first.length === 1
      ? first.charCodeAt(0)
      : (Buffer.from(first, 'latin1').toString('utf8').codePointAt(0) ?? 0);
  },
  time: (format, argument) => {
    const now = sh.p.kernel.powerOnSeconds + Math.floor(sh.clock.nowUs / MICROSECONDS);
    const seconds = argument === undefined || argument === '' ? -1 : Number(argument);
    const begun = sh.p.kernel.powerOnSeconds + Math.floor(sh.secondsSinceUs / MICROSECONDS);
    const text = strftime(format === '' ? '%X' : format, seconds === -1 ? now : seconds === -2 ? begun : seconds || 0);
    return text.length < MAX_TIME_BYTES ? text : '';
  },
});
