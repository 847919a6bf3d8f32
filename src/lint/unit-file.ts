/** A systemd unit or drop-in as systemd reads it: sections of settings in order, with where each stands (systemd.syntax(7)). */
import type { Span } from '../syntax/tree.ts';
import type { LintedFile } from './script-file.ts';

export interface Setting extends Span {
  readonly section: string;
  readonly key: string;
  /** Without blanks around it, lines that end in a backslash joined with a blank. */
  readonly value: string;
  /** Where the value begins. */
  readonly valueStart: number;
}

export interface UnitFile {
  readonly file: LintedFile;
  /** `zfs-import.service`; of a drop-in the unit that it belongs to. */
  readonly name: string;
  readonly dropIn: boolean;
  readonly settings: readonly Setting[];
  /** Lines that are neither a section, a setting nor a comment. */
  readonly strange: readonly Span[];
}

export function readUnit(file: LintedFile): UnitFile {
  const settings: Setting[] = [];
  const strange: Span[] = [];
  const { text } = file;
  let section = '';
  for (let at = 0; at < text.length; ) {
    const end = endOfSetting(text, at);
    const raw = text.slice(at, end);
    const line = raw.trim();
    const start = at + raw.length - raw.trimStart().length;
    if (line === '' || /^[#;]/.test(line)) {
      // A comment ends with its line, whatever it ends in.
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline + 1;
      continue;
    }
    const heading = /^\[(.*)\]$/.exec(line);
    const equals = raw.indexOf('=');
    if (heading) section = heading[1]!;
    else if (equals < 0) strange.push({ start, end: start + line.length });
    else {
      const value = raw.slice(equals + 1);
      settings.push({
        section,
        key: raw.slice(0, equals).trim(),
        value: value.replace(/\\\r?\n(?:[ \t]*[#;].*\n)*/g, ' ').trim(),
        start,
        end: at + raw.trimEnd().length,
        valueStart: at + equals + 1 + value.length - value.trimStart().length,
      });
    }
    at = end + 1;
  }
  return { file, ...nameOf(file), settings, strange };
}

/** The values of a key in order; systemd forgets those before an empty one. */
export function valuesOf(unit: UnitFile, section: string, key: string): Setting[] {
  const found = unit.settings.filter((setting) => setting.section === section && setting.key === key);
  const cleared = found.findLastIndex((setting) => setting.value === '');
  return found.slice(cleared + 1);
}

/** The end of a setting: of its line, or of the last one that is joined to it. */
function endOfSetting(text: string, start: number): number {
  let end = text.indexOf('\n', start);
  while (end > 0 && text[end - 1] === '\\') end = text.indexOf('\n', end + 1);
  return end < 0 ? text.length : end;
}

function nameOf(file: LintedFile): { readonly name: string; readonly dropIn: boolean } {
  const parts = (file.imagePath ?? file.name).split('/');
  const own = parts.at(-1) ?? '';
  const folder = parts.at(-2) ?? '';
  return folder.endsWith('.d') && own.endsWith('.conf')
    ? { name: folder.slice(0, -2), dropIn: true }
    : { name: own, dropIn: false };
}
