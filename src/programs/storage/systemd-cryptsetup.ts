/** systemd-cryptsetup: opens and closes LUKS volumes for crypttab and for boot hooks (systemd-cryptsetup(8), systemd 252). */
import type { Process } from '../../kernel/process.ts';
import { settle, type Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import type { LuksHeader } from '../../machine/luks/luks-header.ts';
import { readableHeader } from '../../machine/luks/luks-model.ts';
import type { Machine } from '../../machine/machine.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import type { Program } from '../program.ts';
import { askPassword } from '../prompts/ask-password-auto.ts';
import { fail, notModelled, SYSTEMD_VERSION } from '../prompts/failure.ts';
import { type CrypttabOptions, parseCrypttabOptions } from './crypttab-options.ts';
import { isVolumeName, kernelHas, NO_DEVICE_MAPPER } from './device-mapper.ts';
import { friendlyDiskName } from './disk-description.ts';

const HELP = `systemd-cryptsetup attach VOLUME SOURCEDEVICE [KEY-FILE] [OPTIONS]
systemd-cryptsetup detach VOLUME

Attaches or detaches an encrypted block device.

See the systemd-cryptsetup@.service(8) man page for details.
`;

export const systemdCryptsetup: Program = {
  name: 'systemd-cryptsetup',
  *run(p, m) {
    const [, verb, volume, source] = p.argv;
    if (verb === undefined || verb === '--help' || verb === '-h' || verb === 'help') {
      yield* p.print(HELP);
      return 0;
    }
    if (verb === '--version') {
      yield* p.print(SYSTEMD_VERSION);
      return 0;
    }
    if (volume === undefined) return yield* usage(p, m, 'This program requires at least two arguments.');
    if (verb === 'attach') {
      if (source === undefined) return yield* usage(p, m, 'attach requires at least two arguments.');
      if (!isVolumeName(volume)) return yield* fail(p, m, `Volume name '${volume}' is not valid.`);
      return yield* attach(p, m, volume, source, unlessNone(p.argv[4]), unlessNone(p.argv[5]));
    }
    if (verb === 'detach')
      return isVolumeName(volume)
        ? yield* detach(p, m, volume)
        : yield* fail(p, m, `Volume name '${volume}' is not valid.`);
    return yield* usage(p, m, `Unknown verb ${verb}.`);
  },
};

const usage = (p: Process, m: Machine, text: string): Task<number> => fail(p, m, text, { kind: 'usage', text });

/** `none`, `-` and an empty word stand for nothing. */
const unlessNone = (word: string | undefined): string | undefined =>
  word === undefined || word === '' || word === '-' || word === 'none' ? undefined : word;

/** A volume that is being opened. */
interface Attempt {
  readonly volume: string;
  readonly source: string;
  readonly device: BlockDevice;
  readonly header: LuksHeader;
  readonly options: CrypttabOptions;
  readonly untilUs: number | undefined;
}

function* attach(
  p: Process,
  m: Machine,
  volume: string,
  source: string,
  givenKeyFile: string | undefined,
  config: string | undefined,
): Task<number> {
  let keyFile = givenKeyFile;
  if (keyFile !== undefined && !keyFile.startsWith('/')) {
    yield* p.warn(`Password file path '${keyFile}' is not absolute. Ignoring.\n`);
    keyFile = undefined;
  }
  const options = parseCrypttabOptions(config);
  for (const warning of options.warnings) yield* p.warn(`${warning}\n`);
  if (options.notModelled !== undefined) return yield* notModelled(p, m, options.notModelled);
  const discovered = keyFile === undefined ? discoverKey(p, volume) : undefined;
  const device = deviceAt(p, m, source);
  if (isErrno(device)) {
    yield* p.warn(
      isErrno(p.stat(source)) || device === Errno.ENXIO
        ? `Device ${source} does not exist or access denied.\n`
        : `Device ${source} is not a block device.\n`,
    );
    return yield* fail(p, m, 'crypt_init() failed: Block device required', { kind: 'device-missing', path: source });
  }
  if (!kernelHas(p, m, 'dm_mod')) yield* p.warn(`${NO_DEVICE_MAPPER}\n`);
  if (m.block.byMapping(volume)) {
    yield* p.warn(`Volume ${volume} already active.\n`);
    return 0;
  }
  if (keyFile !== undefined) {
    const stat = p.stat(keyFile);
    if (!isErrno(stat) && stat.type === 'file' && (stat.mode & 0o005) !== 0)
      yield* p.warn(`Key file ${keyFile} is world-readable. This is not a good idea!\n`);
  }
  const header = readableHeader(device.content);
  if (!header)
    return yield* fail(p, m, `Failed to load LUKS superblock on device ${source}: Invalid argument`, {
      kind: 'other',
      text: `${source} is no LUKS device`,
    });
  const untilUs = options.timeoutUs === undefined ? undefined : p.kernel.clock.nowUs + options.timeoutUs;
  if (keyFile === undefined && discovered === undefined && header.version === 2 && header.tokens.includes('tpm2-pin'))
    yield* askForTokenPin(p, m, options, untilUs);
  return yield* attempts(p, m, { volume, source, device, header, options, untilUs }, keyFile, discovered);
}

/**
 * A token with a PIN is tried before any passphrase, and asks again and again while the PIN is wrong. No PIN is known to a scenario,
 * so every one is; only the end of the time or a cancelled question leads on to the passphrase.
 */
function* askForTokenPin(p: Process, m: Machine, options: CrypttabOptions, untilUs: number | undefined): Task {
  if (options.headless) {
    yield* p.warn("PIN querying disabled via 'headless' option. Use the '$PIN' environment variable.\n");
    return;
  }
  for (let asked = 0; ; asked++) {
    const answer = yield* askPassword(p, m, {
      message: 'Please enter LUKS2 token PIN:',
      icon: 'drive-harddisk',
      acceptCached: asked === 0,
      untilUs,
      useTerminal: true,
    });
    if (answer.kind === 'failed') return;
  }
}

/** Tries the key file, then passphrases, as often as the options say. */
function* attempts(
  p: Process,
  m: Machine,
  attempt: Attempt,
  givenKeyFile: string | undefined,
  discovered: string | undefined,
): Task<number> {
  const { options, volume, source } = attempt;
  let [keyFile, keyData, tpm2, empty] = [givenKeyFile, discovered, options.tpm2, options.tryEmptyPassword];
  for (let tries = 0; options.tries === 0 || tries < options.tries; tries++) {
    let passwords: readonly string[] = [];
    const device = attempt.device;
    if (keyFile === undefined && keyData === undefined && !tpm2) {
      if (empty) {
        empty = false;
        passwords = [''];
      } else {
        if (options.headless)
          return yield* fail(p, m, "Password querying disabled via 'headless' option.", {
            kind: 'no-answer',
            prompt: promptFor(p, m, attempt),
          });
        const message = promptFor(p, m, attempt);
        const answer = yield* askPassword(p, m, {
          message,
          icon: 'drive-harddisk',
          id: `cryptsetup:${source}`,
          acceptCached: tries === 0,
          echo: options.echo,
          untilUs: attempt.untilUs,
          useTerminal: true,
        });
        if (answer.kind === 'failed')
          return yield* fail(p, m, `Failed to query password: ${answer.why}`, { kind: 'no-answer', prompt: message });
        passwords = answer.passwords;
      }
    }
    if (!device.present)
      return yield* fail(p, m, 'Failed to activate: No such device', { kind: 'device-missing', path: source });
    yield* p.warn(`Set cipher aes, mode xts-plain64, key size 512 bits for device ${source}.\n`);
    const done = yield* settle(
      tpm2
        ? withTpm2(p)
        : keyFile !== undefined
          ? withKeyFile(p, m, attempt, keyFile)
          : keyData !== undefined
            ? withKeyData(p, m, attempt, keyData)
            : withPasswords(p, m, attempt, passwords),
    );
    if (done !== 'again') return done;
    [keyFile, keyData, tpm2] = [undefined, undefined, false];
  }
  return yield* fail(p, m, 'Too many attempts to activate; giving up.', {
    kind: 'passphrase-wrong',
    device: `${volume} (${source})`,
    tries: options.tries,
  });
}

const promptFor = (p: Process, m: Machine, { volume, device, header }: Attempt): string =>
  `Please enter ${header.tokens.includes('recovery') ? 'passphrase or recovery key' : 'passphrase'} for disk ${friendlyDiskName(p, m, device, volume)}:`;

/** Status 0, or another try. */
type Outcome = number | 'again';

/** No TPM is modelled, so the device is never there. */
function* withTpm2(p: Process): Task<Outcome> {
  yield* p.warn(
    'No TPM2 hardware discovered and EFI firmware does not see it either, falling back to traditional unlocking.\n',
  );
  return 'again';
}

function* withKeyFile(p: Process, m: Machine, attempt: Attempt, keyFile: string): Task<Outcome> {
  const { options } = attempt;
  const content = p.readFile(keyFile);
  if (content === Errno.ENOENT) {
    yield* p.warn(`Failed to activate, key file '${keyFile}' missing.\n`);
    return 'again';
  }
  if (isErrno(content)) return yield* fail(p, m, `Failed to read key file '${keyFile}': ${content.message}`);
  const stat = p.stat(keyFile);
  if (!isErrno(stat) && (stat.mode & 0o007) !== 0) {
    yield* p.warn(
      `${keyFile} has ${stat.mode.toString(8).padStart(4, '0')} mode that is too permissive, please adjust the ownership and access mode.\n`,
    );
  }
  const end = options.keyfileSize === undefined ? undefined : options.keyfileOffset + options.keyfileSize;
  const slot = yield* m.luks.tryKey(attempt.header, content.slice(options.keyfileOffset, end), options.slot);
  if (slot === undefined) {
    yield* p.warn(`Failed to activate with key file '${keyFile}'. (Key data incorrect?)\n`);
    return 'again';
  }
  return yield* activate(p, m, attempt, slot, `Failed to activate with key file '${keyFile}'`);
}

function* withKeyData(p: Process, m: Machine, attempt: Attempt, key: string): Task<Outcome> {
  const slot = yield* m.luks.tryKey(attempt.header, key, attempt.options.slot);
  if (slot !== undefined) return yield* activate(p, m, attempt, slot, 'Failed to activate');
  yield* p.warn('Failed to activate. (Key incorrect?)\n');
  return 'again';
}

function* withPasswords(p: Process, m: Machine, attempt: Attempt, passwords: readonly string[]): Task<Outcome> {
  for (const password of passwords) {
    const slot = yield* m.luks.tryKey(attempt.header, password, attempt.options.slot);
    if (slot !== undefined) return yield* activate(p, m, attempt, slot, 'Failed to activate with specified passphrase');
  }
  yield* p.warn('Failed to activate with specified passphrase. (Passphrase incorrect?)\n');
  return 'again';
}

/** Makes the mapping; `failure` begins the complaint when the kernel refuses. */
function* activate(p: Process, m: Machine, attempt: Attempt, slot: number, failure: string): Task<number> {
  const { volume, source, device, header, options } = attempt;
  if (m.block.inUse(device)) {
    yield* p.warn(`Cannot use device ${source} which is in use (already mapped or mounted).\n`);
    return yield* fail(p, m, `${failure}: Device or resource busy`, { kind: 'busy', path: source });
  }
  if (!kernelHas(p, m, 'dm_crypt')) {
    yield* p.warn(
      `device-mapper: reload ioctl on ${volume} (253:${m.block.freeMapperMinor()}) failed: Invalid argument\n`,
    );
    return yield* fail(p, m, `${failure}: Invalid argument`, {
      kind: 'other',
      text: 'the kernel module dm_crypt is missing',
    });
  }
  yield* m.luks.activate(
    { name: volume, device, devicePath: source, header, slot, readOnly: options.readOnly, flags: options.flags },
    p.pid,
  );
  return 0;
}

/** `VOLUME.key` in the directories for it. */
function discoverKey(p: Process, volume: string): string | undefined {
  for (const directory of ['/etc/cryptsetup-keys.d', '/run/cryptsetup-keys.d']) {
    const content = p.readFile(`${directory}/${volume}.key`);
    if (!isErrno(content)) return content;
  }
  return undefined;
}

function* detach(p: Process, m: Machine, volume: string): Task<number> {
  const active = m.luks.volume(volume);
  if (!active) {
    yield* p.warn(`Device ${volume} is not active.\nVolume ${volume} already inactive.\n`);
    return 0;
  }
  if (m.luks.close(active, p.pid) === 'closed') return 0;
  yield* p.warn(`Device ${volume} is still in use.\n`);
  return yield* fail(p, m, 'Failed to deactivate: Device or resource busy', {
    kind: 'busy',
    path: `/dev/mapper/${volume}`,
  });
}
