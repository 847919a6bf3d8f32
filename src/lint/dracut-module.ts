/** A dracut module as its module-setup.sh describes it, gathered by running that in our bash. */
export interface Installed {
  /** What was installed: a path beside module-setup.sh, of the host, or a bare program name. */
  readonly source: string;
  /** Where in the image. */
  readonly target: string;
  /** dracut's function that did it. */
  readonly by: string;
  /** `hook:PHASE` and number of inst_hook. */
  readonly phase?: string;
  /** 1-based line of module-setup.sh. */
  readonly line: number;
  /** The line was not reached when module-setup.sh ran here; it is only read. */
  readonly guessed?: boolean;
}

export interface DracutModule {
  /** Without the number: `zfs` of `90zfs`. */
  readonly name: string;
  /** The folder as the user named it. */
  readonly folder: string;
  readonly installed: readonly Installed[];
  /** Programs that it asks for with inst_multiple, inst_binary, dracut_install, inst: base names. `optional` ones may be missing. */
  readonly programs: ReadonlyMap<string, { readonly optional: boolean; readonly line: number }>;
  /** What depends() prints. */
  readonly depends: readonly string[];
  /** What could not be found out, in a sentence each. */
  readonly gaps: readonly string[];
}
