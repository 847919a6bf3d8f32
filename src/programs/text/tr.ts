/** tr: translates, squeezes and deletes bytes of standard input. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { parseSets } from './character-sets.ts';
import { readChunk } from './inputs.ts';
import { complain, nameOf, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quote } from './quote.ts';

const LONG = ['complement=c', 'delete=d', 'squeeze-repeats=s', 'truncate-set1=t', 'help', 'version'];

interface Job {
  /** What each byte becomes; -1 deletes it. */
  readonly map: Int16Array;
  readonly squeeze: ReadonlySet<number>;
}

function* usage(p: Process, message: string, reason?: string): Task<number> {
  if (reason === undefined) return yield* usageError(p, message);
  yield* p.warn(`${nameOf(p)}: ${message}\n${reason}\nTry '${nameOf(p)} --help' for more information.\n`);
  return 1;
}

const apply = (text: string, job: Job, state: { last: number }): string => {
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const byte = job.map[text.charCodeAt(i)]!;
    if (byte < 0 || (byte === state.last && job.squeeze.has(byte))) continue;
    state.last = byte;
    out.push(byte);
  }
  let result = '';
  for (let i = 0; i < out.length; i += 8192) result += String.fromCharCode(...out.slice(i, i + 8192));
  return result;
};

export const tr: Program = {
  name: 'tr',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'AcCdst', LONG, { permute: false });
    let complement = false;
    let deletes = false;
    let squeezes = false;
    let truncate = false;
    for (const { name } of options) {
      if (name === 'c' || name === 'C') complement = true;
      else if (name === 'd') deletes = true;
      else if (name === 's') squeezes = true;
      else if (name === 't') truncate = true;
      else if (name !== 'A') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    const least = deletes === squeezes ? 2 : 1;
    const most = deletes && !squeezes ? 1 : 2;
    if (operands.length < least) {
      if (operands.length === 0) return yield* usage(p, 'missing operand');
      const why = squeezes
        ? 'Two strings must be given when both deleting and squeezing repeats.'
        : 'Two strings must be given when translating.';
      return yield* usage(p, `missing operand after ${quote(operands.at(-1)!)}`, why);
    }
    if (operands.length > most) {
      const why =
        operands.length === 2 ? 'Only one string may be given when deleting without squeezing repeats.' : undefined;
      return yield* usage(p, `extra operand ${quote(operands[most]!)}`, why);
    }
    const translating = operands.length === 2 && !deletes;
    const sets = parseSets(operands[0]!, operands[1], { complement, truncate, translating });
    if (typeof sets === 'string') return yield* complain(p, sets);
    for (const warning of sets.warnings) yield* complain(p, warning);
    const map = Int16Array.from({ length: 256 }, (_, byte) => byte);
    if (deletes) for (const byte of sets.first) map[byte] = -1;
    else if (translating) {
      const { second = [] } = sets;
      for (const [n, byte] of sets.first.entries()) if (n < second.length) map[byte] = second[n]!;
    }
    const job: Job = { map, squeeze: new Set(squeezes ? (sets.second ?? sets.first) : []) };
    const state = { last: -1 };
    const out = new Output(p);
    for (;;) {
      const text = yield* readChunk(p, 0);
      if (isErrno(text)) {
        yield* out.flush();
        return yield* complain(p, `read error: ${text.message}`);
      }
      if (text === '' || out.failed) break;
      out.add(apply(text, job, state));
      if (out.full) yield* out.flush();
    }
    return yield* out.close();
  },
};
