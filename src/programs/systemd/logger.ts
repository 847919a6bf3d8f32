/** logger(1): writes lines into the journal. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';

const LEVELS: Readonly<Record<string, number>> = {
  emerg: 0,
  panic: 0,
  alert: 1,
  crit: 2,
  err: 3,
  error: 3,
  warning: 4,
  warn: 4,
  notice: 5,
  info: 6,
  debug: 7,
};

export const logger: Program = { name: 'logger', run };

function* run(p: Process, m: Machine): Task<number> {
  const parsed = getopt(
    p.argv,
    'f:ip:st:ehVS:n:P:Tdu:',
    [
      'file:=f',
      'id::',
      'priority:=p',
      'stderr=s',
      'tag:=t',
      'skip-empty=e',
      'help=h',
      'version=V',
      'no-act',
      'size:=S',
      'journald::',
      'prio-prefix',
    ],
    { permute: false },
  );
  if (parsed.error !== undefined) {
    yield* p.warn(`logger: ${parsed.error}\nTry 'logger --help' for more information.\n`);
    return 1;
  }
  let [identifier, priority, pid, echo, file, skipEmpty]: [
    string,
    number,
    number,
    boolean,
    string | undefined,
    boolean,
  ] = ['root', 5, 0, false, undefined, false];
  for (const { name, value = '' } of parsed.options) {
    if (name === 't') identifier = value;
    else if (name === 'i') pid = p.pid;
    else if (name === 'id') pid = value === '' ? p.pid : Number(value);
    else if (name === 's') echo = true;
    else if (name === 'f') file = value;
    else if (name === 'e') skipEmpty = true;
    else if (name === 'p') {
      const level = value.slice(value.indexOf('.') + 1);
      if (!(level in LEVELS)) {
        yield* p.warn(`logger: unknown priority name: ${value}\n`);
        return 1;
      }
      priority = LEVELS[level]!;
    } else {
      m.trace.add(p.pid, { kind: 'unsupported', what: 'logger', detail: `option ${name}` });
      return 1;
    }
  }
  const text =
    parsed.operands.length > 0
      ? parsed.operands.join(' ')
      : file === undefined
        ? yield* p.readAll(0)
        : p.readFile(file);
  if (isErrno(text)) {
    yield* p.warn(`logger: file ${file}: ${text.message}\n`);
    return 1;
  }
  for (const message of text.replace(/\n$/, '').split('\n')) {
    if (message === '' && (skipEmpty || parsed.operands.length > 0)) continue;
    m.journal.log({ identifier, pid, message, priority, ...(p.unit === undefined ? {} : { unit: p.unit }) });
    if (echo) yield* p.warn(`<${8 + priority}>${identifier}${pid > 0 ? `[${pid}]` : ''}: ${message}\n`);
  }
  return 0;
}
