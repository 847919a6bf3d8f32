/** The state of one run of a service: its processes, what comes next, how it has gone so far. */
import { KeptByUnit } from '../kept-by-unit.ts';
import type { Unit, UnitResult } from '../unit.ts';
import type { UnitProcess } from '../unit-process.ts';
import type { ExecKey, ServiceSettings } from './service-settings.ts';

export type ServiceState =
  | 'dead'
  | 'condition'
  | 'start-pre'
  | 'start'
  | 'start-post'
  | 'running'
  | 'exited'
  | 'reload'
  | 'stop'
  | 'stop-sigterm'
  | 'stop-sigkill'
  | 'stop-post'
  | 'final-sigterm'
  | 'final-sigkill'
  | 'failed'
  | 'auto-restart';

export interface ServiceRun {
  settings: ServiceSettings;
  state: ServiceState;
  main: UnitProcess | undefined;
  control: UnitProcess | undefined;
  /** Which list of commands the control process is from, and how far it is. */
  controlKey: ExecKey | undefined;
  controlIndex: number;
  /** The command of ExecStart= that runs. */
  mainIndex: number;
  /** The last main process, for `systemctl show` and `status`. */
  lastMain: UnitProcess | undefined;
  /** Event that ended it badly. */
  because: number | undefined;
  /** Somebody asked for it to stop: it is not restarted. */
  stopAsked: boolean;
  restarts: number;
  /** Calls off the timer of the present state. */
  timeout: (() => void) | undefined;
}

const runs = new KeptByUnit<ServiceRun>();

export const serviceRun = (unit: Unit): ServiceRun | undefined => runs.get(unit);

/** A fresh run for a unit that was read; what is going on is kept when the files are read again. */
export function keepRun(unit: Unit, settings: ServiceSettings): ServiceRun {
  const known = runs.get(unit);
  if (known) {
    known.settings = settings;
    return known;
  }
  const run: ServiceRun = {
    settings,
    state: 'dead',
    main: undefined,
    control: undefined,
    controlKey: undefined,
    controlIndex: 0,
    mainIndex: 0,
    lastMain: undefined,
    because: undefined,
    stopAsked: false,
    restarts: 0,
    timeout: undefined,
  };
  runs.set(unit, run);
  return run;
}

/** The first thing that went wrong is the result. */
export function note(unit: Unit, result: UnitResult, run: ServiceRun, because: number | undefined): void {
  if (unit.result !== 'success' || result === 'success') return;
  unit.result = result;
  run.because = because;
}

export function forgetFailure(unit: Unit): void {
  const run = runs.get(unit);
  if (!run) return;
  run.state = 'dead';
  run.lastMain = undefined;
}
