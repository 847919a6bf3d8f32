/** What grep looks for: several patterns as one matcher of lines. */
import { compileRegex, type Regex, RegexError } from '../../regex/regex.ts';
import type { GrepOptions } from './grep-options.ts';

export interface LineMatcher {
  readonly warnings: readonly string[];
  test(line: string): boolean;
  /** Start and end of the leftmost-longest match at `from` or later. */
  find(line: string, from: number): readonly [number, number] | undefined;
  /** True after a match that was too complex to be decided. */
  readonly gaveUp: boolean;
}

const escapeFixed = (text: string): string => text.replace(/[[.*^$\\]/g, '\\$&');

/** A string is the message about a pattern that is not valid. */
export const lineMatcher = (options: GrepOptions): LineMatcher | string => {
  const { ignoreCase, within, matcher } = options;
  const compiled: Regex[] = [];
  const warnings: string[] = [];
  for (const pattern of new Set(options.patterns)) {
    const source = matcher === 'fixed' ? escapeFixed(pattern) : pattern;
    const syntax = matcher === 'extended' ? 'grep-extended' : 'grep-basic';
    const regex = compileRegex(source, { syntax, ignoreCase, ...(within && { within }) });
    if (regex instanceof RegexError) return regex.message;
    warnings.push(...regex.warnings);
    compiled.push(regex);
  }
  const only = compiled.length === 1 ? compiled[0]! : undefined;
  return {
    warnings,
    test: only ? (line) => only.test(line) : (line) => compiled.some((regex) => regex.test(line)),
    find: (line, from) => {
      let best: readonly [number, number] | undefined;
      for (const regex of compiled) {
        const match = regex.exec(line, from);
        if (match === undefined) continue;
        const [start, end] = [match[0]!, match[1]!];
        if (best === undefined || start < best[0] || (start === best[0] && end > best[1])) best = [start, end];
      }
      return best;
    },
    get gaveUp() {
      return compiled.some((regex) => regex.gaveUp);
    },
  };
};
