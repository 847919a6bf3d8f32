// Writes the builtin image's files into one TypeScript module, so that no host file is read when a rehearsal runs.
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const tree = join(project, 'src/image/builtin/tree');
const target = join(project, 'src/image/builtin/embedded-tree.ts');

/** Files whose text lives elsewhere: path in the image -> path in the project. */
const ELSEWHERE = {
  '/var/lib/dracut/hooks/pre-mount/90-zfs-load-key.sh': 'scripts-under-test/ubuntu-25.10/zfs-load-key.sh',
};

/** Directories whose files are programs. */
const EXECUTABLE =
  /^\/(?:usr\/s?bin|usr\/lib\/systemd\/system(?:-environment)?-generators|usr\/lib\/udev)\/|^\/shutdown$|^\/var\/lib\/dracut\/hooks\//;

export function embedImage() {
  const entries = {};
  for (const path of readdirSync(tree, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = join(tree, path);
    const stat = lstatSync(file);
    if (stat.isDirectory()) continue;
    entries[`/${path}`] = stat.isSymbolicLink() ? { link: readlinkSync(file) } : entry(`/${path}`, file);
  }
  for (const [path, source] of Object.entries(ELSEWHERE)) {
    if (!existsSync(join(project, source))) console.error(`embed-image: ${source} is missing`);
    else entries[path] = entry(path, join(project, source));
  }
  const text = `/** The files of the builtin image; made by tools/embed-image.mjs, not by hand. */
export const EMBEDDED_TREE: Readonly<Record<string, { readonly mode: number; readonly content: string } | { readonly link: string }>> = ${JSON.stringify(entries, null, 1)};
`;
  if (text !== current()) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** Content is bytes, one code unit each. */
const entry = (path, file) => ({ mode: EXECUTABLE.test(path) ? 0o755 : 0o644, content: readFileSync(file, 'latin1') });

function current() {
  try {
    return readFileSync(target, 'utf8');
  } catch {
    return undefined;
  }
}

/** What vitest calls once before all tests. */
export default () => embedImage();

if (process.argv[1] === fileURLToPath(import.meta.url)) embedImage();
