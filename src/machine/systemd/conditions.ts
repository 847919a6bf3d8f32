/** Condition…= and Assert…= of units (systemd.unit(5), "Conditions and Asserts"). */
import type { Process } from '../../kernel/process.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { commandLineWords } from './command-line.ts';
import { globPaths } from './glob-paths.ts';
import { parseBoolean } from './settings.ts';
import type { SpecifierFacts } from './specifiers.ts';
import { expandSpecifiers } from './specifiers.ts';
import type { ConditionCheck, Unit } from './unit.ts';

export interface ConditionContext {
  readonly p: Process;
  readonly facts: SpecifierFacts;
  /** The manager's environment. */
  readonly environment: ReadonlyMap<string, string>;
  /** Tells of a condition that is not modelled. */
  readonly unsupported: (what: string) => void;
}

/** Every check of a unit, the last one of its files first: so systemd tests them, and names the first that is not met. */
export function checkAll(unit: Unit, kind: 'Condition' | 'Assert', c: ConditionContext): readonly ConditionCheck[] {
  const assignments = unit.settings.beginning(`Unit.${kind}`);
  const resetAt = assignments.findLastIndex((a) => a.value === '');
  const inOrder = assignments.slice(resetAt + 1).reverse();
  return inOrder.map(({ key, value }) => {
    const [, sigils = '', parameter = ''] = /^([|!]*)\s*(.*)$/s.exec(value) ?? [];
    const negated = sigils.includes('!');
    const trigger = sigils.includes('|');
    const expanded = expandSpecifiers(parameter, unit.id, c.facts);
    const held = holds(key.slice(kind.length), expanded, c);
    return { text: `${key}=${negated ? '!' : ''}${expanded}`, trigger, met: held !== negated };
  });
}

/** All plain checks are met, and one of the triggering ones if there are any. */
export function allMet(checks: readonly ConditionCheck[]): boolean {
  const triggers = checks.filter((check) => check.trigger);
  return (
    checks.every((check) => check.trigger || check.met) &&
    (triggers.length === 0 || triggers.some((check) => check.met))
  );
}

/** Why a unit was skipped, as pid 1 words it. */
export function whySkipped(checks: readonly ConditionCheck[]): string {
  const failed = checks.find((check) => !check.trigger && !check.met);
  return failed ? `of an unmet condition check (${failed.text})` : 'no trigger condition checks were met';
}

function holds(kind: string, parameter: string, c: ConditionContext): boolean {
  const { p } = c;
  switch (kind) {
    case 'PathExists':
      return p.access(parameter, 'e') === true;
    case 'PathExistsGlob':
      return globPaths(p, parameter).length > 0;
    case 'PathIsDirectory':
      return isType(p, parameter, 'directory');
    case 'PathIsSymbolicLink': {
      const stat = p.lstat(parameter);
      return !isErrno(stat) && stat.type === 'symlink';
    }
    case 'PathIsMountPoint':
      return p.kernel.vfs.table.at(parameter) !== undefined;
    case 'PathIsReadWrite':
      return p.access(parameter, 'w') === true;
    case 'PathIsEncrypted':
      c.unsupported('ConditionPathIsEncrypted');
      return false;
    case 'DirectoryNotEmpty': {
      const names = p.readdir(parameter);
      return !isErrno(names) && names.some((name) => !name.startsWith('.'));
    }
    case 'FileNotEmpty': {
      const stat = p.stat(parameter);
      return !isErrno(stat) && stat.type === 'file' && stat.sizeBytes > 0;
    }
    case 'FileIsExecutable':
      return isType(p, parameter, 'file') && p.access(parameter, 'x') === true;
    case 'KernelCommandLine':
      return onCommandLine(p, parameter);
    case 'KernelModuleLoaded':
      return isType(p, `/sys/module/${parameter.replaceAll('-', '_')}`, 'directory');
    case 'KernelVersion':
    case 'Version':
      return versionMatches(parameter, c);
    case 'Environment':
      return parameter.includes('=')
        ? c.environment.get(parameter.slice(0, parameter.indexOf('='))) === parameter.slice(parameter.indexOf('=') + 1)
        : c.environment.has(parameter);
    case 'Virtualization':
      return parseBoolean(parameter) ?? ['vm', 'qemu'].includes(parameter);
    case 'Architecture':
      return parameter === 'x86-64' || parameter === 'native';
    case 'Host':
      return parameter === c.facts.hostname || parameter === c.facts.machineId;
    case 'Security':
      return parameter === 'audit' || parameter === 'apparmor';
    case 'Capability':
      // Pid 1 has them all, but for the audit ones that a kernel without audit does not care about.
      return true;
    case 'ControlGroupController':
      return parameter === 'v2';
    case 'FirstBoot':
      return parseBoolean(parameter) === false;
    case 'NeedsUpdate':
      return false;
    case 'ACPower':
      return parseBoolean(parameter) ?? true;
    case 'User':
      return ['root', '0', '@system'].includes(parameter);
    case 'Group':
      return ['root', '0'].includes(parameter);
    default:
      c.unsupported(`Condition${kind}`);
      return false;
  }
}

function isType(p: Process, path: string, type: 'directory' | 'file'): boolean {
  const stat = p.stat(path);
  return !isErrno(stat) && stat.type === type;
}

/** A word, or `key=value`; a bare word is also met by `key=anything`. */
function onCommandLine(p: Process, parameter: string): boolean {
  const text = p.readFile('/proc/cmdline');
  if (text instanceof Errno) return false;
  return commandLineWords(text).some((word) =>
    parameter.includes('=') ? word === parameter : word === parameter || word.startsWith(`${parameter}=`),
  );
}

function versionMatches(parameter: string, c: ConditionContext): boolean {
  const [, operator, wanted] = /^\s*(>=|<=|!=|<>|=|<|>|)\s*(.*)$/.exec(parameter)!;
  const order = compareVersions(c.facts.kernelRelease, wanted!);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '!=':
    case '<>':
      return order !== 0;
    default:
      return order === 0;
  }
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.match(/\d+|[A-Za-z]+/g) ?? [], b.match(/\d+|[A-Za-z]+/g) ?? []];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    if (x === y) continue;
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const byNumber = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0;
    if (byNumber !== 0) return byNumber;
    if (!/^\d/.test(x) || !/^\d/.test(y)) return x < y ? -1 : 1;
  }
  return 0;
}
