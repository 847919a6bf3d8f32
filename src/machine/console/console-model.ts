/** The console: one terminal under the names of /dev/console and /dev/tty*, what is shown on it, and what the operator types. */
import type { CharDevice } from '../../kernel/devices.ts';
import type { Process } from '../../kernel/process.ts';
import { WaitQueue } from '../../kernel/task.ts';
import type { Machine } from '../machine.ts';
import { END_OF_FILE, type Operator } from './operator.ts';

export type ConsoleHost = Pick<Machine, 'kernel' | 'trace'>;

/** A question on the console that hides what is typed. */
interface Question {
  readonly text: string;
  /** Nobody is going to answer it. */
  readonly silent: boolean;
}

export class ConsoleModel {
  readonly operator: Operator;
  /** Woken when something was typed. */
  readonly typed = new WaitQueue('something typed at the console');
  readonly #host: ConsoleHost;
  /** Typed and not read yet; an element '' is an end of file. */
  #input: string[] = [];
  /** What stands on the last line shown, without a newline at its end. */
  #line = '';
  #echo = true;
  #typing = false;
  #question: Question | undefined;

  constructor(host: ConsoleHost, operator: Operator) {
    this.#host = host;
    this.operator = operator;
  }

  /** The device behind every node of the console. */
  get device(): CharDevice {
    return {
      name: 'console',
      tty: true,
      readable: this.typed,
      read: (p, maxBytes) => this.#read(p, maxBytes),
      write: (p, bytes) => {
        this.show(bytes, p.pid);
        return bytes.length;
      },
    };
  }

  /** Puts text on the console. */
  show(text: string, pid: number): void {
    if (text === '') return;
    this.#host.trace.add(pid, { kind: 'output', stream: 'console', text });
    this.#line = (this.#line + text).slice(Math.max(0, (this.#line + text).lastIndexOf('\n') + 1));
  }

  /** Switches the echo of what is typed; gives what it was before. Off is how a program hides a secret that it asks for on this terminal. */
  setEcho(on: boolean, question?: string): boolean {
    const before = this.#echo;
    this.#echo = on;
    if (!on) this.#ask(question ?? this.#line);
    else this.#question = undefined;
    return before;
  }

  /** Somebody reads the console and the operator is not going to type anything for it. */
  get waitingForOperator(): boolean {
    if (this.typed.waiters.size === 0 || this.#typing || this.#input.length > 0) return false;
    return this.#question ? this.#question.silent : this.operator.idleAtShell;
  }

  /** The question that stands on the console, with echo off. */
  get question(): string | undefined {
    return this.#question?.text;
  }

  #ask(text: string): void {
    const prompt = text.trim();
    this.#host.trace.add(this.#host.kernel.current?.pid ?? 0, { kind: 'prompt.asked', prompt, where: 'password' });
    const answer = this.operator.answer(prompt);
    this.#question = { text: prompt, silent: answer.kind !== 'types' };
    if (answer.kind !== 'types') return;
    this.#typing = true;
    this.#host.kernel.after(
      answer.afterUs,
      () => {
        this.#typing = false;
        this.#host.trace.add(0, { kind: 'prompt.answered', prompt, by: 0 });
        this.#type(answer.text === END_OF_FILE ? '' : `${answer.text}\n`);
      },
      'the operator answers',
    );
  }

  /** Bytes of one line, as a terminal gives them; undefined while nothing was typed. */
  #read(_p: Process, maxBytes: number): string | undefined {
    const first = this.#input[0];
    if (first !== undefined) {
      this.#input = first.length > maxBytes ? [first.slice(maxBytes), ...this.#input.slice(1)] : this.#input.slice(1);
      return first.slice(0, maxBytes);
    }
    if (!this.#question && !this.#typing) this.#shellReads();
    return undefined;
  }

  /** A shell, or a script with `read`, waits for a line. */
  #shellReads(): void {
    const asked = this.#line.trim();
    const answer = asked === '' ? ({ kind: 'nobody' } as const) : this.operator.answer(asked, true);
    const line = answer.kind === 'types' ? answer : answer.kind === 'silent' ? undefined : this.operator.nextLine();
    if (!line) return;
    this.#typing = true;
    this.#host.kernel.after(
      line.afterUs,
      () => {
        this.#typing = false;
        this.#host.trace.add(0, { kind: 'console.typed', text: line.text });
        if (this.#echo && line.text !== END_OF_FILE) this.show(`${line.text}\n`, 0);
        this.#type(line.text === END_OF_FILE ? '' : `${line.text}\n`);
      },
      'the operator types',
    );
  }

  #type(bytes: string): void {
    this.#input.push(bytes);
    this.typed.wake();
  }
}
