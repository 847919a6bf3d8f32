/** Pipes and FIFOs: 64 KiB between writers and readers. */
import { WaitQueue } from './task.ts';

const CAPACITY_BYTES = 65_536;

export class Pipe {
  readonly #chunks: string[] = [];
  #bytes = 0;
  readers = 0;
  writers = 0;
  /** How often an end was ever opened: a FIFO that was opened and closed again lets go who waited for that. */
  readersEver = 0;
  writersEver = 0;
  /** Woken when data or the end of it comes. */
  readonly readable = new WaitQueue('data in a pipe');
  /** Woken when room comes, or the last reader goes. */
  readonly writable = new WaitQueue('room in a pipe');
  /** Woken when an end of a FIFO is opened. */
  readonly opened = new WaitQueue('the other end of a FIFO');

  get availableBytes(): number {
    return this.#bytes;
  }

  /** Bytes; '' at the end; undefined when a writer may still bring some. */
  read(maxBytes: number): string | undefined {
    if (this.#bytes === 0) return this.writers === 0 ? '' : undefined;
    let data = '';
    while (data.length < maxBytes && this.#chunks.length > 0) {
      const chunk = this.#chunks[0]!;
      const room = maxBytes - data.length;
      if (chunk.length <= room) {
        data += chunk;
        this.#chunks.shift();
      } else {
        data += chunk.slice(0, room);
        this.#chunks[0] = chunk.slice(room);
      }
    }
    this.#bytes -= data.length;
    this.writable.wake();
    return data;
  }

  /** What is in a FIFO that nobody has open is lost. */
  empty(): void {
    this.#chunks.length = 0;
    this.#bytes = 0;
  }

  /** How many bytes found room; writes of up to 4096 bytes are all or nothing (PIPE_BUF). */
  write(bytes: string): number {
    const room = CAPACITY_BYTES - this.#bytes;
    if (bytes.length > room && (bytes.length <= 4096 || room === 0)) return 0;
    const taken = bytes.length <= room ? bytes : bytes.slice(0, room);
    if (taken) {
      this.#chunks.push(taken);
      this.#bytes += taken.length;
      this.readable.wake();
    }
    return taken.length;
  }
}
