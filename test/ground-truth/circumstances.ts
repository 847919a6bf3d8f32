/** What was done to the recorded machine between its commands: known from the states' descriptions, not from a row. */
import type { Machine } from '../../src/machine/machine.ts';
import { plantAt } from '../machine/commands.ts';

const oneshot = (lines: string, unit = ''): string => `[Unit]\n${unit}\n[Service]\nType=oneshot\n${lines}\n`;
const LAB_UNITS: Readonly<Record<string, string>> = {
  'lab-ok.service': oneshot('RemainAfterExit=yes\nExecStart=/bin/true'),
  'lab-oneshot.service': oneshot('ExecStart=/bin/true'),
  'lab-fail.service': oneshot('ExecStart=/bin/sh -c "exit 3"'),
  'lab-cond.service': oneshot('ExecStart=/bin/true', 'ConditionPathExists=/nonexistent'),
  'lab-dep.service': oneshot('ExecStart=/bin/true', 'Requires=lab-fail.service\nAfter=lab-fail.service'),
  'lab-to.service': oneshot('TimeoutStartSec=2\nExecStart=/bin/sleep 60'),
  'lab-signal.service': oneshot("ExecStart=/bin/sh -c 'kill -9 $$$$'"),
  'lab-ignore.service': oneshot('ExecStart=-/bin/false'),
  'lab-slow.service': oneshot('ExecStart=/bin/sleep 600', 'Description=start lab-slow.service'),
  'lab-envcond.service': oneshot("RemainAfterExit=yes\nExecStart=/bin/sh -c 'echo LABVAR=$LABVAR'", 'ConditionEnvironment=LABVAR'),
  'lab.target': '[Unit]\nDescription=lab\n',
};

type Arrangement = (m: Machine) => void;

const AT_BEGIN: Readonly<Record<string, Arrangement>> = {
  systemd: (m) => {
    for (const [name, text] of Object.entries(LAB_UNITS)) plantAt(m, `/run/systemd/system/${name}`, text, 0o644);
  },
};

const BEFORE_ROW: ReadonlyMap<number, Arrangement> = new Map([]);

/** Does what was done at the beginning of a section or before a row. */
export function arrange(m: Machine, section: string, when: 'begin' | number): void {
  if (when === 'begin') AT_BEGIN[section]?.(m);
  else BEFORE_ROW.get(when)?.(m);
}
