/** Whether a value may be set on a property, in libzfs's words (zfs_valid_proplist). */
import type { DatasetType } from './names.ts';
import { isUserProperty, nativeProperty } from './native-properties.ts';
import { parseSize } from './size-format.ts';

/** The value as ZFS stores it, or the text after `cannot …: `. */
export type CheckedValue = { readonly value: string } | { readonly error: string };

/** Words of older releases that are still taken, and what they are now (zfs_prop_init). */
const OLDER_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  acltype: { disabled: 'off', noacl: 'off', posixacl: 'posix' },
};

const LEAST_ITERATIONS = 100_000;

/**
 * Checks one `name=value`.
 * @param creating properties fixed at creation are allowed.
 */
export function checkProperty(name: string, value: string, type: DatasetType, creating: boolean): CheckedValue {
  if (isUserProperty(name)) {
    if (type === 'bookmark') return { error: `'${name}' does not apply to datasets of this type` };
    return value.length >= 8192 ? { error: `property value too long: ${value.slice(0, 20)}…` } : { value };
  }
  const property = nativeProperty(name);
  if (!property) return { error: `invalid property '${name}'` };
  if (type === 'snapshot') return { error: `this property can not be modified for snapshots` };
  if (!property.types.includes(type)) return { error: `'${name}' does not apply to datasets of this type` };
  if (
    property.kind === 'readonly' ||
    (!creating && (property.kind === 'onetime' || property.kind === 'onetime-default'))
  ) {
    if (!(name === 'version' && !creating)) return { error: `'${name}' is readonly` };
  }
  switch (property.form) {
    case undefined: {
      const older = OLDER_WORDS[name]?.[value];
      if (older !== undefined) return { value: older };
      if (property.words && !property.words.includes(value))
        return { error: `'${name}' must be one of '${property.values}'` };
      return {
        value:
          name === 'encryption' && value === 'on'
            ? 'aes-256-gcm'
            : name === 'version' && value === 'current'
              ? '5'
              : value,
      };
    }
    case 'mountpoint':
      if (value === 'none' || value === 'legacy') return { value };
      if (!value.startsWith('/')) return { error: `'mountpoint' must be an absolute path, 'none', or 'legacy'` };
      return { value: value === '/' ? value : value.replace(/\/+$/, '') };
    case 'keylocation':
      return isKeylocation(value) || value === 'none' ? { value } : { error: 'invalid keylocation' };
    case 'text':
      return { value };
    case 'number':
      if (!/^\d+$/.test(value)) return { error: `'${name}' must be a number` };
      return name === 'pbkdf2iters' && Number(value) < LEAST_ITERATIONS
        ? { error: `minimum pbkdf2 iterations is ${LEAST_ITERATIONS}` }
        : { value };
    case 'count-or-none':
    case 'size-or-none':
      if (value === 'none') return { value };
      break;
    case 'size':
  }
  if (!/^\d/.test(value))
    return { error: value === 'none' ? `use 'none' to disable ${name}` : `'${name}' must be a number` };
  const number = parseSize(value);
  if (number === undefined) return { error: `bad numeric value '${value}'` };
  if (name === 'volsize' && number === 0) return { error: "'volsize' must be a multiple of volume block size" };
  const least = name === 'special_small_blocks' ? 0 : 512;
  if (name === 'recordsize' || name === 'volblocksize' || name === 'special_small_blocks') {
    if (number !== 0 && (number < least || number > 1048576 || (number & (number - 1)) !== 0)) {
      return { error: `'${name}' must be power of 2 from 512B to ${name === 'volblocksize' ? '128KB' : '1024KB'}` };
    }
  }
  return { value: String(number) };
}

/** `prompt`, `file:///…`, `https://…` or `http://…` (zfs_prop_valid_keylocation). */
export const isKeylocation = (value: string): boolean =>
  value === 'prompt' ||
  (value.length > 8 && value.startsWith('file:///')) ||
  (value.length > 8 && value.startsWith('https://')) ||
  (value.length > 7 && value.startsWith('http://'));
