import { expect, test } from 'vitest';
import { EventList, eventShape, type ListShape, type TextShape } from '../../src/trace/event-list.ts';

const STARTED: ListShape<string, number> = eventShape({
  shape: 'command.started',
  form: 'list',
  make: (file, source, _, words) => ({
    kind: 'command.started',
    position: { file, line: 1, column: 1, offset: 0, end: 1 },
    words,
    what: 'builtin',
    sources: [source],
  }),
});
const ASSIGNED: TextShape<string, undefined, number> = eventShape({
  shape: 'variable.assigned',
  form: 'text',
  make: (name, _, source, value) => ({ kind: 'variable.assigned', name, value, sources: [source] }),
});

const TEXTS = ['', 'a', '\xff\0', 'x'.repeat(16), 'x'.repeat(17), 'longer than is kept as bytes', '\u20ac'];

test('texts come back as they were, short and long, bytes and others, new and of the script', () => {
  const list = new EventList();
  list.addWithList(
    1,
    7,
    STARTED,
    'f',
    3,
    TEXTS,
    TEXTS.map((_, index) => (index % 2 === 0 ? 1 : undefined)),
  );
  list.addWithList(2, 8, STARTED, 'f', 3, TEXTS, []);
  for (const text of TEXTS) list.addWithText(3, 9, ASSIGNED, 'v', undefined, 5, text);
  const [first, second, ...assigned] = list.events;
  expect(first).toMatchObject({ id: 0, atUs: 1, pid: 7, words: TEXTS, sources: [3] });
  expect(second).toMatchObject({ id: 1, atUs: 2, pid: 8, words: TEXTS });
  expect(assigned.map((event) => 'value' in event && event.value)).toEqual(TEXTS);
});

test('events keep their numbers, kinds and instants over many pages', () => {
  const list = new EventList();
  const count = 10_000;
  for (let id = 0; id < count; id++)
    expect(
      id % 3 === 0
        ? list.add(id, 1, { kind: 'phase.started', phase: `${id}` })
        : list.addWithText(id, 1, ASSIGNED, 'v', undefined, 0, `value ${id}`),
    ).toBe(id);
  for (const id of [0, 1, 1022, 1023, 1024, 4095, 4096, 9_999]) {
    expect(list.atUs(id)).toBe(id);
    expect(list.kind(id)).toBe(id % 3 === 0 ? 'phase.started' : 'variable.assigned');
    expect(list.event(id)).toMatchObject(id % 3 === 0 ? { phase: `${id}` } : { value: `value ${id}` });
  }
  const seen: number[] = [];
  list.eachWhole((_, atUs) => seen.push(atUs));
  expect(seen).toEqual(Array.from({ length: Math.ceil(count / 3) }, (_, index) => 3 * index));
  expect(list.last('phase.started')).toMatchObject({ id: 9_999 });
});
