/** What rules ask about a value. */
import { isName, knownText, type Name, type NameKind, type Value } from './value.ts';

export { stepsOf } from './trail.ts';

/** Every name in every alternative. */
export const namesIn = (value: Value): readonly Name[] => value.shapes.flatMap(({ pieces }) => pieces.filter(isName));

export const kindsOf = (value: Value): readonly NameKind[] => [...new Set(namesIn(value).map(({ kind }) => kind))];

/** The alternatives that are known to the last character. */
export const literalsOf = (value: Value): readonly string[] =>
  value.shapes.map(knownText).filter((each) => each !== undefined);

export const mayBeEmpty = (value: Value): boolean =>
  value.shapes.some(({ pieces }) => pieces.every((piece) => isName(piece) && piece.empty));

export const mayHaveSlash = (value: Value): boolean =>
  value.shapes.some(({ pieces }) => pieces.some((piece) => (isName(piece) ? piece.slash : piece.text.includes('/'))));

export const mayBeSentinel = (value: Value, word: string): boolean =>
  value.shapes.some(
    ({ pieces }) =>
      pieces.length === 1 && (isName(pieces[0]!) ? pieces[0].sentinels : [pieces[0]!.text]).includes(word),
  );

/** Several lines, or several alternatives' words. */
export const mayBeMany = (value: Value): boolean => value.shapes.some(({ lines }) => lines);
