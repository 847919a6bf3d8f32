/** Who sources whom: the `.` commands of a file, and which files of the project they may mean. */
import type { Simple } from '../syntax/tree.ts';
import { literalOf, shapeOf } from './command-words.ts';
import { commandsOf, type LintedFile } from './script-file.ts';

/** A `.` in a file and what it reads. */
export interface SourceEdge {
  readonly from: LintedFile;
  readonly at: Simple;
  /** As far as it is literal: `/lib/dracut-lib.sh`, `zfs-lib.sh`; undefined when nothing can be said. */
  readonly names: string | undefined;
  /** Undefined when no file of the project has that name, or several have. */
  readonly to: LintedFile | undefined;
}

/** Finds a file by the path or the base name that a script uses. */
export type FindFile = (name: string, from: LintedFile) => LintedFile | undefined;

export function sourceEdges(file: LintedFile, find: FindFile): SourceEdge[] {
  const edges: SourceEdge[] = [];
  for (const command of commandsOf(file)) {
    if (command.kind !== 'simple') continue;
    const name = literalOf(command.words[0]);
    if (name !== '.' && name !== 'source') continue;
    const word = command.words[1];
    if (!word) continue;
    const names = fileNameIn(shapeOf(word));
    edges.push({ from: file, at: command, names, to: names === undefined ? undefined : find(names, file) });
  }
  return edges;
}

/** `/lib/x.sh` as it is; of `$dir/x.sh` the part after the last expansion, if a whole name is left: `x.sh`. */
function fileNameIn(shape: string): string | undefined {
  const expanded = shape.lastIndexOf('\0');
  if (expanded < 0) return shape === '' ? undefined : shape;
  const rest = shape.slice(expanded + 1);
  const slash = rest.lastIndexOf('/');
  return slash < 0 || slash === rest.length - 1 ? undefined : rest.slice(slash + 1);
}
