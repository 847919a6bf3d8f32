/** Decisions of a script that kept something from happening: a `case` without a match, a test that failed. */
import type { EventId, EventOf } from '../trace/event.ts';
import type { CauseStep } from './cause.ts';
import type { History } from './history.ts';
import { originsOf } from './origins.ts';
import { excerptOf, type SourceOf, textOf } from './sources.ts';

type Compared = EventOf<'case.compared'>;

/**
 * The `case` before an event, in the same service, that was given the text and took no item although a pattern came close to it:
 * the decision first, then where the pattern's value and the word came from. Empty when there is none.
 */
export function caseWithoutMatch(
  history: History,
  source: SourceOf,
  about: string,
  service: number,
  before: EventId,
): CauseStep[] {
  const candidates = history
    .all('case.compared')
    .filter(
      (event) =>
        event.id < before && event.taken < 0 && event.word.value.includes(about) && history.isBelow(event.pid, service),
    );
  const latest = candidates.at(-1);
  if (!latest || latest.patterns.length === 0) return [];
  return caseSteps(history, source, latest);
}

/** A `case` beside the pattern that came closest to its word: the decision, then where both values came from. */
export function caseSteps(history: History, source: SourceOf, compared: Compared): CauseStep[] {
  const near = compared.patterns
    .filter((pattern) => !pattern.matched)
    .reduce<Compared['patterns'][number] | undefined>(
      (best, pattern) =>
        best && shared(best.value, compared.word.value) >= shared(pattern.value, compared.word.value) ? best : pattern,
      undefined,
    );
  if (!near) return [];
  const excerpt = excerptOf(source, near.position);
  const taken = compared.patterns.find((pattern) => pattern.matched);
  const step: CauseStep = {
    kind: 'decision',
    text: taken
      ? `the \`case\` took the item ${taken.text}, and ${compared.word.value} does not match ${near.value}${skipped(source, compared, near)}`
      : `the \`case\` took no item: ${compared.word.value} does not match ${near.value}${skipped(source, compared, near)}`,
    event: compared.id,
    position: near.position,
    ...(excerpt === undefined ? {} : { excerpt }),
    details: [
      { label: 'pattern', value: near.value, written: near.text },
      { label: 'word', value: compared.word.value, written: compared.word.text },
    ],
  };
  return [step, ...originsOf(history, source, near.sources), ...originsOf(history, source, compared.wordSources)];
}

/** What the item would have run, read from the source right after the pattern. */
function skipped(source: SourceOf, compared: Compared, near: Compared['patterns'][number]): string {
  const rest = source(compared.position.file)?.slice(near.position.end);
  const [, body] = /^\s*(?:\|[^)]*)?\)\s*([\s\S]*?)\s*;;/.exec(rest ?? '') ?? [];
  const first = body?.split('\n')[0]?.trim();
  return first ? `, so \`${first}\` did not run` : '';
}

/** Length of the beginning that two texts share. */
function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** The last test before an event, in the same service, that failed because a path was not there. */
export function failedTestOf(
  history: History,
  source: SourceOf,
  path: string,
  service: number,
  before: EventId,
): CauseStep | undefined {
  const test = history
    .all('command.started')
    .filter(
      (command) =>
        command.id < before &&
        (command.words[0] === '[' || command.words[0] === 'test') &&
        command.words.includes(path) &&
        history.isBelow(command.pid, service),
    )
    .findLast((command) => history.statusOf(command.id) !== 0);
  if (!test) return undefined;
  const excerpt = excerptOf(source, test.position);
  return {
    kind: 'decision',
    text: `\`${(textOf(source, test.position) ?? test.words.join(' ')).trim()}\` found no ${path}`,
    event: test.id,
    position: test.position,
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}
