/** The console: one terminal under the names of /dev/console and /dev/tty*, what is shown on it, and what the operator types. */
import type { CharDevice } from '../../kernel/devices.ts';
import type { Process } from '../../kernel/process.ts';
import { WaitQueue } from '../../kernel/task.ts';
import type { Timer } from '../../kernel/timers.ts';
import type { Machine } from '../machine.ts';
import { END_OF_FILE, INTERRUPT, type Operator } from './operator.ts';

export type ConsoleHost = Pick<Machine, 'kernel' | 'trace'>;

/** A question whose answer is not shown. */
export interface HiddenQuestion {
  readonly text: string;
  /** It was asked elsewhere before, so that asking it here is no other question. */
  readonly announced: boolean;
}

/** What stands on the console with echo off. */
interface Question {
  readonly text: string;
  /** Who asked, and alone gets the answer. */
  readonly pid: number;
  /** Nobody is going to answer it. */
  readonly silent: boolean;
}

export class ConsoleModel {
  readonly operator: Operator;
  /** Woken when something was typed. */
  readonly typed = new WaitQueue('something typed at the console');
  /** Questions that stand on the splash screen and that nobody is going to answer. */
  unansweredElsewhere = 0;
  readonly #host: ConsoleHost;
  /** Typed and not read yet; an element '' is an end of file. */
  #input: string[] = [];
  /** What stands on the last line shown, without a newline at its end. */
  #line = '';
  #echo = true;
  #typing: Timer | undefined;
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
  setEcho(on: boolean, question?: HiddenQuestion): boolean {
    const before = this.#echo;
    this.#echo = on;
    if (!on) this.#ask(question ?? { text: this.#line, announced: false });
    else if (this.#question) {
      this.#question = undefined;
      // Whoever else reads the console has its turn again.
      this.typed.wake();
    }
    return before;
  }

  /** Somebody reads the console and the operator is not going to type anything for it. */
  get waitingForOperator(): boolean {
    if (this.unansweredElsewhere > 0) return true;
    if (this.typed.waiters.size === 0 || this.#typing || this.#input.length > 0) return false;
    return this.#question ? this.#question.silent : this.operator.idleAtShell;
  }

  /** The question that stands on the console, with echo off. */
  get question(): string | undefined {
    return this.#question?.text;
  }

  #ask({ text, announced }: HiddenQuestion): void {
    const prompt = text.trim();
    const pid = this.#host.kernel.current?.pid ?? 0;
    if (!announced) this.#host.trace.add(pid, { kind: 'prompt.asked', prompt, where: 'password' });
    const answer = this.operator.answer(prompt);
    this.#question = { text: prompt, pid, silent: answer.kind !== 'types' };
    // A line for the shell that was about to be typed waits until the question is gone.
    this.#typing?.cancel();
    this.#typing = undefined;
    if (answer.kind !== 'types') return;
    this.#typeAfter(answer.afterUs, answer.text, true, () => {
      if (!announced) this.#host.trace.add(0, { kind: 'prompt.answered', prompt, by: 0 });
    });
  }

  /** Bytes of one line, as a terminal gives them; undefined while nothing was typed. */
  #read(p: Process, maxBytes: number): string | undefined {
    if (this.#question && p.pid !== this.#question.pid) return undefined;
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
    const prompt = this.#line.trim();
    const answer = prompt === '' ? undefined : this.operator.answer(prompt, true);
    if (answer?.kind === 'types') {
      const pid = this.#host.kernel.current?.pid ?? 0;
      this.#host.trace.add(pid, { kind: 'prompt.asked', prompt, where: 'console' });
      this.#typeAfter(answer.afterUs, answer.text, true, () =>
        this.#host.trace.add(0, { kind: 'prompt.answered', prompt, by: 0 }),
      );
      return;
    }
    const line = answer?.kind === 'silent' ? undefined : this.operator.nextLine;
    if (line) this.#typeAfter(line.afterUs, line.text, false, () => this.operator.lineTyped());
  }

  /** SIGINT for who reads the terminal: the one who asked, else everybody. */
  #interrupt(): void {
    if (this.#echo) this.show(INTERRUPT, 0);
    const asker = this.#question?.pid;
    for (const process of [...this.#host.kernel.processes.values()]) {
      const reads = asker === undefined ? process.waitingFor?.on?.includes(this.typed) : process.pid === asker;
      if (reads) this.#host.kernel.signal(process, 'INT');
    }
  }

  #typeAfter(delayUs: number, text: string, answers: boolean, begin: () => void): void {
    this.#typing = this.#host.kernel.after(
      delayUs,
      () => {
        this.#typing = undefined;
        begin();
        this.#host.trace.add(0, {
          kind: 'console.typed',
          text: this.#echo ? text : '',
          ...(answers ? { answers } : {}),
        });
        if (text === INTERRUPT) return this.#interrupt();
        if (this.#echo && text !== END_OF_FILE) this.show(`${text}\n`, 0);
        this.#input.push(text === END_OF_FILE ? '' : `${text}\n`);
        this.typed.wake();
      },
      'the operator types',
    );
  }
}
