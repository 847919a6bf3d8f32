/** The programs that ask for passwords. */
import type { Program } from '../program.ts';
import { plymouth, plymouthd } from './plymouth.ts';
import { systemdAskPassword } from './systemd-ask-password.ts';
import { systemdReplyPassword } from './systemd-reply-password.ts';
import { systemdTtyAskPasswordAgent } from './systemd-tty-ask-password-agent.ts';

export const promptPrograms: readonly Program[] = [
  plymouth,
  plymouthd,
  systemdAskPassword,
  systemdReplyPassword,
  systemdTtyAskPasswordAgent,
];
