/** The only place that touches the machine dryboot itself runs on: its files, its terminal. */
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type DirectoryReader, directoryImage, type ReadableEntry } from '../image/directory.ts';
import { UnusableInput } from '../report/finding.ts';
import type { ScenarioHost } from '../scenario/load-scenario.ts';
import { packageRoot } from './package-root.ts';

/** Largest file that is read as a script, a patch or a scenario. */
const MAX_INPUT_BYTES = 32 * 2 ** 20;

/** A file's bytes, one code unit each. @throws UnusableInput when it cannot be read. */
export function readBytes(file: string): string {
  return readFile(file).toString('latin1');
}

/** A file's text. @throws UnusableInput when it cannot be read. */
export function readText(file: string): string {
  return readFile(file).toString('utf8');
}

function readFile(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > MAX_INPUT_BYTES) throw unusable(file, `has ${size} bytes, expected at most ${MAX_INPUT_BYTES}`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    throw unusable(file, reason(error));
  }
}

/** Writes a file whole or not at all. */
export function writeWhole(file: string, text: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.part`;
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw unusable(file, `cannot be written: ${reason(error)}`);
  }
}

/** The scenario files that an argument names: a file, a folder's `*.yaml`, or the name of a shipped scenario. */
export function scenarioFiles(argument: string): string[] {
  const shipped = join(packageRoot, 'scenarios', `${argument}.yaml`);
  const path = existsSync(argument) || !existsSync(shipped) ? argument : shipped;
  let folder: boolean;
  try {
    folder = statSync(path).isDirectory();
  } catch (error) {
    throw new UnusableInput([
      {
        severity: 'error',
        file: argument,
        message: `no such scenario: ${reason(error)}`,
        remedy: '`dryboot list scenarios` names the shipped ones.',
      },
    ]);
  }
  if (!folder) return [path];
  const files = readdirSync(path)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(path, name));
  if (files.length === 0) throw unusable(argument, 'holds no *.yaml scenario');
  return files;
}

/** `./scenarios` when there is one, else the shipped ones. */
export const defaultScenarios = (): string => (existsSync('scenarios') ? 'scenarios' : join(packageRoot, 'scenarios'));

/** A path that stands in a file, relative to that file's folder. */
const beside = (file: string, path: string): string => relative('.', resolve(dirname(file), path)) || '.';

/** What loading scenarios needs of this machine. */
export const scenarioHost: ScenarioHost = {
  readBytes,
  readText,
  beside,
  directoryImage: (path) => directoryImage(path, directoryReader(path)),
};

/** Reads an unpacked initramfs; names are bytes. */
function directoryReader(top: string): DirectoryReader {
  const at = (path: string): Buffer => Buffer.concat([Buffer.from(resolve(top)), Buffer.from(path, 'latin1')]);
  const attempt = <T>(read: () => T): T | { readonly failure: string } => {
    try {
      return read();
    } catch (error) {
      return { failure: reason(error) };
    }
  };
  return {
    list: (path) =>
      attempt(() =>
        readdirSync(at(path), { encoding: 'buffer' })
          .map((name) => name.toString('latin1'))
          .sort()
          .map((name) => inspect(at(`${path}/${name}`), name)),
      ),
    read: (path, maxBytes) =>
      attempt(() => {
        const fd = openSync(at(path), 'r');
        try {
          const buffer = Buffer.alloc(maxBytes);
          return buffer.toString('latin1', 0, readSync(fd, buffer, 0, maxBytes, 0));
        } finally {
          closeSync(fd);
        }
      }),
  };
}

function inspect(path: Buffer, name: string): ReadableEntry {
  const stat = lstatSync(path);
  const mode = stat.mode & 0o7777;
  if (stat.isDirectory()) return { name, type: 'directory', mode };
  if (stat.isFile()) return { name, type: 'file', mode, sizeBytes: stat.size };
  if (stat.isSymbolicLink())
    return { name, type: 'symlink', target: readlinkSync(path, { encoding: 'buffer' }).toString('latin1') };
  if (stat.isFIFO()) return { name, type: 'fifo', mode };
  if (stat.isSocket()) return { name, type: 'socket' };
  return {
    name,
    type: stat.isBlockDevice() ? 'block' : 'char',
    mode,
    rdev: [(stat.rdev >> 8) & 0xfff, (stat.rdev & 0xff) | ((stat.rdev >> 12) & 0xfff00)],
  };
}

const unusable = (file: string, message: string): UnusableInput =>
  new UnusableInput([{ severity: 'error', file, message }]);

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'no such file',
    EACCES: 'permission denied',
    EISDIR: 'is a folder, expected a file',
    ENOTDIR: 'a part of the path is no folder',
  };
  return (code && words[code]) ?? (error instanceof Error ? error.message : String(error));
}
