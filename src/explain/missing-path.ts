/** Why a path was not there when it was wanted: it came later, its place was mounted without it, or what should have brought it failed or was skipped. */
import type { EventId, EventOf } from '../trace/event.ts';
import type { CauseStep, Failure } from './cause.ts';
import { caseWithoutMatch, failedTestOf } from './decisions.ts';
import type { History } from './history.ts';
import { type ExplainCondition, passedOverSteps } from './passed-over.ts';
import { commandLine, excerptOf, type SourceOf } from './sources.ts';

/** Explains a failed program in turn; handed in, since that may lead back here. */
type ExplainProgram = (failed: EventOf<'program.failed'>) => CauseStep[];

export function missingPathSteps(
  history: History,
  source: SourceOf,
  path: string,
  { pid, before }: Failure,
  explainProgram: ExplainProgram,
  behind: ExplainCondition,
): CauseStep[] {
  const service = history.serviceOf(pid);
  const later = appeared(history, path, before);
  if (later !== undefined)
    return [
      {
        kind: 'machine',
        text: `${path} appeared at ${seconds(later.atUs)}, ${seconds(later.atUs - history.events[before]!.atUs)} after it was wanted`,
        event: later.id,
      },
    ];
  const gone = goneBefore(history, path, before);
  if (gone) return [gone];
  const mountedLater = history
    .all('mount.mounted')
    .find(
      (event) =>
        event.id > before &&
        path.startsWith(`${event.target}/`) &&
        event.target !== '/' &&
        history.isBelow(event.pid, service),
    );
  if (mountedLater)
    return [
      {
        kind: 'machine',
        text: `${mountedLater.source} was mounted at ${mountedLater.target} at ${seconds(mountedLater.atUs)}, ${seconds(mountedLater.atUs - history.events[before]!.atUs)} after ${path} was wanted`,
        event: mountedLater.id,
        ...placeOf(history, source, mountedLater.pid),
      },
    ];
  const covering = mountedAbove(history, path, before);
  if (covering)
    return [
      {
        kind: 'machine',
        text: `${covering.source} is mounted at ${covering.target}, and ${path.slice(covering.target.length + 1)} is not in it`,
        event: covering.id,
      },
    ];
  const failures = failuresBehind(history, source, path, service, before, explainProgram);
  if (failures.length > 0) return failures;
  const skipped = caseWithoutMatch(history, source, path, service, before);
  if (skipped.length > 0) return skipped;
  const passedOver = passedOverSteps(
    history,
    source,
    bringersOf(path),
    before,
    behind,
    service > 1 ? service : undefined,
  );
  if (passedOver.length > 0) return passedOver;
  return [{ kind: 'machine', text: `nothing made ${path}${alike(history, path)}` }];
}

/** Commands that can bring a path about. */
function bringersOf(path: string): RegExp {
  if (path.startsWith('/dev/mapper/')) return /\b(?:cryptsetup|dmsetup|vgchange|lvchange)\b/;
  if (path.startsWith('/dev/zvol/')) return /\bzpool import\b|\bzvol_wait\b|\budevadm\b/;
  return /\b(?:cryptsetup|mount|curl|wget|clevis|cp|ln)\b/;
}

/** The path of a device unit's name: `dev-sda1.device` is /dev/sda1. */
export const devicePath = (unit: string): string =>
  `/${unit
    .slice(0, -'.device'.length)
    .replaceAll('-', '/')
    .replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))}`;

/** What became of a path after a test did not find it. */
export function pathFact(history: History, path: string, test: EventId): CauseStep {
  const later = appeared(history, path, test);
  if (later)
    return {
      kind: 'machine',
      text: `${path} appeared at ${seconds(later.atUs)}, ${seconds(later.atUs - history.events[test]!.atUs)} after the test`,
      event: later.id,
    };
  return (
    goneBefore(history, path, test) ?? {
      kind: 'machine',
      text: `${path} never appeared${unopened(history, path) ?? alike(history, path)}`,
    }
  );
}

/** What a device may lie in that was never opened, because nobody knew its passphrase. */
function unopened(history: History, path: string): string | undefined {
  if (!path.startsWith('/dev/')) return undefined;
  const opened = history.all('luks.opened').map(({ device }) => device);
  const wrong = history
    .all('program.failed')
    .findLast(
      ({ reason }) => reason.kind === 'passphrase-wrong' && !opened.some((device) => reason.device.includes(device)),
    );
  return wrong?.reason.kind === 'passphrase-wrong'
    ? `; the LUKS volume ${wrong.reason.device} was not opened: wrong passphrase`
    : undefined;
}

/** A device that was there once and had gone away before somebody wanted it. */
function goneBefore(history: History, path: string, before: EventId): CauseStep | undefined {
  const gone = history.all('device.removed').findLast((event) => event.id < before && event.path === path);
  return gone && { kind: 'machine', text: `${path} went away at ${seconds(gone.atUs)}`, event: gone.id };
}

/** The line of the script that runs as a process. */
function placeOf(history: History, source: SourceOf, pid: number): Pick<CauseStep, 'position' | 'excerpt'> {
  const position = history.positionOf(pid);
  const excerpt = position && excerptOf(source, position);
  return { ...(position ? { position } : {}), ...(excerpt === undefined ? {} : { excerpt }) };
}

type Appearance = EventOf<'path.created'> | EventOf<'device.added'>;

function appeared(history: History, path: string, after: EventId): Appearance | undefined {
  return [...history.all('device.added'), ...history.all('path.created')].find(
    (event) => event.path === path && event.id > after,
  );
}

/** The mount at the directory of the path, or above it, that came while the boot ran. */
function mountedAbove(history: History, path: string, before: EventId): EventOf<'mount.mounted'> | undefined {
  const kernelOwn = new Set(['proc', 'sysfs', 'devtmpfs', 'devpts', 'tmpfs', 'rootfs', 'ramfs', 'cgroup2', 'cgroup']);
  return history
    .all('mount.mounted')
    .findLast(
      (event) =>
        event.id < before && !kernelOwn.has(event.type) && event.target !== '/' && path.startsWith(`${event.target}/`),
    );
}

/** Programs of the same service that should have brought the path and failed or were not there: those whose arguments share a directory or a name with it. */
function failuresBehind(
  history: History,
  source: SourceOf,
  path: string,
  service: number,
  before: EventId,
  explainProgram: ExplainProgram,
): CauseStep[] {
  const names = path.split('/').filter((part) => part.length > 2 && !COMMON.has(part));
  const speaksOf = (words: readonly string[]): boolean =>
    words.some((word) => names.some((name) => word.includes(name)));
  const inService = (pid: number): boolean => history.isBelow(pid, service);
  const steps: { readonly id: EventId; readonly steps: CauseStep[] }[] = [];
  for (const failed of history.all('program.failed')) {
    if (
      failed.id < before &&
      failed.pid !== 0 &&
      inService(failed.pid) &&
      failed.argv[0] !== 'zfs' &&
      speaksOf(failed.argv.slice(1))
    )
      steps.push({ id: failed.id, steps: explainProgram(failed) });
  }
  // A program that says no reason of its own: killed, timed out, or not one of ours.
  for (const command of history.all('command.started')) {
    const status = history.statusOf(command.id) ?? 0;
    if (
      command.id >= before ||
      command.what !== 'program' ||
      status === 0 ||
      command.words[0] === 'zfs' ||
      !inService(command.pid) ||
      !speaksOf(command.words.slice(1))
    )
      continue;
    if (
      history
        .all('program.failed')
        .some((failed) => failed.id > command.id && history.commandBehind(failed.pid) === command)
    )
      continue;
    const excerpt = excerptOf(source, command.position);
    steps.push({
      id: command.id,
      steps: [
        {
          kind: 'program',
          text: `\`${commandLine(command.words)}\` ended with status ${status}`,
          event: command.id,
          position: command.position,
          ...(excerpt === undefined ? {} : { excerpt }),
        },
      ],
    });
  }
  for (const command of history.all('command.started')) {
    if (
      command.id >= before ||
      command.what !== 'missing' ||
      command.words[0] === '[[' ||
      !inService(command.pid) ||
      !speaksOf(command.words.slice(1))
    )
      continue;
    const excerpt = excerptOf(source, command.position);
    steps.push({
      id: command.id,
      steps: [
        {
          kind: 'missing',
          text: `${command.words[0]} is not in the image`,
          event: command.id,
          position: command.position,
          ...(excerpt === undefined ? {} : { excerpt }),
        },
      ],
    });
  }
  const device = missedDevice(history, names, service, before);
  if (device !== undefined) {
    const test = failedTestOf(history, source, device, service, before);
    if (test?.event !== undefined) {
      const fact = pathFact(history, device, test.event);
      steps.push({ id: test.event, steps: [test, fact] });
    }
  }
  return steps.sort((a, b) => b.id - a.id).flatMap((found) => found.steps);
}

/** Parts of paths that say nothing about what they belong to. */
const COMMON = new Set(['run', 'dev', 'keystore', 'zvol', 'mapper', 'etc', 'tmp', 'disk']);

/** The last device path that a test of this service looked for in vain and that has a name in common with what is missing. */
function missedDevice(
  history: History,
  names: readonly string[],
  service: number,
  before: EventId,
): string | undefined {
  const tests = history
    .all('command.started')
    .filter(
      (command) =>
        command.id < before &&
        (command.words[0] === '[' || command.words[0] === 'test') &&
        history.isBelow(command.pid, service),
    );
  const missed = tests.flatMap((test) =>
    test.words.filter((word) => word.startsWith('/dev/') && names.some((name) => word.includes(name))),
  );
  return missed.findLast(
    (path) =>
      !history.all('device.added').some((event) => event.path === path && event.id < before) ||
      appeared(history, path, 0) !== undefined,
  );
}

/** Devices that were there and may have been meant: spelt otherwise, of the same name elsewhere, of a longer or shorter name beside it. */
function alike(history: History, path: string): string {
  const devices = [...new Set(history.all('device.added').map((event) => event.path))];
  const spelt = path.replaceAll(' ', '+');
  if (spelt !== path && devices.includes(spelt)) return `; udev made ${spelt}`;
  if (!path.startsWith('/dev/')) return '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  const sameName = devices.filter((device) => device !== path && device.endsWith(`/${name}`));
  const beside = devices.filter(
    (device) => device !== path && device.startsWith(directory) && !device.slice(directory.length).includes('/'),
  );
  const shown = sameName.length > 0 ? sameName : directory === '/dev/' ? [] : beside;
  return shown.length > 0 && shown.length <= MOST_ALIKE ? `; there was ${shown.join(', ')}` : '';
}

const MOST_ALIKE = 4;

export const seconds = (us: number): string => `${(us / 1_000_000).toFixed(2)} s`;
