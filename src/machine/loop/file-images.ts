/** Filesystems and LUKS volumes that lie in regular files: the file has their signature, here is what it stands for. */
import type { Inode } from '../../vfs/inode.ts';
import { type Content, signatureOf } from '../block/content.ts';
import { type CopyOptions, copyContent } from '../block/copy-content.ts';

interface Image {
  readonly offset: number;
  readonly content: Content;
}

export class FileImages {
  /** Every content that was ever put into a file, by its signature. */
  readonly #known = new Map<string, Content>();
  readonly #images = new WeakMap<Inode, Image[]>();

  /** What the bytes of a file are, read from an offset on. A copy of a file holds a copy of what the original does. */
  contentOf(inode: Inode, offset = 0): Content {
    const image = this.#images.get(inode)?.find((known) => known.offset === offset);
    if (image && lies(inode, offset, image.content)) return image.content;
    for (const content of this.#known.values()) {
      if (!lies(inode, offset, content)) continue;
      const copy = copyContent(content);
      this.#remember(inode, offset, copy);
      return copy;
    }
    return { kind: 'empty' };
  }

  /** Puts a content into a file, in place of what was there. The file keeps its size. */
  put(inode: Inode, content: Content, offset = 0): void {
    const before = signatureOf(this.contentOf(inode, offset));
    if (before) inode.content?.write(offset + before[0], '\0'.repeat(before[1].length));
    const after = signatureOf(content);
    if (after && offset + after[0] + after[1].length <= inode.sizeBytes)
      inode.content?.write(offset + after[0], after[1]);
    inode.modified();
    this.#remember(inode, offset, content);
  }

  /** Makes a content known, so that files with its signature hold it; gives the bytes of such a file up to the end of the signature. */
  describe(content: Content): string {
    const signature = signatureOf(content);
    if (!signature) return '';
    this.#known.set(keyOf(signature), content);
    return signature[1].padStart(signature[0] + signature[1].length, '\0');
  }

  /** Knows from now on what another machine's files hold. */
  adopt(from: FileImages, options: CopyOptions): void {
    for (const [key, content] of from.#known) this.#known.set(key, copyContent(content, options));
  }

  #remember(inode: Inode, offset: number, content: Content): void {
    const others = (this.#images.get(inode) ?? []).filter((image) => image.offset !== offset);
    this.#images.set(inode, content.kind === 'empty' ? others : [...others, { offset, content }]);
    this.describe(content);
  }
}

const keyOf = ([at, bytes]: readonly [number, string]): string => `${at}:${bytes}`;

function lies(inode: Inode, offset: number, content: Content): boolean {
  const signature = signatureOf(content);
  return signature !== undefined && inode.content?.read(offset + signature[0], signature[1].length) === signature[1];
}
