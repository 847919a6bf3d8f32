/** `command`: a command without functions; its special builtins lose what makes them special. */

import { isTask, type MaybeTask, type Task } from '../../../kernel/task.ts';
import { isBash } from '../../../syntax/dialect.ts';
import { runBuiltin } from '../../compile/builtin-call.ts';
import { runProgram } from '../../compile/program-call.ts';
import { describeCommand } from '../../describe-command.ts';
import { eager } from '../../flow.ts';
import { abandonFrame, leaveFrame } from '../../frames.ts';
import type { Frame, Interpreter } from '../../interpreter.ts';
import { meanings, reusable, sentence } from '../bash/describe.ts';
import { readOptions } from '../diagnostics.ts';
import { letters, regular } from './inside.ts';

/** `command -p` looks here (what `getconf PATH` prints). */
/** Where dash says that a program is; it runs it from its own path. */
const DASH_SEARCHED = '/usr/bin:/bin';
const STANDARD_PATH = '/bin:/usr/bin';
/** dash's own idea of it. */
const DASH_STANDARD_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const command = regular('command', (sh, argv) => {
  const read = isBash(sh.dialect)
    ? readOptions(sh, argv, 'pvV', 'command [-pVv] command [arg ...]')
    : letters(sh, argv, 'pvV');
  if ('status' in read) return read.status;
  const { options, operands } = read;
  if (options.has('v') || options.has('V')) return describeAll(sh, operands, options.has('V'), options.has('p'));
  const name = operands[0];
  if (name === undefined) return 0;
  const call = { argv: operands, sources: sh.wordSources.slice(argv.length - operands.length) };
  const builtin = sh.builtins.get(name);
  const position = sh.position!;
  const { flags } = sh;
  sh.within = sh.outerWithin;
  if (builtin) {
    sh.throughCommand = true;
    try {
      return withOwnFrame(sh, () => runBuiltin(sh, builtin, call, position, flags, false));
    } finally {
      sh.throughCommand = false;
    }
  }
  return runProgram(
    sh,
    call,
    position,
    flags,
    options.has('p') ? (sh.dialect === 'dash' ? DASH_STANDARD_PATH : STANDARD_PATH) : undefined,
  );
});

/** The Almquist shells make local what a command behind `command` declares, until it ends. */
function withOwnFrame(sh: Interpreter, run: () => MaybeTask<number>): MaybeTask<number> {
  if (isBash(sh.dialect)) return run();
  return eager(framed(sh, run));
}

function* framed(sh: Interpreter, run: () => MaybeTask<number>): Task<number> {
  const frame: Frame = [];
  sh.frames.push(frame);
  let status: number;
  try {
    const result = run();
    status = isTask(result) ? yield* result : result;
  } catch (thrown) {
    sh.frames.pop();
    abandonFrame(sh, frame, thrown);
    throw thrown;
  }
  sh.frames.pop();
  leaveFrame(sh, frame);
  return status;
}

function describeAll(
  sh: Interpreter,
  names: readonly string[],
  verbose: boolean,
  standard: boolean,
): MaybeTask<number> {
  if (isBash(sh.dialect)) return bashDescriptions(sh, names, verbose, standard ? STANDARD_PATH : undefined);
  let text = '';
  let status = 0;
  // The Almquist shells look at the first name only.
  for (const name of names.slice(0, 1)) {
    const found = describeCommand(
      sh,
      name,
      verbose,
      standard ? (sh.dialect === 'dash' ? DASH_SEARCHED : STANDARD_PATH) : undefined,
    );
    text += found.text;
    if (found.status !== 0) status = found.status;
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
}

/** bash: one name that means something is enough. */
function bashDescriptions(
  sh: Interpreter,
  names: readonly string[],
  verbose: boolean,
  path: string | undefined,
): MaybeTask<number> {
  let text = '';
  for (const name of names) {
    const [meaning] = meanings(sh, name, path === undefined ? {} : { path });
    if (meaning) text += verbose ? sentence(sh, name, meaning) : reusable(name, meaning);
    else if (verbose) sh.complain(`command: ${name}: not found`);
  }
  const written = sh.write(text);
  return text === '' && names.length > 0 ? 1 : written;
}
