/** Dataset properties as columns of `zfs list` and as lines of `zfs get`: names, widths, values. */
import type { Dataset } from '../../machine/zfs/dataset.ts';
import { isUserProperty, type NativeProperty, propertyByNameOrColumn } from '../../machine/zfs/native-properties.ts';
import {
  type PropertyContext,
  type PropertyValue,
  propertyValue,
  userPropertyValue,
} from '../../machine/zfs/property-value.ts';
import type { Column } from './listing.ts';

/** A property that a command line asks for. */
export type AskedProperty =
  | { readonly kind: 'name' }
  | { readonly kind: 'native'; readonly property: NativeProperty }
  | { readonly kind: 'user'; readonly name: string };

/** Properties with a user, group, project, snapshot or bookmark in their name (zfsprops(7)). */
const PARAMETERISED = /^(?:user|group|project)(?:obj)?(?:used|quota)@|^written[@#]/;

/** The list of `-o` or of `zfs get`; a text is the complaint after `bad property list: `. */
export function parseProperties(text: string): readonly AskedProperty[] | string | { readonly unsupported: string } {
  if (text === '') return 'no properties specified';
  const asked: AskedProperty[] = [];
  for (const word of text.split(',')) {
    if (word === '') return 'empty property name';
    const lower = word.toLowerCase();
    const property = propertyByNameOrColumn(lower);
    if (lower === 'name') asked.push({ kind: 'name' });
    else if (property) asked.push({ kind: 'native', property });
    else if (PARAMETERISED.test(lower)) return { unsupported: word };
    else if (isUserProperty(lower)) asked.push({ kind: 'user', name: lower });
    else return `invalid property '${word}'`;
  }
  return asked;
}

export const askedName = (asked: AskedProperty): string =>
  asked.kind === 'name' ? 'name' : asked.kind === 'user' ? asked.name : asked.property.name;

/** Value and source; undefined where the property does not apply. */
export function askedValue(
  dataset: Dataset,
  asked: AskedProperty,
  context: PropertyContext,
): PropertyValue | undefined {
  switch (asked.kind) {
    case 'name':
      return { shown: dataset.name, exact: dataset.name, source: { kind: 'none' } };
    case 'native':
      return propertyValue(dataset, asked.property, context);
    case 'user':
      return userPropertyValue(dataset, asked.name);
  }
}

export function columnOf(asked: AskedProperty): Column {
  if (asked.kind === 'name') return { header: 'NAME', width: 4, fixed: false, right: false };
  if (asked.kind === 'user')
    return { header: asked.name.toUpperCase(), width: asked.name.length, fixed: false, right: false };
  return { header: asked.property.column, ...widthOf(asked.property), right: asked.property.right === true };
}

/** zprop_width: numbers are 5 wide, words as wide as the longest of them, texts as wide as they are. */
function widthOf(property: NativeProperty): { readonly width: number; readonly fixed: boolean } {
  const header = property.column.length;
  if (property.name === 'creation') return { width: header, fixed: false };
  // Differs from the others in real ZFS too: it shares its number with the pool's health.
  if (property.name === 'referenced') return { width: 8, fixed: true };
  if (property.right === true) return { width: Math.max(5, header), fixed: true };
  const words = property.words ?? (property.values.includes('<') ? undefined : property.values.split(' | '));
  if (!words || property.form !== undefined) return { width: header, fixed: false };
  return { width: words.reduce((width, w) => Math.max(width, w.length), header), fixed: true };
}
