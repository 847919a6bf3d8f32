/** What a file is to the boot: who runs it, and how. ShellCheck cannot know; most rules ask it first. */

/** dracut's hook directories (dracut.bootup(7)). */
export const PHASES = [
  'cmdline',
  'pre-udev',
  'pre-trigger',
  'initqueue',
  'initqueue/settled',
  'initqueue/online',
  'initqueue/timeout',
  'initqueue/finished',
  'netroot',
  'pre-mount',
  'mount',
  'pre-pivot',
  'cleanup',
  'emergency',
  'pre-shutdown',
  'shutdown',
  'shutdown-emergency',
] as const;
export type Phase = (typeof PHASES)[number];

/** initramfs-tools' script directories, whose files are executed in the order that they ask for (initramfs-tools(7)). */
export const STAGES = [
  'init-top',
  'init-premount',
  'local-top',
  'local-block',
  'local-premount',
  'local-bottom',
  'nfs-top',
  'nfs-premount',
  'nfs-bottom',
  'init-bottom',
  'panic',
] as const;
export type Stage = (typeof STAGES)[number];

export type Role =
  /** Sourced by dracut's driver of that phase. */
  | { readonly kind: 'hook'; readonly phase: Phase }
  /** Sourced by other scripts; defines functions. */
  | { readonly kind: 'library' }
  /** Runs the hooks: dracut-mount, init, shutdown. */
  | { readonly kind: 'driver' }
  /** Executed: by a service, by the initqueue, by another script. */
  | { readonly kind: 'program' }
  /** Executed by systemd before any unit is loaded (systemd.generator(7)). */
  | { readonly kind: 'generator' }
  /** Executed by a udev rule (RUN, PROGRAM, IMPORT). */
  | { readonly kind: 'udev-helper' }
  /** A systemd unit or drop-in; the shell text of its Exec lines are files of their own, of the kind `command`. */
  | { readonly kind: 'unit' }
  /** A line of shell that something else holds: `ExecStart=/bin/sh -c '…'`, a udev rule's RUN. Executed with `sh -c`. */
  | { readonly kind: 'command' }
  | { readonly kind: 'udev-rules' }
  /** A dracut module's module-setup.sh: sourced by dracut in bash while the image is built. */
  | { readonly kind: 'module-setup' }
  /** Executed by initramfs-tools' init at that stage. */
  | { readonly kind: 'stage-script'; readonly stage: Stage }
  /** Executed by update-initramfs while the image is built. */
  | { readonly kind: 'build-hook' }
  /** Nothing that a rule knows: read for its syntax only. */
  | { readonly kind: 'other' };

export type RoleKind = Role['kind'];

/** How the text comes to run. `build`: on the installed system while the image is made. */
export type Execution = 'sourced' | 'executed' | 'build' | 'none';

const EXECUTION: Readonly<Record<RoleKind, Execution>> = {
  hook: 'sourced',
  library: 'sourced',
  driver: 'executed',
  program: 'executed',
  generator: 'executed',
  'udev-helper': 'executed',
  unit: 'none',
  command: 'executed',
  'udev-rules': 'none',
  'module-setup': 'build',
  'stage-script': 'executed',
  'build-hook': 'build',
  other: 'none',
};

export const executionOf = (role: Role): Execution => EXECUTION[role.kind];

/**
 * From where a hook is sourced. `function`: `local` works, `return` leaves the hook; `top`: at the driver's top level, where `local` is fatal on
 * dash and busybox; `subshell`: in `( . "$f" )`, so that `exit` ends nothing else and nothing is left behind.
 */
export type SourcedFrom = 'function' | 'top' | 'subshell';

export function sourcedFrom(phase: Phase): SourcedFrom {
  switch (phase) {
    case 'mount':
    case 'initqueue':
    case 'initqueue/settled':
    case 'initqueue/timeout':
      return 'top';
    case 'initqueue/finished':
    case 'shutdown':
      return 'subshell';
    default:
      return 'function';
  }
}

/** `hook:pre-mount`, `stage-script:local-top`, `library`: how roles are written in directives, options and configuration. */
export function showRole(role: Role): string {
  if (role.kind === 'hook') return `hook:${role.phase}`;
  return role.kind === 'stage-script' ? `stage-script:${role.stage}` : role.kind;
}

/** The role that was written; undefined when there is none of that name. */
export function readRole(text: string): Role | undefined {
  const [kind = '', detail] = split(text);
  if (kind === 'hook') {
    const phase = PHASES.find((known) => known === detail);
    return phase && { kind, phase };
  }
  if (kind === 'stage-script') {
    const stage = STAGES.find((known) => known === detail);
    return stage && { kind, stage };
  }
  if (detail !== undefined || !Object.hasOwn(EXECUTION, kind)) return undefined;
  return { kind: kind as Exclude<RoleKind, 'hook' | 'stage-script'> };
}

const split = (text: string): string[] => {
  const colon = text.indexOf(':');
  return colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
};

/** What may be written where a role is asked for. */
export const ROLE_NAMES: readonly string[] = [
  ...PHASES.map((phase) => `hook:${phase}`),
  ...STAGES.map((stage) => `stage-script:${stage}`),
  ...Object.keys(EXECUTION).filter((kind) => kind !== 'hook' && kind !== 'stage-script'),
];
