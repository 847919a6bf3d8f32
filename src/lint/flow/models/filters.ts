/** Text utilities on values: which part of a name they leave, which lines they let through. */
import { tokensOf } from '../pattern.ts';
import { contentOf } from '../redirections.ts';
import { refineContains } from '../refine.ts';
import type { Invocation, Model } from '../run.ts';
import { allFields, cutField, DEFAULT_IFS } from '../split.ts';
import { both, type Ends } from '../state.ts';
import { beforeFirst, replacedEverywhere, stripped, unknownChange } from '../strip.ts';
import { extend } from '../trail.ts';
import {
  EMPTY,
  isName,
  literal,
  mapNames,
  mapShapes,
  merged,
  nameFrom,
  onlyText,
  type Piece,
  type Value,
  valueOfName,
} from '../value.ts';
import { operandsOf } from './arguments.ts';
import { originOf, prints, shows, unknownOutput } from './output.ts';

const doneBy = (call: Invocation) => ({
  place: call.place,
  by: call.context.instead ? call.name : call.context.file.source(call.node).split('\n')[0]!,
});

/** What the command reads: its operands, or stdin. */
function inputOf(call: Invocation, files: readonly { readonly value: Value }[]): Value {
  const [file] = files;
  if (file && onlyText(file.value) !== '-')
    return contentOf(call.run, file.value, call.node, call.state, call.context) ?? unknownOutput(call);
  return call.context.input ?? unknownOutput(call);
}

const out = (call: Invocation, value: Value): Ends => shows(call.state, value, call.context.captured);

/** Everything goes through as it is: cat, sort, tee. */
const through =
  (valued: string): Model =>
  (call) =>
    out(call, inputOf(call, operandsOf(call.fields, valued, true).operands));

/** Only the first (or last) line is left. */
const oneLine = (value: Value, call: Invocation): Value => {
  const many = value.shapes.some(({ lines }) => lines);
  const done = doneBy(call);
  // tr / '\n' has made lines of the parts.
  if (
    call.name === 'head' &&
    value.shapes.some(({ pieces }) => pieces.some((each) => isName(each) && each.separator === '\n'))
  )
    return mapShapes(value, (shape) => ({
      ...shape,
      lines: false,
      pieces: merged(beforeFirst(shape.pieces, '\n', done)),
    }));
  const single = mapShapes(value, (shape) => (shape.lines ? { ...shape, lines: false } : shape));
  if (!many) return single;
  const { place, by } = done;
  return mapNames(single, (name) => ({
    ...name,
    first: name.first || name.kind === 'pool' || name.sentinels.includes('-'),
    trail: extend(name.trail, { ...place, text: `one of possibly several lines taken by ${by}` }),
  }));
};

function head(call: Invocation): Ends {
  const { options, flags, operands } = operandsOf(call.fields, 'nc', true);
  const count = onlyText(options.get('n') ?? options.get('lines') ?? EMPTY) || /\d+/.exec(flags)?.[0];
  const input = inputOf(call, operands);
  return out(call, count === '1' ? oneLine(input, call) : input);
}

function cut(call: Invocation): Ends {
  const { options, operands } = operandsOf(call.fields, 'dfcb', true);
  const input = inputOf(call, operands);
  const fields = onlyText(options.get('f') ?? options.get('fields') ?? EMPTY) ?? '';
  const delimiter = onlyText(options.get('d') ?? options.get('delimiter') ?? literal('\t'));
  const done = doneBy(call);
  const number = /^(\d+)(?:-\1)?$/.exec(fields)?.[1];
  if (delimiter === undefined || number === undefined) {
    if (/^[2-9]-$/.test(fields) && delimiter === '/') return out(call, stripped(input, '#', tokensOf('*/'), done));
    return out(call, unknownChange(input, done));
  }
  return out(
    call,
    mapShapes(input, (shape) => ({ ...shape, pieces: fieldOf(shape.pieces, delimiter, Number(number), done) })),
  );
}

function fieldOf(
  pieces: readonly Piece[],
  delimiter: string,
  number: number,
  done: ReturnType<typeof doneBy>,
): readonly Piece[] {
  if (number === 1) return merged(beforeFirst(pieces, delimiter, done));
  const [first] = pieces;
  if (pieces.length === 1 && first && isName(first) && first.separator !== delimiter)
    return unknownChange({ shapes: [{ pieces, lines: false }] }, done).shapes[0]!.pieces;
  return cutField(pieces, delimiter, number, done);
}

function tr(call: Invocation): Ends {
  const { flags, operands } = operandsOf(call.fields, '');
  const input = call.context.input ?? unknownOutput(call);
  const done = doneBy(call);
  const [from, to] = operands.map(({ value }) => unescaped(onlyText(value) ?? ''));
  if (flags.includes('d')) return out(call, from && /^[\n\r\0]*$/.test(from) ? input : unknownChange(input, done));
  if (from?.length === 1 && to?.length === 1) return out(call, replacedEverywhere(input, from, to, done));
  if (from && to && from.length === to.length) {
    let value = input;
    for (const [index, char] of [...from].entries()) value = replacedEverywhere(value, char, to[index]!, done);
    return out(call, value);
  }
  return out(call, from === '[:space:]' || from === '\\n' ? input : unknownChange(input, done));
}

const unescaped = (set: string): string =>
  set.replace(/\\([ntr0\\])/g, (_, char: string) => ({ n: '\n', t: '\t', r: '\r', 0: '\0', '\\': '\\' })[char] ?? char);

function grep(call: Invocation): Ends {
  const { flags, options, operands } = operandsOf(call.fields, 'emABCf', true);
  const pattern = options.get('e') ?? options.get('regexp') ?? operands[0]?.value ?? EMPTY;
  const files = options.has('e') || options.has('regexp') ? operands : operands.slice(1);
  const input = inputOf(call, files);
  const known = onlyText(pattern) ?? '?';
  const inverted = flags.includes('v') || flags.includes('--invert-match');
  if (flags.includes('q') || flags.includes('--quiet')) return question(call, input, known, inverted);
  if (flags.includes('c'))
    return out(call, valueOfName(nameFrom('number', originOf(call, 'command', 'grep -c'), 'a count')));
  let value = flags.includes('o') ? unknownChange(input, doneBy(call)) : input;
  if (inverted) {
    const ruledOut = known === '-' && /[xF]/.test(flags) ? '-' : (/^\^?(-|none|legacy)\$$/.exec(known)?.[1] ?? '');
    if (ruledOut !== '') value = ruleOut(value, [ruledOut]);
    if (known === '-' && !flags.includes('x')) value = ruleOut(value, ['-']);
    if (/\t-/.test(known) || /-\$$/.test(known) || /^\^?\\?[[(]/.test(known)) value = ruleOut(value, ['-', 'none']);
  } else if (known.startsWith('/') || known.startsWith('^/') || /^[./\w]/.test(known)) value = ruleOut(value, ['-']);
  const single = onlyText(options.get('m') ?? options.get('max-count') ?? EMPTY) === '1';
  return prints(call, single ? oneLine(value, call) : value);
}

const ruleOut = (value: Value, words: readonly string[]): Value =>
  mapNames(value, (name) => ({
    ...name,
    empty: false,
    sentinels: name.sentinels.filter((each) => !words.includes(each)),
  }));

/** `echo "$x" | grep -q /` */
function question(call: Invocation, input: Value, pattern: string, inverted: boolean): Ends {
  const { state, node, place } = call;
  const word = node.words[0]!;
  const part = pattern.replace(/^\\/, '');
  if (part !== '/' || !call.context.input) return both(state);
  const subject = { word, value: input };
  const holds = refineContains(state, subject, part, true, place);
  const lacks = refineContains(state, subject, part, false, place);
  return inverted ? { ok: lacks, fail: holds } : { ok: holds, fail: lacks };
}

/** The scripts of sed that are used on names; undefined: not one of them. */
function sedCommand(script: string, value: Value, done: ReturnType<typeof doneBy>): Value | undefined {
  const parsed = /^s([,/|#!:@;_%])((?:(?!\1)[^\\]|\\.)*)\1((?:(?!\1)[^\\]|\\.)*)\1([gp]*)$/s.exec(script);
  if (!parsed) return undefined;
  const [, delimiter, from = '', to = '', flags = ''] = parsed;
  const pattern = from.replaceAll(`\\${delimiter}`, delimiter!);
  const replacement = to.replaceAll(`\\${delimiter}`, delimiter!);
  if (replacement === '') {
    if (/^\/\.\*\$?$/.test(pattern)) return stripped(value, '%%', tokensOf('/*'), done);
    if (/^\/\[\^\/\]\*\$$/.test(pattern)) return stripped(value, '%', tokensOf('/*'), done);
    if (/^\^?\.\*\/$/.test(pattern)) return stripped(value, '##', tokensOf('*/'), done);
    if (/^\^?\[\^\/\]\*\/$/.test(pattern)) return stripped(value, '#', tokensOf('*/'), done);
    if (/^@\.\*\$?$/.test(pattern)) return stripped(value, '%%', tokensOf('@*'), done);
    if (/^:\/\/\.\*\$?$/.test(pattern) || /^:\.\*\$?$/.test(pattern))
      return stripped(value, '%%', tokensOf(':*'), done);
    const prefix = /^\^([\w:=./-]+)$/.exec(pattern)?.[1];
    if (prefix !== undefined && !/[^\\]\.[*+]/.test(prefix)) return stripped(value, '#', tokensOf(prefix), done);
  }
  if (replacement === '\\1' && /^\^?\\\(\[\^\/\]\*\\\)(\/\.\*|\.\*)?\$?$/.test(pattern))
    return mapShapes(value, (shape) => ({ ...shape, pieces: merged(beforeFirst(shape.pieces, '/', done)) }));
  if (replacement === '\\1' && /^\^?\(\[\^\/\]\*\)(\/\.\*|\.\*)?\$?$/.test(pattern))
    return mapShapes(value, (shape) => ({ ...shape, pieces: merged(beforeFirst(shape.pieces, '/', done)) }));
  const char = pattern.replace(/^\\(?=[+.])/, '');
  if (char.length === 1 && flags.includes('g') && !/[.*^$[]/.test(pattern) && replacement.length <= 1)
    return replacedEverywhere(value, char, replacement, done);
  return undefined;
}

function sed(call: Invocation): Ends {
  const { flags, options, operands } = operandsOf(call.fields, 'ef', true);
  const script = onlyText(options.get('e') ?? options.get('expression') ?? operands[0]?.value ?? EMPTY);
  const input = inputOf(call, options.has('e') ? operands : operands.slice(1));
  const done = doneBy(call);
  if (script === undefined) return out(call, unknownChange(input, done));
  if (/^(1q|1p|q)$/.test(script)) return out(call, oneLine(input, call));
  // Lines that are let through or not: `/^-$/d`, -n `/rpool/p`.
  const lines = /^\/((?:[^\\/]|\\.)*)\/ *(!?) *([dp])$/.exec(script);
  if (lines)
    return out(call, lines[1] === '^-$' && (lines[3] === 'd') !== (lines[2] === '!') ? ruleOut(input, ['-']) : input);
  let value = input;
  for (const one of script.split(/;\s*|\n\s*/).filter((each) => each !== '')) {
    const next = sedCommand(one, value, done);
    if (next === undefined) {
      value = unknownChange(value, done);
      break;
    }
    value = next;
  }
  return out(call, flags.includes('n') && !/p$/.test(script) ? EMPTY : value);
}

function awk(call: Invocation): Ends {
  const { options, operands } = operandsOf(call.fields, 'Fvf', false);
  const [program, ...files] = operands;
  const source = program && onlyText(program.value);
  const input = inputOf(call, files);
  const done = doneBy(call);
  const ifs = onlyText(options.get('F') ?? literal(' '));
  if (source === undefined || ifs === undefined) return out(call, unknownChange(input, done));
  const once = /exit|NR ?== ?1\b/.test(source);
  const finish = (value: Value) => out(call, once ? oneLine(value, call) : value);
  const ruled = /!=|!~|~/.test(source) && /["/]\^?-\$?["/]/.test(source) ? ruleOut(input, ['-']) : input;
  if (/\bg?sub\(\/\\?\/\.\*\$?\//.test(source)) return finish(stripped(ruled, '%%', tokensOf('/*'), done));
  const separator = /\bFS ?= ?"(.)"/.exec(source)?.[1] ?? ifs.replace(/^\[(.)\]$/, '$1').replace(/^\\t$/, '\t');
  const printed = [...source.matchAll(/\bprint\b *([^;}]*)/g)].map(([, what]) => what!.trim());
  const [what] = printed;
  if (printed.length !== 1 || what === undefined) return finish(unknownChange(ruled, done));
  if (what === '' || what === '$0') return finish(ruled);
  const number = /^\(?\$(\d+)\)?$/.exec(what)?.[1];
  if (number === undefined) return finish(unknownChange(ruled, done));
  return finish(
    mapShapes(ruled, (shape) => ({
      ...shape,
      pieces:
        separator === ' '
          ? (allFields(shape.pieces, DEFAULT_IFS, done)[Number(number) - 1] ?? [])
          : fieldOf(shape.pieces, separator, Number(number), done),
    })),
  );
}

/** `expr "$x" : '\([^/]*\)'` */
function expr(call: Invocation): Ends {
  const [subject, operator, pattern] = call.fields;
  const expression = pattern && onlyText(pattern.value);
  if (!subject || !operator || onlyText(operator.value) !== ':' || expression === undefined)
    return prints(call, valueOfName(nameFrom('number', originOf(call, 'command', 'expr'), 'a number')));
  const done = doneBy(call);
  if (/^\\\(\[\^\/\]\*\\\)/.test(expression))
    return prints(
      call,
      mapShapes(subject.value, (shape) => ({ ...shape, pieces: merged(beforeFirst(shape.pieces, '/', done)) })),
    );
  return prints(call, unknownChange(subject.value, done));
}

const onPath =
  (operator: '##' | '%', pattern: string): Model =>
  (call) => {
    const [path, suffix] = call.fields.filter(({ value }) => !/^-/.test(onlyText(value) ?? ''));
    if (!path) return both(call.state);
    call.run.sink('path', call.name, path, call.context);
    const done = doneBy(call);
    const value = stripped(path.value, operator, tokensOf(pattern), done);
    return prints(call, suffix ? stripped(value, '%', tokensOf(onlyText(suffix.value) ?? ''), done) : value);
  };

/** `xargs COMMAND`: its input becomes the last argument. */
function xargs(call: Invocation): Ends {
  const { operands } = operandsOf(call.fields, 'nLIPds');
  const [command, ...rest] = operands;
  const name = command ? onlyText(command.value) : 'echo';
  if (name === undefined || !call.context.input) return both(call.state);
  const placed = onlyText(operandsOf(call.fields, 'nLIPds').options.get('I') ?? EMPTY);
  const item = mapShapes(call.context.input, (shape) => ({ ...shape, lines: false }));
  const word = call.node.words.at(-1)!;
  const fields = placed
    ? rest.map((field) => (onlyText(field.value) === placed ? { ...field, value: item } : field))
    : [...rest, { value: item, word, several: false }];
  return call.run.invoke({ ...call, name, fields, context: { ...call.context, input: EMPTY, inputFrom: 'null' } });
}

export const FILTERS: Readonly<Record<string, Model>> = {
  cat: (call) => {
    for (const field of operandsOf(call.fields, '', true).operands) call.run.sink('path', 'cat', field, call.context);
    return through('')(call);
  },
  tac: through(''),
  sort: through('ktoS'),
  uniq: through(''),
  tee: (call) => out(call, call.context.input ?? unknownOutput(call)),
  head,
  tail: head,
  cut,
  tr,
  grep,
  egrep: grep,
  fgrep: grep,
  sed,
  awk,
  gawk: awk,
  mawk: awk,
  expr,
  basename: onPath('##', '*/'),
  dirname: onPath('%', '/*'),
  xargs,
  readlink: (call) => prints(call, unknownOutput(call, false)),
  realpath: (call) => prints(call, unknownOutput(call, false)),
};
