/** `dryboot lint --prove`: a rehearsal for each finding, and its scenario as a file. */
import { join, resolve } from 'node:path';
import type { LintFinding, ProofNote } from '../lint/finding.ts';
import type { Project } from '../lint/project.ts';
import type { ProofScenario } from '../prove/proof.ts';
import { prove } from '../prove/prove.ts';
import { scenarioHost, writeWhole } from './host.ts';

export interface ProveOptions {
  readonly shell: 'dash' | 'busybox' | 'bash' | undefined;
  /** The folder of the unpacked initramfs that the files belong to. */
  readonly imageFolder: string | undefined;
  /** Where scenarios are written to. */
  readonly folder: string | undefined;
}

/** The findings with what a rehearsal has shown of each. */
export function proveAll(findings: readonly LintFinding[], project: Project, options: ProveOptions): LintFinding[] {
  const { shell, folder } = options;
  // A scenario lies elsewhere than where the command was given.
  const imageFolder = options.imageFolder === undefined ? undefined : resolve(options.imageFolder);
  return findings.map((finding) => {
    const proof = prove({ finding, project, shell, imageFolder }, scenarioHost.directoryImage);
    if (proof.kind === 'not proved') return { ...finding, proof: { proved: false, text: proof.why, cause: [] } };
    const note: ProofNote = {
      proved: true,
      text: `${proof.sentence}; ${proof.control}`,
      cause: proof.cause,
      ...(folder === undefined ? {} : { scenario: write(proof.scenario, folder) }),
    };
    return { ...finding, proof: note };
  });
}

function write({ name, text, files }: ProofScenario, folder: string): string {
  for (const [path, bytes] of files) writeWhole(join(folder, path), Buffer.from(bytes, 'latin1'));
  const file = join(folder, `${name}.yaml`);
  writeWhole(file, text);
  return file;
}
