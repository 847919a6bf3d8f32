/** base64: encodes bytes as text, and back. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { readInput } from './inputs.ts';
import { complain, complainAbout, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quote } from './quote.ts';

const LONG = ['decode=d', 'ignore-garbage=i', 'wrap:=w', 'help', 'version'];
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const encode = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('base64');

/** What can be decoded, and whether that was all. */
const decode = (text: string): { readonly bytes: string; readonly valid: boolean } => {
  let bytes = '';
  for (let at = 0; at < text.length; at += 4) {
    const group = text.slice(at, at + 4);
    const [a, b, c, d] = [...group].map((letter) => ALPHABET.indexOf(letter));
    if (a === undefined || b === undefined || a < 0 || b < 0) return { bytes, valid: false };
    bytes += String.fromCharCode((a << 2) | (b >> 4));
    if (group.slice(2) === '==') continue;
    if (c === undefined || c < 0) return { bytes, valid: false };
    bytes += String.fromCharCode(((b << 4) & 0xf0) | (c >> 2));
    if (group[3] === '=') continue;
    if (d === undefined || d < 0) return { bytes, valid: false };
    bytes += String.fromCharCode(((c << 6) & 0xc0) | d);
  }
  return { bytes, valid: true };
};

export const base64: Program = {
  name: 'base64',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'diw:', LONG);
    let decoding = false;
    let lenient = false;
    let wrap = 76;
    for (const { name, value = '' } of options) {
      if (name === 'd') decoding = true;
      else if (name === 'i') lenient = true;
      else if (name === 'w') {
        if (!/^\s*\+?\d+$/.test(value)) return yield* complain(p, `invalid wrap size: ${quote(value)}`);
        wrap = Number(value);
      } else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length > 1) return yield* usageError(p, `extra operand ${quote(operands[1]!)}`);
    const path = operands[0] ?? '-';
    const text = yield* readInput(p, path);
    if (isErrno(text)) {
      const opened = path === '-' ? true : p.access(path, 'r');
      return isErrno(opened) ? yield* complainAbout(p, path, text) : yield* complain(p, `read error: ${text.message}`);
    }
    const out = new Output(p);
    if (decoding) {
      const { bytes, valid } = decode(lenient ? text.replace(/[^A-Za-z0-9+/=]/g, '') : text.replaceAll('\n', ''));
      out.add(bytes);
      if (valid) return yield* out.close();
      yield* out.flush();
      return yield* complain(p, 'invalid input');
    }
    const encoded = encode(text);
    if (wrap === 0) out.add(encoded);
    else for (let at = 0; at < encoded.length; at += wrap) out.add(`${encoded.slice(at, at + wrap)}\n`);
    return yield* out.close();
  },
};
