/** `set -x`: the command as it will run, on standard error. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { KEYWORDS } from '../../syntax/keywords.ts';
import { tracedWord } from '../bash/quote.ts';
import { note } from '../events.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import { shellQuote } from '../show-words.ts';

/** Prints one command; `assignments` are those before it, which bash gives lines of their own. */
export function xtrace(
  sh: Interpreter,
  words: readonly string[],
  assignments: readonly string[],
): Task<void> | undefined {
  if (sh.tracing) return undefined;
  if (sh.dialect === 'dash') return traceLine(sh, [...assignments, ...words].join(' '));
  if (sh.dialect === 'busybox')
    return traceLine(
      sh,
      [...assignments.map(quotedAssignment(sh)), ...withoutCommand(sh, words).map(quoted(sh))].join(' '),
    );
  else {
    // Arrays have been told already.
    for (const assignment of assignments) if (assignment !== '') traceText(sh, quotedAssignment(sh)(assignment));
    if (words.length > 0) traceText(sh, words.map(quoted(sh)).join(' '));
  }
  return undefined;
}

/** busybox has taken `command` away when it traces, with `-p` and `--`. */
function withoutCommand(sh: Interpreter, words: readonly string[]): readonly string[] {
  let at = 0;
  while (words[at] === 'command' && (at > 0 || !sh.functions.has('command'))) {
    let next = at + 1;
    while (/^-p+$/.test(words[next] ?? '')) next++;
    if (words[next] === '--') next++;
    else if (words[next]?.startsWith('-') && words[next] !== '-') break;
    if (next >= words.length) break;
    at = next;
  }
  return words.slice(at);
}

/** The same where PS4 may have to run commands. */
function traceLine(sh: Interpreter, line: string): Task<void> | undefined {
  const before = sh.tracePrefix();
  if (isTask(before)) return tracedLater(sh, before, line);
  traced(sh, before + line);
  return undefined;
}

function* tracedLater(sh: Interpreter, before: Task<string>, line: string): Task<void> {
  traced(sh, (yield* before) + line);
}

/** Prints one line after PS4. */
export function traceText(sh: Interpreter, line: string): void {
  if (sh.tracing) return;
  const before = sh.tracePrefix();
  if (isTask(before)) sh.unsupported('a command substitution in PS4');
  traced(sh, (isTask(before) ? (sh.get('PS4') ?? '') : before) + line);
}

function traced(sh: Interpreter, text: string): void {
  if (sh.trace.full) note(sh, { kind: 'xtrace', text });
  sh.writeError(`${text}\n`, traceDescriptor(sh, text));
}

/** bash: BASH_XTRACEFD says where to. */
function traceDescriptor(sh: Interpreter, text: string): number {
  // What switches it on is still told where the others were.
  const given =
    isBash(sh.dialect) && !/^\+* *BASH_XTRACEFD=/.test(text) ? sh.variables.get('BASH_XTRACEFD') : undefined;
  return given !== undefined && /^[0-9]+$/.test(given) && sh.p.descriptor(Number(given))
    ? Number(given)
    : sh.traceDescriptor;
}

/** What busybox writes without quotes. */
const BUSYBOX_SAFE = /^[-+,./0-9:@A-Z\]^_a-z]*$/;

const quoted =
  (sh: Interpreter) =>
  (word: string): string => {
    if (sh.dialect !== 'busybox') return tracedWord(sh, word);
    if (!BUSYBOX_SAFE.test(word)) return shellQuote(word, sh.dialect);
    return KEYWORDS.has(word) || word === 'function' ? `'${word}'` : word;
  };

const quotedAssignment =
  (sh: Interpreter) =>
  (assignment: string): string => {
    const equals = assignment.indexOf('=') + 1;
    const value = assignment.slice(equals);
    // busybox quotes reserved words only where they could be one.
    const plain = value === '' || (sh.dialect === 'busybox' && BUSYBOX_SAFE.test(value));
    return plain ? assignment : assignment.slice(0, equals) + quoted(sh)(value);
  };

/** bash traces what `eval` and `.` read one level deeper. @param tested the command stands where `set -e` does not hold */
export function tracedDeeper(sh: Interpreter, run: () => MaybeTask<number>, tested: boolean): MaybeTask<number> {
  if (!isBash(sh.dialect)) return run();
  sh.traceDepth++;
  if (tested) sh.testedTexts++;
  return eager(restored(sh, run, tested));
}

function* restored(sh: Interpreter, run: () => MaybeTask<number>, tested: boolean): Task<number> {
  try {
    const result = run();
    return isTask(result) ? yield* result : result;
  } finally {
    sh.traceDepth--;
    if (tested) sh.testedTexts--;
  }
}
