/** The variables of an awk program: globals, function parameters, arrays, and those that mean something to awk itself. */
import type { Record } from './record.ts';
import { toNumber, type Value } from './values.ts';

export type AwkArray = Map<string, Value>;

/** A variable that is not known to be an array or a value until it is used. */
export interface Cell {
  value: Value;
  array: AwkArray | undefined;
  /** The caller's variable that was passed before it was either. */
  readonly lender?: Cell;
}

/** A program that goes wrong while it runs. */
export class AwkFailure {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export class Variables {
  readonly #globals = new Map<string, Cell>();
  readonly #frames: Map<string, Cell>[] = [];
  readonly #record: Record;

  constructor(record: Record) {
    this.#record = record;
    const initial: readonly (readonly [string, string | number])[] = [
      ['FS', ' '],
      ['OFS', ' '],
      ['ORS', '\n'],
      ['RS', '\n'],
      ['SUBSEP', '\x1c'],
      ['CONVFMT', '%.6g'],
      ['OFMT', '%.6g'],
      ['NR', 0],
      ['FNR', 0],
      ['RSTART', 0],
      ['RLENGTH', -1],
      ['FILENAME', ''],
    ];
    for (const [name, value] of initial) this.#globals.set(name, { value, array: undefined });
  }

  cell(name: string): Cell {
    const local = this.#frames.at(-1)?.get(name);
    if (local) return local;
    let cell = this.#globals.get(name);
    if (!cell) {
      cell = { value: undefined, array: undefined };
      this.#globals.set(name, cell);
    }
    return cell;
  }

  get(name: string): Value {
    if (name === 'NF') return this.#record.count;
    const cell = this.cell(name);
    if (cell.array) throw new AwkFailure(`type error in use of ${name}: an array where a value is expected`);
    return cell.value;
  }

  set(name: string, value: Value): void {
    if (name === 'NF') this.#record.count = Math.trunc(toNumber(value));
    else {
      const cell = this.cell(name);
      if (cell.array) throw new AwkFailure(`type error in use of ${name}: an array where a value is expected`);
      cell.value = value;
    }
  }

  array(name: string): AwkArray {
    return arrayOf(this.cell(name), name);
  }

  get depth(): number {
    return this.#frames.length;
  }

  enter(frame: Map<string, Cell>): void {
    this.#frames.push(frame);
  }

  leave(): void {
    this.#frames.pop();
  }
}

function arrayOf(cell: Cell, name: string): AwkArray {
  if (cell.array) return cell.array;
  if (cell.value !== undefined)
    throw new AwkFailure(`type error in use of ${name}: a value where an array is expected`);
  cell.array = cell.lender ? arrayOf(cell.lender, name) : new Map();
  return cell.array;
}
