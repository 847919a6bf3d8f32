/** From the tree to closures; every text is compiled once and what comes of it is shared by all processes that run it. */
import { type Dialect, isBash } from '../../syntax/dialect.ts';
import type { Command, Not, Redirection, Sequence, Span, Word } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import type { Exec } from '../function.ts';
import type { Source } from '../source.ts';
import { compileArithmeticCommand, compileForArithmetic } from './arithmetic-commands.ts';
import { announced } from './before-command.ts';
import { compileCase } from './case.ts';
import type { AddFields, AddPieces, Compiler, Fragments, PieceContext, Text } from './compiler.ts';
import { compileConditional } from './conditional.ts';
import { compileCoprocess } from './coprocess.ts';
import { compileFields, compileFragments, compilePieces } from './fields.ts';
import { compileFor } from './for.ts';
import { compileFunctionDefinition } from './function-definition.ts';
import { compileIf } from './if.ts';
import { compileAndOr, compileNot, compileSequence } from './lists.ts';
import { compileWhile } from './loops.ts';
import { closingItsPipes } from './process-substitution.ts';
import { redirected } from './redirected.ts';
import { compileRedirections, type Redirections } from './redirections.ts';
import { compileSelect } from './select.ts';
import { compileSimple } from './simple.ts';
import { compileBackground, compilePipeline, compileSubshell } from './subshells.ts';
import { compileText } from './text.ts';
import { compileTime } from './time.ts';

class SourceCompiler implements Compiler {
  readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  within(source: Source): Compiler {
    return new SourceCompiler(source);
  }

  get dialect(): Dialect {
    return this.source.dialect;
  }

  position(span: Span & { readonly line?: number }): Position {
    return this.source.position(span);
  }

  sequence(node: Sequence): Exec {
    return compileSequence(this, node);
  }

  text(word: Word): Text {
    return compileText(this, word);
  }

  pieces(word: Word, context: PieceContext): AddPieces {
    return compilePieces(this, word, context);
  }

  fields(word: Word): AddFields {
    return compileFields(this, word);
  }

  fragments(word: Word): Fragments {
    return compileFragments(this, word);
  }

  redirections(list: readonly Redirection[]): Redirections | undefined {
    return compileRedirections(this, list);
  }

  command(node: Command): Exec {
    return closingItsPipes(node, announced(this, node, this.#redirected(node)));
  }

  #redirected(node: Command): Exec {
    const exec = this.#inner(node);
    if (node.kind === 'simple' || node.kind === 'subshell' || !('redirections' in node)) return exec;
    const { enclosing, kind } = node;
    const own = this.position(node);
    const ownLine = kind === 'conditional' || kind === 'arithmetic-command' || kind === 'for-arithmetic';
    const line = ownLine ? undefined : enclosing?.line;
    return redirected(this.redirections(node.redirections), exec, line === undefined ? own : { ...own, told: line });
  }

  /** bash: a compound command whose redirection fails has failed, whatever stands before it. */
  #not(node: Not): Exec {
    const { command } = node;
    const apart =
      isBash(this.dialect) &&
      command !== undefined &&
      command.kind !== 'simple' &&
      command.kind !== 'subshell' &&
      'redirections' in command &&
      command.redirections.length > 0;
    if (!apart) return compileNot(this, node);
    const inner = compileNot(this, { ...node, command: { ...command, redirections: [] } });
    const line = 'enclosing' in command ? command.enclosing?.line : undefined;
    const position = { ...this.position(command), ...(line === undefined ? {} : { told: line }) };
    return redirected(this.redirections(command.redirections), inner, position, true);
  }

  #inner(node: Command): Exec {
    switch (node.kind) {
      case 'simple':
        return compileSimple(this, node);
      case 'sequence':
        return compileSequence(this, node);
      case 'and-or':
        return compileAndOr(this, node);
      case 'not':
        return this.#not(node);
      case 'pipeline':
        return compilePipeline(this, node);
      case 'background':
        return compileBackground(this, node);
      case 'subshell':
        return compileSubshell(this, node);
      case 'group':
        return compileSequence(this, node.body);
      case 'if':
        return compileIf(this, node);
      case 'while':
        return compileWhile(this, node);
      case 'for':
        return compileFor(this, node);
      case 'case':
        return compileCase(this, node);
      case 'function':
        return compileFunctionDefinition(this, node);
      case 'arithmetic-command':
        return compileArithmeticCommand(this, node);
      case 'for-arithmetic':
        return compileForArithmetic(this, node);
      case 'conditional':
        return compileConditional(this, node);
      case 'select':
        return compileSelect(this, node);
      case 'time':
        return compileTime(this, node);
      case 'coproc':
        return compileCoprocess(this, node);
    }
  }
}

const compiled = new WeakMap<Sequence, Map<string, Exec>>();

/** The commands of one complete command, as part of `source`. */
export function compile(source: Source, node: Sequence): Exec {
  let byFile = compiled.get(node);
  if (!byFile) {
    byFile = new Map();
    compiled.set(node, byFile);
  }
  let exec = byFile.get(source.file);
  if (!exec) {
    exec = new SourceCompiler(source).sequence(node);
    byFile.set(source.file, exec);
  }
  return exec;
}

/** One word as text, for prompts. */
export const compileWordText = (source: Source, word: Word): Text => new SourceCompiler(source).text(word);
