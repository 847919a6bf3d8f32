/** One rehearsal: builds the machine of a scenario, boots it, and reads the answer off the trace. */
import { boot } from '../boot/boot.ts';
import { explain } from '../explain/explain.ts';
import { textInImage } from '../image/text.ts';
import type { Event } from '../trace/event.ts';
import { ofKind } from '../trace/trace.ts';
import type { TraceLevel } from '../trace/trace.ts';
import { buildMachine } from './build-machine.ts';
import type { Prepared } from './load-scenario.ts';
import { keystatus, mounted, unitStates } from './observe.ts';
import type { Complaint, Rehearsal } from './rehearsal.ts';
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
  const { events } = machine.trace;
  const unsupported = events.filter(ofKind('unsupported')).map(({ what, detail }): Complaint => ({ what, detail }));
  // What is not modelled may have decided the end: then there is no sure answer.
  const outcome = unsupported.length > 0 ? 'inconclusive' : end.outcome;
  const observed: Observed = {
    scenario: prepared.scenario,
    variant: prepared.variant,
    shell: prepared.spec.shell ?? prepared.image.shell,
    seed,
    outcome,
    mounted: mounted(events),
    keystatus: keystatus(machine),
    units: unitStates(machine),
    journal: events.filter(ofKind('journal.logged')).map(({ atUs, identifier, logPid, message }) => ({ atUs, identifier, pid: logPid, message })),
    unsupported: distinct(unsupported),
    findings: findings(events),
    prompts: events.filter(ofKind('prompt.asked')).filter((event) => event.where === 'password').length,
    endedAtUs: machine.kernel.clock.nowUs,
    recording: { events, source: (file) => textInImage(prepared.image, file) },
  };
  const failed = failedExpectations(prepared.spec.expect, observed);
  const cause = outcome === 'boots' ? [] : explain(events, observed.recording.source);
  return { ...observed, asExpected: failed.length === 0, failedExpectations: failed, cause };
}

function findings(events: readonly Event[]): Complaint[] {
  return events.flatMap((event): Complaint[] => {
    switch (event.kind) {
      case 'limit.reached':
        return [{ what: `limit of ${event.limit}`, detail: place(event.position) + event.detail }];
      case 'hang.found':
        return [{ what: 'hang', detail: event.detail }];
      case 'deadlock.found':
        return [{ what: 'deadlock', detail: event.detail }];
      default:
        return [];
    }
  });
}

const place = (position: { readonly file: string; readonly line: number } | undefined): string => (position ? `${position.file}:${position.line}: ` : '');

const distinct = (complaints: readonly Complaint[]): Complaint[] => [...new Map(complaints.map((complaint) => [`${complaint.what}\0${complaint.detail}`, complaint])).values()];
