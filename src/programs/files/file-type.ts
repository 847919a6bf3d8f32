/** How messages and stat(1) name types of files. */
import type { Stat } from '../../vfs/stat.ts';

/** `regular file`, `regular empty file`, `directory` and so on. */
export const typeText = (stat: Stat): string => {
  switch (stat.type) {
    case 'file':
      return stat.sizeBytes === 0 ? 'regular empty file' : 'regular file';
    case 'symlink':
      return 'symbolic link';
    case 'block':
      return 'block special file';
    case 'char':
      return 'character special file';
    default:
      return stat.type;
  }
};
