/** Why a path was not there when it was wanted: it came later, its place was mounted without it, or what should have brought it failed or was skipped. */
import type { EventId, EventOf } from '../trace/event.ts';
import type { CauseStep, Failure } from './cause.ts';
import { caseWithoutMatch, failedTestOf } from './decisions.ts';
import type { History } from './history.ts';
import { excerptOf, type SourceOf } from './sources.ts';

/** Explains a failed program in turn; handed in, since that may lead back here. */
type ExplainProgram = (failed: EventOf<'program.failed'>) => CauseStep[];

export function missingPathSteps(history: History, source: SourceOf, path: string, { pid, before }: Failure, explainProgram: ExplainProgram): CauseStep[] {
  const service = history.serviceOf(pid);
  const later = appeared(history, path, before);
  if (later !== undefined) return [{ kind: 'machine', text: `${path} appeared at ${seconds(later.atUs)}, ${seconds(later.atUs - history.events[before]!.atUs)} after it was wanted`, event: later.id }];
  const covering = mountedAbove(history, path, before);
  if (covering) return [{ kind: 'machine', text: `${covering.source} is mounted at ${covering.target}, and ${path.slice(covering.target.length + 1)} is not in it`, event: covering.id }];
  const failures = failuresBehind(history, source, path, service, before, explainProgram);
  if (failures.length > 0) return failures;
  const skipped = caseWithoutMatch(history, source, path, service, before);
  if (skipped.length > 0) return skipped;
  return [{ kind: 'machine', text: `nothing made ${path}` }];
}

type Appearance = EventOf<'path.created'> | EventOf<'device.added'>;

function appeared(history: History, path: string, after: EventId): Appearance | undefined {
  return [...history.all('device.added'), ...history.all('path.created')].find((event) => event.path === path && event.id > after);
}

/** The mount at the directory of the path, or above it, that came while the boot ran. */
function mountedAbove(history: History, path: string, before: EventId): EventOf<'mount.mounted'> | undefined {
  const kernelOwn = new Set(['proc', 'sysfs', 'devtmpfs', 'devpts', 'tmpfs', 'rootfs', 'ramfs', 'cgroup2', 'cgroup']);
  return history
    .all('mount.mounted')
    .findLast((event) => event.id < before && !kernelOwn.has(event.type) && event.target !== '/' && path.startsWith(`${event.target}/`));
}

/** Programs of the same service that should have brought the path and failed or were not there: those whose arguments share a directory or a name with it. */
function failuresBehind(history: History, source: SourceOf, path: string, service: number, before: EventId, explainProgram: ExplainProgram): CauseStep[] {
  const names = path.split('/').filter((part) => part.length > 2 && !COMMON.has(part));
  const speaksOf = (words: readonly string[]): boolean => words.some((word) => names.some((name) => word.includes(name)));
  const inService = (pid: number): boolean => history.isBelow(pid, service);
  const steps: { readonly id: EventId; readonly steps: CauseStep[] }[] = [];
  for (const failed of history.all('program.failed')) {
    if (failed.id < before && failed.pid !== 0 && inService(failed.pid) && failed.argv[0] !== 'zfs' && speaksOf(failed.argv.slice(1))) steps.push({ id: failed.id, steps: explainProgram(failed) });
  }
  for (const command of history.all('command.started')) {
    if (command.id >= before || command.what !== 'missing' || !inService(command.pid) || !speaksOf(command.words.slice(1))) continue;
    const excerpt = excerptOf(source, command.position);
    steps.push({ id: command.id, steps: [{ kind: 'missing', text: `${command.words[0]} is not in the image`, event: command.id, position: command.position, ...(excerpt === undefined ? {} : { excerpt }) }] });
  }
  const device = missedDevice(history, names, service, before);
  if (device !== undefined) {
    const test = failedTestOf(history, source, device, service, before);
    if (test?.event !== undefined) {
      const later = appeared(history, device, test.event);
      const fact: CauseStep = later
        ? { kind: 'machine', text: `${device} appeared at ${seconds(later.atUs)}, ${seconds(later.atUs - history.events[test.event]!.atUs)} after the test`, event: later.id }
        : { kind: 'machine', text: `${device} never appeared${otherSpelling(history, device)}` };
      steps.push({ id: test.event, steps: [test, fact] });
    }
  }
  return steps.sort((a, b) => b.id - a.id).flatMap((found) => found.steps);
}

/** Parts of paths that say nothing about what they belong to. */
const COMMON = new Set(['run', 'dev', 'keystore', 'zvol', 'mapper', 'etc', 'tmp', 'disk']);

/** The last device path that a test of this service looked for in vain and that has a name in common with what is missing. */
function missedDevice(history: History, names: readonly string[], service: number, before: EventId): string | undefined {
  const tests = history.all('command.started').filter((command) => command.id < before && (command.words[0] === '[' || command.words[0] === 'test') && history.isBelow(command.pid, service));
  const missed = tests.flatMap((test) => test.words.filter((word) => word.startsWith('/dev/') && names.some((name) => word.includes(name))));
  return missed.findLast((path) => !history.all('device.added').some((event) => event.path === path && event.id < before) || appeared(history, path, 0) !== undefined);
}

/** udev writes a plus sign for a space in the name of a volume's link. */
function otherSpelling(history: History, device: string): string {
  const spelt = device.replaceAll(' ', '+');
  return spelt !== device && history.all('device.added').some((event) => event.path === spelt) ? `; udev made ${spelt}` : '';
}

const seconds = (us: number): string => `${(us / 1_000_000).toFixed(2)} s`;
