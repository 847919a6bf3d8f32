/** The person at the console: what they answer to which question, what they type at a shell, and when they do nothing. */
import { RE2JS } from 're2js';

/** A step of a scenario's `operator`. Texts are bytes. */
export type OperatorStep =
  | {
      readonly kind: 'answer' /** Regular expression looked for in the question; default: any question. */;
      readonly prompt?: string;
      readonly answer: string;
      readonly afterUs?: number;
    }
  | { readonly kind: 'silent'; readonly prompt?: string }
  | { readonly kind: 'console'; readonly lines: readonly string[]; readonly afterUs?: number };

/** A line of a console step that stands for the key press of Ctrl-d. */
export const END_OF_FILE = '^D';
/** The same for Ctrl-c: whoever reads the terminal gets SIGINT. */
export const INTERRUPT = '^C';

const patterns = new Map<string, RE2JS>();

/** A pattern of a scenario is compiled once for all its rehearsals. */
function compiled(pattern: string): RE2JS {
  const known = patterns.get(pattern) ?? RE2JS.compile(pattern);
  patterns.set(pattern, known);
  return known;
}

/** What is wrong with a step's regular expression; undefined when it is sound. */
export function promptPatternError(pattern: string): string | undefined {
  try {
    compiled(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

type PromptStep = Extract<OperatorStep, { kind: 'answer' | 'silent' }>;
interface PromptEntry {
  readonly step: PromptStep;
  readonly pattern: RE2JS | undefined;
}
type ConsoleStep = Extract<OperatorStep, { kind: 'console' }>;

/** What happens with a question: the answer, deliberate silence, or nobody who knows one. */
export type Answer =
  | { readonly kind: 'types'; readonly text: string; readonly afterUs: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'nobody' };

export class Operator {
  readonly #answerUs: number;
  readonly #prompts: PromptEntry[];
  #console: ConsoleStep[];
  /** Lines of the first console step that were typed. */
  #typed = 0;

  /** @param answerUs how long an answer takes where the step does not say. */
  constructor(steps: readonly OperatorStep[], answerUs: number) {
    this.#answerUs = answerUs;
    this.#prompts = steps.flatMap((step) =>
      step.kind === 'console' ? [] : [{ step, pattern: step.prompt === undefined ? undefined : compiled(step.prompt) }],
    );
    this.#console = steps.filter((step): step is ConsoleStep => step.kind === 'console' && step.lines.length > 0);
  }

  /** Has nothing left to say or type. */
  get exhausted(): boolean {
    return this.#prompts.length === 0 && this.#console.length === 0;
  }

  /** Has nothing left to type at a shell. */
  get idleAtShell(): boolean {
    return this.#console.length === 0;
  }

  /** Takes the first step that fits a question; each step serves once. */
  answer(question: string, onlyExplicit = false): Answer {
    const index = this.#prompts.findIndex(({ pattern }) =>
      pattern ? pattern.matcher(question).find() : !onlyExplicit,
    );
    if (index < 0) return { kind: 'nobody' };
    const { step } = this.#prompts.splice(index, 1)[0]!;
    return step.kind === 'silent'
      ? { kind: 'silent' }
      : { kind: 'types', text: step.answer, afterUs: step.afterUs ?? this.#answerUs };
  }

  /** The next line for a shell that reads the console; it stays the next one until `lineTyped`. */
  get nextLine(): { readonly text: string; readonly afterUs: number } | undefined {
    const step = this.#console[0];
    const text = step?.lines[this.#typed];
    if (!step || text === undefined) return undefined;
    return { text, afterUs: this.#typed === 0 ? (step.afterUs ?? this.#answerUs) : TYPING_US };
  }

  lineTyped(): void {
    this.#typed++;
    if (this.#typed < this.#console[0]!.lines.length) return;
    this.#console = this.#console.slice(1);
    this.#typed = 0;
  }
}

/** From one line to the next of the same step. */
const TYPING_US = 200_000;
