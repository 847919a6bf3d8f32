/** A trial as a scenario file: what both sides share at the top, the two sides as a matrix. */
import { Document, isCollection, isPair, visit } from 'yaml';
import type { Keys, Side } from './proof.ts';

export interface SideText {
  readonly name: string;
  readonly side: Side;
  readonly expect?: Keys;
}

export interface TrialText {
  /** Of the file. */
  readonly name: string;
  readonly summary: string;
  readonly sides: readonly [SideText, SideText];
}

/** The file's text and the scripts that it names, by their path relative to it. */
export function scenarioText({ name, summary, sides }: TrialText): {
  readonly text: string;
  readonly files: ReadonlyMap<string, string>;
} {
  const files = new Map<string, string>();
  const written = sides.map(({ side, expect, name: own }, index) => {
    const scripts = [...(side.scripts ?? [])].map(([at, text]) => {
      const base = at.slice(at.lastIndexOf('/') + 1);
      const plain = `${name}/${base}`;
      const file =
        files.has(plain) && files.get(plain) !== text ? `${name}/${index === 0 ? '' : 'control-'}${base}` : plain;
      files.set(file, text);
      return { file, at };
    });
    return {
      name: own,
      ...side.keys,
      ...(scripts.length > 0 ? { scripts } : {}),
      ...(expect ? { expect } : {}),
    } as Keys;
  }) as [Keys, Keys];
  const shared = Object.entries(written[0]).filter(
    ([key, value]) => key !== 'name' && key !== 'expect' && JSON.stringify(written[1][key]) === JSON.stringify(value),
  );
  const own = (side: Keys): Keys =>
    Object.fromEntries(Object.entries(side).filter(([key]) => !shared.some(([common]) => common === key)));
  const scenario = {
    name,
    summary,
    ...Object.fromEntries(shared),
    matrix: { machine: written.map(own) },
  };
  return { text: asYaml(scenario), files };
}

/** Maps that hold no others stand on one line. */
function asYaml(scenario: Keys): string {
  const document = new Document(scenario, { aliasDuplicateObjects: false });
  visit(document, {
    Collection: (_, node) => {
      const inner = node.items.map((item) => (isPair(item) ? item.value : item));
      if (!inner.some(isCollection)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 150 });
}
