/** Evaluates the expressions of an awk program. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { type Regex, RegexError } from '../../regex/regex.ts';
import { isErrno } from '../../vfs/errno.ts';
import { wallClock } from '../dates/calendar.ts';
import { mayHold } from '../text/inputs.ts';
import { compute, replacement } from './builtins.ts';
import { compilePattern } from './patterns.ts';
import { Record } from './record.ts';
import { splitFields } from './records.ts';
import { Streams } from './streams.ts';
import type { AwkProgram, Node, Place, Statement } from './tree.ts';
import { compareValues, isTrue, Outside, toNumber, toText, type Value } from './values.ts';
import { AwkFailure, type Cell, Variables } from './variables.ts';

const MAX_CALLS = 500;
/** What looking through a long text costs in steps of the run. */
const BYTES_PER_STEP = 64;

/** A place whose subscript or index has been computed. */
type Spot =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'element'; readonly array: string; readonly key: string }
  | { readonly kind: 'field'; readonly index: number };

/** How a statement ended when it was not by its own end. */
export type Left = 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return' | undefined;

/** Carries `exit` and `next` out of a function, through the expression that called it. */
export class Leaving {
  readonly how: 'exit' | 'next' | 'nextfile';

  constructor(how: 'exit' | 'next' | 'nextfile') {
    this.how = how;
  }
}

export abstract class Evaluator {
  readonly variables: Variables;
  protected readonly p: Process;
  protected readonly m: Machine;
  protected readonly program: AwkProgram;
  protected readonly record: Record;
  protected readonly streams: Streams;
  protected returned: Value;
  private seed = 0;

  constructor(p: Process, m: Machine, program: AwkProgram) {
    this.p = p;
    this.m = m;
    this.program = program;
    this.record = new Record(() => this.text(this.variables.get('OFS')));
    this.variables = new Variables(this.record);
    this.streams = new Streams(p);
  }

  /** Runs a statement, for the bodies of functions. */
  protected abstract execute(statement: Statement): Task<Left>;

  /** The next record of the main input, for a plain getline. */
  protected abstract nextMain(): Task<string | undefined>;

  protected setRecord(text: string): void {
    this.record.set(text, this.text(this.variables.get('FS')), this.text(this.variables.get('RS')) === '');
  }

  protected get format(): string {
    return this.text(this.variables.cell('CONVFMT').value);
  }

  protected text(value: Value): string {
    if (typeof value === 'string') return value;
    if (value === undefined) return '';
    if (value instanceof Outside) return value.text;
    return toText(value, Number.isInteger(value) ? '%.6g' : toText(this.variables.cell('CONVFMT').value, '%.6g'));
  }

  protected *value(node: Node): Task<Value> {
    switch (node.kind) {
      case 'number':
      case 'string':
        return node.value;
      case 'regex':
        return this.pattern(node.source).test(this.record.text) ? 1 : 0;
      case 'variable':
        return this.variables.get(node.name);
      case 'element':
      case 'field':
        return this.load(yield* this.spot(node));
      case 'group':
        return yield* this.value(node.of);
      case 'assign': {
        // Where it goes is found out first, once.
        const spot = yield* this.spot(node.place);
        const value = yield* this.value(node.value);
        if (node.operator === '=') {
          this.store(spot, value);
          return value;
        }
        const after = arithmetic(node.operator[0]!, toNumber(this.load(spot)), toNumber(value));
        this.store(spot, after);
        return after;
      }
      case 'step': {
        const spot = yield* this.spot(node.place);
        const before = toNumber(this.load(spot));
        this.store(spot, before + node.by);
        return node.prefix ? before + node.by : before;
      }
      case 'unary': {
        const value = yield* this.value(node.of);
        if (node.operator === '!') return isTrue(value) ? 0 : 1;
        return node.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'binary':
        return this.binary(node.operator, yield* this.value(node.left), yield* this.value(node.right));
      case 'match': {
        const text = this.text(yield* this.value(node.left));
        this.p.kernel.work(text.length, BYTES_PER_STEP);
        return (yield* this.patternOf(node.right)).test(text) !== node.negated ? 1 : 0;
      }
      case 'and':
        return isTrue(yield* this.value(node.left)) && isTrue(yield* this.value(node.right)) ? 1 : 0;
      case 'or':
        return isTrue(yield* this.value(node.left)) || isTrue(yield* this.value(node.right)) ? 1 : 0;
      case 'choose':
        return yield* this.value(isTrue(yield* this.value(node.test)) ? node.yes : node.no);
      case 'in':
        return this.variables.array(node.array).has(yield* this.key(node.keys)) ? 1 : 0;
      case 'call':
        return yield* this.call(node.name, node.arguments);
      case 'builtin':
        return yield* this.builtin(node.name, node.arguments);
      case 'getline':
        return yield* this.getline(node);
    }
  }

  protected binary(operator: string, left: Value, right: Value): Value {
    switch (operator) {
      case ' ':
        return this.joined(this.text(left), this.text(right));
      case '<':
        return compareValues(left, right, this.format) < 0 ? 1 : 0;
      case '<=':
        return compareValues(left, right, this.format) <= 0 ? 1 : 0;
      case '==':
        return compareValues(left, right, this.format) === 0 ? 1 : 0;
      case '!=':
        return compareValues(left, right, this.format) !== 0 ? 1 : 0;
      case '>':
        return compareValues(left, right, this.format) > 0 ? 1 : 0;
      case '>=':
        return compareValues(left, right, this.format) >= 0 ? 1 : 0;
      default:
        return arithmetic(operator, toNumber(left), toNumber(right));
    }
  }

  protected joined(left: string, right: string): string {
    mayHold(this.p, left.length + right.length);
    return left + right;
  }

  protected *key(keys: readonly Node[]): Task<string> {
    if (keys.length === 1) return this.text(yield* this.value(keys[0]!));
    const parts: string[] = [];
    for (const key of keys) parts.push(this.text(yield* this.value(key)));
    return parts.join(this.text(this.variables.get('SUBSEP')));
  }

  protected field(index: number): Value {
    if (index < 0) throw new AwkFailure(`negative field index $${index}`);
    if (Math.trunc(index) === 0) return new Outside(this.record.text);
    const text = this.record.field(Math.trunc(index));
    return text === undefined ? '' : new Outside(text);
  }

  protected *spot(place: Place): Task<Spot> {
    switch (place.kind) {
      case 'variable':
        return place;
      case 'element':
        return { kind: 'element', array: place.array, key: yield* this.key(place.keys) };
      case 'field':
        return { kind: 'field', index: Math.trunc(toNumber(yield* this.value(place.index))) };
    }
  }

  protected load(spot: Spot): Value {
    switch (spot.kind) {
      case 'variable':
        return this.variables.get(spot.name);
      case 'field':
        return this.field(spot.index);
      case 'element': {
        // To ask for an element is to make it.
        const array = this.variables.array(spot.array);
        if (!array.has(spot.key)) array.set(spot.key, undefined);
        return array.get(spot.key);
      }
    }
  }

  protected store(spot: Spot, value: Value): void {
    if (spot.kind === 'variable') this.variables.set(spot.name, value);
    else if (spot.kind === 'element') this.variables.array(spot.array).set(spot.key, value);
    else if (spot.index < 0 || spot.index > 100_000) throw new AwkFailure(`field index out of range: $${spot.index}`);
    else if (spot.index === 0) this.setRecord(this.text(value));
    else this.record.setField(spot.index, this.text(value));
  }

  protected pattern(source: string): Regex {
    const compiled = compilePattern(source);
    if (compiled instanceof RegexError)
      throw new AwkFailure(`regular expression compile failed (${compiled.message})\n${source}`);
    return compiled;
  }

  protected *patternOf(node: Node): Task<Regex> {
    return this.pattern(node.kind === 'regex' ? node.source : this.text(yield* this.value(node)));
  }

  protected *call(name: string, given: readonly Node[]): Task<Value> {
    const { parameters, body } = this.program.functions.get(name)!;
    if (given.length > parameters.length) throw new AwkFailure(`function ${name} called with too many arguments`);
    if (this.variables.depth >= MAX_CALLS)
      this.p.kernel.limit('depth', `${MAX_CALLS} nested calls of the awk function ${name}`);
    const frame = new Map<string, Cell>();
    for (const [n, parameter] of parameters.entries()) {
      const node = given[n];
      if (node?.kind === 'variable' && node.name !== 'NF') {
        const cell = this.variables.cell(node.name);
        frame.set(
          parameter,
          cell.array
            ? { value: undefined, array: cell.array }
            : { value: cell.value, array: undefined, ...(cell.value === undefined ? { lender: cell } : {}) },
        );
      } else frame.set(parameter, { value: node ? yield* this.value(node) : undefined, array: undefined });
    }
    this.variables.enter(frame);
    this.returned = undefined;
    const left = yield* this.execute(body);
    this.variables.leave();
    if (left === 'exit' || left === 'next' || left === 'nextfile') throw new Leaving(left);
    const value = this.returned;
    this.returned = undefined;
    return value;
  }

  protected *builtin(name: string, given: readonly Node[]): Task<Value> {
    switch (name) {
      case 'length': {
        const node = given[0];
        if (!node) return this.record.text.length;
        if (node.kind === 'variable' && node.name !== 'NF') {
          const cell = this.variables.cell(node.name);
          if (cell.array) return cell.array.size;
        }
        return this.text(yield* this.value(node)).length;
      }
      case 'split':
        return yield* this.split(given);
      case 'sub':
      case 'gsub':
        return yield* this.substitute(name === 'gsub', given);
      case 'match': {
        const text = this.text(yield* this.value(given[0]!));
        const match = (yield* this.patternOf(given[1]!)).exec(text);
        this.variables.set('RSTART', match ? match[0]! + 1 : 0);
        this.variables.set('RLENGTH', match ? match[1]! - match[0]! : -1);
        return match ? match[0]! + 1 : 0;
      }
      case 'system':
        return yield* this.streams.run(this.text(yield* this.value(given[0]!)));
      case 'close':
        return yield* this.streams.close(this.text(yield* this.value(given[0]!)));
      case 'fflush':
        yield* this.streams.flush(given[0] ? this.text(yield* this.value(given[0])) : undefined);
        return 0;
      case 'srand': {
        const before = this.seed;
        this.seed = given[0] ? toNumber(yield* this.value(given[0])) : this.nowSeconds();
        return before;
      }
      default: {
        const values: Value[] = [];
        for (const node of given) values.push(yield* this.value(node));
        return compute(name, values, {
          format: this.format,
          random: () => this.p.kernel.random.next(),
          nowSeconds: () => this.nowSeconds(),
        });
      }
    }
  }

  protected nowSeconds(): number {
    return Number(wallClock(this.m, this.p.kernel.clock.nowUs) / 1_000_000n);
  }

  protected *split(given: readonly Node[]): Task<number> {
    const text = this.text(yield* this.value(given[0]!));
    const name = given[1];
    if (name?.kind !== 'variable') throw new AwkFailure('the second argument of split is no array');
    const by = given[2];
    const separator =
      by === undefined
        ? this.text(this.variables.get('FS'))
        : by.kind === 'regex'
          ? by.source
          : this.text(yield* this.value(by));
    const fields =
      by?.kind === 'regex' && separator.length === 1
        ? splitFields(text, `(${separator})`)
        : splitFields(text, separator);
    const array = this.variables.array(name.name);
    array.clear();
    for (const [n, field] of fields.entries()) array.set(String(n + 1), new Outside(field));
    return fields.length;
  }

  protected *substitute(all: boolean, given: readonly Node[]): Task<number> {
    const pattern = yield* this.patternOf(given[0]!);
    const template = this.text(yield* this.value(given[1]!));
    const place: Node = given[2] ?? { kind: 'field', index: { kind: 'number', value: 0 } };
    const spot =
      place.kind === 'variable' || place.kind === 'element' || place.kind === 'field'
        ? yield* this.spot(place)
        : undefined;
    const text = this.text(spot ? this.load(spot) : yield* this.value(place));
    this.p.kernel.work(text.length, BYTES_PER_STEP);
    let [out, at, search, last, count] = ['', 0, 0, -1, 0];
    while (search <= text.length) {
      const match = pattern.exec(text, search);
      if (!match) break;
      const [start, end] = match as unknown as [number, number];
      if (start === end && start === last) {
        // Nothing matched right behind a match: that is no match of its own.
        search = start + 1;
        continue;
      }
      out = this.joined(out, text.slice(at, start) + replacement(template, text.slice(start, end)));
      count++;
      at = last = end;
      search = end > start ? end : end + 1;
      if (!all) break;
    }
    if (count > 0 && spot) this.store(spot, out + text.slice(at));
    return count;
  }

  protected *getline(node: Extract<Node, { kind: 'getline' }>): Task<number> {
    let text: string | undefined;
    if (node.from === 'main') {
      text = yield* this.nextMain();
      if (text === undefined) return 0;
    } else {
      const name = this.text(yield* this.value(node.source!));
      const reader = yield* this.streams.input(node.from, name);
      if (isErrno(reader)) return -1;
      text = yield* reader.next(this.text(this.variables.get('RS')));
      if (reader.error) return -1;
      if (text === undefined) return 0;
      if (node.from === 'command') this.variables.set('NR', toNumber(this.variables.get('NR')) + 1);
    }
    if (node.place) this.store(yield* this.spot(node.place), new Outside(text));
    else this.setRecord(text);
    return 1;
  }
}

function arithmetic(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return left ** right;
  }
}
