/** The built command in a real terminal: the seed case from its failure to a scenario that boots, and the terminal as it was before. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dryboot, folderWith } from '../cli/command.ts';

const hasTmux = spawnSync('tmux', ['-V']).status === 0;
if (!hasTmux) console.warn('tmux is not installed: the stepper is not driven in a real terminal');

const SOCKET = `dryboot-test-${process.pid}`;
const tmux = (...args: readonly string[]): string =>
  execFileSync('tmux', ['-L', SOCKET, '-f', '/dev/null', ...args], { encoding: 'utf8' });
afterAll(() => {
  if (hasTmux) spawnSync('tmux', ['-L', SOCKET, 'kill-server']);
});

const PATIENCE_MS = 30_000;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

class Terminal {
  readonly folder = folderWith({ rc: "PS1='ready '\n" });
  readonly #name: string;

  constructor(name: string, columns: number, rows: number) {
    this.#name = name;
    mkdirSync(join(this.folder, 'scenarios'));
    copyFileSync('scenarios/sub-dataset.yaml', join(this.folder, 'scenarios/sub-dataset.yaml'));
    symlinkSync(resolve('scripts-under-test'), join(this.folder, 'scripts-under-test'));
    const env = ['-e', `XDG_STATE_HOME=${this.folder}/state`, '-e', `ENV=${this.folder}/rc`, '-e', 'CI=true'];
    tmux('new-session', '-d', '-s', name, '-x', String(columns), '-y', String(rows), '-c', this.folder, ...env, 'sh');
  }

  get screen(): string {
    return tmux('capture-pane', '-p', '-t', this.#name);
  }

  /** Whether the alternate screen is on, and the cursor shown. */
  get modes(): string {
    return tmux('display-message', '-p', '-t', this.#name, '#{alternate_on} #{cursor_flag}').trim();
  }

  /** The shell's child that runs the stepper. */
  get pid(): number {
    const shell = tmux('display-message', '-p', '-t', this.#name, '#{pane_pid}').trim();
    return Number(readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ')[0]);
  }

  /** Sends keys by tmux's names. */
  keys(...keys: readonly string[]): void {
    for (const key of keys) tmux('send-keys', '-t', this.#name, key);
  }

  /** Types a text and Enter. */
  line(text: string): void {
    tmux('send-keys', '-t', this.#name, '-l', text);
    this.keys('Enter');
  }

  resize(columns: number, rows: number): void {
    tmux('resize-window', '-t', this.#name, '-x', String(columns), '-y', String(rows));
  }

  async until(what: string | RegExp): Promise<string> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const { screen } = this;
      if (typeof what === 'string' ? screen.includes(what) : what.test(screen)) return screen;
      if (Date.now() > end) throw new Error(`expected ${what}, found\n${screen}`);
      await pause(30);
    }
  }

  async step(...args: readonly string[]): Promise<void> {
    await this.until('ready');
    this.line(`'${process.execPath}' '${resolve('dist/cli.js')}' step scenarios/sub-dataset.yaml ${args.join(' ')}`);
  }
}

test.skipIf(!hasTmux)(
  'the seed case: cause, origin, other branch, fix, emergency shell, save, run',
  async () => {
    const t = new Terminal('seed', 80, 24);
    await t.step();
    await t.until('› 1 as shipped                ✗ emergency');
    t.keys('Enter');
    const first = await t.until('The boot failed: ! goes to the cause, link by link. ? shows all keys.');
    expect(
      first
        .split('\n')
        .slice(0, 24)
        .every((line) => line.length <= 80),
    ).toBe(true);
    expect(first).toContain('sysroot.mount failed');
    t.keys('!');
    await t.until(/▶ +case "\$\{KEYLOCATION\}" in/);
    await t.until(/pattern +file:\/\/\/run\/keystore\/rpool\/enc\/\*/);

    t.keys('W');
    t.line('ENCRYPTIONROOT');
    await t.until('›1 ENCRYPTIONROOT was set to rpool/enc');
    t.keys('Enter');
    await t.until(/▶ +ENCRYPTIONROOT=/);
    // Back to the `case`, as the browser's back button goes.
    t.keys('[');
    await t.until(/▶ +case "\$\{KEYLOCATION\}" in/);

    t.keys('f');
    await t.until('emergency, as before');
    t.keys('u');
    await t.until('taken back');
    t.keys('v');
    t.line('ENCRYPTIONROOT=rpool');
    await t.until('emergency, as before');
    t.keys(':');
    t.line('75');
    await t.until(/▶ +case[\s\S]* 75|75 +\d+ ▶/);
    t.keys('v');
    t.line('ENCRYPTIONROOT=rpool/enc');
    await t.until('boots; it was emergency');
    t.keys('u', 'u');
    await t.until(/✗ emergency after 10/);

    t.keys('>');
    await t.until('x types at it');
    t.keys('x');
    await t.until('console #');
    t.line('systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore');
    await t.until(/Set cipher[\s\S]*console # *\n/);
    t.line('mkdir -p /run/keystore/rpool');
    await t.until(/# mkdir[\s\S]*console # *\n/);
    t.line('mount /dev/mapper/keystore-rpool /run/keystore/rpool');
    await t.until(/# mount[\s\S]*console # *\n/);
    t.keys('C-d');
    await t.until('✓ boots');

    t.keys('C-s', 'Enter');
    await t.until('saved; dryboot run scenarios/sub-dataset.yaml');
    t.keys('q');
    await t.until(/ready *\n*$/);
    expect(t.modes).toBe('0 1');
    const ran = dryboot(['run', 'scenarios/sub-dataset.yaml'], { cwd: t.folder, timeoutMs: PATIENCE_MS });
    expect(ran.stdout).toMatch(/as shipped +✗ boots/);
    expect(ran.stdout).toContain("dryboot step scenarios/sub-dataset.yaml --variant 'as shipped' --at end");

    // What was saved is not made a second time.
    await t.step("--variant 'as shipped'");
    await t.until(/✓ boots[\s\S]*all keys/);
    expect(t.screen).not.toContain('of the last visit');
    t.keys('q');
    await t.until(/ready *\n*$/);
  },
  4 * PATIENCE_MS,
);

test.skipIf(!hasTmux)(
  'a window may change its size, and Ctrl-C leaves the terminal as it was',
  async () => {
    const t = new Terminal('size', 80, 24);
    await t.step("--variant 'as shipped' --no-state");
    await t.until('goes to the cause');
    expect(t.modes).toBe('1 0');
    t.resize(120, 40);
    await t.until(/─ 3 stack[\s\S]*─ 8 timeline/);
    t.resize(200, 60);
    await t.until(/─ 3 stack[\s\S]*─ 5 words[\s\S]*─ 8 timeline/);
    t.resize(60, 16);
    await t.until(/all keys|Tab pane/);
    t.keys('C-c');
    await t.until(/ready *\n*$/);
    expect(t.modes).toBe('0 1');
  },
  3 * PATIENCE_MS,
);

test.skipIf(!hasTmux)(
  'a signal that ends it leaves the terminal as it was',
  async () => {
    const t = new Terminal('signal', 80, 24);
    await t.step("--variant 'as shipped' --no-state");
    await t.until('goes to the cause');
    process.kill(t.pid, 'SIGTERM');
    await t.until(/ready *\n*$/);
    expect(t.modes).toBe('0 1');
  },
  3 * PATIENCE_MS,
);
