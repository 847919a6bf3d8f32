/** Leaving functions and temporary assignments: what they hid comes back. */
import { ShellError, ShellExit } from './flow.ts';
import type { Frame, Interpreter } from './interpreter.ts';

export function leaveFrame(sh: Interpreter, frame: Frame): void {
  for (let index = frame.length - 1; index >= 0; index--) {
    const hidden = frame[index]!;
    if ('options' in hidden) sh.options = hidden.options;
    else {
      if (hidden.aside) sh.variables.place(hidden.name, hidden.variable);
      else sh.variables.restore(hidden);
      if (hidden.name === 'PATH') sh.hashed.clear();
      else if (hidden.name === 'OPTIND')
        sh.getopts = { index: Math.max(1, Number(hidden.variable?.value) || 1), offset: -1 };
    }
  }
}

/** Leaves a frame for what was thrown. Where that ends the shell, nothing comes back: the EXIT trap still sees the function's variables. */
export function abandonFrame(sh: Interpreter, frame: Frame, thrown: unknown): void {
  if ((thrown instanceof ShellExit && !thrown.leavesFunctions) || thrown instanceof ShellError)
    sh.abandonedFrames.push(frame);
  else leaveFrame(sh, frame);
}

/** The shell goes on after all. */
export function leaveAbandoned(sh: Interpreter): void {
  for (const frame of sh.abandonedFrames.splice(0)) leaveFrame(sh, frame);
}
