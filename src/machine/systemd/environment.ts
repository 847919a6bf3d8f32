/** Environment blocks: assignments in units, environment files, the output of environment generators. */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';
import { splitWords } from './exec-command.ts';
import { globPaths } from './glob-paths.ts';
import type { SpecifierFacts } from './specifiers.ts';
import { expandSpecifiers } from './specifiers.ts';
import type { Unit } from './unit.ts';

export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const isVariableName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** `NAME=VALUE` as its two parts; undefined for what is no assignment. */
export function assignment(word: string): readonly [string, string] | undefined {
  const equals = word.indexOf('=');
  const name = word.slice(0, Math.max(equals, 0));
  return isVariableName(name) ? [name, word.slice(equals + 1)] : undefined;
}

/** Everything that a unit's settings put into its processes' environment; a text when a file that must be there is not. */
export function unitEnvironment(
  unit: Unit,
  section: string,
  p: Process,
  facts: SpecifierFacts,
  own: ReadonlyMap<string, string>,
): Map<string, string> | string {
  const found = new Map<string, string>();
  const put = (pair: readonly [string, string] | undefined): void => {
    if (pair) found.set(pair[0], pair[1]);
  };
  for (const value of unit.settings.all(`${section}.PassEnvironment`)) {
    for (const name of value.split(/\s+/)) {
      const passed = own.get(name);
      if (passed !== undefined) found.set(name, passed);
    }
  }
  for (const value of unit.settings.all(`${section}.Environment`)) {
    for (const word of splitWords(value) ?? []) put(assignment(expandSpecifiers(word, unit.id, facts)));
  }
  for (const value of unit.settings.all(`${section}.EnvironmentFile`)) {
    const optional = value.startsWith('-');
    const pattern = expandSpecifiers(optional ? value.slice(1) : value, unit.id, facts);
    const paths = globPaths(p, pattern);
    if (paths.length === 0 && !optional) return `Failed to load environment files: No such file or directory`;
    for (const path of paths) {
      const text = p.readFile(path);
      if (isErrno(text)) {
        if (!optional) return `Failed to load environment files: ${text.message}`;
      } else for (const pair of parseEnvironmentFile(text)) put(pair);
    }
  }
  for (const value of unit.settings.all(`${section}.UnsetEnvironment`))
    for (const word of value.split(/\s+/)) found.delete(word);
  return found;
}

/** A file of assignments in a shell-like syntax (systemd.exec(5), EnvironmentFile=). */
export function parseEnvironmentFile(text: string): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  const lines = text
    .replace(/\\\n/g, '')
    .matchAll(
      /^[ \t]*(?:[#;].*|(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*((?:"(?:\\[\s\S]|[^"\\])*"|'[^']*'|[^\n"'])*))?$/gm,
    );
  for (const [, name, raw] of lines) if (name !== undefined) pairs.push([name, unquote(raw!.trim())]);
  return pairs;
}

const unquote = (text: string): string =>
  text.replace(
    /"((?:\\[\s\S]|[^"\\])*)"|'([^']*)'|\\([\s\S])/g,
    (_, double: string | undefined, single: string | undefined, escaped: string | undefined) =>
      double !== undefined ? double.replace(/\\(["\\`$])/g, '$1') : (single ?? escaped ?? ''),
  );
