/** The `setup` of a scenario: shell commands that build the machine before it is switched off and booted. */
import type { Machine } from '../machine/machine.ts';
import { shown, toBytes } from '../report/bytes.ts';
import type { Finding } from '../report/finding.ts';
import type { Event, EventOf } from '../trace/event.ts';
import { plantFile } from '../vfs/plant.ts';
import { checkScript } from './check-script.ts';
import type { Locate } from './load.ts';
import { runShellOn } from './run-shell.ts';

const SCRIPT = '/root/setup';
const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };
/** Nobody types the next command before this. */
const BETWEEN = 'sleep 0.5';

/** Where a line of the script stands in the scenario. */
interface Origin {
  readonly path: readonly (string | number)[];
  /** From 0, within the text at the path. */
  readonly textLine: number;
}

interface Script {
  readonly text: string;
  /** By line of the script, from 0; undefined for our own. */
  readonly origins: readonly (Origin | undefined)[];
}

function scriptOf(setup: readonly string[] | string): Script {
  const lines: string[] = [];
  const origins: (Origin | undefined)[] = [];
  const add = (text: string, path: Origin['path']): void => {
    for (const [textLine, line] of toBytes(text).replace(/\n$/, '').split('\n').entries()) {
      lines.push(line);
      origins.push({ path, textLine });
    }
  };
  if (typeof setup === 'string') add(setup, ['setup']);
  else
    for (const [index, line] of setup.entries()) {
      if (index > 0) {
        lines.push(BETWEEN);
        origins.push(undefined);
      }
      add(line, ['setup', index]);
    }
  return { text: `${lines.join('\n')}\n`, origins };
}

/**
 * Runs the commands as root in one dash, which stops at the first that fails (`set -e`). Between the lines of a list lies half a second,
 * as when somebody types them. The findings say what failed, where it stands and what it said.
 */
export function runSetup(m: Machine, setup: readonly string[] | string, file: string, locate: Locate): Finding[] {
  const script = scriptOf(setup);
  const at = (line: number): { readonly line: number; readonly column: number } => {
    const origin = script.origins[line - 1] ?? script.origins.findLast((known) => known !== undefined);
    return locate(origin?.path ?? ['setup'], origin?.textLine ?? 0);
  };
  const unreadable = checkScript(file, script.text, 'dash');
  if (unreadable.length > 0)
    return unreadable.map(({ remedy: _remedy, ...problem }) => ({
      ...problem,
      ...at(problem.line ?? 1),
      message: `setup: ${problem.message}`,
    }));
  plantFile(m.vfs.root.inode.sb, SCRIPT, script.text, 0o755);
  const complaints: { readonly after: number; readonly text: string }[] = [];
  const { status, end } = runShellOn(
    m,
    ['/bin/sh', '-e', SCRIPT],
    {
      stdin: () => '',
      stdout: () => {},
      stderr: (text) => complaints.push({ after: m.trace.next, text }),
    },
    { cwd: '/root', env: ENVIRONMENT },
  );
  if (status === 0 && end.why === 'done') return [];
  const failed = lastFailed(m.trace.events, end.why === 'done');
  const words = failed ? shown(failed.words.join(' ')) : undefined;
  const said = complaints
    .filter(({ after }) => failed === undefined || after > failed.id)
    .map(({ text }) => text)
    .join('');
  const why =
    end.why === 'done'
      ? `${words ?? 'the commands'} ended with status ${status}`
      : `${words === undefined ? 'the commands do' : `${words} does`} not end (${'detail' in end ? end.detail : 'nothing goes on'})`;
  const loop = m.trace.last('hang.found')?.position?.line;
  return [
    {
      severity: 'error',
      file,
      ...at(failed?.position.line ?? loop ?? 1),
      message: `setup: ${why}${said === '' ? '' : `: ${oneLine(shown(said))}`}`,
      remedy: 'Every command of setup has to succeed, as on the real machine; `COMMAND || true` where it may fail.',
    },
  ];
}

/** The last command of the script that failed, or that has not ended. */
function lastFailed(events: readonly Event[], ended: boolean): EventOf<'command.started'> | undefined {
  const statuses = new Map<number, number>();
  for (const event of events) if (event.kind === 'command.ended') statuses.set(event.command, event.status);
  return events.findLast((event): event is EventOf<'command.started'> => {
    if (event.kind !== 'command.started' || event.position.file !== SCRIPT) return false;
    const status = statuses.get(event.id);
    return ended ? status !== 0 : status === undefined;
  });
}

const MAX_SHOWN = 600;

const oneLine = (text: string): string => {
  const line = text.trim().replace(/\s*\n\s*/g, ' / ');
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}…` : line;
};
