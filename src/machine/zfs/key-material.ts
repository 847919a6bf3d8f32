/** Key material by name: what a key file named in a scenario holds and what an encryption root was wrapped with. */

/** 32 deterministic bytes for a key's name, as `keyformat=raw` wants them. Two names never share their material in practice. */
export function keyMaterial(id: string): string {
  let bytes = '';
  for (let block = 0; bytes.length < 32; block++) bytes += hash64(`key material ${block} of ${id}`, 8);
  return bytes;
}

/** The same material as 64 hexadecimal digits, for `keyformat=hex`. */
export const keyMaterialHex = (id: string): string =>
  [...keyMaterial(id)].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** A deterministic 64-bit number for a name: guids and the like. Never 0. */
export function stableGuid(name: string): bigint {
  let value = 0n;
  for (const c of hash64(name, 8)) value = (value << 8n) | BigInt(c.charCodeAt(0));
  return value === 0n ? 1n : value;
}

/** FNV-1a over the text in two 32-bit lanes, stirred; `count` bytes of it. */
function hash64(text: string, count: number): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ (c + i), 0x85ebca6b);
  }
  let bytes = '';
  for (let i = 0; i < count; i++) {
    if (i % 4 === 0) {
      a = stir(a ^ b);
      b = stir(b + 0x9e3779b9);
    }
    bytes += String.fromCharCode((a >>> ((i % 4) * 8)) & 255);
  }
  return bytes;
}

function stir(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return h ^ (h >>> 16);
}
