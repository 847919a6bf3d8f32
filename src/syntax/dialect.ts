/** The shell languages that are spoken here. `bash-posix` is bash called as `sh`. */
export type Dialect = 'dash' | 'busybox' | 'bash' | 'bash-posix';

/** True for both ways to call bash. */
export const isBash = (dialect: Dialect): boolean => dialect === 'bash' || dialect === 'bash-posix';
