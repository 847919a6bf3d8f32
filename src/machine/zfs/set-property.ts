/** Setting and inheriting dataset properties, with what a change does to mounts and volumes (zfs-set(8)). */
import { type Dataset, withDescendants } from './dataset.ts';
import { isFixed, isInheritable, nativeProperty } from './native-properties.ts';
import { checkProperty } from './property-check.ts';
import { effective, mountpointOf } from './property-value.ts';
import { Refusal } from './refusal.ts';
import type { ZfsModel } from './zfs-model.ts';

/** The text of the Refusal follows `cannot set property for 'NAME': `. */
export function setProperty(
  zfs: ZfsModel,
  dataset: Dataset,
  name: string,
  value: string,
  pid: number,
): Refusal | undefined {
  const checked = checkProperty(name, value, dataset.type, false);
  if ('error' in checked) return new Refusal(checked.error);
  if (name === 'keylocation') {
    if (dataset.cipher === undefined && value !== 'none')
      return new Refusal("keylocation must be 'none' for unencrypted datasets");
    if (dataset.cipher !== undefined && value === 'none')
      return new Refusal("keylocation must not be 'none' for encrypted datasets");
    if (dataset.cipher !== undefined && dataset.wrapping === undefined) return new Refusal('permission denied');
    if (dataset.cipher === undefined) return undefined;
  }
  if (name === 'canmount' && checked.value === 'off') {
    const refused = zfs.mounts.unmount(dataset);
    if (refused) return refused;
  }
  return change(zfs, dataset, name, pid, value, () => dataset.local.set(name, checked.value));
}

const SPACE_LIMITS = ['quota', 'reservation', 'refquota', 'refreservation'];

/**
 * Why a property cannot be inherited, whatever the dataset; undefined if it can.
 * @param received back to what was received with it (`-S`), of which there is nothing here: its default will do.
 */
export function inheritanceError(name: string, received: boolean): string | undefined {
  const property = nativeProperty(name);
  if (!property) return undefined;
  if (isFixed(property)) return `${name} property is read-only`;
  if (received)
    return name === 'volsize' || name === 'version'
      ? `'${name}' property cannot be reverted to a received value`
      : undefined;
  if (isInheritable(property)) return undefined;
  const how = SPACE_LIMITS.includes(name)
    ? `\nuse 'zfs set ${name}=none' to clear\nuse 'zfs inherit -S ${name}' to revert to received value`
    : '';
  return `'${name}' property cannot be inherited${how}`;
}

/** Takes a setting away. The text of the Refusal is a whole line. */
export function inheritProperty(zfs: ZfsModel, dataset: Dataset, name: string, pid: number): Refusal | undefined {
  return change(zfs, dataset, name, pid, '', () => dataset.local.delete(name));
}

function change(
  zfs: ZfsModel,
  dataset: Dataset,
  name: string,
  pid: number,
  value: string,
  apply: () => void,
): Refusal | undefined {
  const remount = name === 'mountpoint' && dataset.type === 'filesystem' ? affectedMounts(zfs, dataset) : [];
  const before = name === 'mountpoint' && dataset.type === 'filesystem' ? mountpointOf(dataset).path : '';
  for (const d of [...remount].reverse()) {
    const refused = zfs.mounts.unmount(d);
    if (refused) return refused;
  }
  apply();
  dataset.pool.version += 1;
  if (name === 'volsize') zfs.volumes.resize(dataset);
  zfs.host.trace.add(pid, { kind: 'property.set', dataset: dataset.name, property: name, value });
  for (const d of remount) zfs.mounts.mountAtProperty(d, pid);
  const appears =
    before !== '' && !before.startsWith('/') && remount.length === 0 && effective(dataset, 'canmount') === 'on';
  if (appears && dataset.readable) zfs.mounts.mountAtProperty(dataset, pid);
  zfs.host.kernel.changed();
  return undefined;
}

/** Mounted filesystems whose mountpoint follows this dataset's, parents first. */
function affectedMounts(zfs: ZfsModel, dataset: Dataset): Dataset[] {
  return [...withDescendants(dataset)].filter(
    (d) => d.type === 'filesystem' && zfs.mounts.options(d) !== undefined && followsMountpoint(d, dataset),
  );
}

/** Nothing between the two has a mountpoint of its own. */
function followsMountpoint(dataset: Dataset, above: Dataset): boolean {
  for (let at: Dataset | undefined = dataset; at && at !== above; at = at.parent)
    if (at.local.has('mountpoint')) return false;
  return true;
}
