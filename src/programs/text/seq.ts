/** seq: prints numbers from first to last. */
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { type Conversion, convertFloat } from './conversion.ts';
import { add, compare, fromBigInt, isZero, type LongDouble, multiply, parseLongDouble } from './long-double.ts';
import { complain, unsupported, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quote } from './quote.ts';

const LONG = ['format:=f', 'separator:=s', 'equal-width=w', 'help', 'version'];

interface Operand {
  readonly value: LongDouble;
  /** Digits after the point. */
  readonly precision: number;
  /** Characters of the number as written, for -w. */
  readonly width: number;
}

const parseOperand = (text: string): Operand | undefined | 'unmodelled' => {
  if (/^\s*[+-]?(?:inf|nan)/i.test(text)) return 'unmodelled';
  const found = parseLongDouble(text);
  if (found === 'out-of-range') return 'unmodelled';
  if (!found || found.length < text.length) return undefined;
  const word = text.replace(/^\s*\+?/, '');
  const [mantissa = '', power = '0'] = /^-?0x/i.test(word) ? [word] : word.toLowerCase().split('e');
  const fraction = mantissa.includes('.') ? mantissa.length - mantissa.indexOf('.') - 1 : 0;
  const shift = Number(power);
  const precision = Math.max(0, fraction - shift);
  let width = mantissa.length;
  if (fraction === 0 && mantissa.endsWith('.')) width--;
  if (/^-?\./.test(mantissa)) width++;
  if (shift > 0) width += Math.max(0, shift - fraction) - (fraction > 0 && shift >= fraction ? 1 : 0);
  if (shift < 0) width += -shift + (fraction === 0 ? 1 : 0);
  return { value: found.value, precision, width };
};

const FORMAT = /^((?:[^%]|%%)*)%([-+#0 ']*)(\d*)(?:\.(\d*))?(L?)([\s\S]?)([\s\S]*)$/;

interface Format {
  readonly before: string;
  readonly after: string;
  readonly conversion: Conversion;
}

const parseFormat = (format: string): Format | string => {
  const found = FORMAT.exec(format);
  if (!found) return `format ${quote(format)} has no % directive`;
  const [, before, flags, width, precision, , letter, after] = found;
  if (letter === '') return `format ${quote(format)} ends in %`;
  if (!'efgaEFGA'.includes(letter!)) return `format ${quote(format)} has unknown %${letter} directive`;
  if (/%/.test(after!.replaceAll('%%', ''))) return `format ${quote(format)} has too many % directives`;
  return {
    before: before!.replaceAll('%%', '%'),
    after: after!.replaceAll('%%', '%'),
    conversion: {
      flags: flags!,
      width: Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      letter: letter!,
    },
  };
};

/** `%.Nf` with the most digits after the point, and with -w the width that makes all equal. */
const defaultFormat = (first: Operand, step: Operand, last: Operand, equalWidth: boolean): Format => {
  const precision = Math.max(first.precision, step.precision);
  let width = 0;
  if (equalWidth) {
    let firstWidth = first.width + precision - first.precision;
    let lastWidth = last.width + precision - last.precision;
    if (last.precision > 0 && precision === 0) lastWidth--;
    if (last.precision === 0 && precision > 0) lastWidth++;
    if (first.precision === 0 && precision > 0) firstWidth++;
    width = Math.max(firstWidth, lastWidth);
  }
  return { before: '', after: '', conversion: { flags: width > 0 ? '0' : '', width, precision, letter: 'f' } };
};

const isWhole = (text: string): boolean => /^[+-]?\d+$/.test(text);

export const seq: Program = {
  name: 'seq',
  run: function* (p) {
    // A negative number ends the options.
    const from = p.argv.findIndex(
      (word, n) => n > 0 && /^-[.\d]/.test(word) && !/^(?:-[fs]|--(?:format|separator))$/.test(p.argv[n - 1]!),
    );
    const head = from < 0 ? p.argv : p.argv.slice(0, from);
    const { options, operands: before, error } = getopt(head, 'f:s:w', LONG, { permute: false });
    const operands = from < 0 ? before : [...before, ...p.argv.slice(from)];
    let given: string | undefined;
    let separator = '\n';
    let equalWidth = false;
    for (const { name, value = '' } of options) {
      if (name === 'f') given = value;
      else if (name === 's') separator = value;
      else if (name === 'w') equalWidth = true;
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    if (operands.length > 3) return yield* usageError(p, `extra operand ${quote(operands[3]!)}`);
    let format: Format | undefined;
    if (given !== undefined) {
      const parsed = parseFormat(given);
      if (typeof parsed === 'string') return yield* complain(p, parsed);
      if (/[aA']/.test(parsed.conversion.letter + parsed.conversion.flags))
        return yield* unsupported(p, `format ${given}`);
      if (equalWidth)
        return yield* usageError(p, 'format string may not be specified when printing equal width strings');
      format = parsed;
    }
    const parsed: Operand[] = [];
    for (const word of operands) {
      const operand = parseOperand(word);
      if (operand === 'unmodelled') return yield* unsupported(p, `the number ${word}`);
      if (operand === undefined) return yield* usageError(p, `invalid floating point argument: ${quote(word)}`);
      parsed.push(operand);
      if (operands.length === 3 && parsed.length === 2 && isZero(operand.value)) {
        return yield* usageError(p, `invalid Zero increment value: ${quote(word)}`);
      }
    }
    const one: Operand = { value: fromBigInt(1n), precision: 0, width: 1 };
    const last = parsed.at(-1)!;
    const first = parsed.length > 1 ? parsed[0]! : one;
    const step = parsed.length > 2 ? parsed[1]! : one;
    const out = new Output(p);
    let started = false;
    const put = (text: string): void => {
      out.add(started ? separator + text : text);
      started = true;
    };
    if (format === undefined && !equalWidth && operands.every(isWhole)) {
      const [low, by, high] = [
        operands.length > 1 ? operands[0]! : '1',
        operands.length > 2 ? operands[1]! : '1',
        operands.at(-1)!,
      ].map(BigInt) as [bigint, bigint, bigint];
      for (let n = low; by > 0n ? n <= high : n >= high; n += by) {
        put(n.toString());
        if (out.full) yield* out.flush();
        if (out.failed) break;
      }
    } else {
      const { before: prefix, after, conversion } = format ?? defaultFormat(first, step, last, equalWidth);
      let previous = '';
      for (let n = 0n; !out.failed; n++) {
        const x = add(first.value, multiply(fromBigInt(n), step.value));
        const text = convertFloat(conversion, x);
        const order = compare(x, last.value);
        if (step.value.negative ? order < 0 : order > 0) {
          // A last number that was missed only by rounding is printed after all.
          const shown = parseLongDouble(text);
          if (n > 0n && typeof shown === 'object' && compare(shown.value, last.value) === 0 && text !== previous)
            put(prefix + text + after);
          break;
        }
        put(prefix + text + after);
        previous = text;
        if (out.full) yield* out.flush();
      }
    }
    if (started) out.add('\n');
    return yield* out.close();
  },
};
