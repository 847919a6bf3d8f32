/** The tables of properties that usage texts of `zfs` and `zpool` end with. */
import { isInheritable, NATIVE_PROPERTIES } from '../../machine/zfs/native-properties.ts';
import { POOL_PROPERTIES } from '../../machine/zfs/pool-properties.ts';

const yes = (is: boolean): string => (is ? 'YES' : ' NO');

/** Properties with a name after an `@` or `#`: name, settable, values. */
const PARAMETERISED: readonly (readonly [string, boolean, string])[] = [
  ...['userused', 'groupused', 'projectused', 'userobjused', 'groupobjused', 'projectobjused'].map(
    (n) => [`${n}@...`, false, '<size>'] as const,
  ),
  ...['userquota', 'groupquota', 'projectquota', 'userobjquota', 'groupobjquota', 'projectobjquota'].map(
    (n) => [`${n}@...`, true, '<size> | none'] as const,
  ),
  ['written@<snap>', false, '<size>'],
  ['written#<bookmark>', false, '<size>'],
];

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

export function datasetPropertyUsage(): string {
  const line = (name: string, edit: boolean, inherit: boolean, values: string): string =>
    `\t${name.padEnd(15)} ${yes(edit)}      ${yes(inherit)}   ${values}\n`;
  const properties = [
    ...NATIVE_PROPERTIES.filter((p) => p.kind === 'readonly').sort(byName),
    ...NATIVE_PROPERTIES.filter((p) => p.kind !== 'readonly').sort(byName),
  ].map((p) => line(p.name, isEditable(p.name, p.kind), isInheritable(p), p.values));
  return [
    '\nThe following properties are supported:\n\n\tPROPERTY       EDIT  INHERIT   VALUES\n\n',
    ...properties,
    ...PARAMETERISED.map(([name, edit, values]) => line(name, edit, false, values)),
    '\nSizes are specified in bytes with standard units such as K, M, G, etc.\n',
    '\nUser-defined properties can be specified by using a name containing a colon (:).\n',
    '\nThe {user|group|project}[obj]{used|quota}@ properties must be appended with\na user|group|project specifier of one of these forms:\n',
    '    POSIX name      (eg: "matt")\n    POSIX id        (eg: "126829")\n    SMB name@domain (eg: "matt@sun")\n    SMB SID         (eg: "S-1-234-567-89")\n',
  ].join('');
}

const isEditable = (name: string, kind: string): boolean =>
  kind === 'inherit' || kind === 'default' || name === 'version';

export function poolPropertyUsage(): string {
  const line = (name: string, edit: boolean, values: string): string =>
    `\t${name.padEnd(21)} ${yes(edit)}   ${values}\n`;
  return [
    '\nthe following properties are supported:\n\n\tPROPERTY             EDIT   VALUES\n\n',
    ...[
      ...POOL_PROPERTIES.filter((p) => !p.settable).sort(byName),
      ...POOL_PROPERTIES.filter((p) => p.settable).sort(byName),
    ].map((p) => line(p.name, p.settable, p.values)),
    line('feature@...', true, 'disabled | enabled | active'),
    '\nThe feature@ properties must be appended with a feature name.\nSee zpool-features(7).\n',
  ].join('');
}

/** Where to find the properties, for subcommands that do not list them. */
export const PROPERTY_HINT =
  '\nFor the property list, run: zfs set|get\n\nFor the delegated permission list, run: zfs allow|unallow\n';
