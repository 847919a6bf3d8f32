/** Applies unified diffs to the image's scripts: every line must match where the hunk says or at one other place, nothing is guessed. */
import { applyPatch, parsePatch, type StructuredPatch } from 'diff';
import { type Image, ImageProblem, overlay } from '../image/image.ts';
import { locate } from '../image/locate.ts';
import { shown } from '../report/bytes.ts';
import { type Finding, UnusableInput } from '../report/finding.ts';

/**
 * The image with a patch applied.
 * @param file the patch's name, for messages
 * @throws UnusableInput when the text is no unified diff, names no file of the image, or does not apply.
 */
export function patchImage(image: Image, file: string, text: string): Image {
  const complain = (finding: Omit<Finding, 'severity' | 'file'>): UnusableInput =>
    new UnusableInput([{ severity: 'error', file, ...finding }]);
  let patches: StructuredPatch[];
  try {
    patches = parsePatch(text);
  } catch (error) {
    throw complain({ message: `not a unified diff: ${(error as Error).message}` });
  }
  if (patches.every((patch) => patch.hunks.length === 0))
    throw complain({ message: 'no unified diff in it, expected `--- a/FILE`, `+++ b/FILE` and hunks' });
  return patches.reduce((patched, patch) => {
    if (patch.hunks.length === 0) return patched;
    const name =
      [patch.newFileName, patch.oldFileName].find(
        (candidate) => candidate !== undefined && candidate !== '/dev/null',
      ) ?? '';
    const path = locate(patched, name.replace(/^[ab]\//, ''));
    if (path instanceof ImageProblem)
      throw complain({ ...hunkPlace(text, 0), message: `does not apply: ${path.message}` });
    const entry = patched.tree.get(path);
    const before = entry?.type === 'file' ? entry.content : '';
    const after = applyPatch(before, patch, { fuzzFactor: 0, autoConvertLineEndings: false });
    if (after === false) throw complain(mismatch(text, patch, before, path));
    return overlay(
      patched,
      new Map([[path, { type: 'file', mode: entry?.type === 'file' ? entry.mode : 0o755, content: after }]]),
    );
  }, image);
}

/** The first hunk whose lines are nowhere in the file, and the first line that differs where it should be. */
function mismatch(
  text: string,
  patch: StructuredPatch,
  before: string,
  path: string,
): Omit<Finding, 'severity' | 'file'> {
  const lines = before.split('\n');
  for (const hunk of patch.hunks) {
    const old = hunk.lines.filter((line) => line[0] === ' ' || line[0] === '-').map((line) => line.slice(1));
    if (lines.some((_, start) => old.every((line, i) => lines[start + i] === line))) continue;
    const wrong = old.findIndex((line, i) => lines[hunk.oldStart - 1 + i] !== line);
    const found = lines[hunk.oldStart - 1 + wrong];
    const header = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`;
    const differs =
      found === undefined
        ? `the file ends before line ${hunk.oldStart + wrong}`
        : `line ${hunk.oldStart + wrong} of it is "${shown(found.trim())}", expected "${shown(old[wrong]?.trim() ?? '')}"`;
    return {
      ...hunkPlace(
        text,
        text.split('\n').findIndex((line) => line.startsWith(header.slice(0, header.indexOf('+')))),
      ),
      message: `does not apply to ${path}: ${differs}`,
      remedy: 'Make the patch against the script that the image (or --script) has; nothing was applied.',
    };
  }
  return { message: `does not apply to ${path}: its hunks overlap or are out of order` };
}

const hunkPlace = (text: string, index: number): { line: number; column: number } => ({
  line: (index >= 0 && index < text.length ? index : 0) + 1,
  column: 1,
});
