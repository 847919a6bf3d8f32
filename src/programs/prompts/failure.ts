/** How systemd's password tools fail: a line without the program's name, and the reason in the trace. */
import { basename } from '../../kernel/load.ts';
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Reason } from '../../trace/event.ts';

/** Prints a line on standard error and gives the status. */
export function* fail(
  p: Process,
  m: Machine,
  text: string,
  reason: Reason = { kind: 'other', text },
  status = 1,
): Task<number> {
  m.trace.add(p.pid, { kind: 'program.failed', program: basename(p.argv[0] ?? ''), argv: p.argv, reason });
  yield* p.warn(`${text}\n`);
  return status;
}

/** A real feature that is not modelled: said loudly. */
export function* notModelled(p: Process, m: Machine, detail: string, status = 1): Task<number> {
  const program = basename(p.argv[0] ?? '');
  m.trace.add(p.pid, { kind: 'unsupported', what: program, detail });
  yield* p.warn(`${program}: not modelled: ${detail}\n`);
  return status;
}

/** The version line that all tools of systemd share. */
export const SYSTEMD_VERSION = `systemd 252 (252.39-1~deb12u2)
+PAM +AUDIT +SELINUX +APPARMOR +IMA +SMACK +SECCOMP +GCRYPT -GNUTLS +OPENSSL +ACL +BLKID +CURL +ELFUTILS +FIDO2 +IDN2 -IDN +IPTC +KMOD +LIBCRYPTSETUP +LIBFDISK +PCRE2 -PWQUALITY +P11KIT +QRENCODE +TPM2 +BZIP2 +LZ4 +XZ +ZLIB +ZSTD -BPF_FRAMEWORK -XKBCOMMON +UTMP +SYSVINIT default-hierarchy=unified
`;
