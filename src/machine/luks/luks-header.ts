/** A LUKS header: what can be read from the device without a key, the keys that open it, and what is inside. */
import type { Content } from '../block/content.ts';

export interface LuksKeyslot {
  readonly slot: number;
  /** Bytes, without a newline. */
  readonly passphrase: string;
  /** Cost of the key derivation, where somebody has chosen it. */
  readonly cost?: KeyCost;
  /** Default: tried in its turn. */
  readonly priority?: 'prefer' | 'ignore';
}

export interface KeyCost {
  /** Default argon2id. */
  readonly pbkdf?: 'argon2i' | 'pbkdf2';
  /** Passes, or the iterations of pbkdf2. */
  readonly time: number;
  readonly memoryKiB: number;
  readonly threads: number;
}

export type LuksToken = string | { readonly keyring: string } | undefined;

export interface LuksHeader {
  readonly version: 1 | 2;
  readonly uuid: string;
  readonly label?: string;
  readonly keyslots: readonly LuksKeyslot[];
  readonly subsystem?: string;
  /** How often the header was written, where commands have changed it. */
  readonly epoch?: number;
  /** By number: types of tokens, such as `tpm2`, of which none can unlock here; or where in the kernel's keyring a passphrase is. */
  readonly tokens: readonly LuksToken[];
  /** The header cannot be read: the device does not look like LUKS any more. */
  readonly corrupted: boolean;
  /** What the open mapping shows; changes with what is written there. */
  inner: Content;
}

/** Keyslots of a header. */
export const slotCount = (header: Pick<LuksHeader, 'version'>): number => (header.version === 2 ? 32 : 8);

/** How often the header was written. */
export const epochOf = (header: LuksHeader): number => header.epoch ?? header.keyslots.length + 2;

/** Bytes before the encrypted data, as cryptsetup makes headers by default. */
export const dataOffsetBytes = (header: Pick<LuksHeader, 'version'>): number =>
  (header.version === 2 ? 16 : 2) * 1024 * 1024;
