/** `${x:-…}`, `${x:=…}`, `${x:?…}`, `${x:+…}` where x is a list, an element or named by another variable. */
import { isTask, type Task } from '../../kernel/task.ts';
import type { Parameter } from '../../syntax/tree.ts';
import { setElement } from '../bash/assign.ts';
import { isName, valueNamed } from '../bash/reference.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';
import { type Apply, type Outcome, WORD } from './outcome.ts';
import type { Subject } from './subject.ts';

export function chosen(c: Compiler, node: Parameter): Apply {
  const { operator } = node;
  const word = c.text(node.word!);
  const null_ = operator[0] === ':';
  const kind = operator.at(-1)!;
  return (sh, subject) => {
    const whole =
      subject.kind === 'list'
        ? subject.values.length === 0
          ? undefined
          : subject.values.join(subject.star && node.quoted ? sh.separator : ' ')
        : subject.value;
    // Differs: a list behind a reference is not looked at, only whether it is there.
    const serves =
      null_ && !(node.indirect && subject.kind === 'list') ? whole !== undefined && whole !== '' : whole !== undefined;
    if (kind === '+')
      return serves ? WORD : subject.kind === 'list' && !subject.star ? { values: [], star: false } : '';
    if (serves) return subject.kind === 'list' ? subject : subject.value!;
    if (kind === '-') return WORD;
    const text = word(sh);
    return isTask(text) ? textThen(sh, subject, kind, null_, text) : settle(sh, subject, kind, null_, text);
  };
}

function* textThen(
  sh: Interpreter,
  subject: Subject,
  kind: string,
  null_: boolean,
  waiting: Task<string>,
): Task<Outcome> {
  return settle(sh, subject, kind, null_, yield* waiting);
}

function settle(sh: Interpreter, subject: Subject, kind: string, null_: boolean, text: string): Outcome {
  if (kind === '?') {
    const nothing = null_ ? 'parameter null or not set' : 'parameter not set';
    sh.failExpansion(`${subject.shown}: ${text === '' ? nothing : text}`, true);
  }
  if (subject.kind === 'list') {
    if (subject.variable === undefined && !isName(subject.name))
      sh.failExpansion(`$${subject.name}: cannot assign in this way`);
    sh.failExpansion(`${subject.shown}: bad array subscript`);
  }
  const { reference } = subject;
  if (!reference) sh.failExpansion(`$${subject.shown}: cannot assign in this way`);
  const origin = { position: sh.position, sources: sh.trace.full ? sh.used.since(0) : [] };
  if (reference.subscript === undefined) sh.setVariable(reference.name, text, origin.position, origin.sources);
  else setElement(sh, reference.name, reference.subscript, text, false, origin);
  return valueNamed(sh, subject.shown) ?? text;
}
