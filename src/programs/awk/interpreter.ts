/** Runs the rules and statements of an awk program on its input. */
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { Evaluator, Leaving, type Left } from './evaluator.ts';
import { unescapeString } from './lexer.ts';
import { RecordReader } from './records.ts';
import type { Node, Rule, Statement } from './tree.ts';
import { formatText, isTrue, Outside, toNumber, toText, type Value } from './values.ts';
import { AwkFailure } from './variables.ts';

/** What a record costs, so that endless input ends in seconds. */
const RECORD_STEPS = 20;

export class Interpreter extends Evaluator {
  private readonly inRange = new Set<Rule>();
  private reader: RecordReader | undefined;
  private argument = 1;
  private readSomething = false;
  private status = 0;

  /** Runs everything; gives the exit status. */
  *run(operands: readonly string[]): Task<number> {
    const { variables } = this;
    const argv = variables.array('ARGV');
    for (const [n, word] of [this.p.argv[0] ?? 'awk', ...operands].entries()) argv.set(String(n), new Outside(word));
    variables.set('ARGC', operands.length + 1);
    const environment = variables.array('ENVIRON');
    for (const [name, value] of this.p.env) environment.set(name, new Outside(value));
    try {
      yield* this.rules();
    } catch (thrown) {
      if (!(thrown instanceof AwkFailure)) throw thrown;
      yield* this.streams.flush();
      const run = thrown.message.startsWith('cannot open') ? '' : 'run time error: ';
      yield* this.p.warn(`${this.p.argv[0]}: ${run}${thrown.message}\n`);
      if (run !== '')
        yield* this.p.warn(
          `\tFILENAME="${this.text(variables.get('FILENAME'))}" FNR=${toNumber(variables.get('FNR'))} NR=${toNumber(variables.get('NR'))}\n`,
        );
      this.status = 2;
    }
    yield* this.streams.closeAll();
    return yield* this.streams.stdout.close(this.status, 2);
  }

  protected *rules(): Task {
    const { rules } = this.program;
    const of = (kind: Rule['pattern']['kind']) => rules.filter(({ pattern }) => pattern.kind === kind);
    for (const { action } of of('begin')) {
      const left = yield* this.action(action!);
      if (left === 'exit') return yield* this.finish(of('end'));
    }
    const main = rules.filter(({ pattern }) => pattern.kind !== 'begin' && pattern.kind !== 'end');
    const ends = of('end');
    if (main.length > 0 || ends.length > 0) {
      for (;;) {
        const text = yield* this.nextMain();
        if (text === undefined) break;
        this.p.kernel.work(RECORD_STEPS, 1);
        this.setRecord(text);
        const left = yield* this.matchRules(main);
        if (left === 'exit') break;
        if (left === 'nextfile') this.endFile();
      }
    }
    return yield* this.finish(ends);
  }

  protected *finish(ends: readonly Rule[]): Task {
    for (const { action } of ends) if ((yield* this.action(action!)) === 'exit') return;
  }

  protected *matchRules(rules: readonly Rule[]): Task<Left> {
    for (const rule of rules) {
      if (!(yield* this.selects(rule))) continue;
      if (rule.action === undefined) {
        yield* this.streams.write(undefined, this.record.text + this.text(this.variables.get('ORS')));
        continue;
      }
      const left = yield* this.action(rule.action);
      if (left === 'next') return undefined;
      if (left === 'exit' || left === 'nextfile') return left;
    }
    return undefined;
  }

  protected *selects(rule: Rule): Task<boolean> {
    const { pattern } = rule;
    switch (pattern.kind) {
      case 'test':
        return isTrue(yield* this.value(pattern.test));
      case 'range': {
        if (!this.inRange.has(rule) && !isTrue(yield* this.value(pattern.from))) return false;
        this.inRange.add(rule);
        if (isTrue(yield* this.value(pattern.to))) this.inRange.delete(rule);
        return true;
      }
      default:
        return true;
    }
  }

  /** The next record of the files named on the command line; counts it. */
  protected *nextMain(): Task<string | undefined> {
    const { variables } = this;
    for (;;) {
      if (!this.reader && !(yield* this.openNext())) return undefined;
      const text = yield* this.reader!.next(this.text(variables.get('RS')));
      if (text !== undefined) {
        variables.set('NR', toNumber(variables.get('NR')) + 1);
        variables.set('FNR', toNumber(variables.get('FNR')) + 1);
        return text;
      }
      this.endFile();
    }
  }

  protected endFile(): void {
    if (this.reader && this.reader.fd !== 0) this.p.close(this.reader.fd);
    this.reader = undefined;
  }

  protected *openNext(): Task<boolean> {
    const { variables } = this;
    const argv = variables.array('ARGV');
    for (; this.argument < toNumber(variables.get('ARGC')); ) {
      const word = this.text(argv.get(String(this.argument++)));
      const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word);
      if (assignment) {
        variables.set(assignment[1]!, new Outside(unescapeString(assignment[2]!)));
        continue;
      }
      if (word === '') continue;
      const fd = word === '-' ? 0 : yield* this.p.openTask(word, { read: true });
      if (isErrno(fd)) throw new AwkFailure(`cannot open ${word} (${fd.message})`);
      this.startFile(fd, word);
      return true;
    }
    if (this.readSomething) return false;
    this.startFile(0, '-');
    return true;
  }

  protected startFile(fd: number, name: string): void {
    this.reader = new RecordReader(this.p, fd);
    this.readSomething = true;
    this.variables.set('FILENAME', name);
    this.variables.set('FNR', 0);
  }

  protected *action(statement: Statement): Task<Left> {
    const depth = this.variables.depth;
    try {
      return yield* this.execute(statement);
    } catch (thrown) {
      if (!(thrown instanceof Leaving)) throw thrown;
      while (this.variables.depth > depth) this.variables.leave();
      return thrown.how;
    }
  }

  protected *execute(statement: Statement): Task<Left> {
    switch (statement.kind) {
      case 'expression':
        yield* this.value(statement.of);
        return undefined;
      case 'print':
      case 'printf':
        yield* this.print(statement);
        return undefined;
      case 'block':
        for (const one of statement.body) {
          const left = yield* this.execute(one);
          if (left) return left;
        }
        return undefined;
      case 'if':
        if (isTrue(yield* this.value(statement.test))) return yield* this.execute(statement.yes);
        return statement.no ? yield* this.execute(statement.no) : undefined;
      case 'while':
        return yield* this.loop(statement.body, statement.test, undefined);
      case 'do': {
        const left = yield* this.execute(statement.body);
        if (left === 'break') return undefined;
        if (left && left !== 'continue') return left;
        return yield* this.loop(statement.body, statement.test, undefined);
      }
      case 'for':
        if (statement.start) yield* this.execute(statement.start);
        return yield* this.loop(statement.body, statement.test, statement.next);
      case 'for-in': {
        for (const key of [...this.variables.array(statement.array).keys()]) {
          if (!this.variables.array(statement.array).has(key)) continue;
          this.variables.set(statement.variable, new Outside(key));
          const left = yield* this.execute(statement.body);
          if (left === 'break') break;
          if (left && left !== 'continue') return left;
        }
        return undefined;
      }
      case 'exit':
        if (statement.value) this.status = Math.trunc(toNumber(yield* this.value(statement.value))) & 255;
        return 'exit';
      case 'return':
        this.returned = statement.value ? yield* this.value(statement.value) : undefined;
        return 'return';
      case 'delete': {
        const array = this.variables.array(statement.array);
        if (statement.keys) array.delete(yield* this.key(statement.keys));
        else array.clear();
        return undefined;
      }
      default:
        return statement.kind;
    }
  }

  protected *loop(body: Statement, test: Node | undefined, next: Statement | undefined): Task<Left> {
    const p = this.p;
    while (test === undefined || isTrue(yield* this.value(test))) {
      p.kernel.charge(1);
      if (p.shouldYield()) yield p.turn;
      const left = yield* this.execute(body);
      if (left === 'break') return undefined;
      if (left && left !== 'continue') return left;
      if (next) yield* this.execute(next);
    }
    return undefined;
  }

  protected *print(statement: Extract<Statement, { kind: 'print' | 'printf' }>): Task {
    const { variables } = this;
    const values: Value[] = [];
    for (const node of statement.values) values.push(yield* this.value(node));
    let text: string;
    if (statement.kind === 'printf') {
      const format = this.text(values[0]);
      const made = formatText(format, values.slice(1), this.format);
      if (made === undefined) throw new AwkFailure(`not enough arguments passed to printf("${format}")`);
      text = made;
    } else {
      const format = this.text(variables.get('OFMT'));
      text =
        (values.length === 0
          ? this.record.text
          : values.map((value) => toText(value, format)).join(this.text(variables.get('OFS')))) +
        this.text(variables.get('ORS'));
    }
    const { to } = statement;
    if (!to) return yield* this.streams.write(undefined, text);
    const name = this.text(yield* this.value(to.target));
    const stream = yield* this.streams.output(to.kind, name);
    if (isErrno(stream)) throw new AwkFailure(`cannot open "${name}" for output (${stream.message})`);
    yield* this.streams.write(stream, text);
  }
}
