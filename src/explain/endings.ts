/** Ends that no unit's failure explains: a script that asked for a shell or gave up, loops and waits without end, limits. */
import type { EventId, EventOf } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import type { CauseStep } from './cause.ts';
import type { History } from './history.ts';
import { devicePath, pathFact } from './missing-path.ts';
import { ledToSteps } from './passed-over.ts';
import { behindCondition } from './reasons.ts';
import { commandLine, excerptOf, type SourceOf, textOf } from './sources.ts';

/** dracut-lib's functions that stop a boot. */
const STOPPING: ReadonlySet<string> = new Set(['die', 'emergency_shell', 'action_on_fail']);

/** The last call with which a script stopped the boot; calls among dracut-lib's own functions do not count. */
export function stoppingCall(history: History): EventOf<'command.started'> | undefined {
  return history
    .all('command.started')
    .findLast(
      (command) =>
        command.what === 'function' &&
        STOPPING.has(command.words[0] ?? '') &&
        !/\/dracut-lib\.sh$/.test(command.position.file),
    );
}

export function stoppedSteps(history: History, source: SourceOf, call: EventOf<'command.started'>): CauseStep[] {
  const effect = call.words[0] === 'die' ? 'ended the boot' : 'opened a shell';
  const step: CauseStep = {
    kind: 'decision',
    text: `\`${commandLine(call.words)}\` ${effect}`,
    event: call.id,
    position: call.position,
    ...excerptAt(source, call.position),
  };
  if (call.position.file.endsWith('/dracut-initqueue')) return [step, ...waitedFor(history, source, call.id)];
  return [step, ...ledToSteps(history, source, call, behindCondition(history, source))];
}

/** What the last turn of the initqueue still missed. */
function waitedFor(history: History, source: SourceOf, before: EventId): CauseStep[] {
  const last = history
    .all('command.started')
    .findLast(
      (command) =>
        command.id < before &&
        /\/initqueue\/finished\//.test(command.position.file) &&
        (history.statusOf(command.id) ?? 0) !== 0,
    );
  if (!last) return [];
  const path =
    last.words[0] === '[' || last.words[0] === 'test' ? last.words.find((word) => word.startsWith('/')) : undefined;
  const what: CauseStep = {
    kind: 'decision',
    text: `the initqueue waited for \`${commandLine(last.words)}\``,
    event: last.id,
    position: last.position,
    ...excerptAt(source, last.position),
  };
  return path === undefined ? [what] : [what, pathFact(history, path, last.id)];
}

/** Hangs, deadlocks, limits: what ended the run from outside. */
export function outsideSteps(history: History, source: SourceOf): CauseStep[] {
  return [
    ...unansweredSteps(history, source),
    ...history.all('hang.found').flatMap((event) => hangSteps(history, source, event)),
    ...history.all('deadlock.found').flatMap((event) => deadlockSteps(history, source, event)),
    ...history.all('limit.reached').map((event) => machineStep(source, event.detail, event.id, event.position)),
  ];
}

/** Questions that were still open when a limit ended the run: whatever turned meanwhile only waited for their answers. */
function unansweredSteps(history: History, source: SourceOf): CauseStep[] {
  if (history.all('limit.reached').length === 0) return [];
  const open = history
    .all('prompt.asked')
    .filter(
      (asked) =>
        ![...history.all('prompt.answered'), ...history.all('prompt.unanswered')].some(
          (event) => event.id > asked.id && event.prompt === asked.prompt,
        ),
    );
  return open
    .slice(-1)
    .map((asked) => machineStep(source, `nobody answers "${asked.prompt}"`, asked.id, history.positionOf(asked.pid)));
}

function hangSteps(history: History, source: SourceOf, event: EventOf<'hang.found'>): CauseStep[] {
  const place = event.position ? `${event.position.file}:${event.position.line}: ` : '';
  const text = event.detail.startsWith(place) ? event.detail.slice(place.length) : event.detail;
  // When pid 1 has nothing left to do, what it said last is why.
  const last = history.all('journal.logged').slice(-3);
  const complaint = /^(?:nothing is left|pid 1 waits)/.test(text)
    ? last.find((line) => line.logPid === 1 && /^Failed to|giving up/.test(line.message))
    : undefined;
  const said = complaint
    ? [{ kind: 'machine' as const, text: `systemd said: ${complaint.message}`, event: complaint.id }]
    : [];
  const devices = [...text.matchAll(/(\S+\.device)\/start/g)].map(([, unit]) => devicePath(unit!));
  const path = /last tested: (?:! )?-\w (\/.*)$/s.exec(text)?.[1];
  const { position } = event;
  const absent =
    position &&
    history
      .all('command.started')
      .findLast(
        (command) =>
          command.what === 'missing' &&
          command.position.file === position.file &&
          position.offset <= command.position.offset &&
          command.position.end <= position.end,
      );
  const missing = absent
    ? [{ kind: 'missing' as const, text: `${absent.words[0]} is not in the image`, event: absent.id }]
    : [];
  return [
    machineStep(source, text, event.id, event.position),
    ...missing,
    ...said,
    ...[...(path === undefined ? [] : [path]), ...devices].map((wanted) => pathFact(history, wanted, event.id)),
  ];
}

/** Everybody waits: a step for each that does not wait for the end of another one, with the line that it came to. */
function deadlockSteps(history: History, source: SourceOf, event: EventOf<'deadlock.found'>): CauseStep[] {
  const waiting = event.detail.split('; ').flatMap((text) => {
    const pid = Number(/^.*?\[(\d+)\] waits for (?!end of process)/s.exec(text)?.[1]);
    return Number.isNaN(pid) ? [] : [{ pid, text }];
  });
  if (waiting.length === 0) return [machineStep(source, event.detail, event.id, undefined)];
  return waiting.map(({ pid, text }) => {
    const own = history.commandsOf(pid).findLast((command) => history.statusOf(command.id) === undefined);
    const position = own?.position ?? history.positionOf(pid);
    const written = position && textOf(source, position)?.trim();
    return machineStep(
      source,
      written && written.length < 80 && !written.includes('\n') ? `${text}: \`${written}\` never ends` : text,
      event.id,
      position,
    );
  });
}

const machineStep = (source: SourceOf, text: string, event: EventId, position: Position | undefined): CauseStep => ({
  kind: 'machine',
  text,
  event,
  ...(position ? { position, ...excerptAt(source, position) } : {}),
});

function excerptAt(source: SourceOf, position: Position): { excerpt: string } | Record<string, never> {
  const excerpt = excerptOf(source, position);
  return excerpt === undefined ? {} : { excerpt };
}
