/** comm: lines of two sorted files, by where they are. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { closeInput, LineReader, openInput } from './inputs.ts';
import { complain, complainAbout, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quote } from './quote.ts';

const LONG = ['check-order', 'nocheck-order', 'output-delimiter:', 'total', 'zero-terminated=z', 'help', 'version'];

interface Side {
  readonly lines: LineReader;
  /** The line at hand and the two before it. */
  current: string | undefined;
  previous: string | undefined;
  beforeThat: string | undefined;
  warned: boolean;
}

export const comm: Program = {
  name: 'comm',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, '123z', LONG);
    const shown = [true, true, true];
    let check: 'default' | 'always' | 'never' = 'default';
    let delimiter = '\t';
    let total = false;
    let end = '\n';
    for (const { name, value = '' } of options) {
      if (/^[123]$/.test(name)) shown[Number(name) - 1] = false;
      else if (name === 'check-order') check = 'always';
      else if (name === 'nocheck-order') check = 'never';
      else if (name === 'output-delimiter') delimiter = value === '' ? '\0' : value;
      else if (name === 'total') total = true;
      else if (name === 'z') end = '\0';
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    if (operands.length === 1) return yield* usageError(p, `missing operand after ${quote(operands[0]!)}`);
    if (operands.length > 2) return yield* usageError(p, `extra operand ${quote(operands[2]!)}`);
    const fds: number[] = [];
    for (const path of operands) {
      const fd = yield* openInput(p, path);
      if (isErrno(fd)) return yield* complainAbout(p, path, fd);
      fds.push(fd);
    }
    const sides = fds.map(
      (fd): Side => ({
        lines: new LineReader(p, fd, end),
        current: undefined,
        previous: undefined,
        beforeThat: undefined,
        warned: false,
      }),
    );
    const [left, right] = sides as [Side, Side];
    for (const [n, side] of sides.entries()) {
      side.current = yield* side.lines.next();
      if (side.lines.error) return yield* complainAbout(p, operands[n]!, side.lines.error);
    }
    const out = new Output(p);
    const counts = [0, 0, 0];
    let unpairable = false;
    const indent = ['', shown[0] ? delimiter : '', `${shown[0] ? delimiter : ''}${shown[1] ? delimiter : ''}`];
    while (left.current !== undefined || right.current !== undefined) {
      const order =
        left.current === undefined
          ? 1
          : right.current === undefined
            ? -1
            : left.current < right.current
              ? -1
              : left.current > right.current
                ? 1
                : 0;
      const column = order < 0 ? 0 : order > 0 ? 1 : 2;
      if (order !== 0) unpairable = true;
      counts[column]!++;
      if (shown[column]) out.add(indent[column]! + (order > 0 ? right.current! : left.current!) + end);
      for (const [n, side] of sides.entries()) {
        if (n === 0 ? order > 0 : order < 0) continue;
        side.beforeThat = side.previous;
        side.previous = side.current;
        side.current = yield* side.lines.next();
        if (side.lines.error) return yield* complainAbout(p, operands[n]!, side.lines.error);
        const [a, b] = side.current === undefined ? [side.beforeThat, side.previous] : [side.previous, side.current];
        if (
          check === 'never' ||
          side.warned ||
          (check === 'default' && !unpairable) ||
          a === undefined ||
          b === undefined ||
          a <= b
        )
          continue;
        side.warned = true;
        if (check === 'always') yield* out.flush();
        yield* complain(p, `file ${n + 1} is not in sorted order`);
        if (check === 'always') return 1;
      }
      if (out.full) yield* out.flush();
      if (out.failed) break;
    }
    for (const fd of fds) closeInput(p, fd);
    if (total) out.add(`${counts.join(delimiter)}${delimiter}total${end}`);
    const status = yield* out.close();
    return left.warned || right.warned ? yield* complain(p, 'input is not in sorted order') : status;
  },
};
