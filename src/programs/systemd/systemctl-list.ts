/** systemctl verbs that list: units, jobs, unit files. */
import type { Task } from '../../kernel/task.ts';
import { matches } from '../../machine/systemd/match.ts';
import type { Unit } from '../../machine/systemd/unit.ts';
import { mangle, UNIT_TYPES } from '../../machine/systemd/unit-name.ts';
import { ask, type SystemctlCall } from './call.ts';
import { enabledState } from './systemctl-state.ts';

interface Row {
  readonly id: string;
  readonly load: string;
  readonly active: string;
  readonly sub: string;
  readonly job: string;
  readonly description: string;
}

const LEGEND = [
  'LOAD   = Reflects whether the unit definition was properly loaded.',
  'ACTIVE = The high-level unit activation state, i.e. generalization of SUB.',
  'SUB    = The low-level unit activation state, values depend on unit type.',
];

export function* listUnits(call: SystemctlCall): Task<number> {
  const { p, m, operands, options } = call;
  const answer = yield* ask(p, m, (pid1) => pid1.units.all.filter((unit) => wanted(unit, call)).map(row));
  if (!answer) return 1;
  const rows = answer.value.sort((a, b) => typeRank(a.id) - typeRank(b.id) || (a.id < b.id ? -1 : 1));
  const marked = !options.plain;
  const jobs = rows.some((r) => r.job !== '');
  const width = (title: string, of: (r: Row) => string): number =>
    Math.max(options.legend ? title.length : 0, ...rows.map((r) => of(r).length));
  const columns: readonly (readonly [string, (r: Row) => string])[] = [
    ['UNIT', (r) => r.id],
    ['LOAD', (r) => r.load],
    ['ACTIVE', (r) => r.active],
    ['SUB', (r) => r.sub],
    ...(jobs ? ([['JOB', (r: Row) => r.job]] as const) : []),
  ];
  const line = (mark: string, cells: readonly string[], last: string): string =>
    `${marked ? `${mark} ` : ''}${cells.map((cell, i) => cell.padEnd(width(columns[i]![0], columns[i]![1]))).join(' ')} ${last}`.trimEnd();
  const lines = rows.map((r) =>
    line(
      ['failed', 'not-found', 'masked', 'error', 'bad-setting'].some((s) => s === r.active || s === r.load)
        ? '\xe2\x97\x8f'
        : ' ',
      columns.map(([, of]) => of(r)),
      r.description,
    ),
  );
  if (options.legend && rows.length > 0)
    lines.unshift(
      line(
        ' ',
        columns.map(([title]) => title),
        'DESCRIPTION',
      ),
    );
  if (options.legend) {
    if (rows.length > 0) lines.push('', ...LEGEND, ...(jobs ? ['JOB    = Pending job for the unit.'] : []));
    lines.push(
      `${rows.length} loaded units listed.${options.all || options.states.length > 0 || operands.length > 0 ? '' : ' Pass --all to see loaded but inactive units, too.'}`,
    );
    if (!options.all && options.states.length === 0 && operands.length === 0)
      lines.push("To show all installed unit files use 'systemctl list-unit-files'.");
  }
  yield* p.print(lines.map((text) => `${text}\n`).join(''));
  return 0;
}

function wanted(unit: Unit, { options, operands }: SystemctlCall): boolean {
  if (options.types.length > 0 && !options.types.some((t) => t === unit.type || t === unit.load)) return false;
  if (options.states.length > 0 && !options.states.some((s) => s === unit.active || s === unit.sub || s === unit.load))
    return false;
  if (
    operands.length > 0 &&
    !operands.some((operand) => matches(unit.id, /[*?[]/.test(operand) ? operand : mangle(operand)))
  )
    return false;
  if (options.all || options.states.length > 0) return true;
  return unit.active !== 'inactive' || unit.job !== undefined;
}

const row = (unit: Unit): Row => ({
  id: unit.id,
  load: unit.load,
  active: unit.active,
  sub: unit.sub,
  job: unit.job?.type ?? '',
  description: unit.description,
});

/** Automounts before mounts before services, as systemctl sorts by the type's name. */
const typeRank = (id: string): number =>
  [...UNIT_TYPES].sort().indexOf(id.slice(id.lastIndexOf('.') + 1) as (typeof UNIT_TYPES)[number]);

export function* listJobs({ p, m, options, operands }: SystemctlCall): Task<number> {
  if (options.follow !== 'forward') {
    const what = `systemctl list-jobs --${options.follow}`;
    m.trace.add(p.pid, { kind: 'unsupported', what, detail: p.argv.join(' ') });
    yield* p.warn(`${what} is not modelled.\n`);
    return 1;
  }
  const answer = yield* ask(p, m, (pid1) =>
    pid1.jobs.all.map((job) => ({ id: String(job.id), unit: job.unit.id, type: job.type, state: job.state })),
  );
  if (!answer) return 1;
  const jobs = answer.value.filter(
    (job) => operands.length === 0 || operands.some((pattern) => matches(job.unit, pattern)),
  );
  if (jobs.length === 0) {
    if (options.legend) yield* p.print(answer.value.length > 0 ? 'No jobs listed.\n' : 'No jobs running.\n');
    return 0;
  }
  const width = (title: string, of: (j: (typeof jobs)[number]) => string): number =>
    Math.max(options.legend ? title.length : 0, ...jobs.map((j) => of(j).length));
  const [id, unit, type] = [width('JOB', (j) => j.id), width('UNIT', (j) => j.unit), width('TYPE', (j) => j.type)];
  const lines = jobs.map((j) =>
    `${j.id.padStart(id)} ${j.unit.padEnd(unit)} ${j.type.padEnd(type)} ${j.state}`.trimEnd(),
  );
  if (options.legend) {
    lines.unshift(`${'JOB'.padEnd(id)} ${'UNIT'.padEnd(unit)} ${'TYPE'.padEnd(type)} STATE`);
    lines.push('', `${jobs.length} jobs listed.`);
  }
  yield* p.print(lines.map((text) => `${text}\n`).join(''));
  return 0;
}

export function* listUnitFiles({ p, m, options, operands }: SystemctlCall): Task<number> {
  const answer = yield* ask(p, m, (pid1) =>
    pid1.units.search.names
      .filter(
        (name) =>
          (options.types.length === 0 || options.types.some((t) => name.endsWith(`.${t}`))) &&
          (operands.length === 0 || operands.some((operand) => matches(name, operand))),
      )
      .map((name) => [name, enabledState(pid1, name) ?? 'bad'] as const)
      .sort(([a], [b]) => typeRank(a) - typeRank(b) || (a < b ? -1 : 1)),
  );
  if (!answer) return 1;
  const width = Math.max(options.legend ? 'UNIT FILE'.length : 0, ...answer.value.map(([name]) => name.length));
  const lines = answer.value.map(([name, state]) => `${name.padEnd(width)} ${state.padEnd(15)} -`);
  if (options.legend) {
    lines.unshift(`${'UNIT FILE'.padEnd(width)} ${'STATE'.padEnd(15)} PRESET`);
    lines.push('', `${answer.value.length} unit files listed.`);
  }
  yield* p.print(lines.map((text) => `${text}\n`).join(''));
  return 0;
}

export function* cancel({ p, m, operands }: SystemctlCall): Task<number> {
  let status = 0;
  const answer = yield* ask(p, m, (pid1) => {
    const jobs =
      operands.length === 0
        ? pid1.jobs.all
        : operands.map((id) => pid1.jobs.all.find((job) => String(job.id) === id) ?? id);
    const missing = jobs.filter((job): job is string => typeof job === 'string');
    for (const job of jobs) if (typeof job !== 'string') pid1.jobs.end(job, 'canceled', true);
    return missing;
  });
  if (!answer) return 1;
  for (const id of answer.value) {
    yield* p.warn(
      /^\d+$/.test(id)
        ? `Failed to cancel job ${id}: Job ${id} does not exist.\n`
        : `Failed to parse job id "${id}": Invalid argument\n`,
    );
    status = 1;
  }
  return status;
}
