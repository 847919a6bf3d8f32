/** How a value came to where it is: one step for each thing that happened to it, each with its place. */
import type { Span } from '../../syntax/tree.ts';
import type { LintedFile } from '../script-file.ts';

/** A span of a file. */
export interface Place {
  readonly file: LintedFile;
  readonly at: Span;
}

export interface Step extends Place {
  /** A part of a sentence: `the encryption root of "$1"`, `kept in pool`, `passed to _open as $1`. */
  readonly text: string;
}

/** Steps from the last to the first: trails share their beginnings. */
export interface Trail {
  readonly step: Step;
  readonly before: Trail | undefined;
  readonly length: number;
}

/** Longer trails stop growing: they come from loops. */
const LONGEST = 40;

export function extend(before: Trail | undefined, step: Step): Trail {
  if (before && (before.length >= LONGEST || sameStep(before.step, step))) return before;
  return { step, before, length: (before?.length ?? 0) + 1 };
}

const sameStep = (one: Step, other: Step): boolean =>
  one.at.start === other.at.start && one.at.end === other.at.end && one.file === other.file && one.text === other.text;

/** The steps in order: where the value comes from first. */
export function stepsOf(trail: Trail): readonly Step[] {
  const steps: Step[] = [];
  for (let each: Trail | undefined = trail; each; each = each.before) steps.push(each.step);
  return steps.reverse();
}
