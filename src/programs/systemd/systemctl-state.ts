/** systemctl verbs that ask for states: is-active, is-failed, is-enabled, is-system-running, reset-failed, get-default. */
import type { Task } from '../../kernel/task.ts';
import { matches } from '../../machine/systemd/match.ts';
import type { Pid1 } from '../../machine/systemd/pid1.ts';
import type { Unit } from '../../machine/systemd/unit.ts';
import { mangle } from '../../machine/systemd/unit-name.ts';
import { UnitSearch } from '../../machine/systemd/unit-search.ts';
import type { UnitState } from '../../trace/event.ts';
import { ask, type SystemctlCall } from './call.ts';
import { enabledIn, installSettings, wordsOf } from './unit-installation.ts';

/** States are asked without loading anything: what systemd does not know is inactive. */
const stateOf = (pid1: Pid1, name: string): UnitState => pid1.units.known(name)?.active ?? 'inactive';

/** Units that a list of names and patterns means. */
export function named(pid1: Pid1, operands: readonly string[]): string[] {
  return operands.flatMap((operand) =>
    /[*?[]/.test(operand)
      ? pid1.units.all
          .filter((unit) => unit.load !== 'not-found' && matches(unit.id, mangle(operand)))
          .map((unit) => unit.id)
      : [mangle(operand)],
  );
}

function* states(call: SystemctlCall, good: readonly UnitState[], bad: number): Task<number> {
  const { p, m, operands, options } = call;
  const answer = yield* ask(p, m, (pid1) => named(pid1, operands).map((name) => stateOf(pid1, name)));
  if (!answer) return bad;
  if (!options.quiet) yield* p.print(answer.value.map((state) => `${state}\n`).join(''));
  return answer.value.some((state) => good.includes(state)) ? 0 : bad;
}

export const isActive = (call: SystemctlCall): Task<number> => states(call, ['active'], 3);

export function* isFailed(call: SystemctlCall): Task<number> {
  if (call.operands.length > 0) return yield* states(call, ['failed'], 1);
  const answer = yield* ask(call.p, call.m, systemState);
  if (!answer) return 1;
  if (!call.options.quiet) yield* call.p.print(`${answer.value}\n`);
  return answer.value === 'degraded' ? 0 : 1;
}

export function* isSystemRunning(call: SystemctlCall): Task<number> {
  const answer = yield* ask(call.p, call.m, systemState);
  if (!answer) return 1;
  if (!call.options.quiet) yield* call.p.print(`${answer.value}\n`);
  return answer.value === 'running' ? 0 : 1;
}

function systemState(pid1: Pid1): string {
  if (!pid1.started) return pid1.units.known('basic.target')?.isActive ? 'starting' : 'initializing';
  if (['emergency.target', 'rescue.target'].some((name) => pid1.units.known(name)?.isActive)) return 'maintenance';
  return pid1.units.all.some((unit) => unit.active === 'failed') ? 'degraded' : 'running';
}

export function* resetFailed(call: SystemctlCall): Task<number> {
  const answer = yield* ask(call.p, call.m, (pid1) => {
    const units =
      call.operands.length === 0
        ? pid1.units.all
        : named(pid1, call.operands).map((name) => {
            const unit = pid1.units.known(name);
            return unit && (unit.load !== 'not-found' || !unit.isDown) ? unit : name;
          });
    const unknown = units.find((unit): unit is string => typeof unit === 'string');
    for (const unit of units) if (typeof unit !== 'string') reset(unit, pid1);
    return unknown;
  });
  if (!answer) return 1;
  if (answer.value === undefined) return 0;
  yield* call.p.warn(`Failed to reset failed state of unit ${answer.value}: Unit ${answer.value} not loaded.\n`);
  return 1;
}

function reset(unit: Unit, pid1: Pid1): void {
  unit.starts = [];
  if (unit.active === 'failed') pid1.resetFailed(unit);
}

/** Says of each unit file what systemd would do with it; the links are looked at as they are now. */
export function* isEnabled(call: SystemctlCall): Task<number> {
  const { p, m, operands, options } = call;
  const answer = yield* ask(p, m, (pid1) => {
    const search = new UnitSearch(pid1.p);
    return operands.map((operand) => [mangle(operand), enabledState(pid1, mangle(operand), search)] as const);
  });
  if (!answer) return 1;
  let enabled = false;
  for (const [name, state] of answer.value) {
    if (state === undefined) yield* p.warn(`Failed to get unit file state for ${name}: No such file or directory\n`);
    else if (!options.quiet) yield* p.print(`${state}\n`);
    enabled ||=
      state !== undefined && ['static', 'alias', 'generated', 'enabled', 'enabled-runtime', 'indirect'].includes(state);
  }
  return enabled ? 0 : 1;
}

export function enabledState(pid1: Pid1, name: string, search: UnitSearch = pid1.units.search): string | undefined {
  const found = search.find(name);
  if (!found) return undefined;
  if (found.what === 'masked') return found.path.startsWith('/run/') ? 'masked-runtime' : 'masked';
  if (found.path.startsWith('/run/systemd/generator')) return 'generated';
  if (found.path.startsWith('/run/systemd/transient')) return 'transient';
  if (found.id !== name) return 'alias';
  const linked = enabledIn(pid1.p, name);
  if (linked !== undefined) return linked;
  const settings = installSettings(pid1.p, search, name);
  const has = (key: string): boolean => wordsOf(settings, key).length > 0;
  if (has('WantedBy') || has('RequiredBy') || has('Alias')) return 'disabled';
  return has('Also') ? 'indirect' : 'static';
}

export function* getDefault(call: SystemctlCall): Task<number> {
  const answer = yield* ask(call.p, call.m, (pid1) => pid1.units.search.find('default.target')?.id);
  if (!answer) return 1;
  if (answer.value === undefined) {
    yield* call.p.warn('Failed to get default target: No such file or directory\n');
    return 1;
  }
  yield* call.p.print(`${answer.value}\n`);
  return 0;
}
