/** `dryboot sh`: a shell on the simulated machine; stdin, stdout, stderr and the exit status are the script's own. */
import { readSync, writeSync } from 'node:fs';
import { posix } from 'node:path';
import type { Machine } from '../machine/machine.ts';
import { toBytes } from '../report/bytes.ts';
import { UnusableInput } from '../report/finding.ts';
import { buildMachine } from '../scenario/build-machine.ts';
import { loadScenario } from '../scenario/load-scenario.ts';
import { emptyMachine, runShellOn, SHELL_NAMES, type ShellName, shellCommand } from '../scenario/run-shell.ts';
import { plantFile } from '../vfs/plant.ts';
import { readBytes, scenarioFiles, scenarioHost } from './host.ts';
import { choice } from './options.ts';

const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };

/** A script that somebody runs by hand may take its time. */
const LONGEST_STEPS = 30_000_000;

interface Call {
  readonly scenario: string | undefined;
  readonly shell: ShellName | undefined;
  /** Words after the shell's name. */
  readonly words: readonly string[];
  /** A script of the host that is to be there. */
  readonly script: string | undefined;
}

export function sh(args: readonly string[]): number {
  const call = readCall(args);
  const machine =
    call.scenario === undefined
      ? emptyMachine(call.shell, { level: 'world', limits: { steps: LONGEST_STEPS } })
      : machineOf(call.scenario, call.shell);
  const cwd = call.scenario === undefined ? '/tmp' : '/';
  if (call.script !== undefined)
    plantFile(machine.vfs.root.inode.sb, posix.resolve(cwd, call.script), readBytes(call.script), 0o755);
  const command = call.scenario === undefined ? shellCommand(call.shell ?? 'dash') : ['/bin/sh'];
  const streams = {
    stdin: readInput,
    stdout: (bytes: string) => writeOut(1, bytes),
    stderr: (bytes: string) => writeOut(2, bytes),
  };
  const { status, end } = runShellOn(machine, [...command, ...call.words.map(toBytes)], streams, {
    cwd,
    env: ENVIRONMENT,
  });
  if (end.why !== 'done' && 'detail' in end)
    process.stderr.write(`dryboot: ${end.why}: ${place(machine)}${end.detail}\n`);
  const gaps = new Set(
    machine.trace.events.flatMap((event) => (event.kind === 'unsupported' ? [`${event.what}: ${event.detail}`] : [])),
  );
  for (const gap of gaps) process.stderr.write(`dryboot: not modelled: ${gap}\n`);
  return status;
}

/** Our own options come first; from -c or the script's name on, every word is the shell's. */
function readCall(args: readonly string[]): Call {
  const rest = [...args];
  let scenario: string | undefined;
  let shell: ShellName | undefined;
  for (;;) {
    const [option, value] = /^(--scenario|--shell)(?:=(.*))?$/s.exec(rest[0] ?? '')?.slice(1) ?? [];
    if (option === undefined) break;
    rest.shift();
    const given = value ?? rest.shift();
    if (given === undefined) throw new UnusableInput([{ severity: 'error', message: `${option}: expected a value` }]);
    if (option === '--scenario') scenario = given;
    else shell = choice('--shell', given, SHELL_NAMES);
  }
  // A lone minus ends the options as two do.
  const bare = rest.indexOf('-');
  const operand =
    bare >= 0 && rest.slice(0, bare).every((word) => /^[-+]./.test(word))
      ? bare + 1 < rest.length
        ? bare + 1
        : -1
      : rest.findIndex((word) => !/^[-+]./.test(word));
  const beforeOperand = rest.slice(0, operand < 0 ? rest.length : operand);
  const unknown = beforeOperand.find((word) => word.startsWith('--') && word !== '--');
  if (unknown !== undefined)
    throw new UnusableInput([
      { severity: 'error', message: `sh ${unknown}: unknown option`, remedy: '`dryboot help` lists the options.' },
    ]);
  const fromFile =
    operand >= 0 &&
    !beforeOperand.some((word) => /^-[a-zA-Z]*[cs]/.test(word)) &&
    !/^[-+][a-zA-Z]*o$/.test(rest[operand - 1] ?? '');
  return { scenario, shell, words: rest, script: fromFile ? rest[operand] : undefined };
}

function machineOf(scenario: string, shell: ShellName | undefined): Machine {
  const [file, ...more] = scenarioFiles(scenario);
  if (file === undefined || more.length > 0)
    throw new UnusableInput([{ severity: 'error', file: scenario, message: 'expected one scenario, found a folder' }]);
  const [prepared] = loadScenario(file, scenarioHost, { shell }).rehearsals;
  if (!prepared) throw new UnusableInput([{ severity: 'error', file, message: 'the matrix of the scenario is empty' }]);
  const machine = buildMachine(prepared);
  machine.udev.start();
  return machine;
}

/** Where a script of the machine was when a limit, a hang or a deadlock ended it. */
function place(m: Machine): string {
  const found = m.trace.last('limit.reached') ?? m.trace.last('hang.found');
  if (!found?.position) return '';
  const text = `${found.position.file}:${found.position.line}: `;
  return found.detail.startsWith(text) ? '' : text;
}

const CHUNK_BYTES = 65_536;

function readInput(): string {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (;;) {
    try {
      return buffer.toString('latin1', 0, readSync(0, buffer, 0, CHUNK_BYTES, null));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return '';
      if (code !== 'EAGAIN') return '';
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function writeOut(fd: number, bytes: string): void {
  let rest = Buffer.from(bytes, 'latin1');
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Whoever read our output is gone: what a real shell would be killed for.
      if (code === 'EPIPE') process.exit(141);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
