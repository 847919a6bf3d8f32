/** `zfs change-key` (zfs-change-key(8)). */
import { checkKey, DEFAULT_ITERATIONS, type KeyFormat } from '../../machine/zfs/encryption.ts';
import { featureState } from '../../machine/zfs/pool-properties.ts';
import { checkProperty, isKeylocation } from '../../machine/zfs/property-check.ts';
import { isRefusal } from '../../machine/zfs/refusal.ts';
import type { Call, Subcommand } from './call.ts';
import { loadKeyOf } from './key-loading.ts';
import { readKey } from './key-source.ts';
import { openDataset } from './open-dataset.ts';
import { PROPERTY_HINT } from './property-usage.ts';

const FAILED = 255;
const FORMATS: readonly string[] = ['raw', 'hex', 'passphrase'];

export const zfsChangeKey: Subcommand = {
  names: ['change-key'],
  options: 'ilo:',
  usageTail: () => PROPERTY_HINT,
  *run(call) {
    const given = new Map<string, string>();
    for (const setting of call.values('o')) {
      const equals = setting.indexOf('=');
      if (equals < 0) return call.usage(`missing '=' for property=value argument`);
      given.set(setting.slice(0, equals), setting.slice(equals + 1));
    }
    const inherit = call.has('i');
    if (inherit && given.size > 0) return call.usage('Properties not allowed for inheriting');
    const [name, ...rest] = call.operands;
    if (name === undefined) return call.usage('Missing dataset argument');
    if (rest.length > 0) return call.usage('Too many arguments');
    const dataset = openDataset(call, name, ['filesystem', 'volume']);
    if (!dataset) return 1;
    if (call.has('l') && dataset.wrapping?.loaded === false && !(yield* loadKeyOf(call, dataset))) return FAILED;

    if (featureState(dataset.pool, 'encryption') === 'disabled') return refuse(call, 'Encryption feature not enabled.');
    if (dataset.cipher === undefined) return refuse(call, 'Dataset not encrypted.');
    if (inherit) {
      const parent = dataset.parent;
      if (dataset.wrapping === undefined)
        return refuse(call, 'Key inheritting can only be performed on encryption roots.');
      if (!parent) return refuse(call, 'Root dataset cannot inherit key.');
      if (parent.cipher === undefined) return refuse(call, 'Parent must be encrypted.');
      if (!parent.readable) return refuse(call, 'Parent key must be loaded.');
      if (!dataset.wrapping.loaded) return refuse(call, 'Key must be loaded.');
      dataset.wrapping = undefined;
      dataset.local.delete('keylocation');
      call.zfs.host.kernel.changed();
      return 0;
    }
    for (const [property, value] of given) {
      if (!['keyformat', 'keylocation', 'pbkdf2iters'].includes(property)) {
        return refuse(call, 'Only keyformat, keylocation and pbkdf2iters may be set with this command.');
      }
      if (property === 'keylocation' && !isKeylocation(value)) return refuse(call, 'invalid keylocation');
      const checked = property === 'pbkdf2iters' ? checkProperty(property, value, dataset.type, true) : undefined;
      if (checked && 'error' in checked) return refuse(call, checked.error);
      if (property === 'keyformat' && !FORMATS.includes(value))
        return refuse(call, `'keyformat' must be one of 'none | raw | hex | passphrase'`);
    }
    const format = given.get('keyformat') ?? dataset.wrapping?.format;
    if (format === undefined) return refuse(call, 'Keyformat required for new encryption root.');
    const location = given.get('keylocation') ?? dataset.local.get('keylocation') ?? 'prompt';
    const key = yield* readKey(call, { format: format as KeyFormat, location, dataset: name, fresh: true });
    if (isRefusal(key)) return refuse(call, key.text);
    const secret = checkKey(format as KeyFormat, key.material);
    if (isRefusal(secret)) return refuse(call, secret.text);
    if (!dataset.readable) return refuse(call, 'Key must be loaded.');
    const iterations =
      format === 'passphrase'
        ? Number(given.get('pbkdf2iters') ?? (dataset.wrapping?.iterations || DEFAULT_ITERATIONS))
        : 0;
    dataset.wrapping = { format: format as KeyFormat, secret, iterations, loaded: true };
    dataset.local.set('keylocation', location);
    call.zfs.host.kernel.changed();
    return 0;
  },
};

function refuse(call: Call, text: string): number {
  call.warn(`Key change error: ${text}\n`);
  call.because({ kind: 'other', text: `Key change error: ${text}` });
  return FAILED;
}
