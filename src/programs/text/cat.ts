/** cat: concatenates files to standard output. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { CHUNK_BYTES, closeInput, openInput } from './inputs.ts';
import { complain, complainAbout, unsupportedOption, usageError } from './messages.ts';
import { quoteBeforeColon } from './quote.ts';

const LONG = [
  'number-nonblank=b',
  'number=n',
  'squeeze-blank=s',
  'show-nonprinting=v',
  'show-ends=E',
  'show-tabs=T',
  'show-all=A',
  'help',
  'version',
];

interface Show {
  readonly numbers: 'none' | 'all' | 'nonblank';
  readonly squeeze: boolean;
  readonly ends: boolean;
  readonly tabs: boolean;
  readonly nonprinting: boolean;
}

/** What carries over from chunk to chunk and file to file. */
interface State {
  line: number;
  newlines: number;
}

const visible = (byte: number): string => {
  if (byte >= 128) return `M-${visible(byte - 128)}`;
  if (byte < 32) return `^${String.fromCharCode(byte + 64)}`;
  return byte === 127 ? '^?' : String.fromCharCode(byte);
};

const decorate = (text: string, show: Show, state: State): string => {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    const blank = c === '\n';
    if (state.newlines > 0) {
      if (show.squeeze && blank && state.newlines >= 2) continue;
      if (show.numbers === 'all' || (show.numbers === 'nonblank' && !blank)) {
        out += `${String(++state.line).padStart(6)}\t`;
      }
    }
    if (blank) {
      state.newlines++;
      out += show.ends ? '$\n' : '\n';
      continue;
    }
    state.newlines = 0;
    if (c === '\t') out += show.tabs ? '^I' : c;
    else out += show.nonprinting ? visible(text.charCodeAt(i)) : c;
  }
  return out;
};

/** True when what is written comes back as input. */
function wouldGrow(p: Process, fd: number): boolean {
  const [input, output] = [p.fstat(fd), p.fstat(1)];
  if (isErrno(input) || isErrno(output) || output.type !== 'file') return false;
  return input.ino === output.ino && input.dev === output.dev && (p.descriptor(fd)?.offset ?? 0) < input.sizeBytes;
}

function* copy(p: Process, path: string, change: ((text: string) => string) | undefined): Task<number> {
  const fd = yield* openInput(p, path);
  if (isErrno(fd)) return yield* complainAbout(p, path, fd);
  if (wouldGrow(p, fd)) {
    closeInput(p, fd);
    return yield* complain(p, `${quoteBeforeColon(path)}: input file is output file`);
  }
  let status = 0;
  for (;;) {
    const text = yield* p.read(fd, CHUNK_BYTES);
    if (isErrno(text)) {
      status = yield* complainAbout(p, path, text);
      break;
    }
    if (text === '') break;
    const written = yield* p.print(change ? change(text) : text);
    if (isErrno(written)) {
      closeInput(p, fd);
      yield* complain(p, `write error: ${written.message}`);
      return -1;
    }
  }
  closeInput(p, fd);
  return status;
}

export const cat: Program = {
  name: 'cat',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'benstuvAET', LONG);
    let show: Show = { numbers: 'none', squeeze: false, ends: false, tabs: false, nonprinting: false };
    for (const { name } of options) {
      if (name === 'b') show = { ...show, numbers: 'nonblank' };
      else if (name === 'n') show = { ...show, numbers: show.numbers === 'nonblank' ? 'nonblank' : 'all' };
      else if (name === 's') show = { ...show, squeeze: true };
      else if (name === 'E') show = { ...show, ends: true };
      else if (name === 'T') show = { ...show, tabs: true };
      else if (name === 'v') show = { ...show, nonprinting: true };
      else if (name === 'e') show = { ...show, ends: true, nonprinting: true };
      else if (name === 't') show = { ...show, tabs: true, nonprinting: true };
      else if (name === 'A') show = { ...show, ends: true, tabs: true, nonprinting: true };
      else if (name !== 'u') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (!p.descriptor(1)) return yield* complain(p, `standard output: ${Errno.EBADF.message}`);
    const plain = show.numbers === 'none' && !show.squeeze && !show.ends && !show.tabs && !show.nonprinting;
    const state: State = { line: 0, newlines: 1 };
    let status = 0;
    for (const path of operands.length > 0 ? operands : ['-']) {
      const ended = yield* copy(p, path, plain ? undefined : (text) => decorate(text, show, state));
      if (ended < 0) return 1;
      if (ended !== 0) status = ended;
    }
    if (!p.descriptor(0) && (operands.length === 0 || operands.includes('-')))
      return yield* complain(p, `closing standard input: ${Errno.EBADF.message}`);
    return status;
  },
};
