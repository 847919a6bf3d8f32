/** pushd, popd and dirs: the stack of directories, of which the working directory is the top. */
import { isTask, type MaybeTask, type Task } from '../../../kernel/task.ts';
import { isErrno } from '../../../vfs/errno.ts';
import { eager } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { cd } from '../cd.ts';
import { complain, printUsage } from '../diagnostics.ts';
import { BASH, type Run, regular } from '../special/inside.ts';

const USAGES: Readonly<Record<string, string>> = {
  pushd: 'pushd [-n] [+N | -N | dir]',
  popd: 'popd [-n] [+N | -N]',
  dirs: 'dirs [-clpv] [+N] [-N]',
};

export const pushd = regular('pushd', (sh, argv) => eager(push(sh, argv)), BASH);
export const popd = regular('popd', (sh, argv) => eager(pop(sh, argv)), BASH);

/** The whole stack, the working directory first. */
const stack = (sh: Interpreter): string[] => [sh.directory, ...sh.directories];

function* push(sh: Interpreter, argv: readonly string[]): Task<number> {
  const read = operandOf(sh, 'pushd', argv);
  if (typeof read === 'number') return read;
  const { operand, stays } = read;
  if (operand === undefined) {
    const [next, ...rest] = sh.directories;
    if (next === undefined) return complain(sh, 'pushd', 'no other directory');
    return yield* change(sh, 'pushd', next, [sh.directory, ...rest]);
  }
  const index = indexOf(sh, operand);
  if (index !== undefined) {
    const all = stack(sh);
    if (index < 0 || index >= all.length) return outOfRange(sh, 'pushd', operand);
    const turned = [...all.slice(index), ...all.slice(0, index)];
    return yield* change(sh, 'pushd', turned[0]!, turned.slice(1));
  }
  if (stays) {
    sh.directories = [operand, ...sh.directories];
    return yield* show(sh);
  }
  return yield* change(sh, 'pushd', operand, [sh.directory, ...sh.directories]);
}

function* pop(sh: Interpreter, argv: readonly string[]): Task<number> {
  const read = operandOf(sh, 'popd', argv);
  if (typeof read === 'number') return read;
  const { operand, stays } = read;
  const index = operand === undefined ? 0 : indexOf(sh, operand);
  if (index === undefined) {
    complain(sh, 'popd', `${operand}: invalid argument`);
    printUsage(sh, 'popd', USAGES.popd!);
    return 2;
  }
  if (sh.directories.length === 0) return complain(sh, 'popd', 'directory stack empty');
  if (index < 0 || index > sh.directories.length) return outOfRange(sh, 'popd', operand!);
  if (index === 0 && !stays) return yield* change(sh, 'popd', sh.directories[0]!, sh.directories.slice(1));
  sh.directories = sh.directories.filter((_, at) => at !== Math.max(0, index - 1));
  return yield* show(sh);
}

/** `-n` and the operand; a status after a complaint. */
function operandOf(
  sh: Interpreter,
  name: string,
  argv: readonly string[],
): { readonly operand: string | undefined; readonly stays: boolean } | number {
  let at = 1;
  let stays = false;
  for (; argv[at] === '-n' || argv[at] === '--'; at++) {
    if (argv[at] === '-n') stays = true;
    else {
      at++;
      break;
    }
  }
  const operand = argv[at];
  if (operand !== undefined && argv.length > at + 1) return complain(sh, name, 'too many arguments');
  if (operand !== undefined && /^-./.test(operand) && !/^-[0-9]+$/.test(operand) && argv[at - 1] !== '--') {
    complain(sh, name, `${operand}: invalid option`);
    printUsage(sh, name, USAGES[name]!);
    return 2;
  }
  return { operand, stays };
}

/** `+N` counts from the top, `-N` from the bottom. */
function indexOf(sh: Interpreter, operand: string): number | undefined {
  const found = /^([+-])([0-9]+)$/.exec(operand);
  if (!found) return undefined;
  return found[1] === '+' ? Number(found[2]) : sh.directories.length - Number(found[2]);
}

const outOfRange = (sh: Interpreter, name: string, operand: string): number =>
  sh.directories.length === 0 && name !== 'dirs'
    ? complain(sh, name, 'directory stack empty')
    : complain(sh, name, `${operand}: directory stack index out of range`);

/** Goes to a directory; the rest of the stack changes only when that works. */
function* change(sh: Interpreter, name: string, directory: string, rest: readonly string[]): Task<number> {
  const stat = sh.p.stat(expanded(sh, directory));
  if (isErrno(stat)) return complain(sh, name, `${sh.values!.printable(directory)}: ${stat.message}`);
  const went = cd.run(sh, ['cd', '--', expanded(sh, directory)]);
  const status = isTask(went) ? yield* went : went;
  if (status !== 0) return status;
  sh.directories = rest;
  return yield* show(sh);
}

const expanded = (sh: Interpreter, directory: string): string =>
  /^~(\/|$)/.test(directory) ? (sh.get('HOME') ?? '~') + directory.slice(1) : directory;

function* show(sh: Interpreter): Task<number> {
  const written = sh.write(
    `${stack(sh)
      .map((directory) => shortened(sh, directory))
      .join(' ')}\n`,
  );
  return isTask(written) ? yield* written : written;
}

/** With a tilde for HOME. */
function shortened(sh: Interpreter, directory: string): string {
  const home = sh.get('HOME');
  if (!home || home === '/') return directory;
  return directory === home || directory.startsWith(`${home}/`) ? `~${directory.slice(home.length)}` : directory;
}

const list: Run = (sh, argv): MaybeTask<number> => {
  let [long, lines, numbered] = [false, false, false];
  let only: number | undefined;
  for (const word of argv.slice(1)) {
    const index = indexOf(sh, word);
    if (index !== undefined) {
      if (index < 0 || index > sh.directories.length) return outOfRange(sh, 'dirs', word.slice(1));
      only = index;
      continue;
    }
    if (!/^-[clpv]+$/.test(word)) {
      complain(sh, 'dirs', `${word}: invalid number`);
      printUsage(sh, 'dirs', USAGES.dirs!);
      return 2;
    }
    if (word.includes('c')) {
      sh.directories = [];
      return 0;
    }
    if (word.includes('l')) long = true;
    if (word.includes('p')) lines = true;
    if (word.includes('v')) numbered = true;
  }
  const entries = stack(sh)
    .map((directory, index) => ({ index, text: long ? directory : shortened(sh, directory) }))
    .filter(({ index }) => only === undefined || index === only);
  const texts = entries.map(({ index, text }) => (numbered ? `${String(index).padStart(2)}  ${text}` : text));
  return sh.write(`${texts.join(lines || numbered ? '\n' : ' ')}\n`);
};

export const dirs = regular('dirs', list, BASH);
