/** Brace expansion (bash): purely textual, on words as they are written; `{a,b}` and `{1..3}`. What comes of it is read as words. */

const MAX_WORDS = 100_000;

/** The texts that a word's text stands for; undefined when there is nothing to expand. */
export function bracedTexts(text: string): readonly string[] | undefined {
  if (!text.includes('{') || !(text.includes(',') || text.includes('..'))) return undefined;
  const texts = expand(text);
  return texts.length === 1 && texts[0] === text ? undefined : texts;
}

function expand(text: string): string[] {
  let open = find(text, 0, '{');
  while (open >= 0 && find(text, open + 1, '}') < 0) open = find(text, open + 1, '{');
  if (open < 0) return [text];
  const close = find(text, open + 1, '}');
  const inside = text.slice(open + 1, close);
  let choices: readonly string[] | undefined;
  if (hasComma(inside)) choices = alternatives(inside);
  else {
    choices = sequence(inside);
    if (!choices && close + 1 >= text.length) return [text];
    // A sequence that is none stands for itself; what follows it may be expanded.
    choices ??= [text.slice(open, close + 1)];
  }
  const before = text.slice(0, open);
  const rests = close + 1 < text.length ? expand(text.slice(close + 1)) : [''];
  const result: string[] = [];
  for (const choice of choices) {
    for (const rest of rests) {
      if (result.length >= MAX_WORDS) return result;
      result.push(before + choice + rest);
    }
  }
  return result;
}

function hasComma(inside: string): boolean {
  for (let at = 0; at < inside.length; at++) {
    if (inside[at] === '\\') at++;
    else if (inside[at] === ',') return true;
  }
  return false;
}

function alternatives(inside: string): string[] {
  const choices: string[] = [];
  for (let from = 0; ; ) {
    const comma = find(inside, from, ',');
    choices.push(...expand(inside.slice(from, comma < 0 ? undefined : comma)));
    if (comma < 0) return choices;
    from = comma + 1;
  }
}

/**
 * Offset of the next unquoted brace or comma at this level; -1 when there is none. A closing brace counts only behind a comma or `..`,
 * an opening one not between blanks.
 */
function find(text: string, from: number, wanted: '{' | '}' | ','): number {
  let level = 0;
  let quote = '';
  let separated = wanted !== '}';
  for (let at = from; at < text.length; at++) {
    const c = text[at]!;
    if (c === '\\' && quote !== "'") {
      at++;
      continue;
    }
    if (c === '$' && text[at + 1] === '{' && quote !== "'") {
      at++;
      if (quote === '') level++;
      continue;
    }
    if (quote !== '') {
      if (c === quote) quote = '';
      else if (quote === '"' && c === '$' && text[at + 1] === '(') at = substitutionEnd(text, at + 1);
      continue;
    }
    if (c === '"' || c === "'" || c === '`') {
      quote = c;
      continue;
    }
    if ((c === '$' || c === '<' || c === '>') && text[at + 1] === '(') {
      at = substitutionEnd(text, at + 1);
      continue;
    }
    if (c === wanted && level === 0 && separated) {
      if (c !== '{' || !isBlankBrace(text, at)) return at;
      continue;
    }
    if (c === '{') level++;
    else if (c === '}' && level > 0) level--;
    else if (level === 0 && (c === ',' || (text.startsWith('..', at) && text[at + 2] !== '}'))) separated = true;
  }
  return -1;
}

const isBlank = (c: string | undefined): boolean => c === undefined || c === ' ' || c === '\t' || c === '\n';
const isBlankBrace = (text: string, at: number): boolean =>
  (at === 0 || isBlank(text[at - 1])) && (isBlank(text[at + 1]) || text[at + 1] === '}');

/** Offset of the parenthesis that ends a substitution whose own stands at `open`. */
function substitutionEnd(text: string, open: number): number {
  let depth = 0;
  let quote = '';
  for (let at = open; at < text.length; at++) {
    const c = text[at]!;
    if (c === '\\' && quote !== "'") at++;
    else if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'" || c === '`') quote = c;
    else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return at;
  }
  return text.length;
}

/** What lies between the capital and the small letters and is more than itself in a word. */
const LETTERS_BETWEEN: Readonly<Record<number, string>> = { 92: "''", 96: '\\`' };

/** `FROM..TO` and `FROM..TO..BY`: numbers, or single letters. */
function sequence(inside: string): string[] | undefined {
  const found = /^(?:([+-]?\d+)\.\.([+-]?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.([+-]?\d+))?$/.exec(inside);
  if (!found) return undefined;
  const [, from, to, first, last, by = '1'] = found;
  const numeric = from !== undefined && to !== undefined;
  const begin = numeric ? Number(from) : first!.charCodeAt(0);
  const end = numeric ? Number(to) : last!.charCodeAt(0);
  if (![begin, end, Number(by)].every(Number.isSafeInteger)) return undefined;
  const step = Math.abs(Number(by)) || 1;
  const padded = numeric && /^-?0\d/.test(from) ? true : numeric && /^-?0\d/.test(to);
  const width = padded ? Math.max(from!.length, to!.length) : 0;
  const result: string[] = [];
  for (let at = begin; begin <= end ? at <= end : at >= end; at += begin <= end ? step : -step) {
    if (result.length >= MAX_WORDS) break;
    if (!numeric) result.push(LETTERS_BETWEEN[at] ?? String.fromCharCode(at));
    else result.push(at < 0 ? `-${String(-at).padStart(width - 1, '0')}` : String(at).padStart(width, '0'));
  }
  return result;
}
