/** What backslashes mean in a prompt (bash(1), PROMPTING), then the expansions between double quotes. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { Interpreter } from '../interpreter.ts';
import { strftime } from './strftime.ts';

export function expandPrompt(sh: Interpreter, text: string): MaybeTask<string> {
  const decoded = text.replace(
    /\\([0-7]{1,3}|D\{[^}]*\}|[\s\S])/g,
    (whole, what: string) => special(sh, what) ?? whole,
  );
  if (!/[$`\\]/.test(decoded) || !sh.shopts.promptvars) return decoded;
  const expanded = sh.expandQuoted(decoded.replace(/\\([\s\S])/g, (pair, what: string) => (what === '"' ? '"' : pair)));
  return isTask(expanded) ? later(expanded) : expanded;
}

function* later(waiting: Task<string>): Task<string> {
  return yield* waiting;
}

/** Undefined: it means nothing here. What an expansion gives is protected from the expansions that follow. */
function special(sh: Interpreter, what: string): string | undefined {
  const protect = (text: string): string => text.replace(/[\\$`"]/g, '\\$&');
  switch (what) {
    case 'a':
      return '\x07';
    case 'e':
      return '\x1b';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case '[':
    case ']':
      return '';
    case '\\':
      return '\\';
    case '$':
      return '#';
    case 'h':
      return protect((sh.get('HOSTNAME') ?? '').split('.')[0]!);
    case 'H':
      return protect(sh.get('HOSTNAME') ?? '');
    case 'j':
      return String(sh.jobs.all.length);
    case 's':
      return protect(sh.name.slice(sh.name.lastIndexOf('/') + 1));
    case 'u':
      return protect('root');
    case 'v':
      return (sh.get('BASH_VERSION') ?? '').split('.').slice(0, 2).join('.');
    case 'V':
      return (sh.get('BASH_VERSION') ?? '').split('(')[0];
    case 'w':
      return protect(shortened(sh));
    case 'W': {
      const path = shortened(sh);
      return protect(path === '/' || path === '~' ? path : path.slice(path.lastIndexOf('/') + 1));
    }
    case 'd':
      return time(sh, '%a %b %d');
    case 't':
      return time(sh, '%H:%M:%S');
    case 'T':
      return time(sh, '%I:%M:%S');
    case '@':
      return time(sh, '%I:%M %p');
    case 'A':
      return time(sh, '%H:%M');
    case '#':
      return '0';
    case '!':
      return '1';
    case 'l':
      return 'tty';
    default:
      if (what.startsWith('D{')) return protect(time(sh, what.slice(2, -1) || '%H:%M:%S'));
      return /^[0-7]/.test(what) ? String.fromCharCode(Number.parseInt(what, 8) & 255) : undefined;
  }
}

const time = (sh: Interpreter, format: string): string =>
  strftime(format, sh.p.kernel.powerOnSeconds + Math.floor(sh.clock.nowUs / 1_000_000));

function shortened(sh: Interpreter): string {
  const home = sh.get('HOME') ?? '';
  const path = sh.directory;
  return home !== '' && home !== '/' && (path === home || path.startsWith(`${home}/`))
    ? `~${path.slice(home.length)}`
    : path;
}
