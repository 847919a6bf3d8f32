/** Where a breakpoint stops in a recording. */
import { toBytes } from '../report/bytes.ts';
import type { Event, EventId } from '../trace/event.ts';
import type { BreakpointSpec } from './breakpoint.ts';
import type { Chronicle } from './chronicle.ts';
import type { ShellWords } from './shell-words.ts';
import type { ShellState } from './snapshot.ts';

/** Looks at the shells at many events in one run. */
export type Visit = (ids: readonly EventId[], look: (id: EventId, shell: ShellState | undefined) => void) => void;

/** Events in order. */
export function stopsOf(
  spec: BreakpointSpec,
  chronicle: Chronicle,
  words: ShellWords,
  visit: Visit,
): readonly EventId[] {
  const { condition } = spec;
  const places = spec.kind === 'condition' ? assignmentsOf(chronicle, condition ?? '') : placesOf(spec, chronicle);
  if (condition === undefined) return places;
  const stops: EventId[] = [];
  /** Of a bare condition: whether it held before, by shell. */
  const held = new Map<number, boolean>();
  visit(places, (id, shell) => {
    if (!shell) return;
    const tested = words.test(condition, shell);
    const holds = 'holds' in tested && tested.holds;
    if (holds && !(spec.kind === 'condition' && held.get(shell.pid))) stops.push(id);
    held.set(shell.pid, holds);
  });
  return stops;
}

/** Assignments of the variables that a condition speaks of. */
function assignmentsOf(chronicle: Chronicle, condition: string): readonly EventId[] {
  const names = new Set([...condition.matchAll(/\$\{?#?([A-Za-z_]\w*)/g)].map(([, name]) => name));
  const changes = [...chronicle.all('variable.assigned'), ...chronicle.all('variable.unset')].sort((a, b) => a - b);
  return changes.filter((id) => names.has((chronicle.events[id] as Event & { readonly name: string }).name));
}

function placesOf(spec: BreakpointSpec, chronicle: Chronicle): readonly EventId[] {
  const where = <K extends Event['kind']>(kind: K, is: (event: Extract<Event, { readonly kind: K }>) => boolean) =>
    chronicle.all(kind).filter((id) => is(chronicle.events[id] as Extract<Event, { readonly kind: K }>));
  switch (spec.kind) {
    case 'line':
      return chronicle.runs.files
        .filter((file) => isFile(file, spec.file))
        .flatMap((file) => chronicle.runs.runs(file, spec.line))
        .sort((a, b) => a - b);
    case 'function':
      return where('function.entered', (event) => event.name === spec.name);
    case 'hook': {
      const name = pattern(spec.name);
      return where('file.sourced', (event) => event.path.includes('/hooks/') && name.test(event.path));
    }
    case 'phase':
      return where('phase.started', (event) => event.phase === spec.name);
    case 'program':
      return where('command.started', (event) => event.what !== 'assignment' && begins(event.words, spec.words));
    case 'variable': {
      const value = spec.value === undefined ? undefined : toBytes(spec.value);
      const assigned = where(
        'variable.assigned',
        (event) => event.name === spec.name && (value === undefined || event.value === value),
      );
      const unset = value === undefined ? where('variable.unset', (event) => event.name === spec.name) : [];
      return [...assigned, ...unset].sort((a, b) => a - b);
    }
    case 'path': {
      const path = pattern(spec.path, true);
      return [
        ...where('path.created', (event) => path.test(event.path)),
        ...where('device.added', (event) => path.test(event.path)),
      ].sort((a, b) => a - b);
    }
    case 'unit':
      return where(
        'unit.changed',
        (event) => event.unit === spec.name && (spec.state === undefined || event.to === spec.state),
      );
    case 'status':
      return where('command.ended', (event) =>
        spec.status === undefined ? event.status !== 0 : event.status === spec.status,
      );
    case 'condition':
      return [];
  }
}

/** The whole path, or whole components at its end. */
export const isFile = (file: string, asked: string): boolean => file === asked || file.endsWith(`/${asked}`);

/** A program by its name or path, and words that come first behind it. */
function begins(words: readonly string[], [name, ...rest]: readonly string[]): boolean {
  const [command] = words;
  if (command === undefined || name === undefined) return false;
  if (command !== name && !command.endsWith(`/${name}`)) return false;
  return rest.every((word, index) => words[index + 1] === toBytes(word));
}

function pattern(text: string, whole = false): RegExp {
  const inner = toBytes(text)
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*');
  return new RegExp(whole ? `^${inner}$` : `(?:^|/)${inner}`, 's');
}
