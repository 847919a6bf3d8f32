/** Rules of udev that queue work: which commands they give for a device (udev(7)). */
import { expect, test } from 'vitest';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import { commandsFor, parseRules } from '../../src/programs/systemd/udev-rules.ts';
import { machineWithPrograms } from '../machine/commands.ts';

function commands(text: string, action = 'add'): readonly string[] {
  const m = machineWithPrograms();
  addDisk(m, { name: 'vdb', filesystem: 'ext4', label: 'data' });
  let found: readonly string[] = [];
  const body = m.kernel.start(
    function* (p) {
      found = yield* commandsFor(p, m, parseRules(text), m.block.byPath('/dev/vdb')!, action);
      return 0;
    },
    { argv: ['udevd'] },
  );
  m.kernel.run(() => body.ended !== undefined);
  return found;
}

test('every match of a rule must hold, and what RUN+= names is substituted', () => {
  const rule =
    'ACTION=="add|change", SUBSYSTEM=="block", KERNEL=="vd?", ENV{ID_FS_TYPE}=="ext[34]", RUN+="/sbin/initqueue %k $devnode $env{ID_FS_LABEL} 100%%"';
  expect(commands(rule)).toEqual(['/sbin/initqueue vdb /dev/vdb data 100%']);
  expect(commands(rule, 'remove')).toEqual([]);
  expect(commands(rule.replace('ext[34]', 'xfs'))).toEqual([]);
});

test('GOTO leaves out everything before its label; comments and continued lines are read', () => {
  const rules =
    '# GOTO="nowhere"\nKERNEL=="vdb", \\\n  GOTO="end"\nRUN+="/bin/skipped"\nLABEL="end"\nRUN+="/bin/done"\n';
  expect(commands(rules)).toEqual(['/bin/done']);
});

test('RUN= takes back what was added before; ENV= is seen by later rules', () => {
  expect(commands('RUN+="/bin/a"\nENV{MINE}="x"\nENV{MINE}=="x", RUN="/bin/b"')).toEqual(['/bin/b']);
});

test('TEST looks below the device in sysfs', () => {
  expect(commands('TEST=="size", RUN+="/bin/a"\nTEST!="size", RUN+="/bin/b"')).toEqual(['/bin/a']);
});
