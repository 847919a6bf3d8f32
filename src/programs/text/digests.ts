/** The hash functions behind md5sum and its like (RFC 1321, FIPS 180-4), over bytes. */

/** The message with its padding and its length in bits, as 32-bit words. */
const paddedWords = (bytes: string, littleEndian: boolean): Uint32Array => {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const view = new DataView(new ArrayBuffer(blocks * 64));
  for (let n = 0; n < bytes.length; n++) view.setUint8(n, bytes.charCodeAt(n));
  view.setUint8(bytes.length, 0x80);
  const [low, high] = [(bytes.length * 8) >>> 0, Math.floor(bytes.length / 0x20000000)];
  view.setUint32(blocks * 64 - 8, littleEndian ? low : high, littleEndian);
  view.setUint32(blocks * 64 - 4, littleEndian ? high : low, littleEndian);
  return Uint32Array.from({ length: blocks * 16 }, (_, n) => view.getUint32(n * 4, littleEndian));
};

const rotateLeft = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

const hex = (words: Iterable<number>, littleEndian: boolean): string => {
  let out = '';
  for (const word of words) {
    const text = (word >>> 0).toString(16).padStart(8, '0');
    out += littleEndian ? text.match(/../g)!.reverse().join('') : text;
  }
  return out;
};

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const MD5_SINES = Array.from({ length: 64 }, (_, n) => Math.floor(Math.abs(Math.sin(n + 1)) * 2 ** 32) | 0);

export const md5 = (bytes: string): string => {
  const words = paddedWords(bytes, true);
  const sum = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d] = sum as unknown as [number, number, number, number];
    for (let n = 0; n < 64; n++) {
      const round = n >> 4;
      const [mix, word] =
        round === 0
          ? [(b & c) | (~b & d), n]
          : round === 1
            ? [(d & b) | (~d & c), (5 * n + 1) & 15]
            : round === 2
              ? [b ^ c ^ d, (3 * n + 5) & 15]
              : [c ^ (b | ~d), (7 * n) & 15];
      const turned = rotateLeft((a + mix + MD5_SINES[n]! + words[block + word]!) | 0, MD5_SHIFTS[round * 4 + (n & 3)]!);
      [a, b, c, d] = [d, (b + turned) | 0, b, c];
    }
    for (const [n, word] of [a, b, c, d].entries()) sum[n]! += word;
  }
  return hex(sum, true);
};

export const sha1 = (bytes: string): string => {
  const words = paddedWords(bytes, false);
  const sum = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const w = new Int32Array(80);
  for (let block = 0; block < words.length; block += 16) {
    for (let n = 0; n < 80; n++) {
      w[n] = n < 16 ? words[block + n]! : rotateLeft(w[n - 3]! ^ w[n - 8]! ^ w[n - 14]! ^ w[n - 16]!, 1);
    }
    let [a, b, c, d, e] = sum as unknown as [number, number, number, number, number];
    for (let n = 0; n < 80; n++) {
      const [mix, constant] =
        n < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : n < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : n < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      [a, b, c, d, e] = [(rotateLeft(a, 5) + mix + e + constant + w[n]!) | 0, a, rotateLeft(b, 30), c, d];
    }
    for (const [n, word] of [a, b, c, d, e].entries()) sum[n]! += word;
  }
  return hex(sum, false);
};

const firstPrimes = (count: number): number[] => {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
};
const fractionBits = (x: number): number => Math.floor((x - Math.floor(x)) * 2 ** 32) | 0;
const SHA256_CONSTANTS = firstPrimes(64).map((prime) => fractionBits(Math.cbrt(prime)));
const SHA256_START = firstPrimes(8).map((prime) => fractionBits(Math.sqrt(prime)));

export const sha256 = (bytes: string): string => {
  const words = paddedWords(bytes, false);
  const sum = Int32Array.from(SHA256_START);
  const w = new Int32Array(64);
  const turn = (x: number, ...by: number[]): number => by.reduce((out, n) => out ^ rotateLeft(x, 32 - n), 0);
  for (let block = 0; block < words.length; block += 16) {
    for (let n = 0; n < 64; n++) {
      if (n < 16) w[n] = words[block + n]!;
      else {
        const [x, y] = [w[n - 15]!, w[n - 2]!];
        w[n] = w[n - 16]! + w[n - 7]! + (turn(x, 7, 18) ^ (x >>> 3)) + (turn(y, 17, 19) ^ (y >>> 10));
      }
    }
    let [a, b, c, d, e, f, g, h] = sum as unknown as [number, number, number, number, number, number, number, number];
    for (let n = 0; n < 64; n++) {
      const one = (h + turn(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + SHA256_CONSTANTS[n]! + w[n]!) | 0;
      const two = (turn(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    for (const [n, word] of [a, b, c, d, e, f, g, h].entries()) sum[n]! += word;
  }
  return hex(sum, false);
};
