/** Short strings kept as their bytes, outside of what the garbage collector has to look at: a recording has hundreds of thousands of them. */

const BYTES_OF_CHUNK = 32_768;
/** Longer ones are cheaper to keep as they are. */
const LONGEST = 16;

export class Texts {
  readonly #chunks: Uint8Array[] = [];
  /** The chunk that is filled; none yet. */
  #chunk = new Uint8Array(0);
  #filled = 0;

  /** Where a string is kept now, or the string itself: when it is too long, or holds more than bytes. */
  keep(text: string): number | string {
    const { length } = text;
    if (length > LONGEST) return text;
    if (this.#filled + length >= this.#chunk.length) this.#begin();
    const chunk = this.#chunk;
    const at = this.#filled;
    chunk[at] = length;
    let seen = 0;
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      chunk[at + 1 + index] = code;
      seen |= code;
    }
    if (seen > 0xff) return text;
    this.#filled = at + 1 + length;
    return (this.#chunks.length - 1) * BYTES_OF_CHUNK + at;
  }

  /** @param kept what `keep` gave. */
  text(kept: number | string): string {
    if (typeof kept === 'string') return kept;
    const chunk = this.#chunks[Math.floor(kept / BYTES_OF_CHUNK)]!;
    const at = kept % BYTES_OF_CHUNK;
    return String.fromCharCode(...chunk.subarray(at + 1, at + 1 + chunk[at]!));
  }

  #begin(): void {
    this.#chunk = new Uint8Array(BYTES_OF_CHUNK);
    this.#chunks.push(this.#chunk);
    this.#filled = 0;
  }
}
