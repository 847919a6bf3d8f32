/** Numbers as operands of bash's builtins that steer: what is wrong with them, and what that ends. */
import { Abandoned, ShellExit } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';

const MAX = 2n ** 63n;

/** A number with blanks around it, within 64 bits; undefined for anything else. */
export function integer(text: string): number | undefined {
  const found = /^[ \t\n]*([+-]?[0-9]+)[ \t\n]*$/.exec(text);
  if (!found) return undefined;
  const value = BigInt(found[1]!.replace('+', ''));
  return value >= -MAX && value < MAX ? Number(BigInt.asIntN(53, value)) : undefined;
}

/** The only operand, `--` left out. Several end what runs. */
export function onlyOperand(sh: Interpreter, argv: readonly string[]): string | undefined {
  const operands = argv.slice(argv[1] === '--' ? 2 : 1);
  // Whether it is a number is seen first.
  if (operands.length > 1 && integer(operands[0]!) !== undefined) {
    sh.complain(`${argv[0]}: too many arguments`);
    abandon(sh);
  }
  return operands[0];
}

/** Back to where commands are read; the text of `-c` is then at its end. */
function abandon(sh: Interpreter): never {
  if (sh.fromCommandLine) throw new ShellExit(1);
  throw new Abandoned();
}

export function complainOfNumber(sh: Interpreter, name: string, text: string): void {
  sh.complain(`${name}: ${text}: numeric argument required`);
}
