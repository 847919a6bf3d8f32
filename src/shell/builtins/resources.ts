/** The resources that have limits (getrlimit(2)), what Linux gives to pid 1, and what each shell calls them. */

export type Limit = number | 'unlimited';

export interface Resource {
  /** Option letter of bash and busybox. */
  readonly letter: string;
  /** Name and unit in bash's list. */
  readonly bash: string;
  readonly unit: string;
  readonly busybox?: string;
  readonly dash?: { readonly letter: string; readonly name: string; readonly place: number };
  /** In the unit of the lists. */
  readonly soft: Limit;
  readonly hard: Limit;
}

const dash = (place: number, letter: string, name: string): Pick<Resource, 'dash'> => ({
  dash: { letter, name, place },
});
const all = (limit: Limit): Pick<Resource, 'soft' | 'hard'> => ({ soft: limit, hard: limit });

/** In the order of bash's and busybox's lists. */
export const RESOURCES: readonly Resource[] = [
  { letter: 'R', bash: 'real-time non-blocking time  ', unit: 'microseconds, ', ...all('unlimited') },
  {
    letter: 'c',
    bash: 'core file size',
    unit: 'blocks, ',
    busybox: 'core file size (blocks)',
    ...dash(5, 'c', 'coredump(blocks)'),
    soft: 0,
    hard: 'unlimited',
  },
  {
    letter: 'd',
    bash: 'data seg size',
    unit: 'kbytes, ',
    busybox: 'data seg size (kb)',
    ...dash(3, 'd', 'data(kbytes)'),
    ...all('unlimited'),
  },
  { letter: 'e', bash: 'scheduling priority', unit: '', busybox: 'scheduling priority', ...all(0) },
  {
    letter: 'f',
    bash: 'file size',
    unit: 'blocks, ',
    busybox: 'file size (blocks)',
    ...dash(2, 'f', 'file(blocks)'),
    ...all('unlimited'),
  },
  { letter: 'i', bash: 'pending signals', unit: '', busybox: 'pending signals', ...all(15511) },
  {
    letter: 'l',
    bash: 'max locked memory',
    unit: 'kbytes, ',
    busybox: 'max locked memory (kb)',
    ...dash(7, 'l', 'locked memory(kbytes)'),
    ...all(8192),
  },
  {
    letter: 'm',
    bash: 'max memory size',
    unit: 'kbytes, ',
    busybox: 'max memory size (kb)',
    ...dash(6, 'm', 'memory(kbytes)'),
    ...all('unlimited'),
  },
  {
    letter: 'n',
    bash: 'open files',
    unit: '',
    busybox: 'open files',
    ...dash(9, 'n', 'nofiles'),
    soft: 1024,
    hard: 524288,
  },
  { letter: 'p', bash: 'pipe size', unit: '512 bytes, ', ...all(8) },
  {
    letter: 'q',
    bash: 'POSIX message queues',
    unit: 'bytes, ',
    busybox: 'POSIX message queues (bytes)',
    ...all(819200),
  },
  {
    letter: 'r',
    bash: 'real-time priority',
    unit: '',
    busybox: 'real-time priority',
    ...dash(12, 'r', 'rtprio'),
    ...all(0),
  },
  {
    letter: 's',
    bash: 'stack size',
    unit: 'kbytes, ',
    busybox: 'stack size (kb)',
    ...dash(4, 's', 'stack(kbytes)'),
    soft: 8192,
    hard: 'unlimited',
  },
  {
    letter: 't',
    bash: 'cpu time',
    unit: 'seconds, ',
    busybox: 'cpu time (seconds)',
    ...dash(1, 't', 'time(seconds)'),
    ...all('unlimited'),
  },
  {
    letter: 'u',
    bash: 'max user processes',
    unit: '',
    busybox: 'max user processes',
    ...dash(8, 'p', 'process'),
    ...all(15511),
  },
  {
    letter: 'v',
    bash: 'virtual memory',
    unit: 'kbytes, ',
    busybox: 'virtual memory (kb)',
    ...dash(10, 'v', 'vmemory(kbytes)'),
    ...all('unlimited'),
  },
  { letter: 'x', bash: 'file locks', unit: '', busybox: 'file locks', ...dash(11, 'w', 'locks'), ...all('unlimited') },
];
