/** `for` (XCU 2.9.4). */
import { isTask, type MaybeTask, type Task, TURN } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { printWord } from '../../syntax/print-tree.ts';
import type { For } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import { setTarget } from '../bash/assign.ts';
import { type Branch, branchAt, branchTaken, NO_SOURCES } from '../events.ts';
import { Abandoned, ShellExit, TESTED } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import { type Announced, announce } from './before-command.ts';
import type { Compiler } from './compiler.ts';
import { ended } from './loops.ts';
import type { Call } from './simple.ts';
import { compileWords } from './word-list.ts';
import { traceText } from './xtrace.ts';

interface Loop {
  readonly name: string;
  readonly body: Exec;
  readonly position: Position;
  readonly branch: Branch;
  /** The head of the loop, as bash traces it. */
  readonly written: string;
  readonly announced: Announced;
}

export function compileFor(c: Compiler, node: For): Exec {
  const position = c.position(node);
  const words = node.words && compileWords(c, node.words);
  const written = loopHead(c, node);
  const isName = /^[A-Za-z_]\w*$/.test(node.name);
  const loop: Loop = {
    name: node.name,
    body: c.sequence(node.body),
    position,
    branch: branchAt('for', position),
    written,
    announced: { position, text: () => written },
  };
  return (sh, flags) => {
    sh.position = position;
    sh.used.clear();
    if (!isName) return notAName(sh, node.name);
    const call: MaybeTask<Call> = words ? words(sh) : { argv: sh.positional_.values, sources: sh.positional_.sources };
    if (isTask(call)) return wordsLater(sh, flags, loop, call);
    sh.loops++;
    return turns(sh, flags & TESTED, loop, call, 0, 0);
  };
}

/** The head of a loop, as bash traces it; words that one brace expansion made were written once. */
export function loopHead(c: Compiler, { kind, name, words }: For): string {
  const written = words?.filter(({ start }, index) => index === 0 || words[index - 1]!.start !== start);
  const shown = written?.map((word) => printWord(word, (span) => c.source.excerpt(span))).join(' ');
  return `${kind} ${name} in ${shown ?? '"$@"'}`;
}

/** bash finds out only when the loop is to run. */
export function notAName(sh: Interpreter, name: string): number {
  sh.complain(`\`${name}': not a valid identifier`);
  if (sh.dialect === 'bash-posix') throw new ShellExit(2);
  sh.status = 1;
  return 1;
}

function* wordsLater(sh: Interpreter, flags: number, loop: Loop, waiting: Task<Call>): Task<number> {
  const call = yield* waiting;
  sh.loops++;
  const result = turns(sh, flags & TESTED, loop, call, 0, 0);
  return typeof result === 'number' ? result : yield* result;
}

function turns(
  sh: Interpreter,
  flags: number,
  loop: Loop,
  call: Call,
  from: number,
  before: number,
): MaybeTask<number> {
  let status = before;
  for (let index = from; index < call.argv.length; index++) {
    if (sh.p.shouldYield() || sh.traps.debug !== undefined)
      return turnsLater(sh, flags, loop, call, index, status, undefined);
    if (sh.trace.full && !branchTaken(sh, loop.branch, true)) return leave(sh, status);
    if (!begin(sh, loop, call, index)) return finish(sh, loop, 1);
    const result = loop.body(sh, flags);
    if (typeof result !== 'number') return turnsLater(sh, flags, loop, call, index, status, result);
    status = result;
    if (ended(sh)) break;
  }
  return finish(sh, loop, status);
}

/** The same from the turn at `at` on, whose body may be waiting. */
function* turnsLater(
  sh: Interpreter,
  flags: number,
  loop: Loop,
  call: Call,
  at: number,
  before: number,
  waiting: Task<number> | undefined,
): Task<number> {
  let status = before;
  let running = waiting;
  for (let index = at; index < call.argv.length; index++) {
    if (running) status = yield* running;
    else {
      if (sh.p.shouldYield()) yield TURN;
      if (sh.traps.debug !== undefined && !(yield* announce(sh, loop.announced))) continue;
      if (sh.trace.full && !branchTaken(sh, loop.branch, true)) return leave(sh, status);
      if (!begin(sh, loop, call, index)) return finish(sh, loop, 1);
      const result = loop.body(sh, flags);
      status = typeof result === 'number' ? result : yield* result;
    }
    running = undefined;
    if (ended(sh)) break;
  }
  return finish(sh, loop, status);
}

/** False when the variable cannot be assigned and the shell goes on all the same (bash). */
function begin(sh: Interpreter, { name, position, written }: Loop, call: Call, index: number): boolean {
  // The Almquist shells go on naming the line of the body.
  if (index === 0 || isBash(sh.dialect)) sh.position = position;
  if (sh.options.xtrace && isBash(sh.dialect)) traceText(sh, written);
  try {
    // bash: a reference is led from one word to the next.
    if (sh.variables.find(name)?.extension?.reference) setTarget(sh, name, call.argv[index]!);
    else sh.setVariable(name, call.argv[index]!, position, call.sources[index] ?? NO_SOURCES);
  } catch (thrown) {
    if (!(thrown instanceof Abandoned)) throw thrown;
    return false;
  }
  return true;
}

function finish(sh: Interpreter, { branch }: Loop, status: number): number {
  if (sh.trace.full) branchTaken(sh, branch, false);
  return leave(sh, status);
}

function leave(sh: Interpreter, status: number): number {
  sh.loops--;
  sh.status = status;
  return status;
}
