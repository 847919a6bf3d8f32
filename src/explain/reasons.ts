/** From why a program failed to what lies behind it, reason by reason. */
import type { EventId, EventOf, Reason } from '../trace/event.ts';
import type { CauseStep, Failure } from './cause.ts';
import type { History } from './history.ts';
import { missingPathSteps } from './missing-path.ts';
import { originsOf } from './origins.ts';
import { commandLine, excerptOf, type SourceOf } from './sources.ts';

/** The failed program with the line that called it, then what lies behind its failure. */
export function programSteps(history: History, source: SourceOf, failed: EventOf<'program.failed'>): CauseStep[] {
  const command = history.commandBehind(failed.pid);
  const excerpt = command && excerptOf(source, command.position);
  const step: CauseStep = {
    kind: 'program',
    text: `\`${commandLine(failed.argv)}\` failed: ${sentence(failed.reason)}`,
    event: failed.id,
    ...(command ? { position: command.position } : {}),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
  return [step, ...reasonSteps(history, source, failed.reason, { pid: failed.pid, before: failed.id })];
}

export function reasonSteps(history: History, source: SourceOf, reason: Reason, failure: Failure): CauseStep[] {
  switch (reason.kind) {
    case 'key-unavailable':
      return keySteps(history, source, reason.encryptionRoot, failure);
    case 'path-missing':
    case 'device-missing':
      return missingPathSteps(history, source, reason.path, failure, (failed) => programSteps(history, source, failed));
    case 'dataset-missing':
      return datasetSteps(history, source, reason.dataset, failure);
    case 'pool-missing':
      return poolSteps(history, source, reason.pool, failure);
    case 'program-missing':
      return [{ kind: 'missing', text: `${reason.program} is not in the image` }];
    case 'key-wrong':
    case 'pool-import':
    case 'passphrase-wrong':
    case 'no-answer':
    case 'busy':
    case 'usage':
    case 'other':
      return [];
  }
}

/** Why the key of an encryption root was not there: the last try to load it, or that nobody tried. */
function keySteps(history: History, source: SourceOf, root: string, { before }: Failure): CauseStep[] {
  const tries = history.all('program.failed').filter((event) => event.id < before && event.argv.includes('load-key') && (event.argv.includes(root) || namesRoot(event.reason, root)));
  const last = tries.at(-1);
  if (last) return programSteps(history, source, last);
  return [{ kind: 'not-reached', text: `nothing tried to load the key of ${root}` }, ...leftEarly(history, source, before)];
}

const namesRoot = (reason: Reason, root: string): boolean => 'encryptionRoot' in reason && reason.encryptionRoot === root;

/** The last hook of the pre-mount phase that was left before its end with a failure, if any was. */
function leftEarly(history: History, source: SourceOf, before: EventId): CauseStep[] {
  const left = history.all('left.early').findLast((event) => event.id < before && (event.how === 'exit' || event.how === 'return') && event.status !== 0 && event.position.file.includes('/hooks/'));
  if (!left) return [];
  const excerpt = excerptOf(source, left.position);
  return [{ kind: 'decision', text: `the hook was left here with status ${left.status}`, event: left.id, position: left.position, ...(excerpt === undefined ? {} : { excerpt }) }];
}

function datasetSteps(history: History, source: SourceOf, dataset: string, failure: Failure): CauseStep[] {
  const pool = dataset.replace(/[/@].*$/, '');
  if (pool !== '' && history.all('pool.imported').some((event) => event.pool === pool && event.id < failure.before)) {
    return [{ kind: 'machine', text: `there is no dataset ${dataset}` }, ...nameSteps(history, source, dataset, failure)];
  }
  return [...(dataset === '' ? [{ kind: 'machine' as const, text: 'no dataset was named' }] : []), ...poolSteps(history, source, pool, failure), ...nameSteps(history, source, dataset, failure)];
}

/** Why a pool is not there: its import failed, or nobody imported it. */
function poolSteps(history: History, source: SourceOf, pool: string, { before }: Failure): CauseStep[] {
  if (pool !== '' && history.all('pool.imported').some((event) => event.pool === pool && event.id < before)) return [];
  const failed = history.all('program.failed').findLast((event) => event.id < before && event.reason.kind === 'pool-import' && (pool === '' || event.reason.pool === pool));
  if (failed) return programSteps(history, source, failed);
  if (pool === '') return bootfsSteps(history, source, before);
  return [{ kind: 'not-reached', text: `pool ${pool} was never imported` }];
}

/** No dataset was named although pools are there: the last question for `bootfs` that gave nothing. */
function bootfsSteps(history: History, source: SourceOf, before: EventId): CauseStep[] {
  const asked = history.all('command.started').findLast((event) => event.id < before && event.words[0] === 'zpool' && event.words.some((word) => word.split(',').includes('bootfs')));
  if (!asked) return [];
  const excerpt = excerptOf(source, asked.position);
  return [{ kind: 'origin', text: `no pool names a boot dataset: \`${commandLine(asked.words)}\` found none`, event: asked.id, position: asked.position, ...(excerpt === undefined ? {} : { excerpt }) }];
}

/** Where the name that a program was called with came from. */
function nameSteps(history: History, source: SourceOf, name: string, { pid }: Failure): CauseStep[] {
  const command = history.commandBehind(pid);
  return command && command.words.includes(name) ? originsOf(history, source, command.sources) : [];
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
