/** Lints a few texts with some rules, as one project. */
import { lint } from '../../../src/lint/lint.ts';
import { readRole } from '../../../src/lint/role.ts';
import type { Rule } from '../../../src/lint/rule.ts';

export interface Texts {
  /** The hook. */
  readonly hook: string;
  readonly role?: string;
  /** Further files by image path. */
  readonly also?: Readonly<Record<string, string>>;
}

export function linted({ hook, role = 'hook:pre-mount', also = {} }: Texts, rules: readonly Rule[]) {
  const asked = readRole(role);
  if (!asked) throw new Error(`unknown role ${role}`);
  return lint(
    [
      { name: 'hook.sh', text: hook, asked: { role: asked, where: 'in the test' } },
      ...Object.entries(also).map(([path, text]) => ({
        name: path.slice(path.lastIndexOf('/') + 1),
        imagePath: path,
        text,
      })),
    ],
    { rules },
  ).findings;
}
