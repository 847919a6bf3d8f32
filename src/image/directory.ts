/** An unpacked initramfs, read from a directory into an image; how files are read is handed in. */
import { type TreeEntry, TreeIndex } from '../vfs/tree-index.ts';
import { type Image, ImageProblem, image } from './image.ts';

export type ReadableEntry =
  | { readonly name: string; readonly type: 'directory'; readonly mode: number }
  | { readonly name: string; readonly type: 'file'; readonly mode: number; readonly sizeBytes: number }
  | { readonly name: string; readonly type: 'symlink'; readonly target: string }
  | { readonly name: string; readonly type: 'fifo'; readonly mode: number }
  | {
      readonly name: string;
      readonly type: 'char' | 'block';
      readonly mode: number;
      readonly rdev: readonly [number, number];
    }
  | { readonly name: string; readonly type: 'socket' };

/** What reads the host's directory. Paths are relative to it, `` is the directory itself; names and targets are bytes. Failures are text. */
export interface DirectoryReader {
  readonly list: (path: string) => readonly ReadableEntry[] | { readonly failure: string };
  /** The first `maxBytes` of a file as bytes. */
  readonly read: (path: string, maxBytes: number) => string | { readonly failure: string };
}

export interface DirectoryLimits {
  readonly entries: number;
  readonly bytes: number;
}

const LIMITS: DirectoryLimits = { entries: 200_000, bytes: 512 * 1024 * 1024 };
/** Native programs, libraries and kernel modules are never run from their bytes: their beginning is enough to know them. */
const ELF_BYTES = 4096;

/** Reads a directory into an image named after it; a problem when it cannot be read, is no initramfs, or is too large. */
export function directoryImage(
  name: string,
  reader: DirectoryReader,
  limits: DirectoryLimits = LIMITS,
): Image | ImageProblem {
  const entries: [string, TreeEntry][] = [];
  const pending = [''];
  let bytes = 0;
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    const listed = reader.list(directory);
    if ('failure' in listed) return new ImageProblem(`image ${name}: ${listed.failure}`);
    for (const found of listed) {
      const path = `${directory}/${found.name}`;
      if (found.type === 'socket') continue;
      if (entries.length >= limits.entries)
        return new ImageProblem(`image ${name}: more than ${limits.entries} files; expected an unpacked initramfs`);
      if (found.type === 'directory') pending.push(path);
      if (found.type !== 'file') {
        entries.push([path, withoutName(found)]);
        continue;
      }
      const head = reader.read(path, ELF_BYTES);
      if (typeof head !== 'string') return new ImageProblem(`image ${name}: ${head.failure}`);
      const whole = head.startsWith('\x7fELF') || found.sizeBytes <= head.length;
      bytes += whole ? head.length : found.sizeBytes;
      if (bytes > limits.bytes)
        return new ImageProblem(
          `image ${name}: more than ${limits.bytes / 1024 / 1024} MiB; expected an unpacked initramfs`,
        );
      const content = whole ? head : reader.read(path, found.sizeBytes);
      if (typeof content !== 'string') return new ImageProblem(`image ${name}: ${content.failure}`);
      entries.push([path, { type: 'file', mode: found.mode & 0o7777, content }]);
    }
  }
  return image(name, new TreeIndex(entries));
}

function withoutName(found: Exclude<ReadableEntry, { type: 'file' | 'socket' }>): TreeEntry {
  if (found.type === 'symlink') return { type: 'symlink', target: found.target };
  if (found.type === 'directory' || found.type === 'fifo') return { type: found.type, mode: found.mode & 0o7777 };
  return { type: found.type, mode: found.mode & 0o7777, rdev: found.rdev };
}
