/** The scripts that took part, as trees: what a decision in them passed over, and what the functions that they define do. */
import type { Dialect } from '../syntax/dialect.ts';
import { innerCommands } from '../syntax/inner-commands.ts';
import { parse } from '../syntax/parse.ts';
import { SyntaxProblem } from '../syntax/syntax-problem.ts';
import type { Command, FunctionDefinition, Span } from '../syntax/tree.ts';
import type { EventOf } from '../trace/event.ts';
import type { SourceOf } from './sources.ts';

/** Events after which a part of a script did not run. */
export type Decision =
  | EventOf<'branch.taken'>
  | EventOf<'case.compared'>
  | EventOf<'left.early'>
  | EventOf<'shell.error'>;

/** dracut's own drivers and libraries: what they decide is how every boot goes. */
export const isDriver = (file: string): boolean =>
  !file.includes('/hooks/') && /\/(?:dracut-[\w-]+(?:\.sh)?|fs-lib\.sh|net-lib\.sh|init)$/.test(file);

export class Scripts {
  readonly source: SourceOf;
  readonly #dialect: Dialect;
  readonly #commands = new Map<string, readonly Command[]>();
  readonly #functions = new Map<string, { readonly file: string; readonly body: Span }>();

  /** @param files those whose functions may be called, in the order in which they were read. */
  constructor(source: SourceOf, dialect: Dialect, files: readonly string[]) {
    this.source = source;
    this.#dialect = dialect;
    for (const file of files) {
      if (isDriver(file)) continue;
      for (const command of this.#of(file))
        if (command.kind === 'function') this.#functions.set(command.name, { file, body: command.body });
    }
  }

  /** What did not run for this decision. */
  passedOver(decision: Decision): Span[] {
    const { position } = decision;
    if (!position) return [];
    const commands = this.#of(position.file);
    if (commands.length === 0) return [];
    switch (decision.kind) {
      case 'branch.taken':
        return passedBranches(commands, decision);
      case 'case.compared': {
        const node = smallest(
          commands.filter((command) => command.kind === 'case'),
          position.offset,
        );
        return node?.items.flatMap((item, index) => (index === decision.taken || !item.body ? [] : [item.body])) ?? [];
      }
      case 'left.early':
        return [{ start: position.end, end: this.#endOf(position.file, position.offset, decision.how) }];
      case 'shell.error':
        return [{ start: position.offset, end: this.source(position.file)?.length ?? 0 }];
    }
  }

  /** True when a decision's outcome led to this place: the place stands in what it let run. */
  ledTo(decision: EventOf<'branch.taken'> | EventOf<'case.compared'>, file: string, offset: number): boolean {
    if (decision.position.file !== file) return false;
    const commands = this.#of(file);
    if (decision.kind === 'case.compared') {
      const node = smallest(
        commands.filter((command) => command.kind === 'case'),
        decision.position.offset,
      );
      const body = node?.items[decision.taken]?.body;
      return body !== undefined && holds(body, offset);
    }
    const { construct, position, taken } = decision;
    if (construct === '&&' || construct === '||') return taken && position.offset <= offset && offset < position.end;
    if (construct !== 'if' && construct !== 'elif') return false;
    const branches = commands
      .flatMap((command) => (command.kind === 'if' ? [command] : []))
      .find((node) => node.branches.some((branch) => branch.condition.start === position.offset));
    const index = branches?.branches.findIndex((branch) => branch.condition.start === position.offset) ?? -1;
    if (!branches || index < 0) return false;
    if (taken) return holds(branches.branches[index]!.body, offset);
    return [
      ...branches.branches.slice(index + 1).map((branch) => branch.body),
      ...(branches.otherwise ? [branches.otherwise] : []),
    ].some((body) => holds(body, offset));
  }

  /** The first line of a text that speaks of something, itself or through the functions that it calls; undefined when none does. */
  lineAbout(file: string, span: Span, about: RegExp): string | undefined {
    const text = this.source(file)?.slice(span.start, span.end) ?? '';
    return text
      .split('\n')
      .map((line) => line.trim())
      .find((line) => this.#speaks(line, about, new Set()));
  }

  #speaks(text: string, about: RegExp, seen: Set<string>): boolean {
    const code = text.replace(/(?:^|\s)#.*$/gm, '');
    if (about.test(code)) return true;
    for (const [name] of code.matchAll(/[A-Za-z_][\w-]*/g)) {
      const called = this.#functions.get(name);
      if (!called || seen.has(name)) continue;
      seen.add(name);
      if (this.#speaks(this.source(called.file)?.slice(called.body.start, called.body.end) ?? '', about, seen))
        return true;
    }
    return false;
  }

  /** Where what `return`, `exit`, `break` or `continue` leaves would have ended. */
  #endOf(file: string, offset: number, how: EventOf<'left.early'>['how']): number {
    const commands = this.#of(file);
    const end = this.source(file)?.length ?? 0;
    if (how === 'exit') return end;
    if (how === 'return')
      return (
        smallest(
          commands.filter((command): command is FunctionDefinition => command.kind === 'function'),
          offset,
        )?.end ?? end
      );
    return (
      smallest(
        commands.flatMap((command) => (command.kind === 'while' || command.kind === 'for' ? [command.body] : [])),
        offset,
      )?.end ?? end
    );
  }

  /** Every command of a file, the inner ones too, as far as the file can be read. */
  #of(file: string): readonly Command[] {
    let found = this.#commands.get(file);
    if (!found) {
      const text = this.source(file);
      const script = text === undefined ? undefined : parse(text, this.#dialect);
      const all: Command[] = [];
      for (let index = 0; script; index++) {
        const command = script.command(index);
        if (command === undefined || command instanceof SyntaxProblem) break;
        collect(command, all);
      }
      found = all;
      this.#commands.set(file, found);
    }
    return found;
  }
}

function passedBranches(commands: readonly Command[], { construct, position, taken }: EventOf<'branch.taken'>): Span[] {
  switch (construct) {
    case '&&':
    case '||':
      return taken ? [] : [{ start: position.offset, end: position.end }];
    case 'if':
    case 'elif':
      for (const node of commands) {
        if (node.kind !== 'if') continue;
        const index = node.branches.findIndex((branch) => branch.condition.start === position.offset);
        if (index < 0) continue;
        if (!taken) return [node.branches[index]!.body];
        return [
          ...node.branches.slice(index + 1).map((branch) => branch.body),
          ...(node.otherwise ? [node.otherwise] : []),
        ];
      }
      return [];
    case 'while':
    case 'until':
    case 'for':
      return taken
        ? []
        : commands.flatMap((node) =>
            (node.kind === 'while' || node.kind === 'for') && node.start === position.offset ? [node.body] : [],
          );
  }
}

const holds = (span: Span, offset: number): boolean => span.start <= offset && offset < span.end;

/** The innermost of the nodes around an offset. */
const smallest = <T extends Span>(nodes: readonly T[], offset: number): T | undefined =>
  nodes
    .filter((node) => holds(node, offset))
    .reduce<T | undefined>(
      (best, node) => (best && best.end - best.start <= node.end - node.start ? best : node),
      undefined,
    );

function collect(command: Command, into: Command[]): void {
  into.push(command);
  for (const inner of innerCommands(command)) collect(inner, into);
}
