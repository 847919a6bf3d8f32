/** mount: attaches filesystems, lists them without arguments (mount(8), util-linux 2.38). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { labelOf } from '../../machine/block/content.ts';
import type { Machine } from '../../machine/machine.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { reachableMounts } from '../../vfs/reachable-mounts.ts';
import { getopt, type Option } from '../arguments.ts';
import type { Program } from '../program.ts';
import { calledAs, fail, unsupported, unsupportedOption, usageFailure } from './failure.ts';
import { needsNoDevice } from './filesystem-types.ts';
import { type FstabEntry, readFstab } from './fstab.ts';
import { bind, type MountCall, type MountResult, mountNew, move, propagate, remount } from './mount-call.ts';
import { helperOf, runHelper } from './mount-helper.ts';
import { liesInFile, loopFor } from './mount-loop.ts';
import { complaintAbout, KERNEL_LOG_HINT } from './mount-message.ts';
import { type MountOptions, parseMountOptions, splitOptions } from './mount-options.ts';
import { canonicalSource, canonicalTarget, deviceOfTag, isTag } from './mount-source.ts';

const FAILED = 32;
const SOME_SUCCEEDED = 64;
const USAGE = 1;

const LONG = [
  'all=a',
  'no-canonicalize=c',
  'fake=f',
  'fork=F',
  'fstab:=T',
  'internal-only=i',
  'show-labels=l',
  'mkdir::=m',
  'no-mtab=n',
  'options:=o',
  'test-opts:=O',
  'read-only=r',
  'types:=t',
  'source:',
  'target:',
  'target-prefix:',
  'verbose=v',
  'rw=w',
  'read-write=w',
  'label:=L',
  'uuid:=U',
  'bind=B',
  'move=M',
  'rbind=R',
  'namespace:=N',
  'sloppy=s',
  'make-shared',
  'make-slave',
  'make-private',
  'make-unbindable',
  'make-rshared',
  'make-rslave',
  'make-rprivate',
  'make-runbindable',
  'help=h',
  'version=V',
];
const NOT_MODELLED = new Set(['F', 'O', 'T', 'N', 'target-prefix', 'h']);

/** Everything one mount needs to know. */
interface Request {
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly type: string | undefined;
  readonly options: MountOptions;
  readonly fake: boolean;
  readonly verbose: boolean;
  /** Options for a helper's command line, such as `-n`. */
  readonly helperFlags: readonly string[];
  readonly useHelpers: boolean;
}

export const mount: Program = {
  name: 'mount',
  *run(p, m) {
    const { options: given, operands, error } = getopt(p.argv, 'aBcfFhilL:m::Mno:O:rRsU:vVwt:T:N:', LONG);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => given.some((option) => option.name === name);
    const value = (name: string): string | undefined => given.findLast((option) => option.name === name)?.value;
    if (has('V')) {
      yield* p.print(
        'mount from util-linux 2.38.1 (libmount 2.38.1: selinux, smack, btrfs, verity, namespaces, assert, debug)\n',
      );
      return 0;
    }
    for (const { name } of given) if (NOT_MODELLED.has(name)) return yield* unsupportedOption(p, m, name);
    const options = parseMountOptions(given.flatMap(optionWords));
    const type = value('t');
    if (has('a')) return operands.length > 0 ? yield* usageFailure(p, m) : yield* mountAll(p, m, type, has('v'));
    const named =
      value('source') ??
      (value('L') === undefined ? undefined : `LABEL="${value('L')}"`) ??
      (value('U') === undefined ? undefined : `UUID="${value('U')}"`);
    const words = [...operands];
    const source = named ?? (words.length > 1 ? words.shift() : undefined);
    const target = value('target') ?? words.shift();
    if (source === undefined && target === undefined && given.every(({ name }) => ['l', 't', 'v', 'n'].includes(name)))
      return yield* list(p, m, type, has('l'));
    if (words.length > 0 || (source === undefined && target === undefined)) return yield* usageFailure(p, m);
    const helperFlags = [
      ...(has('s') ? ['-s'] : []),
      ...(has('f') ? ['-f'] : []),
      ...(has('n') ? ['-n'] : []),
      ...(has('v') ? ['-v'] : []),
    ];
    const request: Request = {
      source,
      target,
      type,
      options,
      fake: has('f'),
      verbose: has('v'),
      helperFlags,
      useHelpers: !has('i'),
    };
    return yield* complete(p, m, request);
  },
};

/** The mount options that an option of the command line stands for. */
function optionWords({ name, value }: Option): string[] {
  switch (name) {
    case 'o':
      return splitOptions(value!);
    case 'r':
      return ['ro'];
    case 'w':
      return ['rw'];
    case 'B':
      return ['bind'];
    case 'R':
      return ['rbind'];
    case 'M':
      return ['move'];
    case 'm':
      return [value === undefined ? 'X-mount.mkdir' : `X-mount.mkdir=${value}`];
    default:
      return name.startsWith('make-') ? [name.slice('make-'.length)] : [];
  }
}

/** With one operand, the other half comes from the mount table (for a remount) or from fstab. */
function* complete(p: Process, m: Machine, request: Request): Task<number> {
  const { source, target, options } = request;
  if (source !== undefined && target !== undefined) return yield* perform(p, m, request, source, target);
  const only = (source ?? target)!;
  if (options.remount || options.propagation.length > 0) {
    const real = canonicalTarget(p, only);
    const mounted = m.vfs.table.all.findLast((mount) => mount.path === real || mount.source === only);
    return yield* perform(p, m, request, mounted?.source ?? 'none', mounted?.path ?? only);
  }
  if (options.bind !== undefined || options.move) return yield* perform(p, m, request, 'none', only);
  const real = canonicalTarget(p, only);
  const entry = readFstab(p).find((line) => line.target === only || line.target === real || line.source === only);
  if (!entry) return yield* fail(p, m, USAGE, `${only}: can't find in /etc/fstab.`);
  return yield* mountEntry(p, m, entry, request);
}

function* mountEntry(
  p: Process,
  m: Machine,
  entry: FstabEntry,
  request: Pick<Request, 'fake' | 'verbose' | 'helperFlags' | 'useHelpers'> & { readonly given?: readonly string[] },
): Task<number> {
  const options = parseMountOptions([...splitOptions(entry.options), ...(request.given ?? givenOptions(p))]);
  return yield* perform(
    p,
    m,
    { ...request, source: entry.source, target: entry.target, type: entry.type, options },
    entry.source,
    entry.target,
  );
}

const givenOptions = (p: Process): string[] =>
  getopt(p.argv, 'aBcfFhilL:m::Mno:O:rRsU:vVwt:T:N:', LONG).options.flatMap(optionWords);

function* mountAll(p: Process, m: Machine, types: string | undefined, verbose: boolean): Task<number> {
  const statuses: number[] = [];
  for (const entry of readFstab(p)) {
    if (entry.type === 'swap' || entry.type === 'none' || entry.target === 'none' || entry.target === 'swap') continue;
    if (splitOptions(entry.options).includes('noauto') || !matchesTypes(entry.type, types)) continue;
    if (m.vfs.table.at(entry.target)) {
      if (verbose) yield* p.print(`${entry.target.padEnd(24)} : already mounted\n`);
      continue;
    }
    statuses.push(
      yield* mountEntry(p, m, entry, { fake: false, verbose, helperFlags: verbose ? ['-v'] : [], useHelpers: true }),
    );
  }
  if (statuses.every((status) => status === 0)) return 0;
  return statuses.some((status) => status === 0) ? SOME_SUCCEEDED : FAILED;
}

/** `-t a,b` or `-t noa,b`: one of these, or none of them. */
export function matchesTypes(type: string, list: string | undefined): boolean {
  if (list === undefined) return true;
  const negated = list.startsWith('no');
  return (negated ? list.slice(2) : list).split(',').includes(type) !== negated;
}

function* perform(p: Process, m: Machine, request: Request, givenSource: string, givenTarget: string): Task<number> {
  const { options } = request;
  let source = givenSource;
  if (isTag(source)) {
    const device = deviceOfTag(m, source);
    if (!device)
      return options.nofail
        ? 0
        : yield* fail(p, m, USAGE, `${givenTarget}: can't find ${source}.`, { kind: 'device-missing', path: source });
    source = device.shownPath;
  }
  const type =
    request.type === undefined || request.type === 'auto' || request.type.startsWith('no')
      ? undefined
      : request.type.split(',')[0]!;
  if (options.makeDirectory !== undefined) makeDirectories(p, givenTarget, options.makeDirectory);
  if (type === undefined || !needsNoDevice(type)) source = canonicalSource(p, m, source);
  const target = canonicalTarget(p, givenTarget);
  const plain = options.bind === undefined && !options.move && options.propagation.length === 0;
  if (plain && !options.remount && (options.loop !== undefined || liesInFile(p, m, source, type))) {
    const device = request.fake ? source : loopFor(p, m, source, options);
    if (isErrno(device))
      return yield* fail(p, m, FAILED, `${target}: failed to setup loop device for ${source}.`, {
        kind: 'path-missing',
        path: source,
      });
    source = device;
  }
  const call: MountCall = { source, target, type, options };
  const helper = plain && request.useHelpers ? helperOf(p, 'mount', typeForHelper(m, call)) : undefined;
  const help = (): Task<number> =>
    runHelper(p, helper!, [source, target, ...request.helperFlags, '-o', options.helperText]);
  // busybox asks the kernel first, and a helper only when that has refused.
  const afterwards = p.flavour?.name === 'busybox';
  if (helper !== undefined && !afterwards) return yield* help();
  if (request.fake) return 0;
  const result = enact(p, m, call);
  m.loop.sweep();
  if (result.kind === 'refused' && helper !== undefined && (yield* help()) === 0) return 0;
  if (result.kind === 'not-modelled') return yield* unsupported(p, m, result.detail, FAILED);
  if (result.kind === 'refused') {
    if (
      options.nofail &&
      (result.errno === Errno.ENOENT || result.errno === Errno.ENOTBLK || result.errno === Errno.ENXIO) &&
      isErrno(p.stat(source))
    )
      return 0;
    const { text, reason } = complaintAbout(p, m, call, result.errno, result.type);
    return yield* fail(p, m, FAILED, `${target}: ${text}.\n${KERNEL_LOG_HINT}`, reason);
  }
  if (result.readOnlyAfterAll)
    yield* p.warn(`${calledAs(p)}: ${target}: WARNING: source write-protected, mounted read-only.\n`);
  if (request.verbose && plain) yield* p.print(`${calledAs(p)}: ${source} mounted on ${target}.\n`);
  else if (request.verbose && options.bind !== undefined)
    yield* p.print(`${calledAs(p)}: ${source} bound on ${target}.\n`);
  return 0;
}

/** A remount has the type of what is mounted. */
const typeForHelper = (m: Machine, call: MountCall): string | undefined =>
  call.type ?? (call.options.remount ? m.vfs.table.at(call.target)?.sb.type : undefined);

function enact(p: Process, m: Machine, call: MountCall): MountResult {
  const { options } = call;
  if (options.remount) return remount(p, m, call);
  if (options.move) return move(p, m, call);
  if (options.bind !== undefined) return bind(p, m, call);
  if (options.propagation.length > 0 && (call.type === undefined || call.type === 'none'))
    return propagate(p, m, call.target);
  return mountNew(p, m, call);
}

function makeDirectories(p: Process, path: string, mode: number): void {
  const parts = path.split('/').filter(Boolean);
  for (let n = 1; n <= parts.length; n++)
    p.mkdir(`${path.startsWith('/') ? '/' : ''}${parts.slice(0, n).join('/')}`, mode);
}

/** Every mount as `SOURCE on TARGET type TYPE (OPTIONS)`, with its label when asked for. */
function* list(p: Process, m: Machine, types: string | undefined, labels: boolean): Task<number> {
  let text = '';
  for (const { mount: mounted, path } of reachableMounts(m.vfs.table, p.view.root.mount)) {
    if (!matchesTypes(mounted.sb.type, types)) continue;
    const device = labels ? m.block.byPath(mounted.source) : undefined;
    const label = device && labelOf(device.content);
    text += `${mounted.source} on ${path} type ${mounted.sb.type} (${mounted.optionText})${label === undefined ? '' : ` [${label}]`}\n`;
  }
  yield* p.print(text);
  return 0;
}
