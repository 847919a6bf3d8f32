/** The named faults of a scenario, checked and put into its machine. */
import { stableUuid } from '../machine/block/stable-uuid.ts';
import { namedFaults } from '../machine/faults/index.ts';
import type { FaultOptions, NamedFault } from '../machine/faults/named-fault.ts';
import type { Machine } from '../machine/machine.ts';
import type { LayoutError } from '../machine/zfs/layout.ts';
import { toBytes } from '../report/bytes.ts';
import type { Complain } from './complain.ts';
import { nearest } from './known-keys.ts';
import type { Variant } from './schema.ts';

type FaultEntry = NonNullable<Variant['faults']>[number];

const OF_A_CALL = ['when', 'nth', 'status', 'stdout', 'stderr'] as const;
const OF_A_NAME = ['device', 'dataset', 'volume', 'path', 'module', 'after'] as const;

/** Call it when everything else of the machine is laid out. */
export function applyFaults(m: Machine, spec: Variant, complain: Complain): void {
  for (const [index, entry] of (spec.faults ?? []).entries()) {
    for (const error of entry.fault === undefined ? callProblems(entry) : apply(m, spec, entry, entry.fault))
      complain(['faults', index], error);
  }
}

/** `{when, …}`: a call that fails. */
function callProblems(entry: FaultEntry): LayoutError[] {
  if (entry.when === undefined)
    return [
      {
        at: [],
        message: 'a fault has `fault: NAME` or `when: COMMAND`, found neither',
        remedy: 'dryboot list faults names them.',
      },
    ];
  return misplaced(entry, OF_A_NAME, 'belongs to a fault with a name, not to `when`');
}

const misplaced = (entry: FaultEntry, keys: readonly (keyof FaultEntry)[], why: string): LayoutError[] =>
  keys.flatMap((key) => (entry[key] === undefined ? [] : [{ at: [key], message: `${key} ${why}` }]));

function apply(m: Machine, spec: Variant, entry: FaultEntry, name: string): readonly LayoutError[] {
  const fault = namedFaults.find((candidate) => candidate.name === name);
  if (!fault) {
    const names = namedFaults.map((known) => known.name);
    const guess = nearest(name, names);
    return [
      {
        at: ['fault'],
        message: `there is no fault "${name}"`,
        remedy: guess === undefined ? `Known: ${names.join(', ')}.` : `Did you mean "${guess}"?`,
      },
    ];
  }
  const problems = [
    ...misplaced(entry, OF_A_CALL, `belongs to a call that fails, not to ${name}`),
    ...optionProblems(fault, entry),
  ];
  return problems.length > 0 ? problems : fault.apply(m, optionsOf(spec, entry));
}

function optionProblems(fault: NamedFault, entry: FaultEntry): LayoutError[] {
  const given = OF_A_NAME.filter((key) => key !== 'after' && entry[key] !== undefined);
  const one = fault.befalls.length === 1 ? fault.befalls[0] : `one of ${fault.befalls.join(', ')}`;
  const problems: LayoutError[] = given
    .filter((key) => !fault.befalls.includes(key))
    .map((key) => ({ at: [key], message: `${fault.name} takes no ${key}, expected ${one}` }));
  if (problems.length === 0 && given.length !== 1)
    problems.push({
      at: ['fault'],
      message: `${fault.name}: expected ${one}, found ${given.join(' and ') || 'nothing'}`,
    });
  if (entry.after !== undefined && fault.after === undefined)
    problems.push({ at: ['after'], message: `${fault.name} is there from power-on and takes no after` });
  if (entry.after === undefined && fault.after === 'required')
    problems.push({ at: ['fault'], message: `${fault.name}: expected after, such as \`after: 5s\`, found nothing` });
  return problems;
}

function optionsOf(spec: Variant, { device, dataset, volume, path, module, after }: FaultEntry): FaultOptions {
  return {
    ...(device === undefined ? {} : { device: toBytes(device) }),
    ...(dataset === undefined ? {} : { dataset: toBytes(dataset) }),
    ...(volume === undefined ? {} : { volume: headerName(spec, volume) }),
    ...(path === undefined ? {} : { path: toBytes(path) }),
    ...(module === undefined ? {} : { module: toBytes(module) }),
    ...(after === undefined ? {} : { afterUs: after }),
  };
}

/** A LUKS volume of the scenario is known to the machine by its UUID only. */
function headerName(spec: Variant, volume: string): string {
  const described = spec.luks && Object.hasOwn(spec.luks, volume) ? spec.luks[volume] : undefined;
  return described ? (described.uuid ?? stableUuid(`luks ${volume}`)) : toBytes(volume);
}
