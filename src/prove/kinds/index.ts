/** All kinds of proofs; one line each. */
import type { ProofKind } from '../proof.ts';
import { clobberedVariable } from './clobbered-variable.ts';
import { datasetBelowPool } from './dataset-below-pool.ts';
import { leavesPhase } from './leaves-phase.ts';
import { localAtTopLevel } from './local-at-top-level.ts';
import { missingProgram } from './missing-program.ts';
import { nothingThere } from './nothing-there.ts';
import { otherPool } from './other-pool.ts';
import { otherShell } from './other-shell.ts';
import { questionTooShort } from './question-too-short.ts';
import { secondEncryptionRoot } from './second-encryption-root.ts';
import { shellFlags } from './shell-flags.ts';
import { slowLinks } from './slow-links.ts';
import { spaceInName } from './space-in-name.ts';
import { standInFails } from './stand-in-fails.ts';
import { takenAsPath } from './taken-as-path.ts';
import { waitsForEver } from './waits-for-ever.ts';

export const KINDS: readonly ProofKind[] = [
  clobberedVariable,
  datasetBelowPool,
  leavesPhase,
  localAtTopLevel,
  missingProgram,
  nothingThere,
  otherPool,
  otherShell,
  questionTooShort,
  secondEncryptionRoot,
  shellFlags,
  slowLinks,
  spaceInName,
  standInFails,
  takenAsPath,
  waitsForEver,
];
