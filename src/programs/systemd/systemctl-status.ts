/** `systemctl status`: what a unit is, how it goes, and its last lines in the journal. */
import type { Task } from '../../kernel/task.ts';
import { describeEndShortly } from '../../machine/systemd/exit-status.ts';
import type { Pid1 } from '../../machine/systemd/pid1.ts';
import { serviceRun } from '../../machine/systemd/types/service-run.ts';
import type { Unit } from '../../machine/systemd/unit.ts';
import type { UnitProcess } from '../../machine/systemd/unit-process.ts';
import { ask, type SystemctlCall } from './call.ts';
import { shortLine } from './journal-output.ts';
import { enabledState, named } from './systemctl-state.ts';
import { ago, wallClock } from './wall-clock.ts';

const DOTS: Readonly<Record<string, string>> = {
  active: '\xe2\x97\x8f',
  reloading: '\xe2\x86\xbb',
  failed: '\xc3\x97',
  activating: '\xe2\x97\x8f',
  deactivating: '\xe2\x97\x8f',
  inactive: '\xe2\x97\x8b',
};

export function* status(call: SystemctlCall): Task<number> {
  const { p, m, operands } = call;
  if (operands.length === 0) {
    m.trace.add(p.pid, { kind: 'unsupported', what: 'systemctl status', detail: 'the state of the whole system' });
    yield* p.warn('systemctl: status without a unit is not modelled.\n');
    return 1;
  }
  let result = 0;
  for (const [index, name] of operands.entries()) {
    const answer = yield* ask(p, m, (pid1) =>
      named(pid1, [name]).map((id) => ({
        id,
        text: describe(pid1.units.get(id), pid1, call),
        unit: pid1.units.known(id),
      })),
    );
    if (!answer) return 1;
    for (const { id, text, unit } of answer.value) {
      if (text === undefined) {
        yield* p.warn(`Unit ${id} could not be found.\n`);
        result = 4;
        continue;
      }
      yield* p.print(`${index > 0 ? '\n' : ''}${text}`);
      if (unit && !unit.isActive && unit.active !== 'activating') result = Math.max(result, 3);
    }
  }
  return result;
}

function describe(unit: Unit | undefined, pid1: Pid1, { m, options }: SystemctlCall): string | undefined {
  if (!unit || (unit.load === 'not-found' && unit.isDown)) return undefined;
  const lines = [`${DOTS[unit.active] ?? ' '} ${unit.title}`];
  const state = enabledState(pid1, unit.id);
  lines.push(
    `     Loaded: ${unit.load === 'masked' ? `masked (Reason: Unit ${unit.id} is masked.)` : `${unit.load}${unit.fragment === undefined ? '' : ` (${unit.fragment}; ${state ?? 'static'})`}`}`,
  );
  if (unit.dropIns.length > 0) lines.push(...dropIns(unit.dropIns));
  const since =
    unit.changed === undefined
      ? ''
      : ` since ${wallClock(m, unit.changedAtUs)}; ${ago(m.kernel.clock.nowUs - unit.changedAtUs)}`;
  const how =
    unit.active === 'failed'
      ? ` (Result: ${unit.result})`
      : unit.sub === unit.active || unit.active === 'inactive'
        ? ` (${unit.sub})`
        : ` (${unit.sub})`;
  lines.push(`     Active: ${unit.active}${how}${since}`);
  if (unit.type === 'mount') {
    const at = m.vfs.table.at(unit.settings.get('Mount.Where') ?? unit.description);
    lines.push(`      Where: ${unit.settings.get('Mount.Where') ?? unit.description}`);
    const what = at?.source ?? unit.settings.get('Mount.What');
    if (what !== undefined) lines.push(`       What: ${what}`);
  }
  const run = serviceRun(unit);
  if (run?.lastMain?.ended && unit.active !== 'inactive')
    lines.push(
      `    Process: ${run.lastMain.pid} ExecStart=${run.lastMain.command.words.join(' ')} (${describeEndShortly(run.lastMain.ended)})`,
    );
  if (run?.lastMain && unit.active !== 'inactive')
    lines.push(
      `   Main PID: ${run.lastMain.pid}${mainState(run.lastMain, m.kernel.processes.get(run.lastMain.pid)?.argv[0])}`,
    );
  if (run?.lastMain && unit.active !== 'inactive') lines.push(`        CPU: ${cpuTime(run.lastMain.cpuUs)}`);
  const sinceUs = unit.leftInactiveAtUs ?? 0;
  const last = m.journal.entries
    .filter((entry) => entry.unit === unit.id && entry.atUs >= sinceUs)
    .slice(-(options.lines ?? 10));
  const journal = last.map((entry) => shortLine(m, entry));
  return `${[...lines, ...(journal.length > 0 ? ['', ...journal] : [])].join('\n')}\n`;
}

/** `55ms`, `1.234s`. */
const cpuTime = (us: number): string =>
  us < 1000 ? '0' : us < 1_000_000 ? `${Math.floor(us / 1000)}ms` : `${Math.floor(us / 1000) / 1000}s`;

const mainState = (process: UnitProcess, argv0: string | undefined): string =>
  process.ended ? ` (${describeEndShortly(process.ended)})` : ` (${(argv0 ?? '').replace(/^.*\//, '')})`;

function dropIns(paths: readonly string[]): string[] {
  const byDirectory = new Map<string, string[]>();
  for (const path of paths) {
    const directory = path.slice(0, path.lastIndexOf('/'));
    const names = byDirectory.get(directory);
    if (names) names.push(path.slice(directory.length + 1));
    else byDirectory.set(directory, [path.slice(directory.length + 1)]);
  }
  return [...byDirectory].flatMap(([directory, names], index) => [
    `${index === 0 ? '    Drop-In: ' : '             '}${directory}`,
    `             \xe2\x94\x94\xe2\x94\x80${names.join(', ')}`,
  ]);
}
