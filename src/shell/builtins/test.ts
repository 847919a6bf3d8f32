/** test and `[`; busybox also has `[[` as a builtin of the same kind. */
import { isBash } from '../../syntax/dialect.ts';
import type { Builtin, BuiltinShell } from './builtin.ts';
import { complain, complainAsApplet } from './diagnostics.ts';
import { almquistTest, compareAsDash, TestProblem } from './test-almquist.ts';
import { bashTest } from './test-bash.ts';

const PROBLEM = 2;

function run(sh: BuiltinShell, argv: readonly string[]): number {
  const name = argv[0]!;
  const closing = name === '[' ? ']' : name === '[[' ? ']]' : undefined;
  try {
    const last = argv[argv.length - 1]!;
    // dash looks at the first byte only.
    if (closing !== undefined && (sh.dialect === 'dash' ? last[0] !== ']' : last !== closing))
      throw new TestProblem(isBash(sh.dialect) ? `missing \`${closing}'` : `missing ${closing}`);
    const end = closing === undefined ? argv.length : argv.length - 1;
    if (end === 1) return 1;
    sh.lastTest = argv;
    if (sh.dialect === 'dash' && end === 4) {
      // The most frequent ones by far.
      const compared = compareAsDash(sh, argv[1]!, argv[2]!, argv[3]!);
      if (compared !== undefined) return compared ? 0 : 1;
    }
    const words = argv.slice(1, end);
    return (isBash(sh.dialect) ? bashTest(sh, words, closing !== undefined) : almquistTest(sh, words, name === '[['))
      ? 0
      : 1;
  } catch (problem) {
    if (!(problem instanceof TestProblem)) throw problem;
    // busybox says nothing of a wrong regular expression.
    if (problem.message === '') return PROBLEM;
    return sh.dialect === 'busybox'
      ? complainAsApplet(sh, problem.message, PROBLEM)
      : complain(sh, name, problem.message, PROBLEM);
  }
}

export const test: Builtin = { name: 'test', run };
export const bracket: Builtin = { name: '[', run };
export const doubleBracket: Builtin = { name: '[[', run, dialects: ['busybox'] };
