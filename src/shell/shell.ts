/** The program behind `/bin/sh`, `dash`, `busybox sh` and `bash`. */

import type { Body, Process } from '../kernel/process.ts';
import { settle, type Task } from '../kernel/task.ts';
import { type Dialect, isBash } from '../syntax/dialect.ts';
import { isErrno } from '../vfs/errno.ts';
import { setPosixMode } from './bash/posix-mode.ts';
import { builtins } from './builtins/index.ts';
import { greet } from './busybox-prompt.ts';
import { eager, LAST, ShellError } from './flow.ts';
import type { Exec } from './function.ts';
import { Interpreter } from './interpreter.ts';
import { type Invocation, readInvocation } from './invocation.ts';
import { CANNOT_RUN, NOT_FOUND, SHELL_ERROR, why } from './messages.ts';
import { optionRows } from './options.ts';
import { runStream } from './run-stream.ts';
import { runFile, runText } from './run-text.ts';
import { runToEnd } from './run-to-end.ts';
import { plainPath } from './source.ts';
import { startUp } from './start-up.ts';

/** A shell that reads its own words (`sh -c CMD`, `sh FILE`, `sh -s`), environment and descriptors; gives its exit status. */
export function shellProgram(dialect: Dialect): Body {
  return (p) => start(p, dialect, p.argv);
}

/** Runs a text file without `#!`, as shells do when execve(2) refuses it. */
export const scriptProgram =
  (dialect: Dialect, path: string): Body =>
  (p) =>
    start(p, dialect, [p.argv[0] ?? path, path, ...p.argv.slice(1)], path);

function start(p: Process, dialect: Dialect, argv: readonly string[], name = argv[0] ?? 'sh'): ReturnType<Body> {
  const invocation = readInvocation(argv, dialect);
  const sh = new Interpreter(p, dialect, builtins(dialect), name);
  p.position = () => sh.position;
  p.shell = sh;
  sh.scriptProgram = (path) => (looksLikeText(p, path) ? scriptProgram(dialect, path) : undefined);
  if ('refused' in invocation) {
    sh.complain(invocation.refused);
    return invocation.status;
  }
  startUp(sh);
  sh.lastWord = p.env.get('_') ?? name;
  const inherited = isBash(dialect) ? (p.env.get('SHELLOPTS') ?? '').split(':') : [];
  for (const { name, option } of optionRows(dialect)) if (inherited.includes(name)) sh.options[option] = true;
  for (const { option, on } of invocation.set) {
    if (option === 'posix') setPosixMode(sh, on);
    else sh.options[option] = on;
  }
  for (const { name, on } of invocation.shopts) sh.setShopt(name, on);
  if (isBash(dialect) && invocation.login) sh.setShopt('login_shell', true);
  sh.positional_ = { values: invocation.parameters, sources: [] };
  sh.scriptArguments = invocation.parameters;
  return runToEnd(sh, main(sh, invocation), LAST);
}

function main(sh: Interpreter, invocation: Invocation): Exec {
  const { dialect } = sh;
  const { command, file } = invocation;
  if (command !== undefined) {
    if (invocation.name !== undefined) {
      sh.name = invocation.name;
      if (dialect === 'busybox') sh.within = sh.name;
    }
    sh.lineShift = sh.traits.commandLineShift;
    sh.fromCommandLine = true;
    if (isBash(sh.dialect)) sh.variables.own('BASH_EXECUTION_STRING').value = command;
    sh.options.command = true;
    if (sh.options.interactive && !isBash(dialect)) beginInteractive(sh, invocation);
    return (_sh, flags) => runText(sh, command, '-c', flags);
  }
  if (file !== undefined) {
    if (sh.options.interactive && !isBash(dialect)) beginInteractive(sh, invocation);
    return script(sh, file);
  }
  if (!sh.options.interactive && sh.p.isatty(0) && sh.p.isatty(2)) sh.options.interactive = true;
  sh.options.stdin = true;
  sh.prompting = sh.options.interactive;
  if (sh.options.interactive) beginInteractive(sh, invocation);
  return () => eager(fromInput(sh, invocation.startFile));
}

/** What a person's shell reads first; texts to be expanded. Debian's bash has a file for everybody. */
function startFiles(sh: Interpreter, given: string | undefined): readonly string[] {
  const named = sh.dialect === 'bash' ? given : sh.get('ENV');
  if (named !== undefined) return named === '' ? [] : [named];
  return sh.dialect === 'bash' ? ['/etc/bash.bashrc', '$HOME/.bashrc'] : [];
}

/** Commands from standard input; a person's Almquist shell reads the file that ENV names first. */
function* fromInput(sh: Interpreter, startFile: string | undefined): Task<number> {
  for (const named of sh.options.interactive ? startFiles(sh, startFile) : []) {
    try {
      const path = yield* settle(sh.expandQuoted(named));
      const text = sh.p.readFile(path);
      if (!isErrno(text)) yield* settle(runFile(sh, text, plainPath(sh.p.absolute(path))));
    } catch (thrown) {
      // An error is told, and no more.
      if (!(thrown instanceof ShellError)) throw thrown;
    }
  }
  return yield* runStream(sh);
}

/** What only a person's shell does: it is not ended by what ends programs, and it controls jobs where there is a terminal. */
function beginInteractive(sh: Interpreter, { set }: Invocation): void {
  for (const signal of ['QUIT', 'TERM']) sh.p.onSignal(signal, 'ignore');
  if (sh.dialect === 'busybox') greet(sh);
  const withoutJobs = set.some(({ option, on }) => option === 'monitor' && !on) && !isBash(sh.dialect);
  if (withoutJobs) return;
  if (sh.p.isatty(2)) sh.options.monitor = true;
  else if (sh.dialect === 'dash') sh.complain("can't access tty; job control turned off");
  else if (sh.dialect === 'busybox') sh.writeError(`${sh.appletName}: can't access tty; job control turned off\n`);
}

function script(sh: Interpreter, file: string): Exec {
  const { p } = sh;
  const text = p.readFile(file);
  if (isErrno(text)) {
    const missing = text.name === 'ENOENT';
    if (text.name === 'EISDIR' && !isBash(sh.dialect)) return () => 0;
    return () => {
      sh.name = isBash(sh.dialect) || sh.dialect === 'dash' ? sh.name : sh.name;
      if (isBash(sh.dialect)) sh.writeError(`${sh.name}: ${file}: ${text.message}\n`);
      else
        sh.complain(
          sh.dialect === 'dash'
            ? `cannot open ${file}: ${why(text, sh.dialect, 'open')}`
            : `can't open '${file}': ${text.message}`,
        );
      return isBash(sh.dialect) ? (missing ? NOT_FOUND : 126) : SHELL_ERROR;
    };
  }
  if (isBash(sh.dialect) && /^[^\n]{0,79}\0/.test(text))
    return () => {
      sh.writeError(`${file}: ${file}: cannot execute binary file\n`);
      return CANNOT_RUN;
    };
  sh.name = file;
  if (sh.dialect === 'busybox') sh.within = file;
  sh.scriptFile = file;
  if (sh.dialect === 'busybox') sh.within = file;
  return () => runFile(sh, text.includes('\0') ? text.replaceAll('\0', '') : text, plainPath(p.absolute(file)));
}

/** A shell runs no binary that it is handed: a NUL in the first line tells. */
function looksLikeText(p: Process, path: string): boolean {
  const text = p.readFile(path);
  if (isErrno(text)) return false;
  const line = text.slice(0, Math.max(0, text.indexOf('\n')) || 128);
  return !line.includes('\0');
}
