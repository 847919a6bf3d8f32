/** awk: runs a program on the records of its input, as mawk does. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { nameOf, unsupported, unsupportedOption } from '../text/messages.ts';
import { Interpreter } from './interpreter.ts';
import { unescapeString } from './lexer.ts';
import { parseAwk } from './parser.ts';
import { type AwkProgram, AwkSyntaxError } from './tree.ts';
import { Outside } from './values.ts';

const MAX_CACHED = 100;
const parsed = new Map<string, AwkProgram | AwkSyntaxError>();

const parseOnce = (text: string): AwkProgram | AwkSyntaxError => {
  let program = parsed.get(text);
  if (!program) {
    program = parseAwk(text);
    if (parsed.size >= MAX_CACHED) parsed.clear();
    parsed.set(text, program);
  }
  return program;
};

export const awk: Program = {
  name: 'awk',
  run: function* (p, m) {
    const name = nameOf(p);
    const { options, operands, error } = getopt(
      p.argv,
      'F:v:f:W:',
      ['field-separator:=F', 'assign:=v', 'file:=f', 'help', 'version', 'usage', 'dump', 'posix'],
      { permute: false },
    );
    const sources: string[] = [];
    const assignments: (readonly [string, string])[] = [];
    for (const { name: option, value = '' } of options) {
      if (option === 'F') assignments.push(['FS', value === 't' ? '\t' : unescapeString(value)]);
      else if (option === 'v') {
        const found = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(value);
        if (!found) {
          yield* p.warn(`${name}: improper assignment: -v ${value}\n`);
          return 2;
        }
        assignments.push([found[1]!, unescapeString(found[2]!)]);
      } else if (option === 'f') {
        const text = value === '-' ? yield* p.readAll(0) : p.readFile(value);
        if (isErrno(text)) {
          yield* p.warn(`${name}: cannot open ${value} (${text.message})\n`);
          return 2;
        }
        sources.push(text);
      } else return yield* unsupportedOption(p, option, 2);
    }
    if (error !== undefined) return yield* unsupported(p, error, 2);
    const words = sources.length > 0 ? operands : operands.slice(1);
    const source = sources.length > 0 ? sources.join('\n') : operands[0];
    if (source === undefined) return yield* unsupported(p, 'the help text', 2);
    const program = parseOnce(source);
    if (program instanceof AwkSyntaxError) {
      yield* p.warn(`${name}: ${program.message}\n`);
      return 2;
    }
    const interpreter = new Interpreter(p, m, program);
    for (const [variable, value] of assignments) interpreter.variables.set(variable, new Outside(value));
    return yield* interpreter.run(words);
  },
};
