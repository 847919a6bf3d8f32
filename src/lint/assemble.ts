/** From texts to a project: gathers dracut modules and runs their setup, decides roles and shells, adds what surrounds the files. */
import type { Image } from '../image/image.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { decideRole, decideShell, type Evidence } from './decide-role.ts';
import { type DirectiveShell, declaredIn } from './directives.ts';
import type { DracutModule } from './dracut-module.ts';
import { fragmentsOf } from './fragments.ts';
import { generatedBy } from './generated.ts';
import { baseName, merged } from './image-path.ts';
import type { Inventory } from './inventory.ts';
import type { LintSource } from './lint.ts';
import { Project } from './project.ts';
import { type ModuleFolder, type RunBash, readSetups } from './read-setup.ts';
import { rolesBySetup, type SetupRole, sourcedNames } from './role-by-setup.ts';
import { LintedFile } from './script-file.ts';
import { hooksByName, surroundings } from './surroundings.ts';

export interface AssembleOptions {
  readonly image: Image;
  /** What /bin/sh is. */
  readonly shell: Dialect;
  /** False when the shell is only that of the image which stands for a common one. */
  readonly shellIsCertain: boolean;
  readonly inventory: Inventory;
  readonly runBash?: RunBash;
}

type Shells = readonly [Dialect, ...Dialect[]];

export function assemble(sources: readonly LintSource[], options: AssembleOptions): Project {
  const { image, shell } = options;
  const sourced = sourcedAmong(sources);
  const modules = modulesAmong(sources, sourced, options.runBash);
  const known: Known = { modules, namesakes: hooksByName(image), sourced };
  const files = sources.flatMap((source) => {
    const file = fileOf(source, known, options);
    const shells = shellsOf(file.module, known, options);
    return [file, ...fragmentsOf(file, shells), ...generatedBy(file, shells)];
  });
  return new Project(
    [...around(image, shell, files), ...files],
    options.inventory,
    [...modules.values()].map(({ module }) => module),
  );
}

/** The image's own scripts, but those that are among the given ones: by their path, or a hook or library by its name. */
function around(image: Image, shell: Dialect, files: readonly LintedFile[]): LintedFile[] {
  const paths = new Set(files.flatMap(({ imagePath }) => (imagePath === undefined ? [] : merged(imagePath))));
  const names = new Set(files.map((file) => plainName(file.imagePath ?? file.name)));
  return surroundings(image, shell).filter(
    ({ imagePath = '', role }) =>
      !paths.has(imagePath) && !(/^(?:hook|library|driver)$/.test(role.kind) && names.has(plainName(imagePath))),
  );
}

/** A file's name without the number of a hook and the suffix of a template. */
const plainName = (path: string): string =>
  baseName(path)
    .replace(/\.in$/, '')
    .replace(/^\d+-?/, '');

interface FoundModule {
  readonly module: DracutModule;
  readonly roles: ReadonlyMap<string, SetupRole>;
}

/** The dracut modules among the texts: folders with a module-setup.sh. */
function modulesAmong(
  sources: readonly LintSource[],
  sourced: ReadonlyMap<string, string>,
  runBash: RunBash | undefined,
): Map<string, FoundModule> {
  const modules = new Map<string, FoundModule>();
  const setups = sources.filter(({ name }) => /(?:^|\/)module-setup\.sh(?:\.in)?$/.test(name));
  if (!runBash || setups.length === 0) return modules;
  const folders = setups.map(({ name }) => besideIn(folderOf(name), sources));
  for (const [index, module] of readSetups(folders, runBash).entries())
    modules.set(module.folder === '.' ? '' : `${module.folder}/`, {
      module,
      roles: rolesBySetup(module, folders[index]!.beside, sourced),
    });
  return modules;
}

function besideIn(folder: string, sources: readonly LintSource[]): ModuleFolder {
  const own = sources.filter(({ name }) => name.startsWith(folder));
  return {
    folder: folder === '' ? '.' : folder.slice(0, -1),
    beside: new Map(own.map(({ name, text }) => [name.slice(folder.length), text])),
  };
}

/** Base names of the files that some script reads with `.` -> that script. */
function sourcedAmong(sources: readonly LintSource[]): Map<string, string> {
  const sourced = new Map<string, string>();
  for (const { name, text } of sources)
    for (const read of sourcedNames(text)) if (!sourced.has(read)) sourced.set(read, name);
  return sourced;
}

interface Known {
  /** By folder, with its slash. */
  readonly modules: ReadonlyMap<string, FoundModule>;
  readonly namesakes: ReadonlyMap<string, string>;
  readonly sourced: ReadonlyMap<string, string>;
}

function fileOf(source: LintSource, known: Known, options: AssembleOptions): LintedFile {
  const { name, text } = source;
  const own = baseName(name);
  const found = known.modules.get(folderOf(name));
  const { namesakes } = known;
  const sourcedBy = known.sourced.get(own.replace(/\.in$/, ''));
  const installed = found?.roles.get(own);
  const imagePath = source.imagePath ?? installed?.imagePath;
  const namesake = namesakes.get(plainName(own));
  const declared = declaredIn(text);
  const evidence: Evidence = {
    name,
    text,
    ...(source.asked ? { asked: source.asked } : {}),
    ...(declared.role ? { directive: declared.role } : {}),
    ...(installed ? { installed } : {}),
    ...(source.imagePath === undefined ? {} : { imagePath: source.imagePath }),
    ...(namesake === undefined ? {} : { namesake }),
    ...(sourcedBy === undefined ? {} : { sourcedBy }),
  };
  const decision = decideRole(evidence);
  const imageShells = shellsOf(found?.module, known, options);
  const { shells, why } = declared.shell
    ? {
        shells: [dialectOf(declared.shell.shell)] as Shells,
        why: `${declared.shell.shell}: the directive in line ${declared.shell.line} says so`,
      }
    : decideShell(decision.role, text, imageShells, options.shellIsCertain);
  return new LintedFile({
    name,
    text,
    role: decision.role,
    guessed: decision.guessed,
    reasons: [
      ...decision.reasons,
      ...(/^(?:other|unit|udev-rules)$/.test(decision.role.kind) ? [] : [why]),
      // The module asks for another shell than the image has without it.
      ...(shells === imageShells && shells[0] !== options.shell
        ? ['the module depends on bash, which then is /bin/sh']
        : []),
    ],
    shells,
    linted: source.linted ?? true,
    ...(imagePath === undefined ? {} : { imagePath }),
    ...(found ? { module: found.module } : {}),
  });
}

/** dracut takes bash for the image as soon as a module depends on it, directly or through others. */
function shellsOf(
  module: DracutModule | undefined,
  { modules }: Known,
  { shell, shellIsCertain }: AssembleOptions,
): Shells {
  if (shellIsCertain || !module) return [shell];
  const needed = new Set(module.depends);
  for (const name of needed)
    for (const { module: other } of modules.values())
      if (other.name === name) for (const next of other.depends) needed.add(next);
  return needed.has('bash') ? ['bash-posix'] : [shell];
}

const dialectOf = (shell: DirectiveShell): Dialect => (shell === 'bash' ? 'bash-posix' : shell);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
