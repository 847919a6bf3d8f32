/** Lints texts: decides what each is to the boot, runs the rules, switches off what the files themselves switch off. */
import { builtinImage } from '../image/builtin/builtin-image.ts';
import type { Image } from '../image/image.ts';
import type { Severity } from '../report/finding.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { assemble } from './assemble.ts';
import { check } from './check.ts';
import { directivesOf, withoutDisabled } from './directives.ts';
import { findingOf, type LintFinding } from './finding.ts';
import { type Inventory, inventoryOf } from './inventory.ts';
import type { Project } from './project.ts';
import type { RunBash } from './read-setup.ts';
import type { Role } from './role.ts';
import type { Rule } from './rule.ts';
import { directive } from './rules/directive.ts';
import { RULES } from './rules/index.ts';

/** A text to be linted. */
export interface LintSource {
  /** As the user named it; for messages. */
  readonly name: string;
  /** Bytes, one code unit each. */
  readonly text: string;
  /** What it is to the boot, when the caller knows better than the file, and how the caller knows: `with --role`. */
  readonly asked?: { readonly role: Role; readonly where: string };
  /** Where it lies in the image, absolute. */
  readonly imagePath?: string;
  /** False for what is only read to understand the others, such as the module-setup.sh beside a hook. */
  readonly linted?: boolean;
}

export interface LintOptions {
  /** What /bin/sh is; default what the image has. */
  readonly shell?: 'dash' | 'busybox' | 'bash';
  /** The image that the texts belong to; default the builtin one, which stands for a common one. */
  readonly image?: Image;
  /** What the image holds, where that is known from elsewhere. */
  readonly inventory?: Inventory;
  /** Default all. */
  readonly rules?: readonly Rule[];
  /** Other severities than the rules' own. */
  readonly severities?: ReadonlyMap<string, Severity>;
  /** Runs module-setup.sh files; without it nothing is known from them. */
  readonly runBash?: RunBash;
}

export interface LintResult {
  readonly findings: readonly LintFinding[];
  readonly project: Project;
}

const KNOWN_IDS: ReadonlySet<string> = new Set(RULES.map((rule) => rule.id));

export function lint(sources: readonly LintSource[], options: LintOptions = {}): LintResult {
  const image = options.image ?? builtinImage();
  const shell: Dialect = options.shell === 'bash' ? 'bash-posix' : (options.shell ?? image.shell);
  const project = assemble(sources, {
    image,
    shell,
    shellIsCertain: options.shell !== undefined || options.image !== undefined,
    inventory: options.inventory ?? inventoryOf(image, options.image !== undefined),
    ...(options.runBash ? { runBash: options.runBash } : {}),
  });
  const rules = options.rules ?? RULES;
  const severities = options.severities ?? new Map<string, Severity>();
  const findings = underDirectives(project, rules, check(project, rules)).map((finding) => {
    const severity = severities.get(finding.rule);
    return severity === undefined ? finding : { ...finding, severity };
  });
  return { findings, project };
}

/** Takes away what the files switch off for a line, and adds what is wrong with that. */
function underDirectives(project: Project, rules: readonly Rule[], found: readonly LintFinding[]): LintFinding[] {
  const byFile = new Map<string, LintFinding[]>();
  for (const finding of found) {
    const own = byFile.get(finding.file);
    if (own) own.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  const active = new Set(rules.map((rule) => rule.id));
  return project.linted
    .filter((file) => !file.facts.within)
    .flatMap((file) => {
      const own = byFile.get(file.name) ?? [];
      const { disabled, complaints } = directivesOf(file, KNOWN_IDS);
      if (disabled.length === 0 && complaints.length === 0) return own;
      const { findings, idle } = withoutDisabled(own, disabled);
      if (!active.has(directive.id)) return findings;
      const idleOnes = idle
        .filter(({ rule }) => active.has(rule))
        .map(({ rule, start, end }) => ({
          at: { start, end },
          severity: 'info' as const,
          message: `there is nothing here for disable=${rule} to switch off`,
          remedy: 'Remove the directive.',
        }));
      return [...findings, ...[...complaints, ...idleOnes].map((one) => findingOf(directive, one, file))].sort(
        (a, b) => a.line - b.line || a.column - b.column,
      );
    });
}
