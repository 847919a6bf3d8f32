/** The registry of builtins: what each dialect has. */
import type { Dialect } from '../../syntax/dialect.ts';
import type { Builtin } from './builtin.ts';

/** Utilities; they steer nothing. */
const ORDINARY: readonly Builtin[] = [];
/** What steers the shell or needs its inside. */
const SPECIAL: readonly Builtin[] = [];

const registries = new Map<Dialect, ReadonlyMap<string, Builtin>>();

/** The builtins of a dialect by name. */
export function builtins(dialect: Dialect): ReadonlyMap<string, Builtin> {
  let registry = registries.get(dialect);
  if (!registry) {
    const own = [...ORDINARY, ...SPECIAL].filter((builtin) => !builtin.dialects || builtin.dialects.includes(dialect));
    registries.set(dialect, (registry = new Map(own.map((builtin) => [builtin.name, builtin]))));
  }
  return registry;
}
