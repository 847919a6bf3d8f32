/** RANDOM. */
import type { Interpreter } from '../interpreter.ts';

/** bash's own generator, so that `RANDOM=42` gives what it gives there; without a seed it begins with one of the machine's. */
export class BashRandom {
  #state: number | undefined;
  #last = 0;
  /** Who asked last: a forked shell begins anew. */
  #pid = 0;

  seed(value: number): void {
    this.#state = Number(BigInt.asUintN(32, BigInt(Math.trunc(value) || 0)));
    this.#last = 0;
    this.#pid = -1;
  }

  next(sh: Interpreter): number {
    if (this.#state === undefined || (this.#pid !== -1 && this.#pid !== sh.p.pid)) {
      this.#state = sh.p.kernel.random.integer(2 ** 31);
      this.#pid = sh.p.pid;
    }
    let value: number;
    do {
      this.#state = minimalStandard(this.#state);
      value = ((this.#state >>> 16) ^ (this.#state & 65535)) & 32767;
    } while (value === this.#last);
    this.#last = value;
    return value;
  }
}

/** Park and Miller's generator by Schrage's method (random.c: intrand32). */
function minimalStandard(last: number): number {
  const seed = last === 0 ? 123459876 : last >>> 0;
  const high = Math.trunc(seed / 127773);
  const low = seed - 127773 * high;
  const next = (16807 * low - 2836 * high) | 0;
  return next < 0 ? next + 0x7fffffff : next;
}
