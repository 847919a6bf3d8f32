/** The options of a line of /etc/crypttab as systemd-cryptsetup understands them (crypttab(5), systemd 252). */
import { isErrno } from '../../vfs/errno.ts';
import { parseTimeout } from '../prompts/ask-password-auto.ts';
import { isFalse, isTrue } from '../prompts/systemd-ask-password.ts';

export interface CrypttabOptions {
  readonly tries: number;
  /** From the start of the program; undefined waits for ever. */
  readonly timeoutUs: number | undefined;
  readonly headless: boolean;
  readonly readOnly: boolean;
  readonly discards: boolean;
  readonly slot: number | undefined;
  readonly keyfileOffset: number;
  readonly keyfileSize: number | undefined;
  /** Flags for `cryptsetup status`. */
  readonly flags: readonly string[];
  readonly type: 'any' | 'luks1' | 'luks2';
  readonly tpm2: boolean;
  readonly tryEmptyPassword: boolean;
  readonly echo: 'masked' | 'yes' | 'no';
  /** What is not modelled and would change the outcome. */
  readonly notModelled: string | undefined;
  /** Lines of warning, in order. */
  readonly warnings: readonly string[];
}

/** Understood by others than systemd-cryptsetup, or without a meaning here. */
const IGNORED = new Set(
  'auto noauto nofail _netdev noearly loud quiet luks x-initrd.attach keyfile-erase swap tmp verify'.split(' '),
);
const IGNORED_WITH_VALUE =
  /^(?:x-systemd\.|x-initrd|keyscript=|cipher=|size=|sector-size=|hash=|fido2-cid=|fido2-rp=|tpm2-pcrs=|tpm2-signature=|tpm2-pin=|token-timeout=|keyfile-erase=|token-timeout=)/;
const NOT_MODELLED =
  /^(?:plain|bitlk|tcrypt.*|veracrypt-.*|header=.*|offset=.*|skip=.*|fido2-device=.*|pkcs11-uri=.*|verify|tmp(?:=.*)?|swap)$/;
const FLAGS: Readonly<Record<string, string>> = {
  'allow-discards': 'discards',
  discard: 'discards',
  'same-cpu-crypt': 'same_cpu_crypt',
  'submit-from-crypt-cpus': 'submit_from_crypt_cpus',
  'no-read-workqueue': 'no_read_workqueue',
  'no-write-workqueue': 'no_write_workqueue',
};

export function parseCrypttabOptions(text: string | undefined): CrypttabOptions {
  const warnings: string[] = [];
  const flags: string[] = [];
  let [tries, timeoutUs, headless, readOnly, keyfileOffset]: [number, number | undefined, boolean, boolean, number] = [
    3,
    undefined,
    false,
    false,
    0,
  ];
  let [slot, keyfileSize, notModelled]: [number | undefined, number | undefined, string | undefined] = [
    undefined,
    undefined,
    undefined,
  ];
  let [tpm2, tryEmptyPassword]: [boolean, boolean] = [false, false];
  let echo: CrypttabOptions['echo'] = 'masked';
  const type: CrypttabOptions['type'] = 'any';
  const invalid = (word: string): void => void warnings.push(`Failed to parse ${word}, ignoring: Invalid argument`);
  const number = (word: string, set: (value: number) => void): void => {
    const digits = word.slice(word.indexOf('=') + 1);
    if (/^\d+$/.test(digits)) set(Number(digits));
    else invalid(word);
  };
  const flag = (word: string, set: (value: boolean) => void): void => {
    const equals = word.indexOf('=');
    const value = equals < 0 ? 'yes' : word.slice(equals + 1);
    if (isTrue(value) || isFalse(value)) set(isTrue(value));
    else invalid(word);
  };
  for (const word of (text ?? '').split(',').filter((w) => w !== '')) {
    const name = word.replace(/=.*/s, '=');
    if (NOT_MODELLED.test(word)) notModelled ??= `option ${word}`;
    else if (name === 'tries=') number(word, (value) => (tries = value));
    else if (name === 'key-slot=') number(word, (value) => (slot = value));
    else if (name === 'keyfile-size=') number(word, (value) => (keyfileSize = value === 0 ? undefined : value));
    else if (name === 'keyfile-offset=') number(word, (value) => (keyfileOffset = value));
    else if (name === 'timeout=') {
      const parsed = parseTimeout(word.slice('timeout='.length));
      if (isErrno(parsed)) invalid(word);
      else timeoutUs = parsed.us;
    } else if (name === 'headless' || name === 'headless=') flag(word, (value) => (headless = value));
    else if (name === 'try-empty-password' || name === 'try-empty-password=')
      flag(word, (value) => (tryEmptyPassword = value));
    else if (word === 'readonly' || word === 'read-only') readOnly = true;
    else if (name === 'tpm2-device=') tpm2 = true;
    else if (name === 'password-echo=') {
      const value = word.slice('password-echo='.length);
      if (value === 'masked') echo = 'masked';
      else if (isTrue(value) || isFalse(value)) echo = isTrue(value) ? 'yes' : 'no';
      else warnings.push(`Invalid password-echo= option "${word}", ignoring.`);
    } else if (FLAGS[word] !== undefined) flags.push(FLAGS[word]!);
    else if (!IGNORED.has(word) && !IGNORED_WITH_VALUE.test(word))
      warnings.push(`Encountered unknown /etc/crypttab option '${word}', ignoring.`);
  }
  return {
    tries,
    timeoutUs,
    headless,
    readOnly,
    discards: flags.includes('discards'),
    slot,
    keyfileOffset,
    keyfileSize,
    flags,
    type,
    tpm2,
    tryEmptyPassword,
    echo,
    notModelled,
    warnings,
  };
}
