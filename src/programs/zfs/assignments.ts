/** `property=value` words of a command line. */

/** The settings in order; a text is the complaint. */
export function parseAssignments(words: readonly string[]): ReadonlyMap<string, string> | string {
  const settings = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals < 0) return `missing '=' for property=value argument`;
    const name = word.slice(0, equals);
    if (settings.has(name)) return `property '${name}' specified multiple times`;
    settings.set(name, word.slice(equals + 1));
  }
  return settings;
}
