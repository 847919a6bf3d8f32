/** A LUKS header: what can be read from the device without a key, the keys that open it, and what is inside. */
import type { Content } from '../block/content.ts';

export interface LuksKeyslot {
  readonly slot: number;
  /** Bytes, without a newline. */
  readonly passphrase: string;
  /** Cost of the key derivation, where somebody has chosen it. */
  readonly cost?: KeyCost;
}

export interface KeyCost {
  readonly time: number;
  readonly memoryKiB: number;
  readonly threads: number;
}

export interface LuksHeader {
  readonly version: 1 | 2;
  readonly uuid: string;
  readonly label?: string;
  readonly keyslots: readonly LuksKeyslot[];
  /** Types of tokens in the header, such as `tpm2`. None of them can unlock here. */
  readonly tokens: readonly string[];
  /** The header cannot be read: the device does not look like LUKS any more. */
  readonly corrupted: boolean;
  /** What the open mapping shows; changes with what is written there. */
  inner: Content;
}

/** Bytes before the encrypted data, as cryptsetup makes headers by default. */
export const dataOffsetBytes = (header: Pick<LuksHeader, 'version'>): number =>
  (header.version === 2 ? 16 : 2) * 1024 * 1024;
