/** Comments that speak to the linter: `# dryboot role=hook:mount`, `# dryboot disable=hook-exit the phase ends here on purpose`. */

import type { Word } from '../syntax/tree.ts';
import type { LintFinding } from './finding.ts';
import { ROLE_NAMES, type Role, readRole } from './role.ts';
import type { Found } from './rule.ts';
import type { LintedFile } from './script-file.ts';
import { walk } from './walk.ts';

const SHELLS = ['dash', 'busybox', 'bash'] as const;
export type DirectiveShell = (typeof SHELLS)[number];

/** What a file says of itself before it is read as a script. */
export interface Declared {
  readonly role?: { readonly role: Role; readonly line: number };
  readonly shell?: { readonly shell: DirectiveShell; readonly line: number };
}

/** A rule switched off for one line. */
interface Disabled {
  readonly rule: string;
  /** 1-based line that it is about. */
  readonly about: number;
  readonly start: number;
  readonly end: number;
}

export interface Directives {
  readonly disabled: readonly Disabled[];
  /** What is wrong with them. */
  readonly complaints: readonly Found[];
}

const COMMENT = /(^|[ \t;])#[ \t]*dryboot[ \t]+([^\n]*)/gm;

/** Roles and shells that stand in a line of their own; unknown ones are complained about by {@link directivesOf}. */
export function declaredIn(text: string): Declared {
  if (!text.includes('dryboot')) return {};
  let declared: Declared = {};
  for (const found of text.matchAll(COMMENT)) {
    const line = lineOf(text, found.index + found[1]!.length);
    for (const [, key, value] of found[2]!.matchAll(/(?:^|\s)(role|shell)=(\S*)/g)) {
      const role = key === 'role' ? readRole(value!) : undefined;
      const shell = key === 'shell' ? SHELLS.find((known) => known === value) : undefined;
      declared = {
        ...declared,
        ...(role ? { role: { role, line } } : {}),
        ...(shell ? { shell: { shell, line } } : {}),
      };
    }
  }
  return declared;
}

/** The directives of a file. @param knownRules ids that may be named */
export function directivesOf(file: LintedFile, knownRules: ReadonlySet<string>): Directives {
  const disabled: Disabled[] = [];
  const complaints: Found[] = [];
  const { text } = file;
  if (!text.includes('dryboot')) return { disabled, complaints };
  for (const found of text.matchAll(COMMENT)) {
    const start = found.index + found[1]!.length;
    const end = found.index + found[0].length;
    if (isQuoted(file, start)) continue;
    const words = found[2]!.trim();
    const complain = (message: string, remedy: string): void =>
      void complaints.push({ at: { start, end }, message, remedy });
    const disable = /^disable=(\S*)(.*)$/.exec(words);
    if (!disable) {
      declarations(words, complain);
      continue;
    }
    const [, list = '', reason = ''] = disable;
    const rules = list.split(',').filter(Boolean);
    if (rules.length === 0) complain('disable names no rule', 'Write "# dryboot disable=RULE why".');
    for (const rule of rules) {
      if (!knownRules.has(rule)) complain(`there is no rule "${rule}"`, '`dryboot list rules` names them.');
      else if (reason.trim() === '')
        complain(`disable=${rule} gives no reason`, 'Write the reason after the rule, on the same line.');
      else disabled.push({ rule, about: lineAbout(file, start), start, end });
    }
  }
  return { disabled, complaints };
}

/** The findings that are left, and the directives that switched nothing off. */
export function withoutDisabled(
  findings: readonly LintFinding[],
  disabled: readonly Disabled[],
): { readonly findings: LintFinding[]; readonly idle: readonly Disabled[] } {
  const used = new Set<Disabled>();
  const left = findings.filter((finding) => {
    const by = disabled.find(({ rule, about }) => rule === finding.rule && about === finding.line);
    if (by) used.add(by);
    return by === undefined;
  });
  return { findings: left, idle: disabled.filter((one) => !used.has(one)) };
}

function declarations(words: string, complain: (message: string, remedy: string) => void): void {
  for (const word of words.split(/\s+/)) {
    const [key, value = ''] = word.split('=');
    if (key === 'role') {
      if (!readRole(value)) complain(`there is no role "${value}"`, `Roles are ${ROLE_NAMES.join(', ')}.`);
    } else if (key === 'shell') {
      if (!SHELLS.some((known) => known === value))
        complain(`there is no shell "${value}"`, `Shells are ${SHELLS.join(', ')}.`);
    } else
      complain(
        `"${word}" is no directive`,
        'Directives are role=ROLE, shell=SHELL and disable=RULE followed by a reason.',
      );
  }
}

/** A comment after a command is about its line; one that stands alone about the next line that is neither empty nor a comment. */
function lineAbout(file: LintedFile, start: number): number {
  const own = file.lineOf(start);
  if (!/^\s*#/.test(file.line(own))) return own;
  const last = file.lineOf(file.text.length);
  for (let line = own + 1; line <= last; line++) if (!/^\s*(?:#|$)/.test(file.line(line))) return line;
  return own;
}

/** True inside a word or a here-document: no comment then. */
function isQuoted(file: LintedFile, offset: number): boolean {
  let quoted = false;
  const look = (word: Word): void => {
    const runs = word.parts.some((part) => part.kind === 'command' || part.kind === 'process');
    if (word.start <= offset && offset < word.end && !runs) quoted = true;
  };
  walk(file.commands, [{ word: look }]);
  return quoted;
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
