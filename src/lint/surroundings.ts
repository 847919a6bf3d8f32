/** The image's own scripts, as far as linted files refer to them: libraries whose functions hooks call, drivers that source hooks. */
import type { Image } from '../image/image.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { decideShell } from './decide-role.ts';
import { roleByContent } from './role-by-content.ts';
import { roleByPlace } from './role-by-place.ts';
import { LintedFile } from './script-file.ts';

const made = new WeakMap<Image, Map<Dialect, readonly LintedFile[]>>();

/** Never complained about, parsed only when something refers to them. */
export function surroundings(image: Image, shell: Dialect): readonly LintedFile[] {
  const known = made.get(image)?.get(shell);
  if (known) return known;
  const files: LintedFile[] = [];
  for (const [path, entry] of image.tree.entries) {
    if (entry.type !== 'file' || entry.content.startsWith('\x7fELF') || entry.content.includes('\0')) continue;
    const { role } = roleByPlace(path, entry.content) ?? roleByContent(path, entry.content);
    if (role.kind === 'other') continue;
    const { shells } = decideShell(role, entry.content, [shell], true);
    files.push(
      new LintedFile({
        name: `${image.name}:${path}`,
        text: entry.content,
        role,
        reasons: [],
        shells,
        imagePath: path,
        linted: false,
      }),
    );
  }
  const byShell = made.get(image) ?? new Map<Dialect, readonly LintedFile[]>();
  byShell.set(shell, files);
  made.set(image, byShell);
  return files;
}

/** The hooks of an image by their name without its number: what a hook that is given alone is most likely to be. */
export function hooksByName(image: Image): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [path, entry] of image.tree.entries) {
    if (!path.includes('/hooks/')) continue;
    const name =
      entry.type === 'file' ? /\/hooks\/[^/]+(?:\/[^/]+)?\/(?:\d+-?)?([^/]+\.sh)$/.exec(path)?.[1] : undefined;
    if (name !== undefined) found.set(name, path);
  }
  return found;
}
