/** The programs of systemd, and what dracut brings as a binary. */
import type { Program } from '../program.ts';
import { cryptsetupGenerator } from './cryptsetup-generator.ts';
import { systemd, systemdJournald, systemdUdevd } from './daemons.ts';
import { dracutGetarg, dracutGetargs, dracutUtil } from './dracut-util.ts';
import { fstabGenerator } from './fstab-generator.ts';
import { journalctl } from './journalctl.ts';
import { logger } from './logger.ts';
import { systemdModulesLoad } from './modules-load.ts';
import { sulogin } from './sulogin.ts';
import {
  systemdDebugGenerator,
  systemdFsck,
  systemdGptAutoGenerator,
  systemdSysctl,
  systemdVconsoleSetup,
} from './system-setup.ts';
import { halt, poweroff, reboot, systemctl } from './systemctl.ts';
import { systemdCat } from './systemd-cat.ts';
import { systemdEscape } from './systemd-escape.ts';
import { systemdNotify } from './systemd-notify.ts';
import { systemdRun } from './systemd-run.ts';
import { systemdTmpfiles } from './tmpfiles.ts';

export const systemdPrograms: readonly Program[] = [
  systemd,
  systemdJournald,
  systemdUdevd,
  systemctl,
  halt,
  poweroff,
  reboot,
  journalctl,
  logger,
  sulogin,
  systemdCat,
  systemdEscape,
  systemdNotify,
  systemdRun,
  systemdTmpfiles,
  systemdModulesLoad,
  systemdSysctl,
  systemdVconsoleSetup,
  systemdFsck,
  systemdGptAutoGenerator,
  systemdDebugGenerator,
  fstabGenerator,
  cryptsetupGenerator,
  dracutUtil,
  dracutGetarg,
  dracutGetargs,
];
