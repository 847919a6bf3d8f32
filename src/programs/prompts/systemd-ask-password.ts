/** systemd-ask-password: asks for a password and prints it (systemd-ask-password(1), systemd 252). */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { askPassword, parseTimeout } from './ask-password-auto.ts';
import { fail, notModelled, SYSTEMD_VERSION } from './failure.ts';

const LONG = [
  'help=h',
  'version',
  'icon:',
  'timeout:',
  'echo::',
  'emoji:',
  'no-tty',
  'accept-cached',
  'multiple',
  'id:',
  'keyname:',
  'no-output',
  'credential:',
];
const DEFAULT_TIMEOUT_US = 90_000_000;

export const systemdAskPassword: Program = {
  name: 'systemd-ask-password',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, '+hen', LONG, { permute: false });
    if (error !== undefined) return yield* fail(p, m, `${p.argv[0]}: ${error}`, { kind: 'usage', text: error });
    const has = (name: string): boolean => options.some((option) => option.name === name);
    const value = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
    if (has('version')) {
      yield* p.print(SYSTEMD_VERSION);
      return 0;
    }
    if (has('h')) return yield* notModelled(p, m, 'option --help');
    let timeoutUs: number | undefined = DEFAULT_TIMEOUT_US;
    let echo: 'masked' | 'yes' | 'no' = 'masked';
    for (const option of options) {
      if (option.name === 'timeout') {
        const parsed = parseTimeout(option.value!);
        if (isErrno(parsed)) return yield* fail(p, m, `Failed to parse --timeout= parameter: ${option.value}`);
        timeoutUs = parsed.us;
      } else if (
        option.name === 'e' ||
        (option.name === 'echo' && (option.value === undefined || isTrue(option.value)))
      )
        echo = 'yes';
      else if (option.name === 'echo') {
        if (option.value === 'masked') echo = 'masked';
        else if (isFalse(option.value!)) echo = 'no';
        else return yield* fail(p, m, `Failed to parse --echo= argument: ${option.value}`);
      } else if (
        option.name === 'emoji' &&
        !isTrue(option.value!) &&
        !isFalse(option.value!) &&
        option.value !== 'auto'
      )
        return yield* fail(p, m, `Failed to parse --emoji= argument: ${option.value}`);
      else if (option.name === 'credential') return yield* notModelled(p, m, 'option --credential');
    }
    const emoji = value('emoji');
    const answer = yield* askPassword(p, m, {
      message: operands.join(' '),
      icon: value('icon'),
      id: value('id'),
      acceptCached: has('accept-cached'),
      echo,
      emoji: emoji !== undefined && emoji !== 'auto' ? isTrue(emoji) : echo === 'masked',
      untilUs: timeoutUs === undefined ? undefined : p.kernel.clock.nowUs + timeoutUs,
      useTerminal: !has('no-tty'),
    });
    if (answer.kind === 'failed')
      return yield* fail(p, m, `Failed to query password: ${answer.why}`, {
        kind: 'no-answer',
        prompt: operands.join(' '),
      });
    if (has('no-output')) return 0;
    const passwords = has('multiple') ? answer.passwords : answer.passwords.slice(0, 1);
    yield* p.print(has('n') ? passwords.join('') : passwords.map((password) => `${password}\n`).join(''));
    return 0;
  },
};

/** parse_boolean() of systemd. */
export const isTrue = (text: string): boolean => /^(?:1|yes|y|true|t|on)$/i.test(text);
export const isFalse = (text: string): boolean => /^(?:0|no|n|false|f|off)$/i.test(text);
