/** `mapfile` (`readarray`): lines of a descriptor into an array. */
import { isTask, type Task } from '../../../kernel/task.ts';
import { isErrno } from '../../../vfs/errno.ts';
import { assignArray, setElement } from '../../bash/assign.ts';
import { singleQuoted } from '../../bash/quote.ts';
import { isName } from '../../bash/reference.ts';
import { eager } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { runText } from '../../run-text.ts';
import { complain, readOptions } from '../diagnostics.ts';
import { regular } from '../special/inside.ts';

const USAGE = '[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]';
const DEFAULT_QUANTUM = 5000;

function* run(sh: Interpreter, argv: readonly string[]): Task<number> {
  const command = argv[0]!;
  const parsed = readOptions(sh, argv, 'd:n:O:s:tu:C:c:', `${command} ${USAGE}`);
  if ('status' in parsed) return parsed.status;
  const { options, operands } = parsed;
  const name = operands[0] ?? 'MAPFILE';
  const bad = (what: string, value: string): number => complain(sh, command, `${value}: ${what}`);
  for (const [letter, what] of [
    ['n', 'invalid line count'],
    ['s', 'invalid line count'],
    ['c', 'invalid callback quantum'],
    ['O', 'invalid array origin'],
    ['u', 'invalid file descriptor specification'],
  ] as const) {
    const value = options.get(letter);
    if (value !== undefined && !/^[0-9]+$/.test(value)) return bad(what, value);
  }
  if (!isName(name))
    return operands[0] === ''
      ? complain(sh, command, 'empty array variable name')
      : complain(sh, command, `\`${name}': not a valid identifier`);
  const found = sh.variables.find(name);
  if (found?.readonly) {
    sh.complain(`${name}: readonly variable`);
    return 1;
  }
  if (found?.extension?.array?.kind === 'associative') return complain(sh, command, `${name}: not an indexed array`);
  const descriptor = Number(options.get('u') ?? 0);
  if (!sh.p.descriptor(descriptor))
    return complain(sh, command, `${descriptor}: invalid file descriptor: Bad file descriptor`);
  const delimiter = options.has('d') ? (options.get('d')![0] ?? '\0') : '\n';
  const count = Number(options.get('n') ?? 0);
  const origin = Number(options.get('O') ?? 0);
  const skip = Number(options.get('s') ?? 0);
  const quantum = Number(options.get('c') ?? DEFAULT_QUANTUM);
  const callback = options.get('C');
  const at = { position: sh.position, sources: sh.trace.full ? [sh.command] : [] };
  if (!options.has('O')) assignArray(sh, name, [], false, at);
  let index = origin;
  const lines = new Lines(sh, descriptor, delimiter);
  for (let turn = 0; count === 0 || turn < count + skip; turn++) {
    const line = yield* lines.next();
    if (line === undefined) break;
    if (turn < skip) continue;
    const text = (options.has('t') && line.endsWith(delimiter) ? line.slice(0, -1) : line).split('\0')[0]!;
    const number = turn - skip + 1;
    if (callback !== undefined && number % quantum === 0) {
      const ran = runText(sh, `${callback} ${index} ${singleQuoted(text)}`, 'mapfile', 0);
      if (isTask(ran)) yield* ran;
    }
    setElement(sh, name, String(index), text, false, at);
    index++;
  }
  lines.done();
  return 0;
}

const CHUNK_BYTES = 4096;

/** Lines of a descriptor, delimiters included; what cannot be given back is read byte by byte. */
class Lines {
  readonly #sh: Interpreter;
  readonly #descriptor: number;
  readonly #delimiter: string;
  readonly #seeks: boolean;
  #rest = '';
  #ended = false;

  constructor(sh: Interpreter, descriptor: number, delimiter: string) {
    this.#sh = sh;
    this.#descriptor = descriptor;
    this.#delimiter = delimiter;
    this.#seeks = sh.p.descriptor(descriptor)?.kind === 'file';
  }

  *next(): Task<string | undefined> {
    for (;;) {
      const end = this.#rest.indexOf(this.#delimiter);
      if (end >= 0) {
        const line = this.#rest.slice(0, end + 1);
        this.#rest = this.#rest.slice(end + 1);
        return line;
      }
      if (this.#ended) {
        const line = this.#rest;
        this.#rest = '';
        return line === '' ? undefined : line;
      }
      const got = yield* this.#sh.p.read(this.#descriptor, this.#seeks ? CHUNK_BYTES : 1);
      if (isErrno(got) || got === '') this.#ended = true;
      else this.#rest += got;
    }
  }

  /** Gives back what was read too much. */
  done(): void {
    if (this.#rest !== '' && this.#seeks) this.#sh.p.seek(this.#descriptor, -this.#rest.length, 'cur');
  }
}

const DIALECTS = ['bash', 'bash-posix'] as const;
export const mapfile = regular('mapfile', (sh, argv) => eager(run(sh, argv)), DIALECTS);
export const readarray = regular('readarray', (sh, argv) => eager(run(sh, argv)), DIALECTS);
