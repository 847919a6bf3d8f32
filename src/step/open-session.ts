/** Opens a debugging session on a prepared scenario. */
import type { Prepared } from '../scenario/load-scenario.ts';
import type { Rehearsal } from '../scenario/rehearsal.ts';
import type { SavedState, Session } from './session.ts';
import { Stepper } from './stepper.ts';

export interface OpenOptions {
  /** As of `rehearse`; default 0. */
  readonly seed?: number;
  /** Of this scenario with this seed, when somebody has rehearsed it already (at the level `full`, which is the default). */
  readonly rehearsal?: Rehearsal | undefined;
  /** What `Session.state` gave before; parts that do not fit any more are left out. */
  readonly state?: SavedState | undefined;
  /** As `Session.goto` takes it; what cannot be gone to is left alone. Default: where the state was, else the failure, else the first command. */
  readonly at?: string | undefined;
}

/** Rehearses the scenario and stands ready. @throws UnusableInput when its machine cannot be laid out. */
export function openSession(prepared: Prepared, options: OpenOptions = {}): Session {
  const session = new Stepper(prepared, options.seed ?? 0, options.state, options.rehearsal);
  if (options.at !== undefined) session.goto(options.at);
  return session;
}
