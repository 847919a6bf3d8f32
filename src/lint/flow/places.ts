/** Paths and names of which a part must be a pool, a volume or a mapper: `/dev/zvol/POOL/keystore`, `/run/keystore/POOL`, `keystore-POOL`. */
import type { Expectation } from './sinks.ts';
import { isName, type Name, type Value } from './value.ts';

export interface PartOfName {
  readonly expects: Expectation;
  readonly use: string;
  readonly name: Name;
}

/** Where a dataset is given whose parent may well be what is asked for: a pool only when the pool's keystore is meant. */
const LAYOUT: ReadonlySet<string> = new Set(['encryptionroot', 'bootfs', 'root']);

export function partsOf(value: Value): readonly PartOfName[] {
  const found: PartOfName[] = [];
  for (const { pieces } of value.shapes)
    for (const [index, name] of pieces.entries()) {
      if (!isName(name)) continue;
      const before = pieces[index - 1];
      const after = pieces[index + 1];
      const leading = before?.kind === 'text' ? before.text : '';
      const trailing = after?.kind === 'text' ? after.text : '';
      if (leading.endsWith('/dev/zvol/')) {
        const pool =
          /^\/keystore(\/|$)/.test(trailing) || (trailing.startsWith('/') && LAYOUT.has(name.origin.subject));
        found.push({
          expects: pool ? 'pool' : 'volume-link',
          use: `/dev/zvol/${pool ? 'POOL' : 'VOLUME'}${cut(trailing)}`,
          name,
        });
        if (pool) found.push({ expects: 'volume-link', use: '/dev/zvol/', name });
      } else if (leading.endsWith('/run/keystore/'))
        found.push({ expects: 'pool', use: `${leading.startsWith('file:') ? 'file://' : ''}/run/keystore/POOL`, name });
      else if (/(^|\/dev\/mapper\/)keystore[-_]$/.test(leading)) {
        if (after === undefined) found.push({ expects: 'pool', use: `${leading}POOL`, name });
      } else if (/systemd-cryptsetup@keystore(\\x2d|-)$/.test(leading))
        found.push({ expects: 'pool', use: `${leading}POOL${trailing}`, name });
      else if (/\/proc\/spl\/kstat\/zfs\/$/.test(leading))
        found.push({ expects: 'pool', use: '/proc/spl/kstat/zfs/POOL', name });
      else if (/\/dev\/mapper\/[\w.-]*$/.test(leading))
        found.push({ expects: 'mapper-name', use: '/dev/mapper/', name });
    }
  return found;
}

const cut = (trailing: string): string => (/^[\w/.-]*/.exec(trailing)?.[0] ?? '').slice(0, 40);
