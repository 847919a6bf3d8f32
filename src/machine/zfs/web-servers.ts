/** Web servers that a `keylocation` can name. There are none unless somebody sets one up. */

export interface WebServer {
  /** `HOST:PORT`, as an address names it. */
  readonly address: string;
  /** Bodies by path, such as `/key`; every other path is answered with 404. */
  readonly pages: ReadonlyMap<string, string>;
}
