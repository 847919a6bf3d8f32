/** Runs an awk program. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { wallClock } from '../dates/calendar.ts';
import { type Regex, RegexError } from '../regex.ts';
import { mayHold } from '../text/inputs.ts';
import { compute, replacement } from './builtins.ts';
import { unescapeString } from './lexer.ts';
import { compilePattern } from './patterns.ts';
import { Record } from './record.ts';
import { RecordReader, splitFields } from './records.ts';
import { Streams } from './streams.ts';
import type { AwkProgram, Node, Place, Rule, Statement } from './tree.ts';
import { compareValues, formatText, isTrue, Outside, toNumber, toText, type Value } from './values.ts';
import { AwkFailure, type Cell, Variables } from './variables.ts';

const MAX_CALLS = 500;
/** What a record costs, so that endless input ends in seconds. */
const RECORD_STEPS = 20;

/** A place whose subscript or index has been computed. */
type Spot = { readonly kind: 'variable'; readonly name: string } | { readonly kind: 'element'; readonly array: string; readonly key: string } | { readonly kind: 'field'; readonly index: number };

/** How a statement ended when it was not by its own end. */
type Left = 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return' | undefined;

/** Carries `exit` and `next` out of a function, through the expression that called it. */
class Leaving {
  readonly how: 'exit' | 'next' | 'nextfile';

  constructor(how: 'exit' | 'next' | 'nextfile') {
    this.how = how;
  }
}

export class Interpreter {
  readonly variables: Variables;
  readonly #p: Process;
  readonly #m: Machine;
  readonly #program: AwkProgram;
  readonly #record: Record;
  readonly #streams: Streams;
  readonly #inRange = new Set<Rule>();
  #reader: RecordReader | undefined;
  #argument = 1;
  #readSomething = false;
  #status = 0;
  #returned: Value;
  #seed = 0;

  constructor(p: Process, m: Machine, program: AwkProgram) {
    this.#p = p;
    this.#m = m;
    this.#program = program;
    this.#record = new Record(() => this.#text(this.variables.get('OFS')));
    this.variables = new Variables(this.#record);
    this.#streams = new Streams(p);
  }

  /** Runs everything; gives the exit status. */
  *run(operands: readonly string[]): Task<number> {
    const { variables } = this;
    const argv = variables.array('ARGV');
    [this.#p.argv[0] ?? 'awk', ...operands].forEach((word, n) => argv.set(String(n), new Outside(word)));
    variables.set('ARGC', operands.length + 1);
    const environment = variables.array('ENVIRON');
    for (const [name, value] of this.#p.env) environment.set(name, new Outside(value));
    try {
      yield* this.#rules();
    } catch (thrown) {
      if (!(thrown instanceof AwkFailure)) throw thrown;
      yield* this.#streams.flush();
      const run = thrown.message.startsWith('cannot open') ? '' : 'run time error: ';
      yield* this.#p.warn(`${this.#p.argv[0]}: ${run}${thrown.message}\n`);
      if (run !== '') yield* this.#p.warn(`\tFILENAME="${this.#text(variables.get('FILENAME'))}" FNR=${toNumber(variables.get('FNR'))} NR=${toNumber(variables.get('NR'))}\n`);
      this.#status = 2;
    }
    yield* this.#streams.closeAll();
    return yield* this.#streams.stdout.close(this.#status, 2);
  }

  *#rules(): Task {
    const { rules } = this.#program;
    const of = (kind: Rule['pattern']['kind']) => rules.filter(({ pattern }) => pattern.kind === kind);
    for (const { action } of of('begin')) {
      const left = yield* this.#action(action!);
      if (left === 'exit') return yield* this.#finish(of('end'));
    }
    const main = rules.filter(({ pattern }) => pattern.kind !== 'begin' && pattern.kind !== 'end');
    const ends = of('end');
    if (main.length > 0 || ends.length > 0) {
      for (;;) {
        const text = yield* this.#nextMain();
        if (text === undefined) break;
        this.#p.kernel.work(RECORD_STEPS, 1);
        this.#setRecord(text);
        const left = yield* this.#matchRules(main);
        if (left === 'exit') break;
        if (left === 'nextfile') this.#endFile();
      }
    }
    return yield* this.#finish(ends);
  }

  *#finish(ends: readonly Rule[]): Task {
    for (const { action } of ends) if ((yield* this.#action(action!)) === 'exit') return;
  }

  *#matchRules(rules: readonly Rule[]): Task<Left> {
    for (const rule of rules) {
      if (!(yield* this.#selects(rule))) continue;
      if (rule.action === undefined) {
        yield* this.#streams.write(undefined, this.#record.text + this.#text(this.variables.get('ORS')));
        continue;
      }
      const left = yield* this.#action(rule.action);
      if (left === 'next') return undefined;
      if (left === 'exit' || left === 'nextfile') return left;
    }
    return undefined;
  }

  *#selects(rule: Rule): Task<boolean> {
    const { pattern } = rule;
    switch (pattern.kind) {
      case 'test':
        return isTrue(yield* this.#value(pattern.test));
      case 'range': {
        if (!this.#inRange.has(rule) && !isTrue(yield* this.#value(pattern.from))) return false;
        this.#inRange.add(rule);
        if (isTrue(yield* this.#value(pattern.to))) this.#inRange.delete(rule);
        return true;
      }
      default:
        return true;
    }
  }

  // input

  #setRecord(text: string): void {
    this.#record.set(text, this.#text(this.variables.get('FS')), this.#text(this.variables.get('RS')) === '');
  }

  /** The next record of the files named on the command line; counts it. */
  *#nextMain(): Task<string | undefined> {
    const { variables } = this;
    for (;;) {
      if (!this.#reader && !(yield* this.#openNext())) return undefined;
      const text = yield* this.#reader!.next(this.#text(variables.get('RS')));
      if (text !== undefined) {
        variables.set('NR', toNumber(variables.get('NR')) + 1);
        variables.set('FNR', toNumber(variables.get('FNR')) + 1);
        return text;
      }
      this.#endFile();
    }
  }

  #endFile(): void {
    if (this.#reader && this.#reader.fd !== 0) this.#p.close(this.#reader.fd);
    this.#reader = undefined;
  }

  *#openNext(): Task<boolean> {
    const { variables } = this;
    const argv = variables.array('ARGV');
    for (; this.#argument < toNumber(variables.get('ARGC')); ) {
      const word = this.#text(argv.get(String(this.#argument++)));
      const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word);
      if (assignment) {
        variables.set(assignment[1]!, new Outside(unescapeString(assignment[2]!)));
        continue;
      }
      if (word === '') continue;
      const fd = word === '-' ? 0 : yield* this.#p.openTask(word, { read: true });
      if (isErrno(fd)) throw new AwkFailure(`cannot open ${word} (${fd.message})`);
      this.#startFile(fd, word);
      return true;
    }
    if (this.#readSomething) return false;
    this.#startFile(0, '-');
    return true;
  }

  #startFile(fd: number, name: string): void {
    this.#reader = new RecordReader(this.#p, fd);
    this.#readSomething = true;
    this.variables.set('FILENAME', name);
    this.variables.set('FNR', 0);
  }

  // statements

  *#action(statement: Statement): Task<Left> {
    const depth = this.variables.depth;
    try {
      return yield* this.#execute(statement);
    } catch (thrown) {
      if (!(thrown instanceof Leaving)) throw thrown;
      while (this.variables.depth > depth) this.variables.leave();
      return thrown.how;
    }
  }

  *#execute(statement: Statement): Task<Left> {
    switch (statement.kind) {
      case 'expression':
        yield* this.#value(statement.of);
        return undefined;
      case 'print':
      case 'printf':
        yield* this.#print(statement);
        return undefined;
      case 'block':
        for (const one of statement.body) {
          const left = yield* this.#execute(one);
          if (left) return left;
        }
        return undefined;
      case 'if':
        if (isTrue(yield* this.#value(statement.test))) return yield* this.#execute(statement.yes);
        return statement.no ? yield* this.#execute(statement.no) : undefined;
      case 'while':
        return yield* this.#loop(statement.body, statement.test, undefined);
      case 'do': {
        const left = yield* this.#execute(statement.body);
        if (left === 'break') return undefined;
        if (left && left !== 'continue') return left;
        return yield* this.#loop(statement.body, statement.test, undefined);
      }
      case 'for':
        if (statement.start) yield* this.#execute(statement.start);
        return yield* this.#loop(statement.body, statement.test, statement.next);
      case 'for-in': {
        for (const key of [...this.variables.array(statement.array).keys()]) {
          if (!this.variables.array(statement.array).has(key)) continue;
          this.variables.set(statement.variable, new Outside(key));
          const left = yield* this.#execute(statement.body);
          if (left === 'break') break;
          if (left && left !== 'continue') return left;
        }
        return undefined;
      }
      case 'exit':
        if (statement.value) this.#status = Math.trunc(toNumber(yield* this.#value(statement.value))) & 255;
        return 'exit';
      case 'return':
        this.#returned = statement.value ? yield* this.#value(statement.value) : undefined;
        return 'return';
      case 'delete': {
        const array = this.variables.array(statement.array);
        if (statement.keys) array.delete(yield* this.#key(statement.keys));
        else array.clear();
        return undefined;
      }
      default:
        return statement.kind;
    }
  }

  *#loop(body: Statement, test: Node | undefined, next: Statement | undefined): Task<Left> {
    const p = this.#p;
    while (test === undefined || isTrue(yield* this.#value(test))) {
      p.kernel.charge(1);
      if (p.shouldYield()) yield p.turn;
      const left = yield* this.#execute(body);
      if (left === 'break') return undefined;
      if (left && left !== 'continue') return left;
      if (next) yield* this.#execute(next);
    }
    return undefined;
  }

  *#print(statement: Extract<Statement, { kind: 'print' | 'printf' }>): Task {
    const { variables } = this;
    const values: Value[] = [];
    for (const node of statement.values) values.push(yield* this.#value(node));
    let text: string;
    if (statement.kind === 'printf') {
      const format = this.#text(values[0]);
      const made = formatText(format, values.slice(1), this.#format);
      if (made === undefined) throw new AwkFailure(`not enough arguments passed to printf("${format}")`);
      text = made;
    } else {
      const format = this.#text(variables.get('OFMT'));
      text = (values.length === 0 ? this.#record.text : values.map((value) => toText(value, format)).join(this.#text(variables.get('OFS')))) + this.#text(variables.get('ORS'));
    }
    const { to } = statement;
    if (!to) return yield* this.#streams.write(undefined, text);
    const name = this.#text(yield* this.#value(to.target));
    const stream = yield* this.#streams.output(to.kind, name);
    if (isErrno(stream)) throw new AwkFailure(`cannot open "${name}" for output (${stream.message})`);
    yield* this.#streams.write(stream, text);
  }

  // expressions

  get #format(): string {
    return this.#text(this.variables.cell('CONVFMT').value);
  }

  #text(value: Value): string {
    if (typeof value === 'string') return value;
    if (value === undefined) return '';
    if (value instanceof Outside) return value.text;
    return toText(value, Number.isInteger(value) ? '%.6g' : toText(this.variables.cell('CONVFMT').value, '%.6g'));
  }

  *#value(node: Node): Task<Value> {
    switch (node.kind) {
      case 'number':
      case 'string':
        return node.value;
      case 'regex':
        return this.#pattern(node.source).test(this.#record.text) ? 1 : 0;
      case 'variable':
        return this.variables.get(node.name);
      case 'element':
      case 'field':
        return this.#load(yield* this.#spot(node));
      case 'group':
        return yield* this.#value(node.of);
      case 'assign': {
        // Where it goes is found out first, once.
        const spot = yield* this.#spot(node.place);
        const value = yield* this.#value(node.value);
        if (node.operator === '=') {
          this.#store(spot, value);
          return value;
        }
        const after = arithmetic(node.operator[0]!, toNumber(this.#load(spot)), toNumber(value));
        this.#store(spot, after);
        return after;
      }
      case 'step': {
        const spot = yield* this.#spot(node.place);
        const before = toNumber(this.#load(spot));
        this.#store(spot, before + node.by);
        return node.prefix ? before + node.by : before;
      }
      case 'unary': {
        const value = yield* this.#value(node.of);
        if (node.operator === '!') return isTrue(value) ? 0 : 1;
        return node.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'binary':
        return this.#binary(node.operator, yield* this.#value(node.left), yield* this.#value(node.right));
      case 'match': {
        const text = this.#text(yield* this.#value(node.left));
        return (yield* this.#patternOf(node.right)).test(text) !== node.negated ? 1 : 0;
      }
      case 'and':
        return isTrue(yield* this.#value(node.left)) && isTrue(yield* this.#value(node.right)) ? 1 : 0;
      case 'or':
        return isTrue(yield* this.#value(node.left)) || isTrue(yield* this.#value(node.right)) ? 1 : 0;
      case 'choose':
        return yield* this.#value(isTrue(yield* this.#value(node.test)) ? node.yes : node.no);
      case 'in':
        return this.variables.array(node.array).has(yield* this.#key(node.keys)) ? 1 : 0;
      case 'call':
        return yield* this.#call(node.name, node.arguments);
      case 'builtin':
        return yield* this.#builtin(node.name, node.arguments);
      case 'getline':
        return yield* this.#getline(node);
    }
  }

  #binary(operator: string, left: Value, right: Value): Value {
    switch (operator) {
      case ' ':
        return this.#joined(this.#text(left), this.#text(right));
      case '<':
        return compareValues(left, right, this.#format) < 0 ? 1 : 0;
      case '<=':
        return compareValues(left, right, this.#format) <= 0 ? 1 : 0;
      case '==':
        return compareValues(left, right, this.#format) === 0 ? 1 : 0;
      case '!=':
        return compareValues(left, right, this.#format) !== 0 ? 1 : 0;
      case '>':
        return compareValues(left, right, this.#format) > 0 ? 1 : 0;
      case '>=':
        return compareValues(left, right, this.#format) >= 0 ? 1 : 0;
      default:
        return arithmetic(operator, toNumber(left), toNumber(right));
    }
  }

  #joined(left: string, right: string): string {
    mayHold(this.#p, left.length + right.length);
    return left + right;
  }

  *#key(keys: readonly Node[]): Task<string> {
    if (keys.length === 1) return this.#text(yield* this.#value(keys[0]!));
    const parts: string[] = [];
    for (const key of keys) parts.push(this.#text(yield* this.#value(key)));
    return parts.join(this.#text(this.variables.get('SUBSEP')));
  }

  #field(index: number): Value {
    if (index < 0) throw new AwkFailure(`negative field index $${index}`);
    if (Math.trunc(index) === 0) return new Outside(this.#record.text);
    const text = this.#record.field(Math.trunc(index));
    return text === undefined ? '' : new Outside(text);
  }

  *#spot(place: Place): Task<Spot> {
    switch (place.kind) {
      case 'variable':
        return place;
      case 'element':
        return { kind: 'element', array: place.array, key: yield* this.#key(place.keys) };
      case 'field':
        return { kind: 'field', index: Math.trunc(toNumber(yield* this.#value(place.index))) };
    }
  }

  #load(spot: Spot): Value {
    switch (spot.kind) {
      case 'variable':
        return this.variables.get(spot.name);
      case 'field':
        return this.#field(spot.index);
      case 'element': {
        // To ask for an element is to make it.
        const array = this.variables.array(spot.array);
        if (!array.has(spot.key)) array.set(spot.key, undefined);
        return array.get(spot.key);
      }
    }
  }

  #store(spot: Spot, value: Value): void {
    if (spot.kind === 'variable') this.variables.set(spot.name, value);
    else if (spot.kind === 'element') this.variables.array(spot.array).set(spot.key, value);
    else if (spot.index < 0 || spot.index > 100_000) throw new AwkFailure(`field index out of range: $${spot.index}`);
    else if (spot.index === 0) this.#setRecord(this.#text(value));
    else this.#record.setField(spot.index, this.#text(value));
  }

  #pattern(source: string): Regex {
    const compiled = compilePattern(source);
    if (compiled instanceof RegexError) throw new AwkFailure(`regular expression compile failed (${compiled.message})\n${source}`);
    return compiled;
  }

  *#patternOf(node: Node): Task<Regex> {
    return this.#pattern(node.kind === 'regex' ? node.source : this.#text(yield* this.#value(node)));
  }

  *#call(name: string, given: readonly Node[]): Task<Value> {
    const { parameters, body } = this.#program.functions.get(name)!;
    if (given.length > parameters.length) throw new AwkFailure(`function ${name} called with too many arguments`);
    if (this.variables.depth >= MAX_CALLS) this.#p.kernel.limit('depth', `${MAX_CALLS} nested calls of the awk function ${name}`);
    const frame = new Map<string, Cell>();
    for (const [n, parameter] of parameters.entries()) {
      const node = given[n];
      if (node?.kind === 'variable' && node.name !== 'NF') {
        const cell = this.variables.cell(node.name);
        frame.set(parameter, cell.array ? { value: undefined, array: cell.array } : { value: cell.value, array: undefined, ...(cell.value === undefined ? { lender: cell } : {}) });
      } else frame.set(parameter, { value: node ? yield* this.#value(node) : undefined, array: undefined });
    }
    this.variables.enter(frame);
    this.#returned = undefined;
    const left = yield* this.#execute(body);
    this.variables.leave();
    if (left === 'exit' || left === 'next' || left === 'nextfile') throw new Leaving(left);
    const value = this.#returned;
    this.#returned = undefined;
    return value;
  }

  *#builtin(name: string, given: readonly Node[]): Task<Value> {
    switch (name) {
      case 'length': {
        const node = given[0];
        if (!node) return this.#record.text.length;
        if (node.kind === 'variable' && node.name !== 'NF') {
          const cell = this.variables.cell(node.name);
          if (cell.array) return cell.array.size;
        }
        return this.#text(yield* this.#value(node)).length;
      }
      case 'split':
        return yield* this.#split(given);
      case 'sub':
      case 'gsub':
        return yield* this.#substitute(name === 'gsub', given);
      case 'match': {
        const text = this.#text(yield* this.#value(given[0]!));
        const match = (yield* this.#patternOf(given[1]!)).exec(text);
        this.variables.set('RSTART', match ? match[0]! + 1 : 0);
        this.variables.set('RLENGTH', match ? match[1]! - match[0]! : -1);
        return match ? match[0]! + 1 : 0;
      }
      case 'system':
        return yield* this.#streams.run(this.#text(yield* this.#value(given[0]!)));
      case 'close':
        return yield* this.#streams.close(this.#text(yield* this.#value(given[0]!)));
      case 'fflush':
        yield* this.#streams.flush(given[0] ? this.#text(yield* this.#value(given[0])) : undefined);
        return 0;
      case 'srand': {
        const before = this.#seed;
        this.#seed = given[0] ? toNumber(yield* this.#value(given[0])) : this.#nowSeconds();
        return before;
      }
      default: {
        const values: Value[] = [];
        for (const node of given) values.push(yield* this.#value(node));
        return compute(name, values, { format: this.#format, random: () => this.#p.kernel.random.next(), nowSeconds: () => this.#nowSeconds() });
      }
    }
  }

  #nowSeconds(): number {
    return Number(wallClock(this.#m, this.#p.kernel.clock.nowUs) / 1_000_000n);
  }

  *#split(given: readonly Node[]): Task<number> {
    const text = this.#text(yield* this.#value(given[0]!));
    const name = given[1];
    if (name?.kind !== 'variable') throw new AwkFailure('the second argument of split is no array');
    const by = given[2];
    const separator = by === undefined ? this.#text(this.variables.get('FS')) : by.kind === 'regex' ? by.source : this.#text(yield* this.#value(by));
    const fields = by?.kind === 'regex' && separator.length === 1 ? splitFields(text, `(${separator})`) : splitFields(text, separator);
    const array = this.variables.array(name.name);
    array.clear();
    for (const [n, field] of fields.entries()) array.set(String(n + 1), new Outside(field));
    return fields.length;
  }

  *#substitute(all: boolean, given: readonly Node[]): Task<number> {
    const pattern = yield* this.#patternOf(given[0]!);
    const template = this.#text(yield* this.#value(given[1]!));
    const place: Node = given[2] ?? { kind: 'field', index: { kind: 'number', value: 0 } };
    const spot = place.kind === 'variable' || place.kind === 'element' || place.kind === 'field' ? yield* this.#spot(place) : undefined;
    const text = this.#text(spot ? this.#load(spot) : yield* this.#value(place));
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
      out = this.#joined(out, text.slice(at, start) + replacement(template, text.slice(start, end)));
      count++;
      at = last = end;
      search = end > start ? end : end + 1;
      if (!all) break;
    }
    if (count > 0 && spot) this.#store(spot, out + text.slice(at));
    return count;
  }

  *#getline(node: Extract<Node, { kind: 'getline' }>): Task<number> {
    let text: string | undefined;
    if (node.from === 'main') {
      text = yield* this.#nextMain();
      if (text === undefined) return 0;
    } else {
      const name = this.#text(yield* this.#value(node.source!));
      const reader = yield* this.#streams.input(node.from, name);
      if (isErrno(reader)) return -1;
      text = yield* reader.next(this.#text(this.variables.get('RS')));
      if (reader.error) return -1;
      if (text === undefined) return 0;
      if (node.from === 'command') this.variables.set('NR', toNumber(this.variables.get('NR')) + 1);
    }
    if (node.place) this.#store(yield* this.#spot(node.place), new Outside(text));
    else this.#setRecord(text);
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
