/** Names of exit statuses and signals as pid 1 logs them (systemd.exec(5), "Process exit codes"). */
import type { Ended } from '../../kernel/process.ts';
import { SIGNALS } from '../../kernel/signals.ts';

const NAMES: Readonly<Record<number, string>> = {
  0: 'SUCCESS',
  1: 'FAILURE',
  2: 'INVALIDARGUMENT',
  3: 'NOTIMPLEMENTED',
  4: 'NOPERMISSION',
  5: 'NOTINSTALLED',
  6: 'NOTCONFIGURED',
  7: 'NOTRUNNING',
  64: 'USAGE',
  65: 'DATAERR',
  66: 'NOINPUT',
  67: 'NOUSER',
  68: 'NOHOST',
  69: 'UNAVAILABLE',
  70: 'SOFTWARE',
  71: 'OSERR',
  72: 'OSFILE',
  73: 'CANTCREAT',
  74: 'IOERR',
  75: 'TEMPFAIL',
  76: 'PROTOCOL',
  77: 'NOPERM',
  78: 'CONFIG',
  200: 'CHDIR',
  201: 'NICE',
  202: 'FDS',
  203: 'EXEC',
  204: 'MEMORY',
  205: 'LIMITS',
  206: 'OOM_ADJUST',
  207: 'SIGNAL_MASK',
  208: 'STDIN',
  209: 'STDOUT',
  210: 'CHROOT',
  211: 'IOPRIO',
  212: 'TIMERSLACK',
  213: 'SECUREBITS',
  214: 'SETSCHEDULER',
  215: 'CPUAFFINITY',
  216: 'GROUP',
  217: 'USER',
  218: 'CAPABILITIES',
  219: 'CGROUP',
  220: 'SETSID',
  221: 'CONFIRM',
  222: 'STDERR',
  224: 'PAM',
  225: 'NETWORK',
  226: 'NAMESPACE',
  227: 'NO_NEW_PRIVILEGES',
  228: 'SECCOMP',
  229: 'SELINUX_CONTEXT',
  230: 'PERSONALITY',
  231: 'APPARMOR_PROFILE',
  232: 'ADDRESS_FAMILIES',
  233: 'RUNTIME_DIRECTORY',
  235: 'CHOWN',
  236: 'SMACK_PROCESS_LABEL',
  237: 'KEYRING',
  238: 'STATE_DIRECTORY',
  239: 'CACHE_DIRECTORY',
  240: 'LOGS_DIRECTORY',
  241: 'CONFIGURATION_DIRECTORY',
  242: 'NUMA_POLICY',
  243: 'CREDENTIALS',
  245: 'BPF',
};

export const EXIT_EXEC = 203;

/** `code=exited, status=2/INVALIDARGUMENT` or `code=killed, status=15/TERM`. */
export function describeEnd(ended: Ended): string {
  if (ended.signal !== undefined) return `code=killed, status=${SIGNALS[ended.signal] ?? 0}/${ended.signal}`;
  return `code=exited, status=${ended.status}/${NAMES[ended.status] ?? 'n/a'}`;
}

/** The same for `systemctl status`, which names only what is not a program's own status. */
export function describeEndShortly(ended: Ended): string {
  if (ended.signal !== undefined) return `code=killed, signal=${ended.signal}`;
  const name = ended.status === 0 || ended.status >= 200 ? NAMES[ended.status] : undefined;
  return `code=exited, status=${ended.status}${name ? `/${name}` : ''}`;
}

/** Statuses and signals of `SuccessExitStatus=` and the like: numbers, names, signal names with or without SIG. */
export interface ExitSet {
  readonly statuses: ReadonlySet<number>;
  readonly signals: ReadonlySet<string>;
}

export function exitSet(words: readonly string[]): ExitSet {
  const statuses = new Set<number>();
  const signals = new Set<string>();
  for (const word of words.flatMap((value) => value.split(/\s+/)).filter(Boolean)) {
    const number = /^\d+$/.test(word) ? Number(word) : Object.entries(NAMES).find(([, name]) => name === word)?.[0];
    if (number !== undefined) statuses.add(Number(number));
    else if (word.replace(/^SIG/, '') in SIGNALS) signals.add(word.replace(/^SIG/, ''));
  }
  return { statuses, signals };
}

const CLEAN_SIGNALS: ReadonlySet<string> = new Set(['HUP', 'INT', 'TERM', 'PIPE']);

/** Did a process end well? A daemon may also be ended by a signal that asks it to. */
export function endedWell(ended: Ended, more: ExitSet, daemon: boolean): boolean {
  if (ended.signal !== undefined) return more.signals.has(ended.signal) || (daemon && CLEAN_SIGNALS.has(ended.signal));
  return ended.status === 0 || more.statuses.has(ended.status);
}
