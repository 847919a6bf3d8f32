/** The kernel command line as systemd reads it: words with quotes, `rd.` options of the initramfs. */

/** The words of /proc/cmdline; single and double quotes hold blanks together and are taken away. */
export function commandLineWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (const c of text) {
    if (quote !== '') {
      if (c === quote) quote = '';
      else word = (word ?? '') + c;
    } else if (c === '"' || c === "'") {
      quote = c;
      word ??= '';
    } else if (/\s/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + c;
  }
  if (word !== undefined) words.push(word);
  return words;
}

export interface CommandLineOption {
  readonly key: string;
  /** Undefined for a bare word. */
  readonly value: string | undefined;
}

const option = (word: string): CommandLineOption => {
  const equals = word.indexOf('=');
  return equals < 0 ? { key: word, value: undefined } : { key: word.slice(0, equals), value: word.slice(equals + 1) };
};

/**
 * Options as a program in the initramfs takes them: those with `rd.` without it, those without it as they are. Dashes and underscores are the
 * same in keys.
 */
export const options = (text: string): CommandLineOption[] =>
  commandLineWords(text).map((word) => {
    const { key, value } = option(word);
    return { key: key.replace(/^rd\./, '').replaceAll('_', '-'), value };
  });

/** The last value of an option without any change of its name. */
export function lastValue(text: string, key: string): CommandLineOption | undefined {
  return commandLineWords(text)
    .map(option)
    .findLast((found) => found.key === key);
}
