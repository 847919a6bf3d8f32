/** One rehearsal: builds the machine of a scenario, boots it, and reads the answer off the trace. */
import { boot } from '../boot/boot.ts';
import type { CauseStep } from '../explain/cause.ts';
import { explain } from '../explain/explain.ts';
import type { Image } from '../image/image.ts';
import { textInImage } from '../image/text.ts';
import type { EventList } from '../trace/event-list.ts';
import type { TraceLevel } from '../trace/trace.ts';
import { buildMachine } from './build-machine.ts';
import { changeText } from './changes.ts';
import type { Prepared } from './load-scenario.ts';
import { keystatus, told, unitStates } from './observe.ts';
import { changesOf } from './read-changes.ts';
import type { Recording, Rehearsal } from './rehearsal.ts';
import type { Variant } from './schema.ts';
import { failedExpectations, type Observed } from './verdict.ts';

export interface RehearseOptions {
  /** Decides among the orders that a real machine may take; 0 is the plain order. */
  readonly seed?: number;
  /** `world` leaves out what only the explanation and the stepper read. Default `full`. */
  readonly level?: TraceLevel;
}

/** Rehearses a prepared scenario. @throws UnusableInput when its machine cannot be laid out. */
export function rehearse(prepared: Prepared, options: RehearseOptions = {}): Rehearsal {
  const seed = options.seed ?? 0;
  const machine = buildMachine(prepared, { seed, ...(options.level ? { level: options.level } : {}) });
  const end = boot(machine);
  const { list } = machine.trace;
  const { mounted, journal, unsupported, findings, prompts } = told(list);
  // What is not modelled may have decided the end: then there is no sure answer.
  const outcome = unsupported.length > 0 ? 'inconclusive' : end.outcome;
  const observed: Observed = {
    scenario: prepared.scenario,
    variant: prepared.variant,
    shell: prepared.spec.shell ?? prepared.image.shell,
    seed,
    outcome,
    mounted,
    keystatus: keystatus(machine),
    datasets: machine.zfs.pools.flatMap((pool) => [...pool.datasets.keys()]),
    units: unitStates(machine),
    journal,
    unsupported,
    findings,
    prompts,
    endedAtUs:
      (end.outcome === 'emergency' && end.event !== undefined ? list.atUs(end.event) : undefined) ??
      machine.kernel.clock.nowUs,
    recording: recordingOf(list, prepared.image),
  };
  const failed = [...failedExpectations(prepared.spec.expect, observed), ...unmadeChanges(prepared.spec, list)];
  let cause: readonly CauseStep[] | undefined = outcome === 'boots' ? [] : undefined;
  return {
    ...observed,
    asExpected: failed.length === 0,
    failedExpectations: failed,
    // Searches through many boots ask for the outcome only.
    get cause() {
      cause ??= explain(list.events, observed.recording.source, prepared.image.shell);
      return cause;
    },
  };
}

/** One sentence for each change that was not made, since the boot did not come by its place or it could not be. */
function unmadeChanges(spec: Variant, list: EventList): string[] {
  if (!spec.changes) return [];
  const problems = new Map<number, string | undefined>();
  list.eachWhole((body) => {
    if (body.kind === 'change.made') problems.set(body.change, body.problem);
  });
  return changesOf(spec).flatMap((change, number) => {
    if (!problems.has(number)) return [`changes: expected ${changeText(change)}, but the boot did not come by there`];
    const problem = problems.get(number);
    return problem === undefined ? [] : [`changes: expected ${changeText(change)}, but ${problem}`];
  });
}

/** Keeps the events, and nothing else of the machine; whole events are made when somebody asks for them. */
const recordingOf = (list: EventList, image: Image): Recording => ({
  get events() {
    return list.events;
  },
  source: (file) => textInImage(image, file),
});
