/** What `dryboot lint PATH …` reads from this machine: files, folders, unpacked images, and what must be known beside a single file. */
import { existsSync, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Image } from '../image/image.ts';
import { ImageProblem } from '../image/image.ts';
import type { LintSource } from '../lint/lint.ts';
import { sourcedNames } from '../lint/role-by-setup.ts';
import { type Finding, UnusableInput } from '../report/finding.ts';
import { readBytes, scenarioHost } from './host.ts';

export interface LintInputs {
  readonly sources: readonly LintSource[];
  /** The image that the files belong to, when one is among the paths or around a file. */
  readonly image: Image | undefined;
  /** What could not be read; the rest is linted all the same. */
  readonly complaints: readonly Finding[];
  /** Those that were named one by one. */
  readonly named: readonly string[];
  /** Where each source lies on this machine, by name. */
  readonly hostPaths: ReadonlyMap<string, string>;
}

/** Folders that hold no scripts of the project. */
const NOT_SEARCHED = new Set(['.git', '.hg', '.svn', 'node_modules', '.cache']);
const SETUP = /^module-setup\.sh(?:\.in)?$/;
/** A bigger file that a search comes across is no script. */
const MAX_FOUND_BYTES = 2 ** 20;

/** @param excluded whether a path that a search comes across is to be left out */
export function lintInputs(paths: readonly string[], excluded: (path: string) => boolean): LintInputs {
  const gathering = new Gathering(excluded);
  for (const path of paths) gathering.add(path);
  gathering.addContext();
  return gathering;
}

class Gathering implements LintInputs {
  readonly #sources = new Map<string, LintSource>();
  readonly complaints: Finding[] = [];
  readonly hostPaths = new Map<string, string>();
  image: Image | undefined = undefined;
  /** What lies beside them is looked at. */
  readonly named: string[] = [];
  readonly #excluded: (path: string) => boolean;

  constructor(excluded: (path: string) => boolean) {
    this.#excluded = excluded;
  }

  get sources(): readonly LintSource[] {
    return [...this.#sources.values()];
  }

  add(path: string): void {
    let stat: Stats;
    try {
      stat = statSync(path);
    } catch (error) {
      this.#refuse(path, reasonOf(error));
      return;
    }
    if (!stat.isDirectory()) {
      // A device has no end, a pipe perhaps no writer; what the shell hands in as /dev/fd/N has one.
      if (!stat.isFile() && !/^\/dev\/(?:fd\/\d+|stdin)$/.test(path)) {
        this.#refuse(path, 'is neither a file nor a folder');
        return;
      }
      if (this.#read(path, path)) this.named.push(path);
    } else if (!isImage(path) || !this.#addImage(path)) {
      const before = this.#sources.size + this.complaints.length;
      this.#search(path);
      if (this.#sources.size + this.complaints.length === before)
        this.#refuse(path, 'holds no file that could be linted');
    }
  }

  /** The module-setup.sh beside single files with what lies there, the libraries that they source, the image around them. */
  addContext(): void {
    for (const path of this.named) {
      const folder = dirname(path);
      if (folderNames(folder).some((name) => SETUP.test(name)))
        for (const name of folderNames(folder)) this.#readContext(join(folder, name));
      this.#addSourced(path);
      this.#addImageAround(path);
    }
  }

  #addSourced(path: string): void {
    const pending = [path];
    for (const file of pending) {
      for (const name of sourcedNames(this.#sources.get(file)?.text ?? '')) {
        const beside = join(dirname(file), name);
        if (this.#readContext(beside)) pending.push(beside);
      }
    }
  }

  #readContext(path: string): boolean {
    if (this.#sources.has(path) || !isSmallFile(path)) return false;
    const text = textOf(path);
    if (text === undefined) return false;
    this.#sources.set(path, { name: path, text, linted: false });
    return true;
  }

  #addImageAround(path: string): void {
    if (this.image) return;
    const top = imageAround(path);
    if (top === undefined) return;
    const image = scenarioHost.directoryImage(top);
    if (image instanceof ImageProblem) return;
    this.image = image;
    const source = this.#sources.get(path)!;
    this.#sources.set(path, { ...source, imagePath: `/${relative(top, resolve(path))}` });
  }

  /** False for what looks like an image but has no shell, or cannot be read whole: it is searched like any folder. */
  #addImage(path: string): boolean {
    const image = scenarioHost.directoryImage(path);
    if (image instanceof ImageProblem) return false;
    this.image ??= image;
    for (const [imagePath, entry] of [...image.tree.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (entry.type !== 'file' || isBinary(entry.content) || entry.content === '') continue;
      const name = join(path, imagePath);
      this.#sources.set(name, { name, text: entry.content, imagePath });
      this.hostPaths.set(name, name);
    }
    return true;
  }

  #search(folder: string): void {
    let names: readonly string[];
    try {
      names = readdirSync(folder).sort();
    } catch (error) {
      this.#refuse(folder, reasonOf(error));
      return;
    }
    for (const name of names) {
      const path = join(folder, name);
      if (NOT_SEARCHED.has(name) || this.#excluded(path)) continue;
      // Links are not followed: what they lead to is found where it lies, or lies elsewhere.
      const stat = lstatSync(path);
      if (stat.isDirectory()) this.#search(path);
      else if (stat.isFile() && stat.size <= MAX_FOUND_BYTES && stat.size > 0) this.#read(path, path, true);
    }
  }

  #read(path: string, name: string, found = false): boolean {
    let text: string;
    try {
      text = readBytes(path);
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error;
      this.complaints.push(...error.findings);
      return false;
    }
    if (isBinary(text)) {
      const nul = text.indexOf('\0');
      if (!found)
        this.#refuse(
          path,
          `this is binary data (a NUL byte at offset ${Math.max(0, nul)}), expected a script or a unit`,
        );
      return false;
    }
    this.#sources.set(name, { name, text });
    this.hostPaths.set(name, path);
    return true;
  }

  #refuse(file: string, message: string): void {
    this.complaints.push({ severity: 'error', file, message });
  }
}

const isBinary = (text: string): boolean => text.startsWith('\x7fELF') || text.slice(0, 65_536).includes('\0');

function textOf(path: string): string | undefined {
  try {
    const text = readBytes(path);
    return isBinary(text) ? undefined : text;
  } catch (error) {
    if (error instanceof UnusableInput) return undefined;
    throw error;
  }
}

function isSmallFile(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.size <= MAX_FOUND_BYTES;
}

function folderNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

const RELEASES = ['etc/initrd-release', 'usr/lib/initrd-release'];

/** Whether a folder is an unpacked initramfs: systemd's release file, or an init beside directories of programs. */
function isImage(folder: string): boolean {
  return (
    RELEASES.some((file) => existsSync(join(folder, file))) ||
    (existsSync(join(folder, 'init')) && ['bin', 'usr/bin'].some((name) => existsSync(join(folder, name))))
  );
}

/** The folder of the unpacked image that a file lies in. */
function imageAround(path: string): string | undefined {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (dirname(folder) === folder) return undefined;
    if (RELEASES.some((file) => existsSync(join(folder, file)))) return folder;
  }
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'no such file or folder';
  if (code === 'EACCES') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}

/** The configuration file that counts for a path: the nearest one in its folder or above. */
export function findUpwards(path: string, name: string): string | undefined {
  const start = resolve(path);
  const folder = statSync(start, { throwIfNoEntry: false })?.isDirectory() ? start : dirname(start);
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, name);
    if (existsSync(file)) return relative('.', file) || basename(file);
    if (dirname(at) === at) return undefined;
  }
}
