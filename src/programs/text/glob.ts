/** File name patterns of programs (fnmatch(3) in the C locale), matched without backtracking over more than one star. */
import { parseBracket } from '../../regex/bracket.ts';
import { RegexError } from '../../regex/node.ts';

type Part = { readonly kind: 'star' } | { readonly kind: 'set'; readonly has: Uint8Array } | string;

const RULES = { rangesMustAscend: false, hintAtClassSyntax: false, ignoreCase: false };

const ANY = new Uint8Array(256).fill(1);

const parseGlob = (glob: string): readonly Part[] => {
  const parts: Part[] = [];
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i]!;
    if (c === '*') parts.push({ kind: 'star' });
    else if (c === '?') parts.push({ kind: 'set', has: ANY });
    else if (c === '\\' && i + 1 < glob.length) parts.push(glob[++i]!);
    else if (c === '[') {
      const source = glob[i + 1] === '!' ? `${glob.slice(0, i + 1)}^${glob.slice(i + 2)}` : glob;
      const bracket = parseBracket(source, i + 1, RULES);
      if (bracket instanceof RegexError) parts.push('[');
      else {
        parts.push({ kind: 'set', has: bracket.has });
        i = bracket.next - 1;
      }
    } else parts.push(c);
  }
  return parts;
};

const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Whether the whole of `text` matches; a star also matches slashes. */
export const matchesGlob = (glob: string, text: string, ignoreCase = false): boolean => {
  const parts = parseGlob(ignoreCase ? lower(glob) : glob);
  const subject = ignoreCase ? lower(text) : text;
  let [at, part] = [0, 0];
  let [starPart, starAt] = [-1, 0];
  while (at < subject.length) {
    const wanted = parts[part];
    if (typeof wanted === 'object' && wanted.kind === 'star') {
      starPart = part++;
      starAt = at;
    } else if (
      typeof wanted === 'string'
        ? wanted === subject[at]
        : wanted !== undefined && wanted.has[subject.charCodeAt(at)] === 1
    ) {
      at++;
      part++;
    } else if (starPart >= 0) {
      part = starPart + 1;
      at = ++starAt;
    } else return false;
  }
  while (typeof parts[part] === 'object' && (parts[part] as { kind: string }).kind === 'star') part++;
  return part === parts.length;
};
