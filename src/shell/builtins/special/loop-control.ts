/** `break` and `continue`. */
import { note } from '../../events.ts';
import { BREAKING, CONTINUING } from '../../flow.ts';
import { number, type Run, special } from './inside.ts';

const leave =
  (how: typeof BREAKING | typeof CONTINUING): Run =>
  (sh, argv) => {
    const operand = argv[1] === '--' ? argv[2] : argv[1];
    const wanted = operand === undefined ? 1 : number(sh, operand, argv[0]!);
    if (wanted === 0) sh.fail(`Illegal number: ${operand}`);
    const loops = Math.min(wanted, sh.loops);
    if (loops > 0) {
      sh.leaving = how;
      sh.leavingLoops = loops;
      if (sh.trace.full && sh.position)
        note(sh, {
          kind: 'left.early',
          how: how === BREAKING ? 'break' : 'continue',
          position: sh.position,
          status: 0,
        });
    }
    return 0;
  };

export const breakBuiltin = special('break', leave(BREAKING));
export const continueBuiltin = special('continue', leave(CONTINUING));
