/** The ways in which pid 1 leaves a system. */
export type PowerAction =
  | { readonly what: 'power'; readonly to: 'poweroff' | 'reboot' | 'halt' }
  /** Go on in another root; without an init, the usual ones are tried there. */
  | { readonly what: 'switch-root'; readonly root: string; readonly init: string | undefined };
