/** Unit names: types, templates and instances, and the escaping of paths in them (systemd.unit(5), systemd-escape(1)). */
import { remembered } from './remember.ts';

/** In the order in which systemd counts them; pid 1 runs jobs of later types first. */
export const UNIT_TYPES = [
  'service',
  'mount',
  'swap',
  'socket',
  'target',
  'device',
  'automount',
  'timer',
  'path',
  'slice',
  'scope',
] as const;
export type UnitType = (typeof UNIT_TYPES)[number];

const VALID = /^[A-Za-z0-9:_.\\-]+(?:@[A-Za-z0-9:_.\\@-]*)?\.(\w+)$/;
const MAX_BYTES = 255;

/** The type of a valid unit name; undefined for what is none. */
export const unitType = remembered((name): UnitType | undefined => {
  const suffix = name.length <= MAX_BYTES ? VALID.exec(name)?.[1] : undefined;
  return UNIT_TYPES.find((type) => type === suffix);
});

export interface NameParts {
  /** Before the `@`, or before the type. */
  readonly prefix: string;
  /** Between `@` and the type, as escaped; undefined without `@`, empty for a template. */
  readonly instance: string | undefined;
  readonly suffix: string;
}

export const nameParts = remembered((name): NameParts => {
  const dot = name.lastIndexOf('.');
  const at = name.indexOf('@');
  if (at < 0 || at > dot) return { prefix: name.slice(0, dot), instance: undefined, suffix: name.slice(dot) };
  return { prefix: name.slice(0, at), instance: name.slice(at + 1, dot), suffix: name.slice(dot) };
});

export const isTemplate = (name: string): boolean => nameParts(name).instance === '';

/** `foo@.service` of `foo@bar.service`; undefined when the name has no instance. */
export function templateOf(name: string): string | undefined {
  const { prefix, instance, suffix } = nameParts(name);
  return instance ? `${prefix}@${suffix}` : undefined;
}

export function withInstance(template: string, instance: string): string {
  const { prefix, suffix } = nameParts(template);
  return `${prefix}@${instance}${suffix}`;
}

const hex = (c: string): string => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** As `systemd-escape TEXT`. */
export function escapeName(text: string): string {
  return text.replace(/^\.|[^A-Za-z0-9:_./]/g, hex).replaceAll('/', '-');
}

/** As `systemd-escape --path PATH`: without slashes at the ends and doubled ones. */
export function escapePath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 ? '-' : escapeName(parts.join('/'));
}

export const unescapeName = (text: string): string =>
  text.replace(/-|\\x([0-9a-fA-F]{2})/g, (_, code: string | undefined) =>
    code === undefined ? '/' : String.fromCharCode(Number.parseInt(code, 16)),
  );

export const unescapePath = (text: string): string => (text === '-' ? '/' : `/${unescapeName(text)}`);

/** `dev-sda1.device` of `/dev/sda1`. */
export const pathToUnit = (path: string, type: UnitType): string => `${escapePath(path)}.${type}`;

/** The name that an operand of systemctl means: a path becomes a mount or device unit, a word without a type a service. */
export function mangle(word: string, type: UnitType = 'service'): string {
  if (unitType(word)) return word;
  if (word.startsWith('/dev/') || word.startsWith('/sys/')) return pathToUnit(word, 'device');
  if (word.startsWith('/')) return pathToUnit(word, 'mount');
  const escaped = word.replace(/[^A-Za-z0-9:_.\\@*?[\]-]/g, (c) => (c === '/' ? '-' : hex(c)));
  return unitType(escaped) ? escaped : `${escaped}.${type}`;
}
