/** cryptsetup: LUKS headers and mappings from the command line (cryptsetup(8) 2.6.1). */
import type { Process } from '../../kernel/process.ts';
import { type MaybeTask, settle, type Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Reason } from '../../trace/event.ts';
import type { Program } from '../program.ts';
import { notModelled } from '../prompts/failure.ts';
import { headerCareActions } from './cryptsetup-header-care.ts';
import { luksActions } from './cryptsetup-headers.ts';
import { keyslotActions } from './cryptsetup-keyslots.ts';
import { mappingActions } from './cryptsetup-mappings.ts';
import { CRYPTSETUP_OPTIONS, optionNotModelled } from './cryptsetup-options.ts';
import { parsePopt, poptUsage } from './popt.ts';

/** Exit statuses of cryptsetup(8). */
const MEANING: Readonly<Record<number, string>> = {
  1: 'code -1 (wrong or missing parameters)',
  2: 'code -2 (no permission or bad passphrase)',
  3: 'code -3 (out of memory)',
  4: 'code -4 (wrong device or file specified)',
  5: 'code -5 (device already exists or device is busy)',
};

/** One run of an action. */
export interface CryptsetupCall {
  readonly p: Process;
  readonly m: Machine;
  /** After the action's name. */
  readonly operands: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  /** Makes a header, also where there was none. */
  readonly formats: boolean;
  /** A line on standard error, the reason in the trace; gives the status. */
  readonly fail: (status: number, text: string, reason?: Reason) => Task<number>;
  /** The usage text with a complaint. */
  readonly usage: (complaint: string) => Task<number>;
}

export interface CryptsetupAction {
  readonly names: readonly string[];
  /** As the complaint about missing arguments names them. */
  readonly needs: string;
  readonly operands: number;
  readonly run: (call: CryptsetupCall) => MaybeTask<number>;
}

const ACTIONS: readonly CryptsetupAction[] = [
  ...mappingActions,
  ...luksActions,
  ...keyslotActions,
  ...headerCareActions,
];
const NOT_MODELLED = new Set(
  'resize reencrypt repair tcryptDump bitlkDump fvault2Dump luksSuspend luksResume benchmark refresh luksConvertKey plainOpen loopaesOpen tcryptOpen'.split(
    ' ',
  ),
);
const NUMBERS = new Set([
  'key-slot',
  'tries',
  'timeout',
  'keyfile-size',
  'keyfile-offset',
  'key-size',
  'iter-time',
  'sector-size',
  'new-key-slot',
]);

/** What is wrong with the value of an option that every action looks at. */
function badValue(options: ReadonlyMap<string, string>): string | undefined {
  if (Number(options.get('key-size') ?? 0) % 8 !== 0) return 'Key size must be a multiple of 8 bits';
  if (!/^(?:pbkdf2|argon2id?)$/.test(options.get('pbkdf') ?? 'pbkdf2'))
    return 'Password-based key derivation function (PBKDF) can be only pbkdf2 or argon2i/argon2id.';
  if (!/^(?:ignore|normal|prefer)$/.test(options.get('priority') ?? 'normal'))
    return 'Option --priority can be only ignore/normal/prefer.';
  return undefined;
}

export const cryptsetup: Program = {
  name: 'cryptsetup',
  *run(p, m) {
    const called = p.argv[0] ?? 'cryptsetup';
    const { options, operands, error } = parsePopt(p.argv, CRYPTSETUP_OPTIONS);
    const failed = function* (status: number, text: string, reason: Reason = { kind: 'other', text }): Task<number> {
      m.trace.add(p.pid, { kind: 'program.failed', program: 'cryptsetup', argv: p.argv, reason });
      if (text !== '') yield* p.warn(`${text}\n`);
      return status;
    };
    const usage = (text: string): Task<number> =>
      failed(1, `${poptUsage(called, CRYPTSETUP_OPTIONS, '[OPTION...] <action> <action-specific>')}${text}`, {
        kind: 'usage',
        text,
      });
    if (options.has('version')) {
      yield* p.print('cryptsetup 2.6.1 flags: UDEV BLKID KEYRING KERNEL_CAPI \n');
      return 0;
    }
    if (options.has('help')) return yield* notModelled(p, m, 'option --help');
    if (options.has('usage')) {
      yield* p.print(poptUsage(called, CRYPTSETUP_OPTIONS, '[OPTION...] <action> <action-specific>'));
      return 0;
    }
    if (error !== undefined) return yield* usage(error);
    for (const [name, value] of options)
      if (NUMBERS.has(name) && !/^\d+$/.test(value)) return yield* usage(`${called}: invalid numeric value`);
    const badOption = badValue(options);
    if (badOption !== undefined) return yield* usage(`${called}: ${badOption}`);
    const [given, ...rest] = operands;
    if (given === undefined) return yield* usage(`${called}: Argument <action> missing.`);
    const action = ACTIONS.find(({ names }) => names.includes(given));
    if (!action)
      return NOT_MODELLED.has(given)
        ? yield* notModelled(p, m, `action ${given}`)
        : yield* usage(`${called}: Unknown action.`);
    if (rest.length < action.operands)
      return yield* usage(`${called}: ${given}: requires ${action.needs} as arguments`);
    const strange = optionNotModelled(options.keys());
    if (strange !== undefined) return yield* notModelled(p, m, `option --${strange}`);
    const type = options.get('type');
    if (type !== undefined && !['luks', 'luks1', 'luks2'].includes(type) && given !== 'luksFormat')
      return yield* notModelled(p, m, `type ${type}`);
    const status = yield* settle(
      action.run({
        p,
        m,
        operands: rest,
        options,
        formats: given === 'luksFormat',
        fail: failed,
        usage: (text) => usage(`${called}: ${text}`),
      }),
    );
    m.loop.sweep();
    if (options.has('verbose'))
      yield* p.print(
        status === 0 ? 'Command successful.\n' : `Command failed with ${MEANING[status] ?? `code -${status}`}.\n`,
      );
    return status;
  },
};
