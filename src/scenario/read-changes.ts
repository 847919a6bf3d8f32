/** `changes:` of a scenario and its two forms: as the file has it, and as the machine follows it. */
import { shown, toBytes } from '../report/bytes.ts';
import type { EventKind } from '../trace/event.ts';
import type { Address, Change } from './changes.ts';
import type { Variant } from './schema.ts';

type Written = NonNullable<Variant['changes']>[number];

/** The changes in the order of the file; one for each variable. */
export function changesOf({ changes = [] }: Pick<Variant, 'changes'>): Change[] {
  return changes.flatMap((written): Change[] => {
    const at = addressOf(written);
    if ('set' in written)
      return Object.entries(written.set).map(([name, value]) => ({ at, kind: 'set', name, value: toBytes(value) }));
    if ('property' in written) {
      const { dataset, name, value } = written.property;
      return [{ at, kind: 'property', dataset, property: name, value: toBytes(value) }];
    }
    if ('taken' in written) return [{ at, kind: 'branch', taken: written.taken }];
    if ('item' in written) return [{ at, kind: 'item', item: written.item === 'none' ? -1 : written.item - 1 }];
    return [{ at, kind: 'run', line: toBytes(written.run) }];
  });
}

function addressOf({ at, nth }: Written): Address {
  const blank = at.indexOf(' ');
  return { kind: at.slice(0, blank) as EventKind, of: toBytes(at.slice(blank + 1)), nth: nth ?? 1 };
}

/** A change as a scenario has it, with the schema's types. */
export function writtenChange(change: Change): Written {
  const at = { at: `${change.at.kind} ${shown(change.at.of)}`, ...(change.at.nth === 1 ? {} : { nth: change.at.nth }) };
  switch (change.kind) {
    case 'set':
      return { ...at, set: { [change.name]: shown(change.value) } };
    case 'property':
      return {
        ...at,
        property: { dataset: change.dataset, name: change.property, value: shown(change.value) },
      };
    case 'branch':
      return { ...at, taken: change.taken };
    case 'item':
      return { ...at, item: change.item < 0 ? 'none' : change.item + 1 };
    case 'run':
      return { ...at, run: shown(change.line) };
  }
}
