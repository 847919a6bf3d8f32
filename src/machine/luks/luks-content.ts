/** LUKS volumes of a layout: a header with its keys, and the filesystem inside. */
import type { Content } from '../block/content.ts';
import { type FilesystemType, newFilesystem } from '../block/new-filesystem.ts';
import { stableUuid } from '../block/stable-uuid.ts';
import type { Machine } from '../machine.ts';
import { ROOT_TREE, treeOf } from '../zfs/file-tree.ts';
import type { FileTree, LayoutError } from '../zfs/layout.ts';
import { dataOffsetBytes, type LuksHeader } from './luks-header.ts';

/** Texts are bytes. */
export interface LuksSpec {
  readonly version?: 1 | 2;
  readonly passphrase?: string;
  readonly passphrases?: readonly string[];
  /** Types such as `tpm2`; none can unlock here. */
  readonly tokens?: readonly string[];
  readonly label?: string;
  readonly uuid?: string;
  readonly corrupted?: boolean;
  /** What is inside when it is no filesystem. */
  readonly inner?: Content;
  /** What is inside; default nothing. */
  readonly filesystem?: FilesystemType;
  readonly filesystemLabel?: string;
  readonly files?: FileTree;
  /** Holds an installed system (an init, a shell) below the given files. */
  readonly isRoot?: boolean;
}

/** What a zvol has when its layout does not say. */
const DEFAULT_BYTES = 20 * 2 ** 20;

/** A device's content for a volume of a layout, or the complaints about its description. */
export function luksContent(
  m: Pick<Machine, 'kernel'>,
  name: string,
  spec: LuksSpec,
  sizeBytes = DEFAULT_BYTES,
): Content | readonly LayoutError[] {
  const errors: LayoutError[] = [];
  const passphrases = [...(spec.passphrase === undefined ? [] : [spec.passphrase]), ...(spec.passphrases ?? [])];
  if (passphrases.length === 0)
    errors.push({ at: [], message: `LUKS volume ${name} has no passphrase`, remedy: 'Add `passphrase: TEXT`.' });
  if (passphrases.some((text) => text === ''))
    errors.push({ at: ['passphrase'], message: `LUKS volume ${name}: a passphrase is empty` });
  const slots = spec.version === 1 ? 8 : 32;
  if (passphrases.length > slots)
    errors.push({
      at: ['passphrases'],
      message: `LUKS volume ${name} has ${passphrases.length} passphrases, a header of version ${spec.version ?? 2} has ${slots} keyslots`,
    });
  if (spec.version === 1 && spec.tokens && spec.tokens.length > 0)
    errors.push({ at: ['tokens'], message: `LUKS volume ${name}: version 1 has no tokens` });
  if (spec.version === 1 && spec.label !== undefined)
    errors.push({ at: ['label'], message: `LUKS volume ${name}: version 1 has no label` });
  if (spec.files && (spec.filesystem === undefined || spec.filesystem === 'swap'))
    errors.push({
      at: ['files'],
      message: `LUKS volume ${name}: files need a filesystem`,
      remedy: 'Add `filesystem: ext4`.',
    });
  if (spec.inner && spec.filesystem !== undefined)
    errors.push({ at: ['filesystem'], message: `LUKS volume ${name} holds a filesystem or LVM, not both` });
  if (errors.length > 0) return errors;
  const innerBytes = Math.max(0, sizeBytes - dataOffsetBytes({ version: spec.version ?? 2 }));
  const inner: Content = spec.filesystem
    ? newFilesystem(m, {
        type: spec.filesystem,
        name: `luks ${name}`,
        sizeBytes: innerBytes,
        tree: spec.isRoot ? ROOT_TREE.with(treeOf(spec.files ?? {}).entries) : treeOf(spec.files ?? {}),
        ...(spec.filesystemLabel === undefined ? {} : { label: spec.filesystemLabel }),
      })
    : (spec.inner ?? { kind: 'empty' });
  const header: LuksHeader = {
    version: spec.version ?? 2,
    uuid: spec.uuid ?? stableUuid(`luks ${name}`),
    ...(spec.label === undefined ? {} : { label: spec.label }),
    keyslots: passphrases.map((passphrase, slot) => ({ slot, passphrase })),
    tokens: spec.tokens ?? [],
    corrupted: spec.corrupted ?? false,
    inner,
  };
  return { kind: 'luks', header };
}
