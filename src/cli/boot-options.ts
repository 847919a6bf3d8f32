/** The options of `run` and `step` that say what is booted. */
import type { LoadOptions } from '../scenario/load-scenario.ts';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true, default: [] as string[] } as const;

export const BOOT_OPTIONS = {
  script: texts,
  patch: texts,
  image: text,
  shell: text,
  seed: { type: 'string', default: '0' },
  set: texts,
} as const;

interface Given {
  readonly script: readonly string[];
  readonly patch: readonly string[];
  readonly image?: string | undefined;
  readonly shell?: string | undefined;
  readonly set: readonly string[];
}

/** What they mean to who loads a scenario; the seed is for the rehearsal. */
export const loadOptions = ({ script, patch, image, shell, set }: Given): LoadOptions => ({
  scripts: script,
  patches: patch,
  image,
  shell,
  sets: set,
});
