/** udevadm: waits for udev, asks it and controls it (udevadm(8), systemd 252). */
import type { Process } from '../../kernel/process.ts';
import { type MaybeTask, settle, type Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Program } from '../program.ts';
import { fail, notModelled } from '../prompts/failure.ts';
import { udevadmControl } from './udevadm-control.ts';
import { udevadmInfo } from './udevadm-info.ts';
import { udevadmSettle } from './udevadm-settle.ts';
import { udevadmTest } from './udevadm-test.ts';
import { udevadmTrigger } from './udevadm-trigger.ts';
import { udevadmWait } from './udevadm-wait.ts';

/** `argv` begins with the verb. */
type Verb = (p: Process, m: Machine, argv: readonly string[]) => MaybeTask<number>;

const VERBS: Readonly<Record<string, Verb>> = {
  settle: udevadmSettle,
  trigger: udevadmTrigger,
  info: udevadmInfo,
  control: udevadmControl,
  wait: udevadmWait,
  test: udevadmTest,
};
const NOT_MODELLED = new Set(['monitor', 'hwdb', 'test-builtin', 'lock', 'help']);

export const udevadm: Program = {
  name: 'udevadm',
  *run(p, m): Task<number> {
    let at = 1;
    while (p.argv[at] === '-d' || p.argv[at] === '--debug') at++;
    const verb = p.argv[at];
    if (verb === '--version' || verb === '-V') {
      yield* p.print('252\n');
      return 0;
    }
    if (verb === undefined)
      return yield* fail(p, m, 'Command verb required.', { kind: 'usage', text: 'Command verb required.' });
    if (verb === '--help' || verb === '-h' || NOT_MODELLED.has(verb)) return yield* notModelled(p, m, verb);
    if (verb.startsWith('-')) {
      const text = verb.startsWith('--') ? `unrecognized option '${verb}'` : `invalid option -- '${verb[1]}'`;
      return yield* fail(p, m, `${p.argv[0]}: ${text}`, { kind: 'usage', text });
    }
    const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (!run)
      return yield* fail(p, m, `Unknown command verb ${verb}.`, {
        kind: 'usage',
        text: `Unknown command verb ${verb}.`,
      });
    return yield* settle(run(p, m, p.argv.slice(at)));
  },
};
