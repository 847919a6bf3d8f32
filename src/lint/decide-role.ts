/** What a file is to the boot, decided by the strongest evidence that there is; every decision says why. */
import type { Dialect } from '../syntax/dialect.ts';
import { type Role, showRole } from './role.ts';
import { roleByContent } from './role-by-content.ts';
import { roleByPlace } from './role-by-place.ts';

/** What is known about a file from outside it. */
export interface Evidence {
  readonly name: string;
  readonly text: string;
  /** Asked for with `--role` or in the configuration; says where. */
  readonly asked?: { readonly role: Role; readonly where: string };
  /** Written in the file itself. */
  readonly directive?: { readonly role: Role; readonly line: number };
  /** What the module-setup.sh beside it does with it. */
  readonly installed?: { readonly role: Role; readonly why: string };
  readonly imagePath?: string;
  /** A file with this name is read with `.` somewhere; says where. */
  readonly sourcedBy?: string;
  /** Paths of the surrounding image's hooks of the same name, the number left out. */
  readonly namesake?: string;
}

export interface Decision {
  readonly role: Role;
  readonly reasons: readonly string[];
  /** Nothing but the text speaks for it. */
  readonly guessed: boolean;
}

export function decideRole(evidence: Evidence): Decision {
  const { asked, directive, installed, imagePath, namesake, sourcedBy, name, text } = evidence;
  const told = (role: Role, why: string, guessed = false): Decision => ({
    role,
    reasons: [`${showRole(role)}: ${why}`],
    guessed,
  });
  if (asked) return told(asked.role, `asked for ${asked.where}`);
  if (directive) return told(directive.role, `the directive in line ${directive.line} says so`);
  const foreign = foreignInterpreter(text);
  if (foreign !== undefined) return told({ kind: 'other' }, `its shebang names ${foreign}, which is no shell`);
  if (installed) return told(installed.role, installed.why);
  const byPlace = roleByPlace(imagePath ?? name, text);
  if (byPlace) return told(byPlace.role, byPlace.why);
  if (namesake !== undefined) {
    const byNamesake = roleByPlace(namesake, text);
    if (byNamesake) return told(byNamesake.role, `the builtin image has a file of this name at ${namesake}`);
  }
  if (sourcedBy !== undefined) return told({ kind: 'library' }, `${sourcedBy} reads a file of this name with "."`);
  const byContent = roleByContent(name, text);
  return told(byContent.role, byContent.why, true);
}

/** The interpreter of a script that is no shell's. */
function foreignInterpreter(text: string): string | undefined {
  const shebang = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(text);
  const program = shebang ? interpreterOf(shebang[1]!, shebang[2]) : 'sh';
  // A template's `#!@SHELL@` is filled in when it is built.
  return /^(?:sh|bash|dash|ash|ksh|mksh|busybox|rbash|@.*)$/.test(program) ? undefined : program;
}

/**
 * Which shells may run a file: the shebang's where it is executed, else the image's.
 * @param certain false when the image is only one that stands for a common one
 */
export function decideShell(
  role: Role,
  text: string,
  imageShells: readonly [Dialect, ...Dialect[]],
  certain: boolean,
): { readonly shells: readonly [Dialect, ...Dialect[]]; readonly why: string } {
  const because = (shells: readonly [Dialect, ...Dialect[]], why: string) => ({
    shells,
    why: `${shells.map(showShell).join(' or ')}: ${why}`,
  });
  const shebang = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(text);
  const program = shebang && interpreterOf(shebang[1]!, shebang[2]);
  switch (role.kind) {
    case 'module-setup':
      return because(['bash'], 'dracut itself is a bash script');
    case 'hook':
      return because(
        imageShells,
        `what /bin/sh is${program && program !== 'sh' ? `; the shebang (${program}) does not count, as the file is not executed` : ''}`,
      );
    case 'library':
      // Libraries of dracut itself, which run on the installed system, are in nobody's image.
      return program === 'bash'
        ? because(['bash'], 'the shebang; a library says with it who may read it')
        : because(imageShells, 'what /bin/sh is');
    case 'command':
      return because(imageShells, 'what /bin/sh is');
    default:
      break;
  }
  if (program === 'bash' || program === 'dash') return because([program], 'the shebang');
  if (program === 'busybox' || program === 'ash') return because(['busybox'], 'the shebang');
  if (role.kind === 'build-hook') return because(['dash', 'bash-posix'], 'it runs on the installed system');
  if (role.kind === 'stage-script' && !certain)
    return because(['busybox', 'dash'], 'what /bin/sh is in images of initramfs-tools');
  return because(imageShells, 'what /bin/sh is');
}

const showShell = (shell: Dialect): string => (shell === 'bash-posix' ? 'bash as sh' : shell);

/** `bash` of `/bin/bash`, `/usr/bin/env bash`; `busybox` of `/bin/busybox sh`. */
function interpreterOf(path: string, argument: string | undefined): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === 'env' && argument !== undefined ? argument.slice(argument.lastIndexOf('/') + 1) : name;
}
