/** What a finding is about, as far as a rehearsal is concerned: which scripts run, where they lie in the image, which lines count. */
import type { Image } from '../image/image.ts';
import { nameOf } from '../lint/command-words.ts';
import type { LintFinding } from '../lint/finding.ts';
import type { Project } from '../lint/project.ts';
import type { Phase } from '../lint/role.ts';
import { commandsOf, type LintedFile } from '../lint/script-file.ts';
import { builtins } from '../shell/builtins/index.ts';
import type { NotProved, ToProve } from './proof.ts';

export interface Subject {
  readonly finding: LintFinding;
  readonly project: Project;
  /** Where the finding stands. */
  readonly file: LintedFile;
  /** The hook or generator through which it runs. */
  readonly entry: LintedFile;
  /** Where the entry lies. */
  readonly at: string;
  readonly phase: Phase | undefined;
  /** Image path -> text: the entry and what it sources of the files that were given. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Where the finding's own file lies. */
  readonly place: string;
  /** Whether a position of a trace is on the finding's lines or on a step of its flow. */
  readonly isOnLines: (position: At) => boolean;
  /** Whether it is in one of the scripts. */
  readonly isOwn: (position: At) => boolean;
  /** Whether the entry stands where the image has nothing. */
  readonly isAdded: boolean;
  /** Whether it is on the finding's own lines. */
  readonly isHere: (position: At) => boolean;
  /** Keys that every side has: the image, its shell, programs that the scripts call and the image lacks. */
  readonly keys: Readonly<Record<string, unknown>>;
  readonly image: Image;
}

interface At {
  readonly file: string;
  readonly line: number;
}

/** @param modelled whether there is a model of a program of that name */
export function subjectOf(
  { finding, project, shell, imageFolder }: ToProve,
  image: Image,
  modelled: (program: string) => boolean,
): Subject | NotProved {
  const file = project.linted.find((known) => known.name === finding.file && !known.facts.within);
  if (!file) return notProved('its file is not among the linted ones');
  const entry = entryOf(file, finding, project);
  if (!entry) return notProved(whyNoEntry(file));
  const places = placesOf(entry, project, image);
  if (typeof places === 'string') return notProved(places);
  const place = places.get(file);
  if (place === undefined) return notProved(`${file.name} is not read by ${entry.name}`);
  const lines = new Set<string>();
  const here = new Set<string>();
  const key = (path: string, line: number): string => `${baseName(path)}:${line}`;
  for (let line = finding.line; line <= finding.endLine; line++) here.add(key(place, line));
  for (const step of finding.flow) {
    const at = [...places].find(([known]) => known.name === step.file)?.[1];
    if (at !== undefined) lines.add(key(at, step.line));
  }
  const own = new Set([...places.values()].map(baseName));
  // The builtin image stands for a common one; an own image has what it has.
  const missing = imageFolder === undefined ? missingPrograms([...places.keys()], project, image).filter(modelled) : [];
  return {
    finding,
    project,
    file,
    entry,
    at: places.get(entry)!,
    phase: entry.phase,
    scripts: new Map([...places].map(([known, at]) => [at, known.text])),
    place,
    isOnLines: (at) => lines.has(key(at.file, at.line)) || here.has(key(at.file, at.line)),
    isOwn: (at) => own.has(baseName(at.file)),
    isAdded: !replaces(image, places.get(entry)!),
    isHere: (at) => here.has(key(at.file, at.line)),
    keys: {
      ...(imageFolder === undefined ? {} : { image: { directory: imageFolder } }),
      ...(shell === undefined ? {} : { shell }),
      ...(missing.length > 0 ? { with: missing } : {}),
    },
    image,
  };
}

const notProved = (why: string): NotProved => ({ kind: 'not proved', why });

/** The hook or generator itself, or one that sources the library. */
function entryOf(file: LintedFile, finding: LintFinding, project: Project): LintedFile | undefined {
  if (isEntry(file)) return file;
  const named = finding.flow.map((step) => project.linted.find((known) => known.name === step.file && isEntry(known)));
  const readers = project.linted.filter((known) => isEntry(known) && project.scope(known).includes(file));
  return [...named, ...readers].find((known) => known !== undefined && project.scope(known).includes(file));
}

const isEntry = (file: LintedFile): boolean =>
  !file.facts.within && (file.role.kind === 'hook' || file.role.kind === 'generator');

function whyNoEntry(file: LintedFile): string {
  switch (file.role.kind) {
    case 'library':
      return 'no hook among the linted files sources it';
    case 'stage-script':
    case 'build-hook':
      return 'scripts of initramfs-tools are not rehearsed';
    case 'module-setup':
      return 'it runs while the image is built, which is not rehearsed';
    case 'unit':
    case 'command':
    case 'udev-rules':
    case 'udev-helper':
      return 'units and udev rules are not laid over an image to prove something';
    default:
      return `nothing is known that runs a ${file.role.kind} in a rehearsal`;
  }
}

/** Where the entry and what it sources lie; a part of a sentence when that cannot be said. */
function placesOf(entry: LintedFile, project: Project, image: Image): Map<LintedFile, string> | string {
  const places = new Map<LintedFile, string>([[entry, placeOf(entry, image)]]);
  for (const [file] of places) {
    for (const { to, names } of project.sources(file)) {
      if (!to?.linted || to.facts.within || places.has(to)) continue;
      const at = to.imagePath ?? (names?.startsWith('/') ? names : undefined);
      if (at === undefined) return `where ${to.name} lies in the image is not known`;
      places.set(to, at);
    }
  }
  return places;
}

function placeOf(entry: LintedFile, image: Image): string {
  if (entry.imagePath !== undefined) return entry.imagePath;
  const name = baseName(entry.name).replace(/\.in$/, '');
  if (entry.role.kind !== 'hook') return `/usr/lib/systemd/system-generators/${name.replace(/\.sh$/, '')}`;
  const { phase } = entry.role;
  const hooks = hooksOf(image, phase);
  const plain = (path: string): string => baseName(path).replace(/^\d+-?/, '');
  const namesake = hooks.find((path) => plain(path) === plain(name));
  if (namesake !== undefined) return namesake;
  // A hook that does what one of the image's does stands in its place: both at once is not what anybody would install.
  const work = phase === 'pre-mount' ? /\bload-key\b/ : phase === 'mount' ? /\bNEWROOT\b/ : undefined;
  const rival = work?.test(entry.text) && hooks.find((path) => work.test(textAt(image, path)));
  if (rival) return rival;
  const numbered = /^\d/.test(name) ? name : `50-${name}`;
  return `/var/lib/dracut/hooks/${phase}/${numbered.endsWith('.sh') ? numbered : `${numbered}.sh`}`;
}

/** Whether the image has a hook or generator of that name in that place, whatever links lead there. */
const replaces = (image: Image, path: string): boolean => {
  const [folder, parent] = [path.split('/').at(-2), path.split('/').at(-3)];
  return [...image.tree.entries].some(
    ([known, entry]) => entry.type === 'file' && known.endsWith(`/${parent}/${folder}/${baseName(path)}`),
  );
};

const hooksOf = (image: Image, phase: Phase): string[] =>
  [...image.tree.entries]
    .filter(([path, entry]) => entry.type === 'file' && folderOf(path).endsWith(`/hooks/${phase}`))
    .map(([path]) => path)
    .sort();

function textAt(image: Image, path: string): string {
  const entry = image.tree.get(path);
  return entry?.type === 'file' ? entry.content : '';
}

/** External commands that the scripts call and the image has not. */
function missingPrograms(files: readonly LintedFile[], project: Project, image: Image): string[] {
  const names = new Set<string>();
  const held = new Set([...image.tree.entries].map(([path]) => baseName(path)));
  for (const file of files)
    for (const command of commandsOf(file)) {
      const name = command.kind === 'simple' ? nameOf(command) : undefined;
      if (name !== undefined && !held.has(name) && !BUILTINS.has(name) && !project.functionNamed(name, file))
        names.add(name);
    }
  return [...names].sort();
}

const BUILTINS = builtins('dash');

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
