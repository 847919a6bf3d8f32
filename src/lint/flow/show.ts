/** Flows and names as findings show them. */
import type { FlowStep } from '../rule.ts';
import type { Sink } from './sinks.ts';
import { type Place, stepsOf } from './trail.ts';
import type { Name } from './value.ts';

/** From where the name comes to where it is used. */
export function flowTo(name: Name, use: Place, said: string): readonly FlowStep[] {
  const steps: FlowStep[] = [...stepsOf(name.trail), { file: use.file, at: use.at, text: said }];
  const [first, second] = steps;
  // What was there before the script began has no place of its own: it is shown where it is first used.
  return first?.at.end === 0 && second ? [{ ...second, text: first.text }, ...steps.slice(1)] : steps;
}

/** What the name is, in a sentence about it. */
export function described(name: Name): string {
  const { source, subject } = name.origin;
  switch (subject) {
    case 'encryptionroot':
      return 'the encryption root';
    case 'bootfs':
      return source === 'kernel argument' ? 'bootfs=' : "the pool's bootfs";
    case 'root':
      return source === 'kernel argument' ? 'root=' : 'root';
    case 'name':
      return name.kind === 'pool' ? 'a pool' : `a name from ${source}`;
    case 'volume':
      return 'the name of a volume';
    default:
      return source === 'kernel argument'
        ? `${subject}=`
        : source === 'unset variable'
          ? `$${subject}`
          : `${subject} from ${source}`;
  }
}

/** Equal for names of the same origin. */
export const originKey = ({ origin }: Name): string =>
  `${origin.source} ${origin.subject} ${origin.file.name}:${origin.at.start}`;

/** The sinks in the order in which a run comes to them; the first that names an origin stands for the others of it. */
export function firstUses(
  sinks: readonly Sink[],
  offending: (sink: Sink) => readonly Name[],
): readonly { readonly sink: Sink; readonly name: Name; readonly others: readonly Sink[] }[] {
  const found: { sink: Sink; name: Name; keys: string[]; others: Sink[] }[] = [];
  const owner = new Map<string, (typeof found)[number]>();
  for (const sink of [...sinks].sort((one, other) => one.order - other.order)) {
    const names = offending(sink);
    const [name] = names;
    if (!name) continue;
    const keys = names.map((each) => `${originKey(each)} ${sink.file.linted}`);
    const known = keys.map((key) => owner.get(key)).find((each) => each !== undefined);
    const entry = known ?? { sink, name, keys, others: [] };
    if (known) {
      if (!known.others.some((each) => each.at === sink.at) && known.sink.at !== sink.at) known.others.push(sink);
    } else found.push(entry);
    for (const key of keys) if (!owner.has(key)) owner.set(key, entry);
  }
  return found;
}

/** `, and so at lines 3 and 5`, for the same file. */
export function alsoAt(sink: Sink, others: readonly Sink[]): string {
  const own = sink.file.lineOf(sink.at.start);
  const lines = [
    ...new Set(others.filter(({ file }) => file === sink.file).map(({ at, file }) => file.lineOf(at.start))),
  ]
    .filter((line) => line !== own)
    .sort((a, b) => a - b);
  if (lines.length === 0) return '';
  return `, and so ${lines.length === 1 ? `in line ${lines[0]}` : `in lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1)}`}`;
}
