/** The decision that kept a script from doing something: a test that failed, an early return, an error that ended the shell. */
import type { EventId, EventOf } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import type { CauseStep } from './cause.ts';
import { caseSteps } from './decisions.ts';
import type { History } from './history.ts';
import { originsOf } from './origins.ts';
import { type Decision, isDriver, Scripts } from './scripts.ts';
import { commandLine, excerptOf, type SourceOf, textOf } from './sources.ts';

/** What lies behind a condition that failed: the facts of a path that it tested, the reason why its program failed. */
export type ExplainCondition = (command: EventOf<'command.started'>) => CauseStep[];

/**
 * The last decision before an event after which a command about something did not run, with what the decision rested on.
 * Empty when no script had such a command, or none passed it over.
 * @param about what the command is known by, such as `load-key`.
 * @param within the process whose scripts count, with all that it started; default every process.
 */
export function passedOverSteps(
  history: History,
  source: SourceOf,
  about: RegExp,
  before: EventId,
  behind: ExplainCondition,
  within?: number,
): CauseStep[] {
  const scripts = scriptsOf(history, source);
  for (const decision of decisionsBefore(history, before)) {
    if (
      !decision.position ||
      isDriver(decision.position.file) ||
      (within !== undefined && !history.isBelow(decision.pid, within))
    )
      continue;
    if (decision.kind === 'shell.error' && !endedTheShell(history, decision)) continue;
    if (wasEntered(history, decision)) continue;
    const { file } = decision.position;
    const line = scripts
      .passedOver(decision)
      .map((span) => scripts.lineAbout(file, span, about))
      .find((found) => found !== undefined);
    if (line !== undefined) return describe(history, source, decision, line, behind);
  }
  return [];
}

/** The decisions that led to a command, the nearest only: what was true or false for it to run. */
export function ledToSteps(
  history: History,
  source: SourceOf,
  command: EventOf<'command.started'>,
  behind: ExplainCondition,
): CauseStep[] {
  const decision = deciderOf(history, scriptsOf(history, source), command);
  return decision ? conditionSteps(history, source, decision, '', behind) : [];
}

const known = new WeakMap<History, Scripts>();

function scriptsOf(history: History, source: SourceOf): Scripts {
  let scripts = known.get(history);
  if (!scripts) {
    const files = new Set(history.all('file.sourced').map((event) => event.path.replace(/\/{2,}/g, '/')));
    for (const event of history.all('function.entered')) files.add(event.position.file);
    scripts = new Scripts(source, history.dialect, [...files]);
    known.set(history, scripts);
  }
  return scripts;
}

function decisionsBefore(history: History, before: EventId): Decision[] {
  const all: Decision[] = [
    ...history.all('branch.taken'),
    ...history.all('case.compared'),
    ...history.all('left.early'),
    ...history.all('shell.error'),
    ...errexits(history),
  ];
  return all.filter((event) => event.id < before).sort((a, b) => b.id - a.id);
}

/** Where `set -e` ended a shell in the middle of a file: as if it had been left there. */
function errexits(history: History): EventOf<'left.early'>[] {
  const left = history.all('file.left');
  return history.all('file.sourced').flatMap((sourced) => {
    if (
      isDriver(sourced.path) ||
      left.some((event) => event.pid === sourced.pid && event.id > sourced.id && event.path === sourced.path)
    )
      return [];
    const last = history
      .commandsOf(sourced.pid)
      .findLast(
        (command) =>
          command.id > sourced.id && history.statusOf(command.id) !== undefined && !isDriver(command.position.file),
      );
    const status = last && history.statusOf(last.id);
    if (!last || !status || last.words[0] === 'exit' || last.words[0] === 'return') return [];
    return [
      {
        kind: 'left.early' as const,
        how: 'exit' as const,
        status,
        id: history.endOf(last.id)!,
        atUs: last.atUs,
        pid: last.pid,
        position: last.position,
      },
    ];
  });
}

/** A complaint after which the shell did nothing more. */
export const endedTheShell = (history: History, error: EventOf<'shell.error'>): boolean =>
  !history.commandsOf(error.pid).some((command) => command.id > error.id);

/** A loop that has turned before it ended passed nothing over. */
function wasEntered(history: History, decision: Decision): boolean {
  if (decision.kind !== 'branch.taken' || decision.taken || !['while', 'until', 'for'].includes(decision.construct))
    return false;
  return history
    .all('branch.taken')
    .some(
      (event) =>
        event.id < decision.id &&
        event.pid === decision.pid &&
        event.taken &&
        event.position.offset === decision.position.offset &&
        event.position.file === decision.position.file,
    );
}

/** The decision that made a place be reached, if one did right before. */
function deciderOf(
  history: History,
  scripts: Scripts,
  at: {
    readonly id: EventId;
    readonly pid: number;
    readonly position: { readonly file: string; readonly offset: number };
  },
): EventOf<'branch.taken'> | EventOf<'case.compared'> | undefined {
  const decisions = [...history.all('branch.taken'), ...history.all('case.compared')]
    .filter((event) => event.id < at.id && event.pid === at.pid)
    .sort((a, b) => b.id - a.id);
  return decisions.find((event) => scripts.ledTo(event, at.position.file, at.position.offset));
}

function describe(
  history: History,
  source: SourceOf,
  decision: Decision,
  line: string,
  behind: ExplainCondition,
): CauseStep[] {
  const notRun = `so \`${shortened(line)}\` did not run`;
  switch (decision.kind) {
    case 'case.compared':
      return decision.taken < 0
        ? caseSteps(history, source, decision)
        : takenSteps(history, source, decision, `, ${notRun}`);
    case 'branch.taken':
      if (decision.construct === 'for')
        return [
          {
            kind: 'decision',
            text: `the \`for\` had nothing to go over, ${notRun}`,
            event: decision.id,
            position: decision.position,
            ...excerptAt(source, decision.position),
          },
          ...emptySteps(history, source, decision),
        ];
      return conditionSteps(history, source, decision, `, ${notRun}`, behind);
    case 'left.early': {
      const written = (textOf(source, decision.position) ?? decision.how).trim();
      const command = history.commandsOf(decision.pid).findLast((event) => history.endOf(event.id) === decision.id);
      if (command)
        return [
          {
            kind: 'decision',
            text: `\`${written}\` ended with status ${decision.status}, and with \`set -e\` the shell too, ${notRun}`,
            event: command.id,
            position: decision.position,
            ...excerptAt(source, decision.position),
          },
          ...behind(command),
        ];
      const decider = deciderOf(history, scriptsOf(history, source), decision);
      if (decider?.kind === 'branch.taken')
        return conditionSteps(
          history,
          source,
          decider,
          `, so \`${written}\` left before \`${shortened(line)}\``,
          behind,
        );
      return [
        {
          kind: 'decision',
          text: `\`${written}\` left before \`${shortened(line)}\``,
          event: decision.id,
          position: decision.position,
          ...excerptAt(source, decision.position),
        },
        ...(decider ? takenSteps(history, source, decider, '') : []),
      ];
    }
    case 'shell.error':
      return [
        {
          kind: 'decision',
          text: `the shell ended here (${decision.message}), ${notRun}`,
          event: decision.id,
          ...(decision.position ? { position: decision.position, ...excerptAt(source, decision.position) } : {}),
        },
      ];
  }
}

/** A `case` and the item that it took: the pattern beside the word, and where the word came from. */
function takenSteps(
  history: History,
  source: SourceOf,
  decision: EventOf<'case.compared'>,
  consequence: string,
): CauseStep[] {
  const taken = decision.patterns.find((pattern) => pattern.matched);
  if (!taken) return [];
  const details = [
    { label: 'pattern', value: taken.value, written: taken.text },
    { label: 'word', value: decision.word.value, written: decision.word.text },
  ];
  const step: CauseStep = {
    kind: 'decision',
    text: `the \`case\` took the item ${taken.text}${consequence}`,
    event: decision.id,
    position: taken.position,
    ...excerptAt(source, taken.position),
    details,
  };
  return [step, ...originsOf(history, source, decision.wordSources)];
}

/** The command substitution whose output was the empty list. */
function emptySteps(history: History, source: SourceOf, decision: EventOf<'branch.taken'>): CauseStep[] {
  const inside = ({ file, offset }: Position): boolean =>
    file === decision.position.file && decision.position.offset <= offset && offset < decision.position.end;
  const empty = history
    .all('substitution.ended')
    .findLast(
      (event) => event.id < decision.id && event.pid === decision.pid && event.output === '' && inside(event.position),
    );
  const command = empty && history.lastEndedBelow(empty.child, empty.id);
  return command
    ? [
        {
          kind: 'origin',
          text: `\`${commandLine(command.words)}\` printed nothing`,
          event: command.id,
          position: command.position,
          ...excerptAt(source, command.position),
        },
      ]
    : [];
}

/** The command that a branch went by, what it gave, and what lies behind that. */
function conditionSteps(
  history: History,
  source: SourceOf,
  decision: EventOf<'branch.taken'> | EventOf<'case.compared'>,
  consequence: string,
  behind: ExplainCondition,
): CauseStep[] {
  if (decision.kind === 'case.compared') return takenSteps(history, source, decision, consequence);
  const command = history.lastEndedBelow(decision.pid, decision.id);
  if (!command)
    return [
      {
        kind: 'decision',
        text: `the \`${decision.construct}\` went the other way${consequence}`,
        event: decision.id,
        position: decision.position,
        ...excerptAt(source, decision.position),
      },
    ];
  const status = history.statusOf(command.id) ?? 0;
  const written = (textOf(source, command.position) ?? commandLine(command.words)).trim().replace(/\s+/g, ' ');
  const expanded = commandLine(command.words);
  const values = command.words.join(' ');
  const reasons = status === 0 ? [] : behind(command);
  // The program's own failure, at the same place, says it all.
  if (consequence === '' && reasons[0]?.kind === 'program') return reasons;
  return [
    {
      kind: 'decision',
      text: `\`${written}\` ${verdict(command, status)}${consequence}`,
      event: command.id,
      position: command.position,
      ...excerptAt(source, command.position),
      ...(values === written || expanded === written
        ? {}
        : { details: [{ label: 'was', value: shortened(isTest(command) ? values : expanded) }] }),
    },
    ...reasons,
    ...originsOf(history, source, command.sources),
  ];
}

const isTest = ({ words }: EventOf<'command.started'>): boolean =>
  words[0] === '[' || words[0] === 'test' || words[0] === '[[';

function verdict(command: EventOf<'command.started'>, status: number): string {
  if (command.what === 'missing') return `is neither a function nor in the image (status ${status})`;
  if (isTest(command))
    return status === 0 ? 'was true' : status === 1 ? 'was false' : `ended in an error (status ${status})`;
  return status === 0 ? 'succeeded' : `ended with status ${status}`;
}

const LONGEST_LINE = 110;
const shortened = (line: string): string => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line);

function excerptAt(source: SourceOf, position: Position): { excerpt: string } | Record<string, never> {
  const excerpt = excerptOf(source, position);
  return excerpt === undefined ? {} : { excerpt };
}
