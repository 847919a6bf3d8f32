/** How GNU programs quote names in messages, in the C locale (the styles of gnulib's quotearg). */

const C_ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

const isPrintable = (c: string): boolean => c >= ' ' && c <= '~';

const escapeByte = (c: string): string => C_ESCAPES[c] ?? `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`;

/** `'word'` with backslash escapes: for anything that is not a file name. */
export const quote = (text: string): string => {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\' || c === "'") out += `\\${c}`;
    else if (isPrintable(c)) out += c;
    // A digit after a short octal escape would be read as part of it: gnulib always writes three digits.
    else out += escapeByte(c);
  }
  return `'${out}'`;
};

/** `'name'` as a shell would read it back. */
export const quoteAlways = (text: string): string => {
  if (text.includes("'") && /^[ -~]*$/.test(text) && !/[!"$&()*;<>[\\^`|?]/.test(text)) return `"${text}"`;
  let out = "'";
  let escaped = false;
  for (const c of text) {
    if (isPrintable(c)) {
      if (escaped) out += "''";
      escaped = false;
      out += c === "'" ? "'\\''" : c;
    } else {
      if (!escaped) out += "'$'";
      escaped = true;
      out += escapeByte(c);
    }
  }
  return `${out}'`;
};

const needsQuotes = (text: string): boolean =>
  text === '' ||
  text === '{' ||
  text === '}' ||
  text[0] === '#' ||
  text[0] === '~' ||
  /[^!-~]|[!"$&'()*;<=>?[\\^`|]/.test(text);

/** The name as it is, or quoted when a shell would not read it as one word. */
export const quoteIfNeeded = (text: string): string => (needsQuotes(text) ? quoteAlways(text) : text);

/** The same where a colon comes after it, so that a colon in it would confuse. */
export const quoteBeforeColon = (text: string): string =>
  text.includes(':') ? quoteAlways(text) : quoteIfNeeded(text);
