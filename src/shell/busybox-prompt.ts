/** What busybox says to a person: its greeting, and prompts with backslashes in them (libbb/lineedit.c). */
import type { Interpreter } from './interpreter.ts';

const GREETING = `

BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)
Enter 'help' for a list of built-in commands.

`;

/** Becomes interactive: it greets, once. */
export function greet(sh: Interpreter): void {
  if (sh.greeted) return;
  sh.greeted = true;
  sh.writeError(GREETING, 1);
}

/** A prompt after its expansions. */
export function busyboxPrompt(sh: Interpreter, text: string): string {
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_whole, what: string) => meaning(sh, what));
}

function meaning(sh: Interpreter, what: string): string {
  switch (what) {
    case '$':
      return '#';
    case 'w':
    case 'W': {
      const path = sh.directory.replace(/^\/root(?=\/|$)/, '~');
      return what === 'w' || path === '/' || path === '~' ? path : path.slice(path.lastIndexOf('/') + 1);
    }
    case 'h':
      return (sh.get('HOSTNAME') ?? '').split('.')[0]!;
    case 'H':
      return sh.get('HOSTNAME') ?? '';
    case 'u':
      return 'root';
    case 'n':
      return '\n';
    case 'a':
      return '\x07';
    case 'e':
    case 'E':
      return '\x1b';
    case '[':
    case ']':
      return '';
    default:
      return /^[0-7]/.test(what) ? String.fromCharCode(Number.parseInt(what, 8) & 255) : what;
  }
}
