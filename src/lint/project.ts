/** All files of one lint run and what holds between them: who sources whom, where a function comes from, what the image holds. */
import type { FunctionDefinition } from '../syntax/tree.ts';
import type { DracutModule } from './dracut-module.ts';
import { baseName, merged } from './image-path.ts';
import type { Inventory } from './inventory.ts';
import type { LintedFile } from './script-file.ts';
import { type SourceEdge, sourceEdges } from './source-edges.ts';
import { readUnit, type UnitFile } from './unit-file.ts';

export class Project {
  /** Everything: what is linted, and what surrounds it (`linted` is false): the libraries and drivers of the image. */
  readonly files: readonly LintedFile[];
  readonly inventory: Inventory;
  /** The dracut modules among the files, by name without number. */
  readonly modules: ReadonlyMap<string, DracutModule>;
  /** What is to be complained about. */
  readonly linted: readonly LintedFile[];
  #allUnits: readonly UnitFile[] | undefined;
  #readers: ReadonlyMap<LintedFile, readonly SourceEdge[]> | undefined;
  readonly #byImagePath = new Map<string, LintedFile>();
  readonly #byBaseName = new Map<string, LintedFile[]>();
  readonly #edges = new Map<LintedFile, readonly SourceEdge[]>();
  readonly #units = new Map<LintedFile, UnitFile>();
  readonly #reach = new Map<LintedFile, readonly LintedFile[]>();

  constructor(files: readonly LintedFile[], inventory: Inventory, modules: readonly DracutModule[] = []) {
    this.files = files;
    this.linted = files.filter((file) => file.linted);
    this.inventory = inventory;
    this.modules = new Map(modules.map((module) => [module.name, module]));
    for (const file of files) {
      if (file.facts.within) continue;
      if (file.imagePath !== undefined) this.#byImagePath.set(merged(file.imagePath), file);
      const base = baseName(file.imagePath ?? file.name);
      const alike = this.#byBaseName.get(base);
      if (alike) alike.push(file);
      else this.#byBaseName.set(base, [file]);
    }
  }

  /** The units and drop-ins, the surrounding ones too. */
  get units(): readonly UnitFile[] {
    this.#allUnits ??= this.files.filter((file) => file.role.kind === 'unit').map((file) => this.unit(file));
    return this.#allUnits;
  }

  unit(file: LintedFile): UnitFile {
    let unit = this.#units.get(file);
    if (!unit) {
      unit = readUnit(file);
      this.#units.set(file, unit);
    }
    return unit;
  }

  /** The file at a path of the image, whatever links lead there (`/lib/dracut-lib.sh`). */
  fileAt(imagePath: string): LintedFile | undefined {
    return (
      this.#byImagePath.get(merged(imagePath)) ?? this.#byImagePath.get(this.inventory.real(imagePath) ?? imagePath)
    );
  }

  /** The `.` commands of a file. */
  sources(file: LintedFile): readonly SourceEdge[] {
    let edges = this.#edges.get(file);
    if (!edges) {
      edges = sourceEdges(file, (name, from) => this.find(name, from));
      this.#edges.set(file, edges);
    }
    return edges;
  }

  /** The `.` commands that read a file. */
  sourcedBy(file: LintedFile): readonly SourceEdge[] {
    if (!this.#readers) {
      const readers = new Map<LintedFile, SourceEdge[]>();
      for (const edge of this.files.flatMap((from) => this.sources(from))) {
        const known = edge.to && readers.get(edge.to);
        if (known) known.push(edge);
        else if (edge.to) readers.set(edge.to, [edge]);
      }
      this.#readers = readers;
    }
    return this.#readers.get(file) ?? [];
  }

  /**
   * The file itself, all that it sources, directly or not, and for a hook what its driver has read before it: dracut-lib.sh. Loops are
   * followed once. This is where its functions and variables may come from.
   */
  scope(file: LintedFile): readonly LintedFile[] {
    const known = this.#reach.get(file);
    if (known) return known;
    const seen = new Set([file]);
    for (const next of seen) {
      for (const { to } of this.sources(next)) if (to) seen.add(to);
      if (next.role.kind === 'hook') {
        const library = this.find('/usr/lib/dracut-lib.sh', next);
        if (library) seen.add(library);
      }
    }
    const scope = [...seen];
    this.#reach.set(file, scope);
    return scope;
  }

  /** What a name means as a function in a file: its own definition first, then those of the files in its scope. */
  functionNamed(
    name: string,
    file: LintedFile,
  ): { readonly file: LintedFile; readonly node: FunctionDefinition } | undefined {
    for (const candidate of this.scope(file)) {
      const node = candidate.functions.get(name);
      if (node) return { file: candidate, node };
    }
    return undefined;
  }

  /** By path of the image, else by base name: of the same module or folder first, and only when one is left. */
  find(name: string, from: LintedFile): LintedFile | undefined {
    if (name.startsWith('/')) {
      const exact = this.fileAt(name);
      if (exact) return exact;
    }
    const alike = (this.#byBaseName.get(baseName(name)) ?? []).filter((file) => file !== from);
    const near = alike.filter((file) => folderOf(file.name) === folderOf(from.name));
    const linted = alike.filter((file) => file.linted);
    for (const choice of [near, linted, alike]) if (choice.length === 1) return choice[0];
    return undefined;
  }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
