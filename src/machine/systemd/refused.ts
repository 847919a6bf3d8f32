/** Why pid 1 does not take a job (the errors of its D-Bus interface). */
import type { Unit } from './unit.ts';

/** Why a job was refused; `error` is systemd's D-Bus error in short. */
export interface Refused {
  readonly error:
    | 'not-found'
    | 'masked'
    | 'bad-setting'
    | 'not-loaded'
    | 'no-isolation'
    | 'destructive'
    | 'cyclic'
    | 'conflicting'
    | 'not-applicable'
    | 'shutting-down';
  readonly message: string;
}

/** Why a unit cannot be started as it is loaded. */
export function notLoaded(unit: Unit): Refused | undefined {
  switch (unit.load) {
    case 'loaded':
      return undefined;
    case 'not-found':
      return { error: 'not-found', message: `Unit ${unit.id} not found.` };
    case 'masked':
      return { error: 'masked', message: `Unit ${unit.id} is masked.` };
    default:
      return { error: 'bad-setting', message: `Unit ${unit.id} has a bad unit file setting.` };
  }
}
