/** What a module-setup.sh does, found out by running it in our bash; reading its text would miss loops, variables and conditions. */
import type { DracutModule, Installed } from './dracut-module.ts';
import { DONE, FIELD, moduleFolder, NOTE, SETUP_MARK, setupScript } from './setup-stand-ins.ts';
import { callsInText, type SetupCall } from './unreached-setup.ts';

/** Runs a bash script on an empty machine with these files (absolute path -> bytes); bytes come back. */
export type RunBash = (
  script: string,
  files: Readonly<Record<string, string>>,
) => { readonly stdout: string; readonly stderr: string };

/** A module's folder: as the user named it, and the files in it by path below it, module-setup.sh (or its template) among them. */
export interface ModuleFolder {
  readonly folder: string;
  readonly beside: ReadonlyMap<string, string>;
}

/** What the modules install and depend on, in their order. All are run together, as starting a machine for each would take most of the time. */
export function readSetups(folders: readonly ModuleFolder[], runBash: RunBash): DracutModule[] {
  const modules: DracutModule[] = [];
  for (let from = 0; from < folders.length; ) {
    const read = runTogether(folders.slice(from), runBash);
    modules.push(...read);
    from += read.length;
  }
  return modules;
}

/** Those that came to their end, and the first that did not. */
function runTogether(folders: readonly ModuleFolder[], runBash: RunBash): DracutModule[] {
  const setups = folders.map(({ beside }) => beside.get('module-setup.sh') ?? beside.get('module-setup.sh.in') ?? '');
  const files: Record<string, string> = {};
  for (const [index, { beside }] of folders.entries()) {
    for (const [name, text] of beside) files[`${moduleFolder(index)}/${name}`] = text;
    files[`${moduleFolder(index)}/module-setup.sh`] = setups[index]!;
  }
  const { stdout, stderr } = runBash(setupScript(setups), files);
  const calls: SetupCall[][] = folders.map(() => []);
  const done = new Set<number>();
  for (const note of stdout.split(NOTE).slice(0, -1)) {
    const [index = '', line = '0', by = '', ...args] = note.split(FIELD);
    if (by === DONE) done.add(Number(index));
    else calls[Number(index)]?.push({ by, args, line: Number(line) });
  }
  const said: string[] = folders.map(() => '');
  for (const part of stderr.split(SETUP_MARK).slice(1)) said[Number.parseInt(part, 10)] += part;
  const modules: DracutModule[] = [];
  for (const [index, { folder }] of folders.entries()) {
    const gaps = gapsIn(said[index]!);
    if (!done.has(index)) gaps.push('its module-setup.sh did not come to an end');
    const module = moduleOf(folder, calls[index]!, gaps);
    modules.push({ ...module, installed: [...module.installed, ...unreached(module, setups[index]!, index)] });
    if (!done.has(index)) break;
  }
  return modules;
}

/** What the text would install besides, of files that no run has installed. */
function unreached(module: DracutModule, setup: string, index: number): Installed[] {
  const reached = new Set(module.installed.map(({ source }) => source));
  return callsInText(setup, moduleFolder(index))
    .flatMap(installs)
    .filter(({ source }) => besidePath(source) !== undefined && !reached.has(source))
    .map((one) => ({ ...one, guessed: true }));
}

function moduleOf(folder: string, calls: readonly SetupCall[], gaps: readonly string[]): DracutModule {
  const installed = new Map<string, Installed>();
  const programs = new Map<string, { readonly optional: boolean; readonly line: number }>();
  const depends = new Set<string>();
  for (const call of calls) {
    if (call.by === 'depends') {
      for (const name of (call.args[0] ?? '').split(/\s+/)) if (name) depends.add(name);
      continue;
    }
    for (const one of installs(call)) installed.set(`${one.source}\0${one.target}`, one);
    for (const [name, optional] of programsOf(call)) {
      const before = programs.get(name);
      if (!before || (before.optional && !optional)) programs.set(name, { optional, line: call.line });
    }
  }
  const name = folder.slice(folder.lastIndexOf('/') + 1).replace(/^\d+/, '');
  return { name, folder, installed: [...installed.values()], programs, depends: [...depends], gaps };
}

/** The path of a source below the module's folder; undefined for files of the host. */
export function besidePath(source: string): string | undefined {
  return /^\/module\/\d+\/(.+)$/.exec(source)?.[1];
}

function installs({ by, args, line }: SetupCall): Installed[] {
  const [first = '', second] = args;
  switch (by) {
    case 'inst_hook': {
      const [phase = '', order = '', source = ''] = args;
      const base = source.slice(source.lastIndexOf('/') + 1);
      return [{ source, target: `/var/lib/dracut/hooks/${phase}/${order}-${base}`, by, line, phase }];
    }
    case 'inst':
    case 'inst_any':
    case 'inst_binary':
    case 'inst_library':
    case 'inst_script':
    case 'inst_simple':
    case 'inst_if_exists': {
      const operands = args.filter((arg) => !/^-/.test(arg));
      const [source, target] = by === 'inst_any' ? [operands[1], operands[0]] : operands;
      return source?.includes('/') ? [{ source, target: inImage(target || source), by, line }] : [];
    }
    case 'inst_rules':
    case 'inst_rules_wildcard':
      return args.map((source) => ({
        source,
        target: `/usr/lib/udev/rules.d/${source.slice(source.lastIndexOf('/') + 1)}`,
        by,
        line,
      }));
    case 'inst_multiple':
    case 'dracut_install':
      return args.filter((arg) => arg.startsWith('/')).map((source) => ({ source, target: inImage(source), by, line }));
    case 'inst_symlink':
      return first.startsWith('/') ? [{ source: first, target: inImage(second ?? first), by, line }] : [];
    default:
      return [];
  }
}

/** Base names of the programs that a call asks for, and whether they may be missing. */
function programsOf({ by, args }: SetupCall): [string, boolean][] {
  switch (by) {
    case 'inst_multiple':
    case 'dracut_install':
    case 'inst_binary':
    case 'inst':
    case 'inst_simple':
    case 'inst_if_exists': {
      const optional = args.includes('-o') || by === 'inst_if_exists';
      return args
        .filter((arg) => /^(?:[\w.[+-]+|\/(?:usr\/)?s?bin\/[^/]+|\/(?:usr\/)?lib\/(?:systemd|udev)\/[\w-]+)$/.test(arg))
        .filter((arg) => !arg.startsWith('-'))
        .map((arg) => [arg.slice(arg.lastIndexOf('/') + 1), optional]);
    }
    case 'inst_script':
      return args
        .slice(1)
        .filter((target) => /\/s?bin\/[^/]+$/.test(target))
        .map((target) => [target.slice(target.lastIndexOf('/') + 1), false]);
    default:
      return [];
  }
}

/** A path as it will be in the image: without the folder that it is built in. */
const inImage = (path: string): string => {
  const below = path.replace(/^\/initdir(?=\/)/, '');
  return `/${below.split('/').filter(Boolean).join('/')}`;
};

/** What the run could not do: commands that are not there on an empty machine, each place named once. */
function gapsIn(stderr: string): string[] {
  const missing = [...stderr.matchAll(/line (\d+): ([^\s:]+): command not found/g)].map(
    ([, line, name]) => `line ${line} runs ${name} of the building machine; what depends on its answer was not seen`,
  );
  return [...new Set(missing)];
}
