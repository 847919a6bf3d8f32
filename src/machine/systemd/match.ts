/** fnmatch(3) for unit names and paths: `*`, `?`, `[…]`, `\\` before a character that stands for itself. Linear in the text for each star. */

export function matches(text: string, pattern: string): boolean {
  let [at, to] = [0, 0];
  let star: { readonly at: number; to: number } | undefined;
  while (to < text.length) {
    if (pattern[at] === '*') {
      star = { at: ++at, to };
      continue;
    }
    const step = at < pattern.length ? one(text[to]!, pattern, at) : 0;
    if (step > 0) {
      at += step;
      to++;
    } else if (star) {
      at = star.at;
      to = ++star.to;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** How many characters of the pattern take this character; 0 when it does not match. */
function one(c: string, pattern: string, at: number): number {
  if (pattern[at] === '?') return 1;
  if (pattern[at] === '\\' && at + 1 < pattern.length) return pattern[at + 1] === c ? 2 : 0;
  const end = pattern[at] === '[' ? pattern.indexOf(']', at + (/[!^]/.test(pattern[at + 1] ?? '') ? 3 : 2)) : -1;
  if (end < 0) return pattern[at] === c ? 1 : 0;
  const body = pattern.slice(at + 1, end);
  const negated = /^[!^]/.test(body);
  const held = [...(negated ? body.slice(1) : body).matchAll(/(.)-(.)|(.)/gs)].some(([, from, until, single]) =>
    single === undefined ? from! <= c && c <= until! : single === c,
  );
  return held !== negated ? end - at + 1 : 0;
}
