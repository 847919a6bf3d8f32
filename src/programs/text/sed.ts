/** sed: edits a stream by a script. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { readInput } from './inputs.ts';
import { complain, nameOf, unsupported, unsupportedOption } from './messages.ts';
import { baseName, dirName } from './names.ts';
import { Output } from './output.ts';
import { quoteIfNeeded } from './quote.ts';
import { SedError, type SedScript, SedUnsupported } from './sed-command.ts';
import { SedInput } from './sed-input.ts';
import { CollectingSink, openSinks, StandardSink } from './sed-output.ts';
import { parseSed, type SedSource } from './sed-parse.ts';
import { SedRun } from './sed-run.ts';

const LONG = [
  'binary=b',
  'debug',
  'expression:=e',
  'file:=f',
  'follow-symlinks',
  'in-place::=i',
  'line-length:=l',
  'null-data=z',
  'quiet=n',
  'silent=n',
  'posix',
  'regexp-extended=E',
  'sandbox',
  'separate=s',
  'unbuffered=u',
  'help',
  'version',
];

/** Status for trouble that is not about the command line. */
const PANIC = 4;

/** Differs: the real sed goes on with a list of its options. */
function* usage(p: Process, message?: string): Task<number> {
  const name = nameOf(p);
  const first = message === undefined ? '' : `${name}: ${message}\n`;
  yield* p.warn(`${first}Usage: ${name} [OPTION]... {script-only-if-no-other-script} [input-file]...\n\n`);
  return 1;
}

const outputFiles = (script: SedScript): string[] =>
  script.commands.flatMap(({ action }) => {
    if (action.name === 'w' || action.name === 'W') return [action.file];
    return action.name === 's' && action.substitution.file !== undefined ? [action.substitution.file] : [];
  });

/** Puts the new text in place of a file, keeping the old one under another name when a suffix is given. */
function* replaceFile(p: Process, path: string, text: string, suffix: string): Task<number> {
  const stat = p.stat(path);
  const mode = isErrno(stat) ? 0o644 : stat.mode;
  const letters = Array.from(
    { length: 6 },
    () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'[p.kernel.random.integer(62)],
  );
  const directory = dirName(path);
  const temporary = `${directory}/sed${letters.join('')}`;
  const fd = p.open(temporary, { write: true, create: true, exclusive: true }, mode);
  if (isErrno(fd)) return yield* complain(p, `couldn't open temporary file ${temporary}: ${fd.message}`, PANIC);
  const written = yield* p.write(fd, text);
  p.close(fd);
  if (isErrno(written)) {
    p.unlink(temporary);
    return yield* complain(p, `couldn't write ${text.length} items to ${temporary}: ${written.message}`, PANIC);
  }
  p.chmod(temporary, mode);
  if (suffix !== '') {
    const base = baseName(path);
    const backup = suffix.includes('*') ? suffix.replaceAll('*', base) : base + suffix;
    const to = backup.includes('/') ? backup : `${directory}/${backup}`;
    const kept = p.rename(path, to);
    if (isErrno(kept)) return yield* complain(p, `cannot rename ${path}: ${kept.message}`, PANIC);
  }
  const renamed = p.rename(temporary, path);
  return isErrno(renamed) ? yield* complain(p, `cannot rename ${temporary}: ${renamed.message}`, PANIC) : 0;
}

export const sed: Program = {
  name: 'sed',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'bsnrzuEe:f:l:i::s', LONG);
    const sources: SedSource[] = [];
    let silent = false;
    let extended = false;
    let separate = false;
    let inPlace: string | undefined;
    let end = '\n';
    let unbuffered = false;
    let posix = false;
    let sandbox = false;
    let lineLength = 70;
    for (const { name, value = '' } of options) {
      if (name === 'n') silent = true;
      else if (name === 'E' || name === 'r') extended = true;
      else if (name === 'e') sources.push({ text: value, file: undefined });
      else if (name === 'f') {
        const text = yield* readInput(p, value);
        if (isErrno(text))
          return yield* complain(p, `couldn't open file ${quoteIfNeeded(value)}: ${text.message}`, PANIC);
        sources.push({ text: text.replace(/\n$/, ''), file: value });
      } else if (name === 's') separate = true;
      else if (name === 'i') {
        inPlace = value;
        separate = true;
      } else if (name === 'z') end = '\0';
      else if (name === 'u') unbuffered = true;
      else if (name === 'posix') posix = true;
      else if (name === 'sandbox') sandbox = true;
      else if (name === 'l') {
        if (!/^\d+$/.test(value)) return yield* usage(p, `invalid line length: ${value}`);
        lineLength = Number(value);
      } else if (name !== 'b' && name !== 'follow-symlinks') return yield* unsupportedOption(p, name, PANIC);
    }
    if (error !== undefined) return yield* usage(p, error);
    let paths = operands;
    if (sources.length === 0) {
      const text = paths[0];
      if (text === undefined) return yield* usage(p);
      sources.push({ text, file: undefined });
      paths = paths.slice(1);
    }
    const script = parseSed(sources, { extended, posix, sandbox });
    if (script instanceof SedError) return yield* complain(p, script.message, script.status);
    if (script instanceof SedUnsupported) return yield* unsupported(p, script.detail, PANIC);
    if (inPlace !== undefined && paths.length === 0) return yield* complain(p, 'no input files', PANIC);

    const out = new Output(p, unbuffered || p.isatty(1));
    const sinks = yield* openSinks(p, outputFiles(script), out, end);
    if (typeof sinks === 'number') return sinks;
    const editable = (path: string): string | undefined => {
      const stat = p.stat(path);
      if (isErrno(stat) || stat.type === 'file') return undefined;
      return `couldn't edit ${quoteIfNeeded(path)}: not a regular file`;
    };
    const input = new SedInput(
      p,
      paths.length > 0 ? paths : ['-'],
      end,
      separate,
      inPlace === undefined ? undefined : editable,
    );
    const standard = new StandardSink(out, end, unbuffered);
    const runOptions = { silent: silent || script.silent, end, lineLength, posix, sinks };
    const run = new SedRun(p, script, input, runOptions, standard);
    let file = 0;
    let editing: { path: string; sink: CollectingSink } | undefined;
    let status = 0;
    const finishFile = function* (): Task {
      if (editing === undefined) return;
      const failed = yield* replaceFile(p, editing.path, editing.sink.parts.join(''), inPlace ?? '');
      if (failed !== 0) status = failed;
      editing = undefined;
    };
    yield* run.run(function* () {
      if (input.files === file || !separate) return;
      file = input.files;
      run.resetRanges();
      if (inPlace === undefined) return;
      yield* finishFile();
      if (input.name === '-') run.sink = standard;
      else {
        editing = { path: input.name, sink: new CollectingSink(end) };
        run.sink = editing.sink;
      }
    });
    yield* finishFile();
    if (run.noPreviousRegex) {
      return yield* complain(p, `-e expression #1, char 0: no previous regular expression`, 1);
    }
    if (run.gaveUp) return yield* unsupported(p, 'a back-reference that is too complex to match', PANIC);
    if (status === 0) status = run.exitStatus || input.status;
    if (!p.descriptor(1)) return yield* complain(p, `couldn't close stdout: ${Errno.EBADF.message}`, PANIC);
    return yield* out.close(status, PANIC, (error) => `couldn't flush stdout: ${error.message}`);
  },
};
