/** systemctl verbs for the manager's environment. */
import type { Task } from '../../kernel/task.ts';
import { assignment, isVariableName } from '../../machine/systemd/environment.ts';
import { ask, type SystemctlCall } from './call.ts';

export function* showEnvironment({ p, m }: SystemctlCall): Task<number> {
  const answer = yield* ask(p, m, (pid1) => [...pid1.environment]);
  if (!answer) return 1;
  const first = ['LANG', 'PATH'];
  const sorted = [...answer.value].sort(([a], [b]) => rank(a) - rank(b));
  yield* p.print(sorted.map(([name, value]) => `${name}=${quoted(value)}\n`).join(''));
  return 0;

  function rank(name: string): number {
    const at = first.indexOf(name);
    return at < 0 ? first.length : at;
  }
}

/** As a shell would read it back: `$'…'` for what is not plain. */
function quoted(value: string): string {
  if (!/[\s"\\`$*?['()<>|&;!\x00-\x1f\x7f]/.test(value)) return value;
  const escaped = value
    .replace(/[\\']/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replace(/[\0-\x1f\x7f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `$'${escaped}'`;
}

export function* setEnvironment({ p, m, operands }: SystemctlCall): Task<number> {
  const pairs = operands.map(assignment);
  if (pairs.some((pair) => pair === undefined)) {
    yield* p.warn('Failed to set environment: Invalid environment assignments\n');
    return 1;
  }
  const answer = yield* ask(p, m, (pid1) => {
    for (const [name, value] of pairs as (readonly [string, string])[]) pid1.environment.set(name, value);
    m.kernel.changed();
  });
  return answer ? 0 : 1;
}

/** Without names, the whole environment of the caller. */
export function* importEnvironment({ p, m, operands }: SystemctlCall): Task<number> {
  if (operands.length === 0)
    yield* p.warn('Calling import-environment without a list of variable names is deprecated.\n');
  const wrong = operands.find((name) => !isVariableName(name));
  if (wrong !== undefined) {
    yield* p.warn(`Not a valid environment variable name: ${wrong}\n`);
    return 1;
  }
  const missing = operands.filter((name) => !p.env.has(name));
  for (const name of missing) yield* p.warn(`Environment variable $${name} not set, ignoring.\n`);
  const names = operands.length === 0 ? [...p.env.keys()] : operands.filter((name) => p.env.has(name));
  const answer = yield* ask(p, m, (pid1) => {
    for (const name of names) pid1.environment.set(name, p.env.get(name)!);
    m.kernel.changed();
  });
  return answer ? 0 : 1;
}

export function* unsetEnvironment({ p, m, operands }: SystemctlCall): Task<number> {
  if (!operands.every((word) => isVariableName(word) || assignment(word) !== undefined)) {
    yield* p.warn('Failed to set environment: Invalid environment variable names or assignments\n');
    return 1;
  }
  const answer = yield* ask(p, m, (pid1) => {
    for (const word of operands) {
      const pair = assignment(word);
      if (!pair) pid1.environment.delete(word);
      else if (pid1.environment.get(pair[0]) === pair[1]) pid1.environment.delete(pair[0]);
    }
  });
  return answer ? 0 : 1;
}
