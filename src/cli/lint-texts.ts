/** The linter as a library: texts in, findings out. */
import type { Image } from '../image/image.ts';
import type { LintFinding } from '../lint/finding.ts';
import { lint as lintSources } from '../lint/lint.ts';
import { ROLE_NAMES, readRole } from '../lint/role.ts';
import { RULES } from '../lint/rules/index.ts';
import { toBytes } from '../report/bytes.ts';
import { UnusableInput } from '../report/finding.ts';
import { runSetup } from './setup-runner.ts';

export interface LintTextsOptions {
  /** What /bin/sh is; default what the image has. */
  readonly shell?: 'dash' | 'busybox' | 'bash';
  /** The image that the texts belong to; default the builtin one. */
  readonly image?: Image;
  /** Role of a text by its name, such as `hook:pre-mount`; what is not named is decided from its name, its place and its text. */
  readonly roles?: Readonly<Record<string, string>>;
  /** Ids of the rules to run; default all. */
  readonly rules?: readonly string[];
}

/**
 * Lints texts together: what one sources or installs of another is followed.
 * @param texts path -> content, as they would lie in a tree
 * @throws UnusableInput when a role or a rule has no such name
 */
export function lint(
  texts: Readonly<Record<string, string | Uint8Array>>,
  options: LintTextsOptions = {},
): readonly LintFinding[] {
  const sources = Object.entries(texts).map(([name, text]) => {
    const asked = options.roles?.[name];
    const bytes = typeof text === 'string' ? toBytes(text) : Buffer.from(text).toString('latin1');
    if (asked === undefined) return { name, text: bytes };
    const role = readRole(asked) ?? refuse(`there is no role "${asked}"`, `Roles are ${ROLE_NAMES.join(', ')}.`);
    return { name, text: bytes, asked: { role, where: 'by the caller' } };
  });
  const rules = options.rules?.map(
    (id) =>
      RULES.find((rule) => rule.id === id) ??
      refuse(`there is no rule "${id}"`, `Rules are ${RULES.map((rule) => rule.id).join(', ')}.`),
  );
  return lintSources(sources, {
    runBash: runSetup,
    ...(options.shell ? { shell: options.shell } : {}),
    ...(options.image ? { image: options.image } : {}),
    ...(rules ? { rules } : {}),
  }).findings;
}

function refuse(message: string, remedy: string): never {
  throw new UnusableInput([{ severity: 'error', message, remedy }]);
}
