/** Shell text inside other files: `ExecStart=/bin/sh -c '…'` of units, RUN and PROGRAM of udev rules. Each becomes a file that maps back. */
import type { Dialect } from '../syntax/dialect.ts';
import { LintedFile } from './script-file.ts';
import { readUnit, type Setting, valuesOf } from './unit-file.ts';

const EXEC = ['ExecCondition', 'ExecStartPre', 'ExecStart', 'ExecStartPost', 'ExecReload', 'ExecStop', 'ExecStopPost'];

/** The shell texts of a unit or a rules file; of anything else none. */
export function fragmentsOf(file: LintedFile, imageShells: readonly [Dialect, ...Dialect[]]): LintedFile[] {
  const texts = file.role.kind === 'unit' ? unitTexts(file) : file.role.kind === 'udev-rules' ? ruleTexts(file) : [];
  return texts.map(({ text, offsets, interpreter }) => {
    const shells: readonly [Dialect, ...Dialect[]] =
      interpreter === 'bash' ? ['bash'] : interpreter === 'dash' ? ['dash'] : imageShells;
    return new LintedFile({
      name: file.name,
      text,
      role: { kind: 'command' },
      reasons: [`command: ${interpreter} -c in line ${file.lineOf(offsets[0] ?? 0)}`],
      shells,
      linted: file.linted,
      within: { file, offsets },
    });
  });
}

interface Fragment {
  readonly text: string;
  readonly offsets: readonly number[];
  readonly interpreter: string;
}

/** A word with where each of its characters stands; `quoted` is what holds it. */
interface PlacedWord {
  readonly text: string;
  readonly offsets: readonly number[];
}

function unitTexts(file: LintedFile): Fragment[] {
  const unit = readUnit(file);
  return ['Service', 'Socket', 'Mount', 'Swap']
    .flatMap((section) => EXEC.flatMap((key) => valuesOf(unit, section, key)))
    .sort((a, b) => a.start - b.start)
    .flatMap((setting) => commandsIn(execWords(file.text, setting)).flatMap((words) => shellText(words, unitEscapes)));
}

function ruleTexts(file: LintedFile): Fragment[] {
  const found: Fragment[] = [];
  for (const value of file.text.matchAll(
    /(?:^|[\s,])(?:RUN|PROGRAM|IMPORT)(?:\{program\})?\s*(?:\+=|:=|==|=)\s*"((?:[^"\\]|\\.)*)"/g,
  )) {
    const start = value.index + value[0].length - 1 - value[1]!.length;
    found.push(...shellText(splitWords(value[1]!, start, "'"), ruleEscapes));
  }
  return found;
}

/** `sh -c TEXT`, `sh -ec TEXT`: the text. */
function shellText(words: readonly PlacedWord[], escapes: (word: PlacedWord) => PlacedWord): Fragment[] {
  const program = words[0]?.text ?? '';
  const interpreter = program.slice(program.lastIndexOf('/') + 1);
  if (!/^(?:sh|dash|bash|ash)$/.test(interpreter)) return [];
  const at = words.findIndex((word) => /^-[a-z]*c$/.test(word.text));
  const held = at > 0 ? words[at + 1] : undefined;
  if (!held) return [];
  const { text, offsets } = escapes(held);
  return [{ text, offsets, interpreter }];
}

/** The words of an Exec setting as systemd splits them (systemd.service(5), "Command lines"), without the prefixes of the program. */
function execWords(text: string, setting: Setting): PlacedWord[] {
  const raw = text.slice(setting.valueStart, setting.end);
  const [program, ...rest] = splitWords(raw, setting.valueStart, '"\'');
  if (!program) return [];
  const prefix = /^[-@:+!|]*/.exec(program.text)![0].length;
  return [{ text: program.text.slice(prefix), offsets: program.offsets.slice(prefix) }, ...rest];
}

/** A lone `;` begins another command. */
function commandsIn(words: readonly PlacedWord[]): PlacedWord[][] {
  const commands: PlacedWord[][] = [[]];
  for (const word of words) {
    if (word.text === ';') commands.push([]);
    else commands.at(-1)!.push(word);
  }
  return commands;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', s: ' ', r: '\r' };

/** Splits at blanks; quotes hold together and a backslash takes the next character (a newline after one is a blank). */
function splitWords(raw: string, start: number, quotes: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  let text = '';
  let offsets: number[] = [];
  let open = false;
  let quote = '';
  const close = (at: number): void => {
    if (open) words.push({ text, offsets: [...offsets, start + at] });
    text = '';
    offsets = [];
    open = false;
  };
  for (let at = 0; at < raw.length; at++) {
    const c = raw[at]!;
    if (quote !== '' && c === quote) quote = '';
    else if (quote === '' && quotes.includes(c)) {
      quote = c;
      open = true;
    } else if (c === '\\' && raw[at + 1] === '\n') {
      if (quote === '') close(at);
      else {
        text += ' ';
        offsets.push(start + at);
      }
      at++;
    } else if (c === '\\' && quotes.includes('"') && at + 1 < raw.length) {
      const next = raw[at + 1]!;
      text += ESCAPES[next] ?? next;
      offsets.push(start + at);
      open = true;
      at++;
    } else if (quote === '' && /\s/.test(c)) close(at);
    else {
      text += c;
      offsets.push(start + at);
      open = true;
    }
  }
  close(raw.length);
  return words;
}

/** `$$` and `%%` stand for one character. */
function unitEscapes(word: PlacedWord): PlacedWord {
  return rewritten(word, /\$\$|%%/g, (found) => found[0]!);
}

/** What udev puts in before the shell sees the text becomes a plain name of no meaning. */
function ruleEscapes(word: PlacedWord): PlacedWord {
  return rewritten(
    word,
    /\$\$|%%|\$(?:env|attr|sysfs|result)\{[^}]*\}|%[EsSc]\{[^}]*\}|\$(?:kernel|number|devpath|id|driver|major|minor|devnode|tempnode|name|links|root|sys|result|parent)\b|%[knpbMmPcNr]/g,
    (found) => (found === '$$' || found === '%%' ? found[0]! : 'x'),
  );
}

function rewritten(word: PlacedWord, pattern: RegExp, replace: (found: string) => string): PlacedWord {
  let text = '';
  const offsets: number[] = [];
  let at = 0;
  for (const found of word.text.matchAll(pattern)) {
    text += word.text.slice(at, found.index);
    for (; at < found.index; at++) offsets.push(word.offsets[at]!);
    const put = replace(found[0]);
    text += put;
    for (const _ of put) offsets.push(word.offsets[found.index]!);
    at = found.index + found[0].length;
  }
  text += word.text.slice(at);
  for (; at < word.text.length; at++) offsets.push(word.offsets[at]!);
  offsets.push(word.offsets.at(-1)!);
  return { text, offsets };
}
