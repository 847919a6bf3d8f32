/** read: one line from standard input, byte by byte, so that what follows is left for others (XCU read). */

import { SIGNALS } from '../../kernel/signals.ts';
import type { Task, Wait } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { isUtf8 } from '../bash/letters.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import { DEFAULT_IFS } from '../words/split.ts';
import type { Builtin, BuiltinShell } from './builtin.ts';
import { complain, complainAsApplet, readOptions } from './diagnostics.ts';
import { type Character, fieldsOfLine, splitLine } from './read-fields.ts';

const USAGE =
  'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]';
const NAME = /^[A-Za-z_][A-Za-z0-9_]*(?:\[.*\])?$/;

export const read: Builtin = { name: 'read', run: (sh, argv) => eager(run(sh, argv)) };

function* run(sh: BuiltinShell, argv: readonly string[]): Task<number> {
  const bash = isBash(sh.dialect);
  const parsed = readOptions(
    sh,
    argv,
    sh.dialect === 'dash' ? 'p:r' : bash ? 'ersa:d:i:n:N:p:t:u:' : 'rsn:p:t:u:d:',
    USAGE,
  );
  if ('status' in parsed) return parsed.status;
  const { options, operands } = parsed;
  if (operands.length === 0 && sh.dialect === 'dash') sh.fail('arg count');
  // busybox finds out about an empty name when it assigns to it.
  const wrong = operands.find((name) => !NAME.test(name) && !(name === '' && sh.dialect === 'busybox'));
  if (wrong !== undefined) {
    if (bash) return complain(sh, 'read', `\`${wrong}': not a valid identifier`);
    if (sh.dialect === 'busybox') return complainAsApplet(sh, `read: '${wrong}': bad variable name`, 1);
  }
  const request = requestOf(sh, options);
  if (typeof request === 'number') return request;
  if (options.has('p') && sh.p.isatty(request.descriptor)) yield* sh.p.warn(options.get('p')!);
  if (request.timeoutUs === 0) return sh.p.descriptor(request.descriptor)?.ready ? 0 : 1;
  const line = yield* readLine(sh, request);
  if (line instanceof Errno) return complain(sh, 'read', `read error: ${request.descriptor}: ${line.message}`);
  if (line.late && sh.dialect === 'busybox') assignEnded(sh, operands, line.characters);
  else assign(sh, operands, options, line.characters);
  return line.status;
}

interface Request {
  readonly descriptor: number;
  readonly raw: boolean;
  readonly delimiter: string;
  readonly maxCharacters: number;
  /** `-N`: delimiters do not count. */
  readonly exactly: boolean;
  readonly timeoutUs: number | undefined;
}

function requestOf(sh: BuiltinShell, options: ReadonlyMap<string, string>): Request | number {
  const count = options.get('N') ?? options.get('n');
  const timeout = options.get('t');
  const descriptor = options.get('u') ?? '0';
  if (count !== undefined && !/^[0-9]+$/.test(count))
    return complain(
      sh,
      'read',
      isBash(sh.dialect) ? `${count}: invalid number` : 'invalid count',
      isBash(sh.dialect) ? 1 : 2,
    );
  if (timeout !== undefined && !/^[0-9]*(?:\.[0-9]*)?$/.test(timeout))
    return complain(
      sh,
      'read',
      isBash(sh.dialect) ? `${timeout}: invalid timeout specification` : 'invalid timeout',
      isBash(sh.dialect) ? 1 : 2,
    );
  if (!/^[0-9]+$/.test(descriptor))
    return complain(
      sh,
      'read',
      isBash(sh.dialect) ? `${descriptor}: invalid file descriptor specification` : 'invalid file descriptor',
      isBash(sh.dialect) ? 1 : 2,
    );
  if (!sh.p.descriptor(Number(descriptor)) && descriptor !== '0')
    return complain(sh, 'read', `${descriptor}: invalid file descriptor: Bad file descriptor`);
  const seconds = timeout === undefined || timeout === '' ? undefined : Number(timeout);
  return {
    descriptor: Number(descriptor),
    raw: options.has('r'),
    delimiter: options.has('d') ? (options.get('d')![0] ?? '\0') : '\n',
    maxCharacters:
      count === undefined || (Number(count) === 0 && !isBash(sh.dialect)) ? Number.POSITIVE_INFINITY : Number(count),
    exactly: options.has('N'),
    timeoutUs: seconds === undefined || Number.isNaN(seconds) ? undefined : Math.round(seconds * 1_000_000),
  };
}

interface Line {
  readonly characters: readonly Character[];
  readonly status: number;
  /** The time was up, or a trap due. */
  readonly late?: boolean;
}

/** Reads up to the delimiter; why, where bash says that it cannot. */
function* readLine(sh: BuiltinShell, request: Request): Task<Line | Errno> {
  const { p } = sh;
  const { descriptor, raw, delimiter, exactly } = request;
  const characters: Character[] = [];
  const untilUs = request.timeoutUs === undefined ? undefined : p.kernel.clock.nowUs + request.timeoutUs;
  const bytes = new Bytes(sh, descriptor);
  // busybox counts what it reads, backslashes too.
  const countsBytes = sh.dialect === 'busybox';
  let taken = 0;
  let escaped = false;
  const utf8 = isBash(sh.dialect) && isUtf8(sh as Interpreter);
  const full = (): boolean => (countsBytes ? taken : characters.length) >= request.maxCharacters;
  while (!full() || (utf8 && isIncomplete(characters.at(-1)?.byte ?? ''))) {
    const byte = bytes.next();
    if (byte === undefined) {
      const late = yield* waitForInput(sh, descriptor, untilUs);
      if (late !== undefined) return { characters, status: late, late: true };
      continue;
    }
    if (isErrno(byte)) return isBash(sh.dialect) ? byte : { characters, status: 1 };
    if (byte === '') return { characters, status: 1 };
    taken++;
    if (escaped) {
      escaped = false;
      if (byte === '\n') {
        // Where lines are joined dash begins to look for delimiters anew.
        if (sh.dialect === 'dash') characters.push({ byte: '', escaped: true });
        continue;
      }
      characters.push({ byte, escaped: true });
    } else if (byte === '\\' && !raw) escaped = true;
    else if (byte === delimiter && !exactly) {
      bytes.done();
      return { characters, status: 0 };
    } else if (utf8 && byte > '\x7f' && byte < '\xc0' && isIncomplete(characters.at(-1)?.byte ?? ''))
      characters.push(continued(characters.pop()!, byte));
    else if (byte !== '\0') characters.push({ byte, escaped: false });
  }
  bytes.done();
  return { characters, status: 0 };
}

const continued = (before: Character, byte: string): Character => ({ ...before, byte: before.byte + byte });

/** What UTF-8 goes on with. */
function isIncomplete(bytes: string): boolean {
  const first = bytes.charCodeAt(0);
  return first >= 0xc2 && first <= 0xf4 && bytes.length < (first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
}

/** Waits for bytes; a status when the time is up or a trap is due. */
function* waitForInput(sh: BuiltinShell, descriptor: number, untilUs: number | undefined): Task<number | undefined> {
  const { p } = sh;
  const file = p.descriptor(descriptor)!;
  const wait: Wait = {
    on: file.readable ? [file.readable, p.signalled] : [p.signalled],
    why: `read from ${file.path}`,
    ...(untilUs === undefined ? {} : { untilUs }),
  };
  // bash: one that came before the read does not end it.
  const early = isBash(sh.dialect) && sh.pendingTrap !== undefined;
  yield wait;
  if (sh.pendingTrap !== undefined && !early) return isBash(sh.dialect) ? 128 + (SIGNALS[sh.pendingTrap] ?? 0) : 1;
  if (untilUs !== undefined && p.kernel.clock.nowUs >= untilUs) return isBash(sh.dialect) ? 142 : 1;
  return undefined;
}

const CHUNK_BYTES = 256;

/** Bytes of a descriptor one by one. What can be sought in is read in chunks, and the rest of a chunk given back. */
class Bytes {
  readonly #sh: BuiltinShell;
  readonly #descriptor: number;
  readonly #chunked: boolean;
  #chunk = '';
  #at = 0;

  constructor(sh: BuiltinShell, descriptor: number) {
    this.#sh = sh;
    this.#descriptor = descriptor;
    this.#chunked = sh.p.descriptor(descriptor)?.kind === 'file';
  }

  next(): ReturnType<BuiltinShell['p']['tryRead']> {
    if (!this.#chunked) return this.#sh.p.tryRead(this.#descriptor, 1);
    if (this.#at < this.#chunk.length) return this.#chunk[this.#at++];
    const got = this.#sh.p.tryRead(this.#descriptor, CHUNK_BYTES);
    if (typeof got !== 'string' || got === '') return got;
    this.#chunk = got;
    this.#at = 1;
    return got[0];
  }

  done(): void {
    if (this.#at < this.#chunk.length) this.#sh.p.seek(this.#descriptor, this.#at - this.#chunk.length, 'cur');
    this.#chunk = '';
    this.#at = 0;
  }
}

/** busybox, when the time is up: only fields that a delimiter has ended. */
function assignEnded(sh: BuiltinShell, names: readonly string[], line: readonly Character[]): void {
  const ifs = sh.get('IFS') ?? DEFAULT_IFS;
  const fields = splitLine(line, ifs, names.length, sh.dialect);
  const last = line.at(-1);
  const open = last !== undefined && !(!last.escaped && ifs.includes(last.byte));
  fields.slice(0, open ? -1 : undefined).forEach((field, index) => {
    if (index < names.length - 1) sh.assign(names[index]!, field);
  });
}

function assign(
  sh: BuiltinShell,
  names: readonly string[],
  options: ReadonlyMap<string, string>,
  line: readonly Character[],
): void {
  const ifs = sh.get('IFS') ?? DEFAULT_IFS;
  const array = options.get('a');
  if (array !== undefined) {
    const whole = options.has('N') ? [line.map(({ byte }) => byte).join('')] : fieldsOfLine(line, ifs);
    sh.values?.assignArray(array, whole);
  } else if (options.has('N') || names.length === 0) {
    const text = line.map(({ byte }) => byte).join('');
    sh.assign(names[0] ?? 'REPLY', text);
    for (const name of names.slice(1)) sh.assign(name, '');
  } else {
    const fields = splitLine(line, ifs, names.length, sh.dialect);
    names.forEach((name, index) => {
      if (name === '') sh.fail(': bad variable name');
      sh.assign(name, fields[index] ?? '');
    });
  }
}
