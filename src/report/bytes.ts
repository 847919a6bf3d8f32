/** From the machine's bytes (one code unit each) to text for people. */
const decoder = new TextDecoder('utf-8');

/** Decodes UTF-8 and makes control characters visible (`\x1b`), so that nothing a script prints can drive the terminal. */
export function shown(bytes: string): string {
  const text = /[\x80-\xff]/.test(bytes)
    ? decoder.decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0) & 0xff))
    : bytes;
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** From text as people type it to the machine's bytes. */
export function toBytes(text: string): string {
  if (!/[^\x00-\x7f]/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
