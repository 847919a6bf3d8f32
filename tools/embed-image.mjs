// Writes the builtin image's files into one TypeScript module, so that no host file is read when a rehearsal runs.
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Folder below src/image/builtin -> the module made of it, and the name of what that exports. */
const TREES = [
  { folder: 'tree', module: 'embedded-tree.ts', name: 'EMBEDDED_TREE', what: 'The files of the builtin image' },
  { folder: 'with-lvm', module: 'embedded-lvm.ts', name: 'EMBEDDED_LVM', what: 'What LVM adds to the builtin image' },
];

/** Files whose text lives elsewhere: path in the image -> path in the project. */
const ELSEWHERE = {
  '/var/lib/dracut/hooks/pre-mount/90-zfs-load-key.sh': 'scripts-under-test/ubuntu-25.10/zfs-load-key.sh',
};

/** Directories whose files are programs. */
const EXECUTABLE =
  /^\/(?:usr\/s?bin|usr\/lib\/systemd\/system(?:-environment)?-generators|usr\/lib\/udev)\/|^\/shutdown$|^\/var\/lib\/dracut\/hooks\//;

export function embedImage() {
  for (const tree of TREES) embedTree(tree);
}

function embedTree({ folder, module, name, what }) {
  const tree = join(project, 'src/image/builtin', folder);
  const target = join(project, 'src/image/builtin', module);
  const entries = {};
  for (const path of readdirSync(tree, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = join(tree, path);
    const stat = lstatSync(file);
    if (stat.isDirectory()) continue;
    entries[`/${path}`] = stat.isSymbolicLink() ? { link: readlinkSync(file) } : entry(`/${path}`, file);
  }
  for (const [path, source] of folder === 'tree' ? Object.entries(ELSEWHERE) : []) {
    if (!existsSync(join(project, source))) console.error(`embed-image: ${source} is missing`);
    else entries[path] = entry(path, join(project, source));
  }
  const text = `/** ${what}; made by tools/embed-image.mjs, not by hand. */
export const ${name}: Readonly<Record<string, { readonly mode: number; readonly content: string } | { readonly link: string }>> = ${JSON.stringify(entries, null, 1)};
`;
  if (text !== current(target)) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** Content is bytes, one code unit each. */
const entry = (path, file) => ({ mode: EXECUTABLE.test(path) ? 0o755 : 0o644, content: readFileSync(file, 'latin1') });

function current(target) {
  try {
    return readFileSync(target, 'utf8');
  } catch {
    return undefined;
  }
}

/** What vitest calls once before all tests. */
export default () => embedImage();

if (process.argv[1] === fileURLToPath(import.meta.url)) embedImage();
