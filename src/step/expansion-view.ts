/** What the words of the command at an event became: parameters, substitutions, names that patterns met, what a `case` or a test compared. */
import type { Part, Word } from '../syntax/tree.ts';
import type { EventId, EventOf } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import { type Chronicle, countUpTo } from './chronicle.ts';
import { held, type QuietTest, wordsOf } from './quiet-tests.ts';
import type { ScriptsRun } from './scripts-run.ts';
import type { ShellWords } from './shell-words.ts';
import type { ShellState, Snapshot } from './snapshot.ts';
import type { CaseItemView, ExpansionView, WordPart, WordView } from './view.ts';

interface Asked {
  readonly chronicle: Chronicle;
  readonly scripts: ScriptsRun;
  readonly words: ShellWords;
  readonly snapshot: (id: EventId) => Snapshot;
}

export function expansionView(asked: Asked, cursor: EventId): ExpansionView | undefined {
  const { chronicle } = asked;
  const event = chronicle.events[cursor]!;
  if (event.kind === 'case.compared') return ofCase(asked, event);
  const test = event.kind === 'branch.taken' ? chronicle.tests.get(cursor) : undefined;
  if (test && event.kind === 'branch.taken') return ofTest(asked, event, test);
  const open = chronicle.commandAt(cursor);
  if (event.kind === 'variable.assigned' && event.position && open !== cursor) {
    const found = ofAssignment(asked, event, event.position);
    if (found) return found;
  }
  const command = open >= 0 ? chronicle.event(open, 'command.started') : undefined;
  return command && ofCommand(asked, command);
}

function ofCommand(asked: Asked, command: EventOf<'command.started'>): ExpansionView | undefined {
  const { chronicle, scripts, snapshot } = asked;
  const node = scripts.node(command.position, ['simple'], command.id);
  const ended = chronicle.ended.get(command.id)?.status;
  const at = snapshot(command.id);
  const known = at.expansion;
  const words = (node?.words ?? []).map((word, index): WordView => {
    const fields = word.fixed !== undefined ? [word.fixed] : (known?.words.get(index) ?? []);
    return wordView(asked, command.position.file, word, fields, command.id, at.shell, known?.globs ?? []);
  });
  // Not found in the text (an alias, `eval`): what the words came to is known all the same.
  const shown =
    words.length > 0 ? words : command.words.map((text) => ({ text, fields: [text], parts: [], globs: [] }));
  const tested = testOf(command.words);
  return {
    position: command.position,
    what: 'command',
    words: shown,
    status: ended,
    ...(tested === undefined
      ? {}
      : { tested: { text: tested, result: ended === undefined || ended > 1 ? undefined : ended === 0 } }),
  };
}

/** What a test builtin is asked, without the brackets. */
function testOf(words: readonly string[]): string | undefined {
  const [name, ...rest] = words;
  if (name !== '[' && name !== 'test') return undefined;
  const asked = name === '[' ? rest.slice(0, -1) : rest;
  return asked.map((word) => (/^[^\s'"]+$/.test(word) ? word : `'${word}'`)).join(' ');
}

function ofAssignment(
  asked: Asked,
  event: EventOf<'variable.assigned'>,
  position: Position,
): ExpansionView | undefined {
  const { scripts, snapshot } = asked;
  const at = snapshot(event.id);
  const loop = scripts.node(position, ['for', 'select'], event.id);
  if (loop) {
    const words = (loop.words ?? []).map((word, index) =>
      wordView(
        asked,
        position.file,
        word,
        word.fixed !== undefined ? [word.fixed] : (at.expansion?.words.get(index) ?? []),
        event.id,
        at.shell,
        at.expansion?.globs ?? [],
      ),
    );
    return { position, what: 'loop', words, status: undefined };
  }
  const assignment = scripts
    .simpleAround(position, event.id)
    ?.assignments.find((each) => each.start === position.offset);
  // Made by `(( … ))`, `${name=…}` or the like.
  if (!assignment) {
    const parts = [{ text: event.name, value: event.value, source: undefined }];
    const text = scripts.excerpt(position.file, { start: position.offset, end: position.end }, event.id);
    return { position, what: 'assignment', words: [{ text, fields: [text], parts, globs: [] }], status: undefined };
  }
  const before = at.shell && shellBefore(asked, event, at.shell);
  const word = wordView(asked, position.file, assignment.value, [event.value], event.id, before, []);
  return {
    position,
    what: 'assignment',
    words: [{ ...word, text: scripts.excerpt(position.file, assignment, event.id) }],
    status: undefined,
  };
}

/** The shell as it was when the value was worked out: `n=$((n + 1))` reads the old one. */
function shellBefore({ snapshot }: Asked, event: EventOf<'variable.assigned'>, shell: ShellState): ShellState {
  const { name } = event;
  const earlier = event.id > 0 ? snapshot(event.id - 1).shell : undefined;
  if (earlier?.pid !== shell.pid) return shell;
  const old = earlier.variables.find((variable) => variable.name === name);
  const others = shell.variables.filter((variable) => variable.name !== name);
  return { ...shell, variables: old ? [...others, old] : others };
}

/** The values are those right after it: `(( n++ ))` has changed them. */
function ofTest(asked: Asked, event: EventOf<'branch.taken'>, test: QuietTest): ExpansionView {
  const { chronicle, scripts, snapshot } = asked;
  const { position, node, negated } = test;
  const text = scripts.excerpt(position.file, node, event.id).trim();
  const { shell } = snapshot(event.id);
  const all = wordsOf(node).flatMap((word) =>
    word.parts.flatMap((part) =>
      part.kind === 'literal' && node.kind === 'arithmetic-command'
        ? namesIn(part.value, shell)
        : partOf(asked, position.file, part, event.id, shell),
    ),
  );
  const parts = [...new Map(all.map((part) => [part.text, part])).values()];
  const flipped = chronicle.events[event.id - 1]?.kind === 'change.made';
  return {
    position,
    what: 'test',
    words: [{ text: `${negated ? '! ' : ''}${text}`, fields: [`${negated ? '! ' : ''}${text}`], parts, globs: [] }],
    tested: { text: withValues(text, parts), result: flipped ? undefined : held(event, test) },
    status: undefined,
  };
}

/** A test with what its parameters came to; names in arithmetic stay, for they may have been assigned. */
function withValues(text: string, parts: readonly WordPart[]): string {
  let shown = '';
  for (let at = 0; at < text.length; ) {
    const part = parts.find((each) => each.text.startsWith('$') && text.startsWith(each.text, at));
    shown += part ? (part.value ?? '') : text[at];
    at += part ? part.text.length : 1;
  }
  return shown;
}

/** Variables that arithmetic names without a dollar sign. */
const namesIn = (text: string, shell: ShellState | undefined): WordPart[] =>
  [...new Set(text.match(/\b[A-Za-z_]\w*/g) ?? [])].map((name) => {
    const variable = shell?.variables.find((each) => each.name === name);
    return { text: name, value: variable?.value, source: variable && variable.event >= 0 ? variable.event : undefined };
  });

function ofCase(asked: Asked, event: EventOf<'case.compared'>): ExpansionView {
  const { scripts, snapshot } = asked;
  const { file } = event.position;
  const node = scripts.node(event.position, ['case'], event.id);
  const { shell } = snapshot(event.id);
  const word = node
    ? wordView(asked, file, node.word, [event.word.value], event.id, shell, [])
    : { text: event.word.text, fields: [event.word.value], parts: [], globs: [] };
  const items = (node?.items ?? []).map((item, index): CaseItemView => {
    const body = item.body ? scripts.excerpt(file, item.body, event.id) : '';
    return {
      index,
      taken: index === event.taken,
      line: scripts.place(file, item.start, event.id).line,
      body: body.trim().split('\n')[0] ?? '',
      patterns: item.patterns.map((pattern) => {
        const tried = event.patterns.find((each) => each.position.offset === pattern.start);
        const text = scripts.excerpt(file, pattern, event.id);
        return { text, value: tried?.value ?? text, matched: tried?.matched ?? false, tried: tried !== undefined };
      }),
    };
  });
  return { position: event.position, what: 'case', words: [word], items, status: undefined };
}

function wordView(
  asked: Asked,
  file: string,
  word: Word,
  fields: readonly string[],
  event: EventId,
  shell: ShellState | undefined,
  globs: WordView['globs'],
): WordView {
  const { scripts } = asked;
  const parts = word.parts.flatMap((part): WordPart[] => partOf(asked, file, part, event, shell));
  return {
    text: scripts.excerpt(file, word, event),
    fields,
    parts,
    // A pattern belongs to the word that came to what it met, or that stayed the pattern.
    globs: globs.filter(({ pattern, paths }) =>
      (paths.length > 0 ? paths : [pattern]).every((path) => fields.includes(path)),
    ),
  };
}

function partOf(
  { chronicle, scripts, words }: Asked,
  file: string,
  part: Part,
  event: EventId,
  shell: ShellState | undefined,
): WordPart[] {
  switch (part.kind) {
    case 'literal':
    case 'tilde':
    case 'process':
      return [];
    case 'command': {
      const { pid } = chronicle.events[event]!;
      const all = chronicle.all('substitution.ended');
      for (let index = countUpTo(all, event) - 1; index >= 0 && index > countUpTo(all, event) - 200; index--) {
        const ended = chronicle.events[all[index]!] as EventOf<'substitution.ended'>;
        if (ended.pid === pid && ended.position.offset === part.start && ended.position.file === file)
          return [{ text: scripts.excerpt(file, part, event), value: ended.output, source: ended.id }];
      }
      return [{ text: scripts.excerpt(file, part, event), value: undefined, source: undefined }];
    }
    case 'parameter':
    case 'arithmetic': {
      const text = scripts.excerpt(file, part, event);
      if (!shell) return [{ text, value: undefined, source: undefined }];
      const name = part.kind === 'parameter' ? part.name : '';
      const variable = shell.variables.find((each) => each.name === name);
      const plain = part.kind === 'parameter' && part.operator === '' && !part.index && !part.indirect;
      const worked = plain && variable ? undefined : words.word(text, shell);
      const value = worked ? ('value' in worked ? worked.value : undefined) : variable?.value;
      const unset = plain && !variable && /^[A-Za-z_]/.test(name);
      const source = variable && variable.event >= 0 ? variable.event : undefined;
      return [{ text, value: unset ? undefined : value, source }];
    }
  }
}
