/** The syntax tree of an awk program. */

export type Node =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'regex'; readonly source: string }
  | Place
  | { readonly kind: 'group'; readonly of: Node }
  | { readonly kind: 'assign'; readonly operator: string; readonly place: Place; readonly value: Node }
  | { readonly kind: 'step'; readonly by: 1 | -1; readonly prefix: boolean; readonly place: Place }
  | { readonly kind: 'unary'; readonly operator: '!' | '-' | '+'; readonly of: Node }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: 'match'; readonly negated: boolean; readonly left: Node; readonly right: Node }
  | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'choose'; readonly test: Node; readonly yes: Node; readonly no: Node }
  | { readonly kind: 'in'; readonly keys: readonly Node[]; readonly array: string }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Node[] }
  | { readonly kind: 'builtin'; readonly name: string; readonly arguments: readonly Node[] }
  | {
      readonly kind: 'getline';
      readonly from: 'main' | 'file' | 'command';
      readonly source?: Node;
      readonly place?: Place;
    };

/** What can be assigned to. */
export type Place =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'element'; readonly array: string; readonly keys: readonly Node[] }
  | { readonly kind: 'field'; readonly index: Node };

export interface Redirection {
  readonly kind: '>' | '>>' | '|';
  readonly target: Node;
}

export type Statement =
  | { readonly kind: 'expression'; readonly of: Node }
  | { readonly kind: 'print' | 'printf'; readonly values: readonly Node[]; readonly to?: Redirection }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'if'; readonly test: Node; readonly yes: Statement; readonly no?: Statement }
  | { readonly kind: 'while'; readonly test: Node; readonly body: Statement }
  | { readonly kind: 'do'; readonly test: Node; readonly body: Statement }
  | {
      readonly kind: 'for';
      readonly start?: Statement;
      readonly test?: Node;
      readonly next?: Statement;
      readonly body: Statement;
    }
  | { readonly kind: 'for-in'; readonly variable: string; readonly array: string; readonly body: Statement }
  | { readonly kind: 'next' | 'nextfile' | 'break' | 'continue' }
  | { readonly kind: 'exit' | 'return'; readonly value?: Node }
  | { readonly kind: 'delete'; readonly array: string; readonly keys?: readonly Node[] };

export interface Rule {
  readonly pattern:
    | { readonly kind: 'begin' | 'end' | 'always' }
    | { readonly kind: 'test'; readonly test: Node }
    | { readonly kind: 'range'; readonly from: Node; readonly to: Node };
  /** Undefined prints the record. */
  readonly action: Statement | undefined;
}

export interface FunctionDefinition {
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface AwkProgram {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
}

/** A program that cannot be understood: the message as mawk prints it after its name. */
export class AwkSyntaxError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}
