/** `select` (bash): a menu on standard error, an answer from standard input, a turn of the loop for each. */
import { isTask, type Task } from '../../kernel/task.ts';
import type { For } from '../../syntax/tree.ts';
import { NO_SOURCES } from '../events.ts';
import { eager, TESTED } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';
import { loopHead, notAName } from './for.ts';
import { ended } from './loops.ts';
import { compileWords } from './word-list.ts';
import { traceText } from './xtrace.ts';

const DEFAULT_COLUMNS = 80;
const TAB = 8;

export function compileSelect(c: Compiler, node: For): Exec {
  const position = c.position(node);
  const words = node.words && compileWords(c, node.words);
  const body = c.sequence(node.body);
  const written = loopHead(c, node);
  return (sh, flags) => eager(run(sh, flags & TESTED));

  function* run(sh: Interpreter, flags: number): Task<number> {
    sh.position = position;
    if (!/^[A-Za-z_]\w*$/.test(node.name)) return notAName(sh, node.name);
    const call = words?.(sh) ?? { argv: sh.positional };
    const choices = (isTask(call) ? yield* call : call).argv;
    if (sh.options.xtrace) traceText(sh, written);
    let status = 0;
    if (choices.length > 0) {
      sh.loops++;
      for (let showsMenu = true; ; showsMenu = sh.get('REPLY') === '') {
        const chosen = yield* ask(sh, choices, showsMenu);
        if (chosen === undefined) {
          status = 1;
          break;
        }
        sh.setVariable(node.name, chosen, position, NO_SOURCES);
        const result = body(sh, flags);
        status = isTask(result) ? yield* result : result;
        if (ended(sh)) break;
      }
      sh.loops--;
    }
    sh.status = status;
    return status;
  }
}

/** The word that the answer names, '' for an answer that names none, undefined at the end of the input. */
function* ask(sh: Interpreter, choices: readonly string[], showsMenu: boolean): Task<string | undefined> {
  let shows = showsMenu;
  for (;;) {
    if (shows) sh.writeError(menu(choices, Number(sh.get('COLUMNS')) || DEFAULT_COLUMNS));
    sh.writeError(sh.get('PS3') ?? '#? ');
    const read = sh.builtins.get('read')!.run(sh, ['read']);
    if ((isTask(read) ? yield* read : read) !== 0) {
      const written = sh.write('\n');
      if (isTask(written)) yield* written;
      return undefined;
    }
    const answer = sh.get('REPLY') ?? '';
    if (answer !== '') return /^[ \t]*[+-]?[0-9]+[ \t]*$/.test(answer) ? (choices[Number(answer) - 1] ?? '') : '';
    shows = true;
  }
}

/** The numbered words in columns, as many as fit. */
function menu(choices: readonly string[], width: number): string {
  const count = choices.length;
  const digits = String(count).length;
  const widest = Math.max(...choices.map((choice) => choice.length)) + digits + 4;
  const fitting = Math.max(1, Math.floor(width / widest));
  let rows = Math.ceil(count / fitting);
  if (rows === 1) rows = count;
  const firstDigits = String(rows).length;
  let text = '';
  for (let row = 0; row < rows; row++) {
    let column = 0;
    for (let index = row; ; ) {
      const cell = `${String(index + 1).padStart(column === 0 ? firstDigits : digits)}) ${choices[index]}`;
      text += cell;
      index += rows;
      if (index >= count) break;
      text += gap(column + cell.length, column + widest);
      column += widest;
    }
    text += '\n';
  }
  return text;
}

/** Blanks and tabs from one column to another. */
function gap(from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; ) {
    const tab = Math.floor(to / TAB) > Math.floor(at / TAB);
    text += tab ? '\t' : ' ';
    at += tab ? TAB - (at % TAB) : 1;
  }
  return text;
}
