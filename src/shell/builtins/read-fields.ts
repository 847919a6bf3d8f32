/** How `read` splits a line between its variables: the last one takes what is left. */
import { isIfsWhiteSpace } from '../words/split.ts';

export interface Character {
  readonly byte: string;
  /** A backslash stood before it: it never separates. */
  readonly escaped: boolean;
}

/** At most `count` fields. A single delimiter at the end of the last field is dropped, with the white space around it; more stay. */
export function splitLine(line: readonly Character[], ifs: string, count: number): string[] {
  const fields: string[] = [];
  let at = 0;
  const delimits = (index: number): boolean => !line[index]!.escaped && ifs.includes(line[index]!.byte);
  const blank = (index: number): boolean => delimits(index) && isIfsWhiteSpace(line[index]!.byte);
  const skipBlanks = (): void => {
    while (at < line.length && blank(at)) at++;
  };
  const text = (from: number, to: number): string => {
    let joined = '';
    for (let index = from; index < to; index++) joined += line[index]!.byte;
    return joined;
  };
  skipBlanks();
  while (at < line.length && fields.length < count - 1) {
    const start = at;
    while (at < line.length && !delimits(at)) at++;
    fields.push(text(start, at));
    skipBlanks();
    // White space that ended the field takes one other delimiter with it; so does that delimiter the white space behind it.
    if (at < line.length && delimits(at)) {
      at++;
      skipBlanks();
    }
  }
  if (at < line.length) fields.push(text(at, endOfLast(line, at, delimits, blank)));
  return fields;
}

function endOfLast(line: readonly Character[], from: number, delimits: (index: number) => boolean, blank: (index: number) => boolean): number {
  let end = line.length;
  while (end > from && blank(end - 1)) end--;
  let first = from;
  while (first < end && !delimits(first)) first++;
  // One field and its terminator: nothing but that delimiter stands between the field and the end.
  let rest = first;
  while (rest < end && blank(rest)) rest++;
  return rest === end - 1 && delimits(rest) ? first : end;
}

/** Every field, for bash's `read -a`. */
export function fieldsOfLine(line: readonly Character[], ifs: string): string[] {
  const fields = splitLine(line, ifs, line.length + 2);
  return fields;
}
