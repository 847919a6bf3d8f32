/** Short strings kept as their bytes, outside of what the garbage collector has to look at: a recording has hundreds of thousands of them. */

const BYTES_OF_CHUNK = 32_768;
/** Longer ones are cheaper to keep as they are. */
const LONGEST = 16;

/** Where a string is kept, or the string itself. */
export type Kept = number | string;

export class Texts {
  readonly #chunks: Uint8Array[] = [];
  /** The chunk that is filled; none yet. */
  #chunk = new Uint8Array(0);
  #filled = 0;

  /** Keeps a string; as it is when it is too long, or holds more than bytes. */
  keep(text: string): Kept {
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
  text(kept: Kept): string {
    if (typeof kept === 'string') return kept;
    const chunk = this.#chunks[Math.floor(kept / BYTES_OF_CHUNK)]!;
    const at = kept % BYTES_OF_CHUNK;
    const end = at + 1 + chunk[at]!;
    let text = '';
    for (let index = at + 1; index < end; index++) text += String.fromCharCode(chunk[index]!);
    return text;
  }

  #begin(): void {
    this.#chunk = new Uint8Array(BYTES_OF_CHUNK);
    this.#chunks.push(this.#chunk);
    this.#filled = 0;
  }
}
