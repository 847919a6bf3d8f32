/** LVM: one program with many commands, and the names under which it is called. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { activationCommands } from './activation.ts';
import { FAILED, fail, type LvmCommand, parse, unsupported, WRONG_WORDS } from './call.ts';
import { creationCommands } from './creation.ts';
import { reports } from './report.ts';

const COMMANDS: readonly LvmCommand[] = [...reports, ...activationCommands, ...creationCommands];
/** Commands that are known and not modelled. */
const OTHERS = new Set(
  'lvconvert lvdisplay lvextend lvmconfig lvmdiskscan lvreduce lvrename lvresize lvscan pvchange pvck pvdisplay pvmove pvremove pvresize vgcfgbackup vgcfgrestore vgck vgconvert vgdisplay vgexport vgimport vgimportclone vgmerge vgmknodes vgreduce vgremove vgrename vgsplit fullreport help devtypes dumpconfig'.split(
    ' ',
  ),
);
const NO_SUCH_COMMAND = 2;
const VERSION = `  LVM version:     2.03.16(2) (2022-05-18)
  Library version: 1.02.185 (2022-05-18)
  Driver version:  4.47.0
`;

function* run(p: Process, m: Machine, name: string, argv: readonly string[]): Task<number> {
  if (name === 'version') {
    yield* p.print(VERSION);
    return 0;
  }
  const call = parse(p, m, name, argv);
  if (typeof call === 'string') {
    m.trace.add(p.pid, { kind: 'program.failed', program: name, argv: p.argv, reason: { kind: 'usage', text: call } });
    yield* p.warn(`${name}: ${call}\n  Error during parsing of command line.\n`);
    return WRONG_WORDS;
  }
  if (name === 'config') return yield* config(p, call.operands);
  const command = COMMANDS.find((known) => known.name === name);
  if (command) return yield* command.run(call);
  if (OTHERS.has(name)) return yield* unsupported(call, `command ${name}`);
  yield* fail(call, "No such command.  Try 'lvm help'.", { kind: 'usage', text: name });
  return NO_SUCH_COMMAND;
}

/** The setting that a path such as `devices/filter` names, as /etc/lvm/lvm.conf has it. */
function* config(p: Process, paths: readonly string[]): Task<number> {
  const text = p.readFile('/etc/lvm/lvm.conf');
  let status = 0;
  for (const path of paths) {
    const key = path.slice(path.indexOf('/') + 1);
    const [, value] = new RegExp(`^\\s*${key}\\s*=\\s*(.*?)\\s*$`, 'm').exec(isErrno(text) ? '' : text) ?? [];
    if (value !== undefined)
      yield* p.print(`${key}=${value.replace(/^\[\s*|\s*\]$/g, (mark) => mark.trim()).replace(/,\s+/g, ',')}\n`);
    else {
      yield* p.warn(`  Configuration node ${path} not found\n`);
      status = FAILED;
    }
  }
  return status;
}

const lvm: Program = {
  name: 'lvm',
  *run(p, m) {
    const [, name, ...argv] = p.argv;
    if (name === undefined) {
      m.trace.add(p.pid, { kind: 'unsupported', what: 'lvm', detail: 'the interactive shell' });
      return FAILED;
    }
    return yield* run(p, m, name, argv);
  },
};

export const lvmPrograms: readonly Program[] = [
  lvm,
  ...COMMANDS.map(
    ({ name }): Program => ({
      name,
      run: (p, m) => run(p, m, name, p.argv.slice(1)),
    }),
  ),
];
