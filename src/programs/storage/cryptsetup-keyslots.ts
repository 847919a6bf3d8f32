/** Actions of cryptsetup on the keys in a LUKS header: luksAddKey, luksRemoveKey, luksChangeKey, luksKillSlot, erase. */
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { epochOf, type KeyCost, type LuksHeader, type LuksKeyslot, slotCount } from '../../machine/luks/luks-header.ts';
import type { CryptsetupAction, CryptsetupCall } from './cryptsetup.ts';
import { readPassphrase } from './cryptsetup-key.ts';
import { headerFor, openDevice } from './cryptsetup-mappings.ts';

export const keyslotActions: readonly CryptsetupAction[] = [
  { names: ['luksAddKey'], needs: '<device> [<new key file>]', operands: 1, run: luksAddKey },
  { names: ['luksRemoveKey'], needs: '<device> [<key file>]', operands: 1, run: luksRemoveKey },
  { names: ['luksChangeKey'], needs: '<device> [<key file>]', operands: 1, run: luksChangeKey },
  { names: ['luksKillSlot', 'luksDelKey'], needs: '<device> <key slot>', operands: 2, run: luksKillSlot },
  { names: ['erase', 'luksErase'], needs: '<device>', operands: 1, run: erase },
];

/** Writes the header with these changes. */
export function changeHeader(
  call: CryptsetupCall,
  device: BlockDevice,
  header: LuksHeader,
  changes: Partial<LuksHeader>,
): void {
  device.content = { kind: 'luks', header: { ...header, epoch: epochOf(header) + 1, ...changes } };
  call.m.udev.changed(device);
}

/** The cost of the key derivation that the options ask for; nothing when they leave it to the machine. */
export function costOf(options: ReadonlyMap<string, string>): { readonly cost?: KeyCost } {
  const pbkdf = options.get('pbkdf');
  const chosen = ['pbkdf', 'pbkdf-force-iterations', 'pbkdf-memory', 'pbkdf-parallel'].some((name) =>
    options.has(name),
  );
  if (!chosen) return {};
  const iterations = Number(options.get('pbkdf-force-iterations') ?? (pbkdf === 'pbkdf2' ? 1_000_000 : 4));
  return {
    cost: {
      ...(pbkdf === 'pbkdf2' || pbkdf === 'argon2i' ? { pbkdf } : {}),
      time: iterations,
      memoryKiB: Number(options.get('pbkdf-memory') ?? 1_048_576),
      threads: Number(options.get('pbkdf-parallel') ?? 4),
    },
  };
}

const WRONG = 'No key available with this passphrase.';
const wrong = (call: CryptsetupCall, text = WRONG): Task<number> =>
  call.fail(2, text, { kind: 'passphrase-wrong', device: call.operands[0]!, tries: 1 });

/** The device and its header, or the status after the complaint. */
function* target(
  call: CryptsetupCall,
): Task<{ readonly device: BlockDevice; readonly header: LuksHeader } | { readonly status: number }> {
  const [path] = call.operands as [string];
  const device = yield* openDevice(call, path);
  if ('status' in device) return device;
  const header = headerFor(call, device);
  return header ? { device, header } : { status: yield* call.fail(1, `Device ${path} is not a valid LUKS device.`) };
}

const withSlot = (header: LuksHeader, keyslot: LuksKeyslot): readonly LuksKeyslot[] =>
  [...header.keyslots.filter(({ slot }) => slot !== keyslot.slot), keyslot].sort((a, b) => a.slot - b.slot);

function* luksAddKey(call: CryptsetupCall): Task<number> {
  const status = yield* addKey(call);
  // Standard output is written at the end.
  if (call.options.has('key-slot') && !call.options.has('new-key-slot'))
    yield* call.p.print('WARNING: The --key-slot parameter is used for new keyslot number.\n');
  return status;
}

function* addKey(call: CryptsetupCall): Task<number> {
  const { m, operands, options, fail } = call;
  const found = yield* target(call);
  if ('status' in found) return found.status;
  const { device, header } = found;
  if (header.keyslots.length === 0)
    return yield* fail(1, 'Cannot add key slot, all slots disabled and no volume key provided.');
  const asked = options.get('new-key-slot') ?? options.get('key-slot');
  const taken = new Set(header.keyslots.map(({ slot }) => slot));
  const last = slotCount(header) - 1;
  if (asked !== undefined && Number(asked) > last)
    return yield* fail(1, `Key slot ${asked} is invalid, please select between 0 and ${last}.`);
  if (asked !== undefined && taken.has(Number(asked)))
    return yield* fail(1, `Key slot ${asked} is full, please select another one.`);
  const old = yield* readPassphrase(call, 'Enter any existing passphrase: ');
  if (old.kind === 'failed') return old.status;
  if ((yield* m.luks.tryKey(header, old.bytes)) === undefined)
    return yield* wrong(call, options.has('key-file') ? '' : WRONG);
  const fresh = yield* readPassphrase(
    call,
    'Enter new passphrase for key slot: ',
    operands[1] ?? options.get('new-keyfile') ?? null,
  );
  if (fresh.kind === 'failed') return fresh.status;
  let slot = Number(asked ?? 0);
  while (taken.has(slot)) slot++;
  if (slot > last) return yield* fail(1, 'All key slots full.');
  changeHeader(call, device, header, {
    keyslots: withSlot(header, { slot, passphrase: fresh.bytes, ...costOf(options) }),
  });
  return 0;
}

function* luksRemoveKey(call: CryptsetupCall): Task<number> {
  const found = yield* target(call);
  if ('status' in found) return found.status;
  const { device, header } = found;
  const key = yield* readPassphrase(
    call,
    'Enter passphrase to be deleted: ',
    call.operands[1] ?? call.options.get('key-file'),
  );
  if (key.kind === 'failed') return key.status;
  const slot = yield* call.m.luks.tryKey(header, key.bytes);
  if (slot === undefined) return yield* wrong(call);
  changeHeader(call, device, header, { keyslots: header.keyslots.filter((keyslot) => keyslot.slot !== slot) });
  return 0;
}

function* luksChangeKey(call: CryptsetupCall): Task<number> {
  const found = yield* target(call);
  if ('status' in found) return found.status;
  const { device, header } = found;
  const old = yield* readPassphrase(call, 'Enter passphrase to be changed: ');
  if (old.kind === 'failed') return old.status;
  const asked = call.options.get('key-slot');
  const slot = yield* call.m.luks.tryKey(header, old.bytes, asked === undefined ? undefined : Number(asked));
  if (slot === undefined) return yield* wrong(call);
  const fresh = yield* readPassphrase(call, 'Enter new passphrase: ', call.operands[1] ?? null);
  if (fresh.kind === 'failed') return fresh.status;
  const keyslot = header.keyslots.find((each) => each.slot === slot)!;
  changeHeader(call, device, header, {
    epoch: epochOf(header) + 2,
    keyslots: withSlot(header, { ...keyslot, passphrase: fresh.bytes, ...costOf(call.options) }),
  });
  return 0;
}

function* luksKillSlot(call: CryptsetupCall): Task<number> {
  const { operands, options, p } = call;
  const found = yield* target(call);
  if ('status' in found) return found.status;
  const { device, header } = found;
  const number = Number(operands[1]);
  if (!header.keyslots.some(({ slot }) => slot === number))
    return yield* call.fail(1, `Keyslot ${operands[1]} is not active.`);
  const batch = options.has('batch-mode');
  if (!batch || options.has('key-file') || !p.isatty(0)) {
    const key = yield* readPassphrase(call, 'Enter any remaining passphrase: ');
    // In batch mode an input without anything on it is passed over.
    if (key.kind === 'failed' && (!batch || options.has('key-file'))) return key.status;
    if (key.kind === 'key') {
      const others =
        header.keyslots.length > 1 ? header.keyslots.filter(({ slot }) => slot !== number) : header.keyslots;
      if ((yield* call.m.luks.tryKey({ ...header, keyslots: others }, key.bytes)) === undefined)
        return yield* wrong(call);
    }
  }
  changeHeader(call, device, header, { keyslots: header.keyslots.filter(({ slot }) => slot !== number) });
  return 0;
}

function* erase(call: CryptsetupCall): Task<number> {
  const found = yield* target(call);
  if ('status' in found) return found.status;
  const { p, operands, options } = call;
  if (!options.has('batch-mode') && p.isatty(0)) {
    yield* p.print(
      `\nWARNING!\n========\nThis operation will erase all keyslots on device ${operands[0]}.\nDevice will become unusable after this operation.\n\nAre you sure? (Type 'yes' in capital letters): `,
    );
    const answer = yield* p.read(0, 64);
    if (answer !== 'YES\n') return yield* call.fail(1, 'Operation aborted.\n');
  }
  changeHeader(call, found.device, found.header, {
    epoch: epochOf(found.header) + found.header.keyslots.length,
    keyslots: [],
  });
  return 0;
}
