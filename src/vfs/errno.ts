/** Errno values: what a system call gives back instead of its result (errno(3), messages of strerror(3) in glibc). */
export class Errno {
  readonly name: string;
  readonly number: number;
  /** strerror(3) text, as printed by programs after `: `. */
  readonly message: string;

  private constructor(name: string, number: number, message: string) {
    this.name = name;
    this.number = number;
    this.message = message;
  }

  static readonly EPERM = new Errno('EPERM', 1, 'Operation not permitted');
  static readonly ENOENT = new Errno('ENOENT', 2, 'No such file or directory');
  static readonly ESRCH = new Errno('ESRCH', 3, 'No such process');
  static readonly EINTR = new Errno('EINTR', 4, 'Interrupted system call');
  static readonly EIO = new Errno('EIO', 5, 'Input/output error');
  static readonly ENXIO = new Errno('ENXIO', 6, 'No such device or address');
  static readonly E2BIG = new Errno('E2BIG', 7, 'Argument list too long');
  static readonly ENOEXEC = new Errno('ENOEXEC', 8, 'Exec format error');
  static readonly EBADF = new Errno('EBADF', 9, 'Bad file descriptor');
  static readonly ECHILD = new Errno('ECHILD', 10, 'No child processes');
  static readonly EAGAIN = new Errno('EAGAIN', 11, 'Resource temporarily unavailable');
  static readonly ENOMEM = new Errno('ENOMEM', 12, 'Cannot allocate memory');
  static readonly EACCES = new Errno('EACCES', 13, 'Permission denied');
  static readonly ENOTBLK = new Errno('ENOTBLK', 15, 'Block device required');
  static readonly EBUSY = new Errno('EBUSY', 16, 'Device or resource busy');
  static readonly EEXIST = new Errno('EEXIST', 17, 'File exists');
  static readonly EXDEV = new Errno('EXDEV', 18, 'Invalid cross-device link');
  static readonly ENODEV = new Errno('ENODEV', 19, 'No such device');
  static readonly ENOTDIR = new Errno('ENOTDIR', 20, 'Not a directory');
  static readonly EISDIR = new Errno('EISDIR', 21, 'Is a directory');
  static readonly EINVAL = new Errno('EINVAL', 22, 'Invalid argument');
  static readonly EMFILE = new Errno('EMFILE', 24, 'Too many open files');
  static readonly ENOTTY = new Errno('ENOTTY', 25, 'Inappropriate ioctl for device');
  static readonly ETXTBSY = new Errno('ETXTBSY', 26, 'Text file busy');
  static readonly EFBIG = new Errno('EFBIG', 27, 'File too large');
  static readonly ENOSPC = new Errno('ENOSPC', 28, 'No space left on device');
  static readonly ESPIPE = new Errno('ESPIPE', 29, 'Illegal seek');
  static readonly EROFS = new Errno('EROFS', 30, 'Read-only file system');
  static readonly EMLINK = new Errno('EMLINK', 31, 'Too many links');
  static readonly EPIPE = new Errno('EPIPE', 32, 'Broken pipe');
  static readonly ENAMETOOLONG = new Errno('ENAMETOOLONG', 36, 'File name too long');
  static readonly ENOTEMPTY = new Errno('ENOTEMPTY', 39, 'Directory not empty');
  static readonly ELOOP = new Errno('ELOOP', 40, 'Too many levels of symbolic links');
}

export const isErrno = (value: unknown): value is Errno => value instanceof Errno;
