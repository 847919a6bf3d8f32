/** Scripts from standard input, and the shell that a person types into. */
import { expect, test } from 'vitest';
import { runDash } from './run.ts';

const typed = (stdin: string) => runDash('', { words: ['-i'], stdin });
const NO_TERMINAL = "dash: 0: can't access tty; job control turned off\n";

test('dash reads its script in blocks, so a command of the script finds nothing left', () => {
  expect(runDash('', { words: [], stdin: 'read x\nline\necho "[$x]"\n' }).stdout).toBe('[]\n');
});

test('the parts of a script that come together are one', () => {
  expect(runDash('', { words: ['-s', 'a'], stdin: 'if true\nthen cat <<E\n$1\nE\nfi' }).stdout).toBe('a\n');
});

test('a prompt for every command, another for its further lines', () => {
  const { stderr, stdout } = typed('echo a\nif true\nthen echo b\nfi\n');
  expect(stderr).toBe(`${NO_TERMINAL}# # > > # \n`);
  expect(stdout).toBe('a\nb\n');
});

test('PS1 and PS2 are expanded', () => {
  expect(typed("PS1='$x> ' PS2='$x? '\nx=1\n{\n}\n").stderr).toContain('1> 1? ');
});

test('an error of the shell gives the prompt back, and what was read with it is dropped', () => {
  const { stderr, stdout, status } = typed('echo a\n${x?bad}\necho dropped\n');
  expect(stderr).toBe(`${NO_TERMINAL}# # dash: 2: x: bad\n# \n`);
  expect(stdout).toBe('a\n');
  expect(status).toBe(2);
});

test('exit leaves with its status and the EXIT trap', () => {
  const { stdout, status } = typed("trap 'echo bye' EXIT\nexit 3\necho no\n");
  expect(stdout).toBe('bye\n');
  expect(status).toBe(3);
});

test('set -v shows the lines as they are read', () => {
  const { stderr, stdout } = runDash('', { words: ['-v'], stdin: 'echo a\nfor i in 1\ndo echo $i; done\n' });
  expect(stderr).toBe('echo a\nfor i in 1\ndo echo $i; done\n');
  expect(stdout).toBe('a\n1\n');
});
