/** From a scenario file to rehearsals that can run: images assembled, scripts laid over them, patches applied, everything read from the host. */
import { builtinImage, builtinImageWithLvm } from '../image/builtin/builtin-image.ts';
import {
  hostidFile,
  type Image,
  ImageProblem,
  overlay,
  withoutPrograms,
  withPrograms,
  withShell,
} from '../image/image.ts';
import { locate } from '../image/locate.ts';
import { programs } from '../programs/index.ts';
import { type Finding, UnusableInput } from '../report/finding.ts';
import { checkScript } from './check-script.ts';
import { nearest } from './known-keys.ts';
import { type Locate, type NamedVariant, parseScenario } from './load.ts';
import { patchImage } from './patch.ts';

/** What loading needs of the host. */
/** How files are looked for. */
const BESIDE = 'A path is relative to the folder of the scenario.';

export interface ScenarioHost {
  /** A file's bytes, one code unit each. @throws UnusableInput */
  readonly readBytes: (file: string) => string;
  readonly readText: (file: string) => string;
  /** A path in a file, relative to that file's folder. */
  readonly beside: (file: string, path: string) => string;
  /** An unpacked initramfs as an image. */
  readonly directoryImage: (path: string) => Image | ImageProblem;
}

/** Options of the command line that apply to every scenario. */
export interface LoadOptions {
  /** `FILE` or `FILE=PATH`. */
  readonly scripts?: readonly string[];
  readonly patches?: readonly string[];
  readonly image?: string | undefined;
  readonly shell?: string | undefined;
  /** `key.path=value`. */
  readonly sets?: readonly string[];
}

export interface Prepared extends NamedVariant {
  readonly file: string;
  readonly image: Image;
  readonly locate: Locate;
}

export interface Scenario {
  readonly file: string;
  readonly summary: string;
  readonly rehearsals: readonly Prepared[];
}

/** Reads a scenario file and all that it names. @throws UnusableInput with a finding for each thing that is wrong. */
export function loadScenario(file: string, host: ScenarioHost, options: LoadOptions = {}): Scenario {
  const loaded = parseScenario(file, host.readText(file), [
    ...(options.image ? [imageSet(options.image)] : []),
    ...(options.shell ? [`shell=${options.shell}`] : []),
    ...(options.sets ?? []),
  ]);
  const rehearsals = loaded.variants.map((variant) => ({
    ...variant,
    file,
    locate: loaded.locate,
    image: assemble(file, variant, loaded.locate, host, options),
  }));
  return { file, summary: loaded.summary, rehearsals };
}

const imageSet = (spec: string): string =>
  spec === 'builtin' ? 'image=builtin' : `image={directory: ${JSON.stringify(spec)}}`;

const images = new Map<string, Image>();

function assemble(
  file: string,
  { spec }: NamedVariant,
  locatePath: Locate,
  host: ScenarioHost,
  options: LoadOptions,
): Image {
  const complain = (path: readonly (string | number)[], message: string, remedy?: string): UnusableInput => {
    const finding: Finding = { severity: 'error', file, ...locatePath(path), message, ...(remedy ? { remedy } : {}) };
    return new UnusableInput([finding]);
  };
  const sound = <T>(value: T | ImageProblem, path: readonly (string | number)[]): T => {
    if (value instanceof ImageProblem) throw complain(path, value.message);
    return value;
  };

  let image: Image;
  if (spec.image === undefined || spec.image === 'builtin')
    image = spec.lvm || spec.with?.includes('lvm') ? builtinImageWithLvm() : builtinImage();
  else if ('directory' in spec.image) {
    const path =
      options.image === spec.image.directory ? spec.image.directory : host.beside(file, spec.image.directory);
    const known = images.get(path) ?? sound(host.directoryImage(path), ['image']);
    images.set(path, known);
    image = known;
  } else
    throw complain(
      ['image'],
      `image: {${Object.keys(spec.image)[0]}: …} is not supported yet`,
      'Unpack it (lsinitrd --unpack, unmkinitramfs) and use {directory: PATH}.',
    );

  if (spec.shell !== undefined) image = withShell(image, spec.shell);
  // The builtin image is nobody's own: a stub stands for a program that the user's has. In an unpacked one it stands only for what is there.
  if (spec.stubs && image.name === 'builtin') image = withPrograms(image, Object.keys(spec.stubs));
  for (const [i, program] of (spec.with ?? []).entries()) {
    if (programs.has(program)) continue;
    const guess = program.length > 4 ? nearest(program, [...programs.keys()]) : undefined;
    throw complain(
      ['with', i],
      `with: ${program} is not modelled`,
      guess
        ? `Did you mean ${guess}?`
        : `\`stubs: { ${program}: { status: 0 } }\` lets it answer all the same; see dryboot list programs.`,
    );
  }
  if (spec.with) image = withPrograms(image, spec.with);
  if (spec.without) image = sound(withoutPrograms(image, spec.without), ['without']);
  if (spec.hostid) image = overlay(image, new Map([['/etc/hostid', hostidFile(spec.hostid)]]));

  const laid = new Map<string, string>();
  const lay = (script: string, at: string | undefined, path: readonly (string | number)[], beside: boolean): void => {
    const host_ = beside ? host.beside(file, script) : script;
    let content: string;
    try {
      content = host.readBytes(host_);
    } catch (error) {
      if (!(error instanceof UnusableInput) || !beside) throw error;
      throw complain(path, error.findings.map((f) => `${f.file}: ${f.message}`).join('; '), BESIDE);
    }
    const place = at ?? sound(locate(image, script), path);
    const problems = checkScript(host_, content, image.shell === 'bash-posix' ? 'bash' : image.shell);
    if (problems.length > 0) throw new UnusableInput(problems);
    laid.set(place, host_);
    image = overlay(image, new Map([[place, { type: 'file', mode: 0o755, content }]]));
  };
  for (const [i, script] of (spec.scripts ?? []).entries()) lay(script.file, script.at, ['scripts', i], true);
  for (const argument of options.scripts ?? []) {
    const equals = argument.lastIndexOf('=/');
    if (equals > 0) lay(argument.slice(0, equals), argument.slice(equals + 1), ['scripts'], false);
    else lay(argument, undefined, ['scripts'], false);
  }
  for (const [i, patch] of (spec.patches ?? []).entries()) {
    const path = host.beside(file, patch);
    let text: string;
    try {
      text = host.readBytes(path);
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error;
      throw complain(['patches', i], error.findings.map((f) => `${f.file}: ${f.message}`).join('; '), BESIDE);
    }
    image = patchImage(image, path, text);
  }
  for (const patch of options.patches ?? []) image = patchImage(image, patch, host.readBytes(patch));
  return image;
}
