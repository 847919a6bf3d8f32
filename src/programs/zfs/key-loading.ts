/** Loading one encryption root's key, with its tries at a terminal; shared by `zfs load-key`, `zfs mount -l` and `zpool import -l`. */
import type { Task } from '../../kernel/task.ts';
import type { Dataset } from '../../machine/zfs/dataset.ts';
import { loadKeyObstacle } from '../../machine/zfs/encryption.ts';
import { effective } from '../../machine/zfs/property-value.ts';
import { isRefusal, type Refusal } from '../../machine/zfs/refusal.ts';
import type { Call } from './call.ts';
import { readKey } from './key-source.ts';

const TRIES = 3;

export interface LoadKeyOptions {
  readonly verifyOnly?: boolean;
  /** `-L`: instead of the dataset's own keylocation. */
  readonly location?: string | undefined;
  readonly staleError?: boolean;
}

/** True when the key was loaded (or is right); otherwise `Key load error: …` was said. */
export function* loadKeyOf(call: Call, dataset: Dataset, options: LoadKeyOptions = {}): Task<boolean> {
  const verifyOnly = options.verifyOnly === true;
  const obstacle = loadKeyObstacle(dataset, verifyOnly);
  if (obstacle) return complain(call, obstacle);
  for (let tried = 1; ; tried++) {
    const key = yield* readKey(call, {
      format: dataset.wrapping!.format,
      location: options.location ?? effective(dataset, 'keylocation'),
      dataset: dataset.name,
      staleError: options.staleError === true,
    });
    if (isRefusal(key)) return complain(call, key);
    const refused = call.zfs.loadKey(dataset, key.material, verifyOnly, call.p.pid);
    if (!refused) return true;
    complain(call, refused);
    if (!key.interactive || tried === TRIES) return false;
  }
}

function complain(call: Call, refusal: Refusal): false {
  call.warn(`Key load error: ${refusal.text}\n`);
  call.because(refusal.reason);
  return false;
}
