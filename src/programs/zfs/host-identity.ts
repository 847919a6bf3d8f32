/** The hostid by which ZFS knows a system: the module's parameter if set, else /etc/hostid. */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';

const PARAMETER = '/sys/module/spl/parameters/spl_hostid';
const FILE = '/etc/hostid';

/** Four bytes, least significant first, as eight hexadecimal digits; undefined without a usable /etc/hostid. */
export function hostidOfFile(p: Process): string | undefined {
  const bytes = p.readFile(FILE);
  if (isErrno(bytes) || bytes.length < 4) return undefined;
  return [3, 2, 1, 0].map((i) => bytes.charCodeAt(i).toString(16).padStart(2, '0')).join('');
}

/** What imports are checked against; `00000000` for none. */
export function systemHostid(p: Process): string {
  const parameter = p.readFile(PARAMETER);
  const set = isErrno(parameter) ? 0 : Number.parseInt(parameter, 10);
  return set > 0 ? set.toString(16).padStart(8, '0') : (hostidOfFile(p) ?? '00000000');
}

/** What a pool's labels say of the system that uses it. */
export function systemHostname(p: Process): string {
  const name = p.readFile('/proc/sys/kernel/hostname');
  return isErrno(name) ? 'localhost' : name.trim();
}
