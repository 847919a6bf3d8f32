/** The actions of find(1). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { LineReader } from '../text/inputs.ts';
import { findProgram, spawnByName } from '../text/lookup.ts';
import { baseName, dirName } from '../text/names.ts';
import { quote } from '../text/quote.ts';
import { type Found, type Predicate, Refused, type Walk } from './expression.ts';
import type { Parsing, PredicateParser } from './parse.ts';
import { parsePrintf } from './printf.ts';

/** Bytes of arguments that one `{} +` command gets at most. */
const BATCH_BYTES = 131_072;

/** Starts a command and waits: its status, or undefined when it could not be started (told). */
function* runCommand(walk: Walk, argv: readonly string[], directory?: string): Task<number | undefined> {
  const { p } = walk;
  yield* walk.flush();
  const child = directory === undefined ? spawnByName(p, argv) : spawnIn(p, argv, directory);
  if (isErrno(child)) {
    yield* walk.complain(`${quote(argv[0] ?? '')}: ${child.message}`);
    return undefined;
  }
  const ended = yield* p.wait(child.pid);
  return isErrno(ended) ? undefined : ended.status;
}

function spawnIn(p: Process, argv: readonly string[], cwd: string): ReturnType<typeof spawnByName> {
  const path = findProgram(p, argv[0] ?? '');
  return isErrno(path) ? path : p.spawn(path, argv, { cwd });
}

const placed = (words: readonly string[], name: string): string[] => words.map((word) => word.replaceAll('{}', name));

/** -exec and -execdir, with `;` or `{} +`. */
const execution =
  (inDirectory: boolean): PredicateParser =>
  (name, parsing) => {
    const words = parsing.rest();
    const command = words.slice(0, -1);
    if (command.length === 0) throw new Refused(`invalid argument \`${words[0]}' to \`${name}'`);
    if (words.at(-1) === '+') return batches(command.slice(0, -1), inDirectory, parsing, name);
    return function* (found, walk) {
      const argv = placed(command, inDirectory ? `./${baseName(found.path)}` : found.path);
      return (yield* runCommand(walk, argv, inDirectory ? dirName(found.path) : undefined)) === 0;
    };
  };

function batches(command: readonly string[], inDirectory: boolean, parsing: Parsing, name: string): Predicate {
  if (command.some((word) => word.includes('{}')))
    throw new Refused(`Only one instance of {} is supported with ${name} ... +`);
  let held: string[] = [];
  let [bytes, directory]: [number, string | undefined] = [0, undefined];
  const run = function* (walk: Walk): Task {
    if (held.length === 0) return;
    const argv = [...command, ...held];
    [held, bytes] = [[], 0];
    if ((yield* runCommand(walk, argv, directory)) !== 0) walk.status = 1;
  };
  parsing.atEnd.push(run);
  return function* (found, walk) {
    const [own, word] = inDirectory ? [dirName(found.path), `./${baseName(found.path)}`] : [undefined, found.path];
    if (bytes + word.length > BATCH_BYTES || own !== directory) yield* run(walk);
    directory = own;
    held.push(word);
    bytes += word.length + 1;
    return true;
  };
}

/** -ok and -okdir ask first. */
const asking =
  (inDirectory: boolean): PredicateParser =>
  (name, parsing) => {
    const words = parsing.rest();
    if (words.at(-1) !== ';' || words.length < 2) throw new Refused(`missing argument to \`${name}'`);
    const command = words.slice(0, -1);
    const answers = new LineReader(parsing.p, 0);
    return function* (found, walk) {
      const argv = placed(command, inDirectory ? `./${baseName(found.path)}` : found.path);
      yield* walk.flush();
      yield* walk.p.warn(`< ${command[0]} ... ${found.path} > ? `);
      const answer = yield* answers.next();
      return (
        answer !== undefined &&
        /^[yY]/.test(answer) &&
        (yield* runCommand(walk, argv, inDirectory ? dirName(found.path) : undefined)) === 0
      );
    };
  };

const remove: PredicateParser = (_, parsing) => {
  parsing.depthFirst = true;
  return function* ({ path, stat }: Found, walk: Walk): Task<boolean> {
    if (path === '.' || path === '..') return true;
    const done = stat.type === 'directory' ? walk.p.rmdir(path) : walk.p.unlink(path);
    if (!isErrno(done)) return true;
    yield* walk.complain(`cannot delete ${quote(path)}: ${done.message}`);
    walk.status = 1;
    return false;
  };
};

const printing =
  (end: string): PredicateParser =>
  () =>
  ({ path }, walk) => {
    walk.print(path + end);
    return true;
  };

const formatted: PredicateParser = (_, parsing) => {
  const { pieces, warnings } = parsePrintf(parsing.argument());
  let warned = warnings.length === 0;
  return function* (found, walk) {
    if (!warned) {
      warned = true;
      for (const warning of warnings) yield* walk.complain(`warning: ${warning}`);
    }
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(found, walk);
    walk.print(text);
    return true;
  };
};

export const actions: ReadonlyMap<string, PredicateParser> = new Map<string, PredicateParser>([
  ['-delete', remove],
  ['-exec', execution(false)],
  ['-execdir', execution(true)],
  ['-ok', asking(false)],
  ['-okdir', asking(true)],
  ['-print', printing('\n')],
  ['-print0', printing('\0')],
  ['-printf', formatted],
  [
    '-prune',
    () => (_, walk) => {
      walk.prune = true;
      return true;
    },
  ],
  [
    '-quit',
    () => (_, walk) => {
      walk.quit = true;
      return true;
    },
  ],
]);
