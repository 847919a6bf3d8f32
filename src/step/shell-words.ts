/** Tests and words that a person asks about, worked out by a real shell from the variables of one in the recording. */
import type { Machine } from '../machine/machine.ts';
import { toBytes } from '../report/bytes.ts';
import { emptyMachine, runShellOn, type ShellName, shellCommand } from '../scenario/run-shell.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { parseQuoted } from '../syntax/parse.ts';
import { SyntaxProblem } from '../syntax/syntax-problem.ts';
import { type PlainTest, plainTest } from './plain-test.ts';
import type { ShellState } from './snapshot.ts';

export type Worked = { readonly value: string } | { readonly problem: string };
export type Tested = { readonly holds: boolean } | { readonly problem: string };

/** Answers before the machine is made anew. */
const ANSWERS = 2000;
const OF_FILES = /(?:^|\s)-[abcdefghkprstuwxGLNOS]\s+\S|\s-(?:nt|ot|ef)\s/;

export class ShellWords {
  readonly #dialect: Dialect;
  readonly #shell: ShellName;
  readonly #known = new Map<string, { readonly output: string; readonly errors: string; readonly status: number }>();
  /** null: only a shell can tell. */
  readonly #plain = new Map<string, PlainTest | null>();
  #machine: Machine | undefined;
  #answers = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#shell = dialect === 'bash-posix' ? 'sh' : dialect;
  }

  /** Why a word cannot be worked out from variables alone; undefined when it can. */
  wordProblem(text: string): string | undefined {
    const bytes = toBytes(text);
    const word = /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) ? undefined : parseQuoted(bytes, this.#dialect);
    if (word instanceof SyntaxProblem) return `"${text}" is no word that a shell can read`;
    return runsCommands(text);
  }

  testProblem(text: string): string | undefined {
    if (text.trim() === '') return 'expected a test, such as "$ENCRYPTIONROOT" = rpool/enc';
    const commands = runsCommands(text);
    if (commands !== undefined) return commands;
    if (OF_FILES.test(text.replace(/-([nz])\s/g, '')))
      return `a condition looks at variables, not at files; use \`path ${/\/\S+/.exec(text)?.[0] ?? 'PATH'}\``;
    const names = text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
    // Any value will do to see whether it is a test at all; most tests take a number.
    const tried = this.test(text, shellWith(names));
    return 'problem' in tried ? tried.problem : undefined;
  }

  /** A variable by its name, or a text as between double quotes. */
  word(text: string, shell: ShellState): Worked {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) {
      const value = shell.variables.find((variable) => variable.name === text)?.value;
      return value === undefined ? { problem: 'not set' } : { value };
    }
    const { output, errors, status } = this.#run(`printf %s "${toBytes(text)}"`, toBytes(text), shell);
    return status === 0 ? { value: output } : { problem: complaint(errors) };
  }

  /** What `[ TEST ]` says. */
  test(text: string, shell: ShellState | undefined): Tested {
    let plain = this.#plain.get(text);
    if (plain === undefined) {
      plain = plainTest(toBytes(text), this.#dialect) ?? null;
      this.#plain.set(text, plain);
    }
    const holds = shell && plain?.(shell);
    if (holds !== undefined) return { holds };
    const { errors, status } = this.#run(`[ ${toBytes(text)} ]`, toBytes(text), shell);
    return status > 1 ? { problem: complaint(errors) } : { holds: status === 0 };
  }

  #run(script: string, text: string, shell: ShellState | undefined) {
    const names = new Set(text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);
    const values = (shell?.variables ?? []).filter(
      (variable) => names.has(variable.name) && variable.value !== undefined,
    );
    const whole = `${values.map(({ name, value }) => `${name}=${quoted(value!)}\n`).join('')}${script}`;
    const parameters = shell?.positional ?? [];
    const key = [whole, ...parameters].join('\0');
    const known = this.#known.get(key);
    if (known) return known;
    if (!this.#machine || ++this.#answers > ANSWERS) {
      this.#machine = emptyMachine(this.#shell, { level: 'world' });
      this.#answers = 0;
    }
    let output = '';
    let errors = '';
    const { status } = runShellOn(
      this.#machine,
      [...shellCommand(this.#shell), '-c', whole, shell?.name ?? 'sh', ...parameters],
      {
        stdin: () => '',
        stdout: (bytes) => {
          output += bytes;
        },
        stderr: (bytes) => {
          errors += bytes;
        },
      },
      { cwd: '/tmp', env: { PATH: '/usr/bin' } },
    );
    const answer = { output, errors, status };
    this.#known.set(key, answer);
    return answer;
  }
}

const runsCommands = (text: string): string | undefined =>
  /\$\((?!\()|`/.test(text) ? 'a command cannot be run here; ask for variables only' : undefined;

const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;

const complaint = (errors: string): string =>
  errors
    .trim()
    .split('\n')[0]
    ?.replace(/^\S+: (?:\d+: |line \d+: )?/, '') || 'it cannot be worked out';

const shellWith = (names: readonly string[]): ShellState => ({
  pid: 1,
  name: 'sh',
  variables: names.map((name) => ({ name, value: '1', exported: false, readonly: false, local: false, event: -1 })),
  positional: ['1', '1', '1'],
  positionalSources: [],
  status: 0,
  rootPid: 1,
  background: undefined,
});
