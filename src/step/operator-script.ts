/** What the operator of a scenario types and answers, with the session's changes to it. */
import { Operator } from '../machine/console/operator.ts';
import { toBytes } from '../report/bytes.ts';
import type { Variant } from '../scenario/schema.ts';
import type { Event } from '../trace/event.ts';
import type { OperatorChange } from './session.ts';

type Step = NonNullable<Variant['operator']>[number];
export type OperatorSteps = readonly Step[];

/** @param events of the recording so far, for who answered which question. */
export function operatorWith(
  steps: readonly Step[],
  change: OperatorChange,
  events: readonly Event[],
): readonly Step[] {
  return change.kind === 'typed' ? withLine(steps, change.after, change.line) : withAnswer(steps, change, events);
}

/** The line comes after so many others: at the end of the step that holds these, or in a step of its own. */
function withLine(steps: readonly Step[], after: number, line: string): readonly Step[] {
  let left = after;
  const found = steps.findLastIndex((step) => 'console' in step);
  for (const [index, step] of steps.entries()) {
    if (!('console' in step)) continue;
    const { length } = step.console;
    if (left <= length && (left < length || index === found || left > 0)) {
      const lines = [...step.console.slice(0, left), line, ...step.console.slice(left)];
      return steps.map((each) => (each === step ? { ...step, console: lines } : each));
    }
    left -= length;
  }
  return [...steps, { console: [line] }];
}

/** The step that answered the question answers otherwise; a step of its own where nobody did. */
function withAnswer(
  steps: readonly Step[],
  { prompt, nth, answer }: Extract<OperatorChange, { readonly kind: 'answered' }>,
  events: readonly Event[],
): readonly Step[] {
  const served = servedBy(steps, prompt, nth, events);
  if (served === undefined) return [...steps, { prompt: escaped(prompt), answer }];
  return steps.map((step, index) => {
    if (index !== served || 'console' in step) return step;
    const after = 'after' in step && step.after !== undefined ? { after: step.after } : {};
    return { ...(step.prompt === undefined ? {} : { prompt: step.prompt }), answer, ...after };
  });
}

/** Index of the step that served the nth question with this text. */
function servedBy(steps: readonly Step[], prompt: string, nth: number, events: readonly Event[]): number | undefined {
  const left = steps.map((step, index) => ({ step, index }));
  let seen = 0;
  for (const event of events) {
    if (event.kind !== 'prompt.asked') continue;
    const at = left.findIndex(({ step }) => fits(step, event.prompt, event.where === 'console'));
    if (event.prompt === toBytes(prompt) && ++seen === nth) return left[at]?.index;
    if (at >= 0) left.splice(at, 1);
  }
  return undefined;
}

/** Whether a step answers a question, as the operator itself decides. */
function fits(step: Step, question: string, onlyExplicit: boolean): boolean {
  if ('console' in step) return false;
  const prompt = step.prompt === undefined ? {} : { prompt: toBytes(step.prompt) };
  return new Operator([{ kind: 'answer', answer: '', ...prompt }], 0).answer(question, onlyExplicit).kind !== 'nobody';
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
