/** What `dryboot list` names: the parts that are registered. */
import { namedFaults } from '../machine/faults/index.ts';
import { programs } from '../programs/index.ts';
import { builtins } from '../shell/builtins/index.ts';
import { SHELLS } from './loader.ts';

export type Listing = 'programs' | 'builtins' | 'faults';

/** Name and one sentence (empty where the name says it), sorted by name. */
export function listings(kind: Listing): readonly (readonly [string, string])[] {
  switch (kind) {
    case 'programs':
      return named([...programs.keys(), ...Object.keys(SHELLS), 'busybox']);
    case 'builtins':
      return named([...builtins('dash').keys()]);
    case 'faults':
      return [
        ...namedFaults.map(({ name, summary }) => [name, summary] as const),
        [
          'when: COMMAND …',
          'The nth call of a command that begins with these words fails: {when, nth, status, stdout, stderr}.',
        ],
      ];
  }
}

const named = (names: readonly string[]): readonly (readonly [string, string])[] =>
  [...new Set(names)].sort().map((name) => [name, ''] as const);
