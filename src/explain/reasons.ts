/** From why a program failed to what lies behind it, reason by reason. */
import type { EventId, EventOf, Reason } from '../trace/event.ts';
import type { CauseStep, Failure } from './cause.ts';
import type { History } from './history.ts';
import { missingPathSteps, pathFact, seconds } from './missing-path.ts';
import { notRunSteps } from './not-run.ts';
import { originsOf } from './origins.ts';
import { type ExplainCondition, passedOverSteps } from './passed-over.ts';
import { isDriver } from './scripts.ts';
import { commandLine, excerptOf, type SourceOf } from './sources.ts';

/** The failed program with the line that called it, then what lies behind its failure. */
export function programSteps(history: History, source: SourceOf, failed: EventOf<'program.failed'>): CauseStep[] {
  return [
    programStep(history, source, failed),
    ...reasonSteps(history, source, failed.reason, { pid: failed.pid, before: failed.id }),
  ];
}

function programStep(history: History, source: SourceOf, failed: EventOf<'program.failed'>): CauseStep {
  const command = history.commandBehind(failed.pid);
  const excerpt = command && excerptOf(source, command.position);
  return {
    kind: 'program',
    text: `\`${commandLine(failed.argv)}\` failed: ${sentence(failed.reason)}`,
    event: failed.id,
    ...(command ? { position: command.position } : {}),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}

export function reasonSteps(history: History, source: SourceOf, reason: Reason, failure: Failure): CauseStep[] {
  switch (reason.kind) {
    case 'key-unavailable':
      return keySteps(history, source, reason.encryptionRoot, failure);
    case 'path-missing':
    case 'device-missing':
      return missingPathSteps(
        history,
        source,
        reason.path,
        failure,
        (failed) => programSteps(history, source, failed),
        behindCondition(history, source),
      );
    case 'dataset-missing':
      return datasetSteps(history, source, reason.dataset, failure);
    case 'pool-missing':
      return poolSteps(history, source, reason.pool, failure);
    case 'program-missing':
      return [{ kind: 'missing', text: `${reason.program} is not in the image` }];
    case 'no-answer':
      return askingSteps(history, source, failure);
    case 'other':
      return reason.text.startsWith('The ZFS modules are not loaded') ? moduleSteps(history, failure) : [];
    case 'pool-import':
      return lostDisks(history, failure.before, /\(\w+ lacks ([^)]+)\)$/.exec(reason.text)?.[1]?.split(', ') ?? []);
    case 'key-wrong':
    case 'passphrase-wrong':
    case 'busy':
    case 'usage':
      return [];
  }
}

/** What lies behind a condition that failed: what became of the path that it tested, why its program failed. */
export function behindCondition(history: History, source: SourceOf): ExplainCondition {
  return (command) => {
    const [name, first, second] = command.words;
    if (name === '[' || name === 'test') {
      const path = /^-[abcdefhLprSsuwx]$/.test(first ?? '') ? second : undefined;
      return path?.startsWith('/') ? [pathFact(history, path, command.id)] : [];
    }
    if (command.what === 'function') return insideSteps(history, source, command);
    const failed = history
      .all('program.failed')
      .findLast((event) => event.id > command.id && history.commandBehind(event.pid) === command);
    return failed ? programSteps(history, source, failed) : [];
  };
}

/** The last command of a function that failed, which gave the function its status, and what lies behind it. */
function insideSteps(history: History, source: SourceOf, called: EventOf<'command.started'>): CauseStep[] {
  const end = history.endOf(called.id);
  if (end === undefined) return [];
  const last = history
    .all('command.ended')
    .findLast(
      (event) =>
        event.id < end &&
        event.command > called.id &&
        event.status !== 0 &&
        history.isBelow(event.pid, called.pid) &&
        history.event(event.command, 'command.started')?.words[0] !== 'return',
    );
  const inner = last && history.event(last.command, 'command.started');
  if (!inner || isDriver(inner.position.file)) return [];
  const behind = behindCondition(history, source)(inner);
  if (behind[0]?.kind === 'program') return behind;
  const excerpt = excerptOf(source, inner.position);
  return [
    {
      kind: 'decision',
      text: `in ${called.words[0]}, \`${commandLine(inner.words)}\` gave status ${last.status}`,
      event: inner.id,
      position: inner.position,
      ...(excerpt === undefined ? {} : { excerpt }),
    },
    ...behind,
  ];
}

/** Why the key of an encryption root was not there: the last try to load it, or that nobody tried. */
function keySteps(history: History, source: SourceOf, root: string, { before }: Failure): CauseStep[] {
  const tries = history.all('program.failed').filter((event) => event.id < before && event.argv.includes('load-key'));
  const last = tries.findLast((event) => means(event.argv, root) || namesRoot(event.reason, root));
  if (last) return programSteps(history, source, last);
  const nothing: CauseStep = { kind: 'not-reached', text: `nothing tried to load the key of ${root}` };
  const other = tries.at(-1);
  if (other) return [nothing, ...programSteps(history, source, other)];
  const passedOver = passedOverSteps(history, source, /\bload-key\b/, before, behindCondition(history, source));
  return [
    nothing,
    ...(passedOver.length > 0 ? passedOver : notRunSteps(history, source, 'dracut-pre-mount.service', before)),
  ];
}

const namesRoot = (reason: Reason, root: string): boolean =>
  'encryptionRoot' in reason && reason.encryptionRoot === root;

/** True when these arguments of `zfs load-key` take in the encryption root: by name, all of them, or everything below. */
const means = (argv: readonly string[], root: string): boolean =>
  argv.includes(root) ||
  argv.includes('-a') ||
  (argv.includes('-r') && argv.some((word) => root.startsWith(`${word}/`)));

/** Standard input was at its end: who should have written there and had no answer, the process before this one in the pipeline. */
function askingSteps(history: History, source: SourceOf, { pid, before }: Failure): CauseStep[] {
  const failures = history
    .all('program.failed')
    .filter(
      (event) =>
        event.id < before &&
        event.reason.kind === 'no-answer' &&
        event.pid < pid &&
        history.parentOf(event.pid) === history.parentOf(pid),
    );
  const asked = failures.at(-1);
  return asked && asked.pid === pid - 1 ? [programStep(history, source, asked)] : [];
}

/** Who should have loaded the kernel module, and did not. */
function moduleSteps(history: History, { before }: Failure): CauseStep[] {
  const failed = history
    .all('unit.changed')
    .findLast(
      (event) =>
        event.id < before &&
        event.to === 'failed' &&
        history
          .all('unit.process')
          .some((child) => child.unit === event.unit && child.argv.some((word) => word.endsWith('modprobe'))),
    );
  if (failed)
    return [
      { kind: 'unit', text: `${failed.unit} failed (${failed.result})`, event: failed.id },
      ...lastWordsOf(history, failed.unit, failed.id),
    ];
  const lost = history
    .all('job.ended')
    .findLast((event) => event.id < before && event.result === 'dependency' && /module|modprobe/.test(event.unit));
  const needed = lost && history.all('unit.changed').findLast((event) => event.id < lost.id && event.to === 'failed');
  if (!lost || !needed) return [];
  return [
    {
      kind: 'unit',
      text: `${lost.unit} was not started: it needs ${needed.unit}, which failed (${needed.result})`,
      event: lost.id,
    },
    ...lastWordsOf(history, needed.unit, needed.id),
  ];
}

/** What a unit's process said last, where no program told the reason of its failure. */
export function lastWordsOf(history: History, unit: string, before: EventId): CauseStep[] {
  const said = history
    .all('journal.logged')
    .findLast((line) => line.id < before && line.unit === unit && line.logPid !== 1);
  return said ? [{ kind: 'program', text: `${said.identifier} said: ${said.message}`, event: said.id }] : [];
}

function datasetSteps(history: History, source: SourceOf, dataset: string, failure: Failure): CauseStep[] {
  const pool = dataset.replace(/[/@].*$/, '');
  if (pool !== '' && history.all('pool.imported').some((event) => event.pool === pool && event.id < failure.before)) {
    return [
      { kind: 'machine', text: `there is no dataset ${dataset}` },
      ...nameSteps(history, source, dataset, failure),
    ];
  }
  return [
    ...(dataset === '' ? [{ kind: 'machine' as const, text: 'no dataset was named' }] : []),
    ...poolSteps(history, source, pool, failure),
    ...nameSteps(history, source, dataset, failure),
  ];
}

/** Why a pool is not there: its import failed, it was looked for too early, or nobody imported it. */
function poolSteps(history: History, source: SourceOf, pool: string, { before }: Failure): CauseStep[] {
  const imported = [
    ...new Set(
      history
        .all('pool.imported')
        .filter((event) => event.id < before)
        .map((event) => event.pool),
    ),
  ];
  if (pool !== '' && imported.includes(pool)) return [];
  const failed = history.all('program.failed').findLast((event) => event.id < before && isImportOf(event, pool));
  if (failed) return programSteps(history, source, failed);
  const late = lateDisk(history, before);
  if (late) return [late];
  if (pool === '') {
    const asked = bootfsSteps(history, source, before);
    if (imported.length > 0 || asked[0]?.kind === 'missing' || searchOf(history, before)) return asked;
    return [{ kind: 'not-reached', text: 'no pool was imported: nothing ran `zpool import`' }];
  }
  const others = imported.length > 0 ? `; imported: ${imported.join(', ')}` : '';
  return [{ kind: 'not-reached', text: `pool ${pool} was never imported${others}` }];
}

const isImportOf = ({ argv, reason }: EventOf<'program.failed'>, pool: string): boolean =>
  reason.kind === 'pool-import'
    ? pool === '' || reason.pool === pool
    : /(?:^|\/)zpool$/.test(argv[0] ?? '') && argv[1] === 'import';

/** Disks that were there and had gone away before somebody wanted them. */
function lostDisks(history: History, before: EventId, names: readonly string[]): CauseStep[] {
  return names.flatMap((name): CauseStep[] => {
    const gone = history
      .all('device.removed')
      .findLast(
        (event) => event.id < before && (event.path === `/dev/${name}` || event.path.startsWith(`/dev/${name}p`)),
      );
    return gone ? [{ kind: 'machine', text: `${gone.path} went away at ${seconds(gone.atUs)}`, event: gone.id }] : [];
  });
}

/** The last search for pools. */
const searchOf = (history: History, before: EventId): EventOf<'process.executed'> | undefined =>
  history
    .all('process.executed')
    .findLast((event) => event.id < before && event.path.endsWith('/zpool') && event.argv[1] === 'import');

/** A disk that came after the last search for pools, when that found none. */
function lateDisk(history: History, before: EventId): CauseStep | undefined {
  if (history.all('pool.imported').some((event) => event.id < before)) return undefined;
  const search = searchOf(history, before);
  const disk =
    search &&
    history
      .all('device.added')
      .find(
        (event) => event.id > search.id && event.link !== true && /^\/dev\/(?:[shv]d|xvd|nvme|mmcblk)/.test(event.path),
      );
  if (!disk) return undefined;
  return {
    kind: 'machine',
    text: `${disk.path} appeared at ${seconds(disk.atUs)}, ${seconds(disk.atUs - search.atUs)} after \`${commandLine(search.argv)}\` looked for pools`,
    event: disk.id,
  };
}

/** No dataset was named although pools are there: the last question for `bootfs` that gave nothing. */
function bootfsSteps(history: History, source: SourceOf, before: EventId): CauseStep[] {
  const asked = history
    .all('command.started')
    .findLast(
      (event) =>
        event.id < before &&
        event.words[0] === 'zpool' &&
        event.words.some((word) => word.split(',').includes('bootfs')),
    );
  if (!asked) return [];
  const excerpt = excerptOf(source, asked.position);
  const missing = history
    .all('command.started')
    .find(
      (event) =>
        event.what === 'missing' &&
        event.id < before &&
        event.position.file === asked.position.file &&
        event.position.line === asked.position.line,
    );
  const text = missing
    ? `${missing.words[0]} is not in the image`
    : `no pool names a boot dataset: \`${commandLine(asked.words)}\` found none`;
  return [
    {
      kind: missing ? 'missing' : 'origin',
      text,
      event: asked.id,
      position: asked.position,
      ...(excerpt === undefined ? {} : { excerpt }),
    },
  ];
}

/** Where the name that a program was called with came from. */
function nameSteps(history: History, source: SourceOf, name: string, { pid, before }: Failure): CauseStep[] {
  const command = history.commandBehind(pid);
  if (command?.words.includes(name)) return originsOf(history, source, command.sources);
  // systemd has it from its environment.
  const set = history
    .all('command.started')
    .findLast(
      (event) =>
        event.id < before &&
        event.words.includes('set-environment') &&
        event.words.some((word) => name !== '' && word.endsWith(`=${name}`)),
    );
  const named = set?.sources.filter((id) => history.event(id, 'variable.assigned')?.value === name) ?? [];
  return originsOf(history, source, named);
}

const firstLine = (text: string): string => text.split('\n', 1)[0]!;

/** A reason as the second half of a sentence. */
function sentence(reason: Reason): string {
  switch (reason.kind) {
    case 'path-missing':
      return `${reason.path} is not there`;
    case 'device-missing':
      return `the device ${reason.path} is not there`;
    case 'key-unavailable':
      return `the key of ${reason.encryptionRoot} is not loaded`;
    case 'key-wrong':
      return `the key given for ${reason.encryptionRoot} is wrong`;
    case 'dataset-missing':
      return reason.dataset === '' ? 'no dataset was named' : `dataset ${reason.dataset} is not there`;
    case 'pool-missing':
      return reason.pool === '' ? 'no pool was named' : `pool ${reason.pool} is not there`;
    case 'pool-import':
      return `pool ${reason.pool} cannot be imported: ${firstLine(reason.text)}`;
    case 'program-missing':
      return `${reason.program} is not in the image`;
    case 'passphrase-wrong':
      return `no right passphrase for ${reason.device} in ${reason.tries} ${reason.tries === 1 ? 'try' : 'tries'}`;
    case 'no-answer':
      return `nobody answered "${reason.prompt}"`;
    case 'busy':
      return `${reason.path} is busy`;
    case 'usage':
    case 'other':
      return firstLine(reason.text);
  }
}
