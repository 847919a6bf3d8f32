/** What bash says of a job in the foreground, or of one that `wait` waits for, that a signal has ended. */
import type { Interpreter } from './interpreter.ts';
import { SIGNAL_TEXTS } from './messages.ts';

/** A process of a job as it has ended. */
export interface EndedStage {
  readonly pid: number;
  readonly status: number;
  readonly signal?: string;
  /** The command as bash prints it. */
  readonly text: string;
}

const STATE_WIDTH = 24;

/** Tells of the job when its last process was killed, but for the signals that people and pipes send. */
export function tellKilled(sh: Interpreter, stages: readonly EndedStage[]): void {
  const signal = stages.at(-1)?.signal;
  if (!signal || signal === 'INT' || signal === 'PIPE' || !sh.tellsKilled) return;
  if (signal === 'TERM' || sh.traps.actions.has(signal)) {
    sh.writeError(`${SIGNAL_TEXTS[signal] ?? signal}\n`);
    return;
  }
  const lines = stages.map((stage, index) => {
    const state = `${String(stage.pid).padStart(5)} ${stateOf(stage).padEnd(STATE_WIDTH)}`;
    return index === 0 ? `${state}${stage.text}` : `     ${state}| ${stage.text}`;
  });
  sh.complain(lines.join('\n'));
}

function stateOf({ status, signal }: EndedStage): string {
  if (signal) return SIGNAL_TEXTS[signal] ?? signal;
  return status === 0 ? 'Done' : `Exit ${status}`;
}
