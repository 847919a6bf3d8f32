/** Rules of udev that queue work for the initramfs: what systemd-udevd runs for a device (udev(7), RUN). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { sysfsPath } from '../../machine/block/sysfs-entries.ts';
import type { Machine } from '../../machine/machine.ts';
import { kernelProperties, ruleProperties } from '../../machine/udev/device-properties.ts';
import { isErrno } from '../../vfs/errno.ts';
import { Directory } from '../../vfs/inode.ts';
import { matchesGlob } from '../text/glob.ts';

interface Term {
  readonly key: string;
  /** In braces behind the key. */
  readonly attribute: string | undefined;
  readonly operator: '==' | '!=' | '=' | '+=' | '-=' | ':=';
  readonly value: string;
}
export type Rule = readonly Term[];

/**
 * The rules that are followed: those of files that call dracut's `initqueue`. What other files do (links, properties) is part of the
 * model of udev.
 */
export function queueingRules(p: Process, m: Machine): readonly Rule[] {
  return ruleTexts(p, m).flatMap((text) => (/RUN[^\n]*\binitqueue\b/.test(text) ? parseRules(text) : []));
}

/** Paths of the rules files in the order in which they are read; the first directory that has a name has the say. */
export function ruleFiles(p: Process, m: Machine): readonly string[] {
  const files = new Map<string, string>();
  for (const directory of ['/etc', '/run', '/usr/local/lib', '/usr/lib'].map((base) => `${base}/udev/rules.d`)) {
    const place = m.vfs.find(p.view, directory);
    if (isErrno(place) || !(place.inode instanceof Directory)) continue;
    for (const name of place.inode.names())
      if (name.endsWith('.rules') && !files.has(name)) files.set(name, `${directory}/${name}`);
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}

/** The daemon has read them before: that takes no time here. */
function ruleTexts(p: Process, m: Machine): readonly string[] {
  return ruleFiles(p, m).map((path) => {
    const file = m.vfs.find(p.view, path);
    return isErrno(file) ? '' : (file.inode.content?.read(0, file.inode.sizeBytes) ?? '');
  });
}

export function parseRules(text: string): readonly Rule[] {
  return text
    .replace(/^\s*#.*\n?/gm, '')
    .replace(/\\\n/g, '')
    .split('\n')
    .flatMap((line) => {
      const terms = [
        ...line.matchAll(/\s*([A-Z_]+)(?:\{([^}]*)\})?\s*(==|!=|\+=|-=|:=|=)\s*e?"((?:[^"\\]|\\.)*)"/g),
      ].map(
        ([, key, attribute, operator, value]): Term => ({
          key: key!,
          attribute,
          operator: operator as Term['operator'],
          value: value!.replaceAll('\\"', '"'),
        }),
      );
      return terms.length > 0 ? [terms] : [];
    });
}

/** The command lines that the rules ask for, in their order; what is not modelled has been told. */
export function* commandsFor(
  p: Process,
  m: Machine,
  rules: readonly Rule[],
  device: BlockDevice,
  action: string,
): Task<readonly string[]> {
  const properties = new Map([['ACTION', action], ...kernelProperties(device), ...ruleProperties(device)]);
  const context: Context = { p, m, device, properties };
  const commands: string[] = [];
  let label: string | undefined;
  for (const rule of rules) {
    if (label !== undefined) {
      if (!rule.some(({ key, value }) => key === 'LABEL' && value === label)) continue;
      label = undefined;
    }
    if (!(yield* matches(context, rule))) continue;
    for (const { key, attribute, operator, value } of rule) {
      if (operator === '==' || operator === '!=') continue;
      if (key === 'GOTO') label = value;
      else if (key === 'ENV' && attribute !== undefined) properties.set(attribute, substituted(context, value));
      else if (key === 'RUN' && attribute !== 'builtin') {
        if (operator !== '+=') commands.length = 0;
        commands.push(substituted(context, value));
      } else if (key === 'IMPORT' || key === 'RUN')
        m.trace.add(p.pid, { kind: 'unsupported', what: 'udev rule', detail: `${key}{${attribute}}` });
    }
  }
  return commands;
}

interface Context {
  readonly p: Process;
  readonly m: Machine;
  readonly device: BlockDevice;
  readonly properties: Map<string, string>;
}

function* matches(context: Context, rule: Rule): Task<boolean> {
  const { p, m, device } = context;
  for (const { key, attribute, operator, value } of rule) {
    if (operator !== '==' && operator !== '!=') continue;
    const wanted = operator === '==';
    if (key === 'PROGRAM') {
      if (((yield* succeeds(p, substituted(context, value))) as boolean) !== wanted) return false;
      continue;
    }
    if (key === 'TEST') {
      const path = substituted(context, value);
      const there = !isErrno(p.stat(path.startsWith('/') ? path : `/sys${sysfsPath(device)}/${path}`));
      if (there !== wanted) return false;
      continue;
    }
    const found = matchedValue(context, key, attribute);
    if (found === undefined) {
      m.trace.add(p.pid, { kind: 'unsupported', what: 'udev rule', detail: `match of ${key}` });
      return false;
    }
    if (value.split('|').some((pattern) => matchesGlob(pattern, found)) !== wanted) return false;
  }
  return true;
}

/** What a key is compared with; undefined when it is not modelled. */
function matchedValue(
  { p, device, properties }: Context,
  key: string,
  attribute: string | undefined,
): string | undefined {
  switch (key) {
    case 'ACTION':
    case 'SUBSYSTEM':
    case 'DEVPATH':
      return properties.get(key) ?? '';
    case 'KERNEL':
      return device.name;
    case 'ENV':
      return properties.get(attribute ?? '') ?? '';
    case 'ATTR': {
      const text = p.readFile(`/sys${sysfsPath(device)}/${attribute}`);
      return isErrno(text) ? '' : text.trimEnd();
    }
    default:
      return undefined;
  }
}

/** `%k`, `$devpath` and the like (udev(7), the list at the end). */
function substituted({ device, properties }: Context, text: string): string {
  const named: Readonly<Record<string, string>> = {
    kernel: device.name,
    number: /\d*$/.exec(device.name)![0],
    devpath: sysfsPath(device),
    devnode: device.path,
    name: device.name,
    sys: '/sys',
    root: '/dev',
    major: String(device.major),
    minor: String(device.minor),
  };
  const short: Readonly<Record<string, string>> = {
    k: named.kernel!,
    n: named.number!,
    p: named.devpath!,
    N: named.devnode!,
    S: named.sys!,
    r: named.root!,
    M: named.major!,
    m: named.minor!,
    '%': '%',
  };
  return text.replace(/\$\$|\$env\{([^}]*)\}|%E\{([^}]*)\}|\$([a-z]+)|%(.)/g, (all, env, env2, word, letter) => {
    if (all === '$$') return '$';
    if (env !== undefined || env2 !== undefined) return properties.get(env ?? env2) ?? '';
    return (word === undefined ? short[letter] : named[word]) ?? all;
  });
}

/** Words of a command line: quotes hold them together. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain!);

/** Runs one command of a rule to its end. */
export function* runCommand(p: Process, command: string): Task<number> {
  const [name = '', ...rest] = wordsOf(command);
  const path = name.startsWith('/') ? name : `/usr/lib/udev/${name}`;
  const child = p.spawn(path, [path, ...rest]);
  if (isErrno(child)) return 127;
  const ended = yield* p.wait(child.pid);
  return isErrno(ended) ? 127 : ended.status;
}

function* succeeds(p: Process, command: string): Task<boolean> {
  return (yield* runCommand(p, command)) === 0;
}
