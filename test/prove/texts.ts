/** Proves the findings of texts, as `dryboot lint --prove` does. */
import { type LintSource, lint } from '../../src/lint/lint.ts';
import { readRole } from '../../src/lint/role.ts';
import { RULES } from '../../src/lint/rules/index.ts';
import type { Proof, Proved } from '../../src/prove/proof.ts';
import { prove } from '../../src/prove/prove.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { rehearse } from '../../src/scenario/rehearse.ts';

export interface Hook {
  readonly text: string;
  readonly role?: string;
  readonly name?: string;
  readonly shell?: 'dash' | 'busybox' | 'bash';
  /** Image path -> text. */
  readonly also?: Readonly<Record<string, string>>;
}

/** The proofs of what one rule finds, in the order of the findings. */
export function proofs(rule: string, hook: Hook): readonly Proof[] {
  const role = readRole(hook.role ?? 'hook:pre-mount')!;
  const sources: LintSource[] = [
    { name: hook.name ?? 'hook.sh', text: hook.text, asked: { role, where: 'by the test' } },
    ...Object.entries(hook.also ?? {}).map(([imagePath, text]) => ({ name: imagePath.slice(1), text, imagePath })),
  ];
  const { shell } = hook;
  const { findings, project } = lint(sources, {
    rules: RULES.filter(({ id }) => id === rule),
    ...(shell ? { shell } : {}),
  });
  return findings.map((finding) => prove({ finding, project, shell }, noFolders));
}

/** The only one, proved. */
export function proved(rule: string, hook: Hook): Proved {
  const [proof, second] = proofs(rule, hook);
  if (proof?.kind !== 'proved' || second)
    throw new Error(`expected one proof, found ${JSON.stringify([proof, second])}`);
  return proof;
}

/** What the written scenario gives when it is run: by variant, whether it ends as the file expects. */
export function rerun({ scenario }: Proved): readonly (readonly [string, string, boolean])[] {
  const files = new Map([...scenario.files, ['x.yaml', scenario.text]]);
  const read = (path: string): string => files.get(path)!;
  const host = {
    readBytes: read,
    readText: read,
    beside: (_: string, path: string) => path,
    directoryImage: noFolders,
  };
  return loadScenario('x.yaml', host).rehearsals.map((prepared) => {
    const { outcome, asExpected } = rehearse(prepared);
    return [prepared.variant, outcome, asExpected];
  });
}

const noFolders = (): never => {
  throw new Error('there are no folders');
};
