/** `dryboot lint`, `explain` and `list rules` as a user calls them. */
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { dryboot, folderWith } from '../cli/command.ts';

const EXITS = '#!/bin/sh\n[ -b "$dev" ] || exit 0\n';

describe('findings', () => {
  test('show the line, a caret and the remedy, and give status 1', () => {
    const cwd = folderWith({ 'hooks/pre-mount/50-x.sh': EXITS });
    const { status, stdout, stderr } = dryboot(['lint', 'hooks'], { cwd });
    expect(stderr).toBe('');
    expect(stdout).toContain('hooks/pre-mount/50-x.sh:2:18: error: `exit` in a sourced hook');
    expect(stdout).toContain('     2 | [ -b "$dev" ] || exit 0\n       |                  ^^^^^^\n');
    expect(stdout).toContain('1 error in 1 file');
    expect(status).toBe(1);
  });

  test('a tab before the place stays a tab in the caret line', () => {
    const cwd = folderWith({ 'hooks/mount/50-x.sh': 'if :; then\n\texit 0\nfi\n' });
    expect(dryboot(['lint', 'hooks'], { cwd }).stdout).toContain('     2 | \texit 0\n       | \t^^^^^^\n');
  });

  test('none: status 0, one line', () => {
    const cwd = folderWith({ 'hooks/pre-mount/50-x.sh': ': nothing\n' });
    expect(dryboot(['lint', 'hooks'], { cwd })).toEqual({ status: 0, stdout: 'no findings in 1 file\n', stderr: '' });
  });

  test('in the shell line of a unit stand where the unit has them', () => {
    const unit =
      '[Service]\nType=oneshot\nExecStart=-/bin/sh -ec "until test -b /dev/x; do \\\n  sleep 1; done; echo $$HOME"\n';
    const cwd = folderWith({ 'x.service': unit });
    const { stdout } = dryboot(['lint', '--rule', 'wait-unbounded', 'x.service'], { cwd });
    expect(stdout).toContain('x.service:3:25: error: this loop waits without an end');
  });

  test('--rule runs only that rule, --disable all but that one, unknown ids are refused', () => {
    const cwd = folderWith({ 'hooks/pre-mount/50-x.sh': EXITS });
    expect(dryboot(['lint', '--rule', 'exec-return', 'hooks'], { cwd }).status).toBe(0);
    expect(dryboot(['lint', '--disable', 'hook-exit', 'hooks'], { cwd }).status).toBe(0);
    const { status, stderr } = dryboot(['lint', '--rule', 'hook-exti', 'hooks'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('there is no rule "hook-exti"');
  });
});

describe('what cannot be read', () => {
  test('is named in one line each, the rest is linted, the status is 2', () => {
    const cwd = folderWith({
      'hooks/mount/50-x.sh': EXITS,
      'binary.sh': '#!/bin/sh\n\0\0',
      'empty/keep.bin': '\x7fELF',
    });
    const { status, stdout, stderr } = dryboot(['lint', 'hooks', 'gone.sh', 'binary.sh', 'empty', 'binary.sh/x'], {
      cwd,
    });
    expect(stderr.trimEnd().split('\n')).toEqual([
      'gone.sh: error: no such file or folder',
      'binary.sh: error: this is binary data (a NUL byte at offset 10), expected a script or a unit',
      'empty: error: holds no file that could be linted',
      expect.stringMatching(/^binary\.sh\/x: error: /),
    ]);
    expect(stdout).toContain('hooks/mount/50-x.sh:2:18: error:');
    expect(status).toBe(2);
  });

  test('a device or a pipe without a writer is refused, not waited for', () => {
    expect(dryboot(['lint', '/dev/zero'])).toMatchObject({
      status: 2,
      stderr: '/dev/zero: error: is neither a file nor a folder\n',
    });
  });

  test('a file that is no script is named, and that is no error', () => {
    const cwd = folderWith({ 'x.py': '#!/usr/bin/python3\nexit()\n' });
    expect(dryboot(['lint', 'x.py'], { cwd })).toEqual({
      status: 0,
      stdout: 'no findings in 0 files\n',
      stderr: 'x.py: not linted: other: its shebang names python3, which is no shell\n',
    });
  });

  test('no PATH, an unknown format, an unknown role', () => {
    expect(dryboot(['lint'])).toMatchObject({ status: 2, stderr: expect.stringContaining('no PATH given') });
    expect(dryboot(['lint', '--format', 'xml', '.'])).toMatchObject({ status: 2 });
    const { status, stderr } = dryboot(['lint', '--role', 'hook:nope', '.']);
    expect(status).toBe(2);
    expect(stderr).toContain('Roles are hook:cmdline');
  });

  test('a syntax error is a finding in the words of the shell, and what stands before it is linted', () => {
    const cwd = folderWith({ 'hooks/mount/50-x.sh': 'exit 0\nif true; then\n  echo\n' });
    const { status, stdout } = dryboot(['lint', 'hooks'], { cwd });
    expect(stdout).toContain('50-x.sh:1:1: error: `exit` in a sourced hook');
    expect(stdout).toMatch(/50-x\.sh:3:\d+: error: dash: Syntax error: end of file unexpected/);
    expect(status).toBe(1);
  });

  test('files that source each other, and links that go in a circle, end', () => {
    const cwd = folderWith({ 'a-lib.sh': '. ./b-lib.sh\nf() { g; }\n', 'b-lib.sh': '. ./a-lib.sh\ng() { f; }\n' });
    symlinkSync('.', join(cwd, 'again'));
    expect(dryboot(['lint', '.'], { cwd })).toMatchObject({ status: 0, stdout: 'no findings in 2 files\n' });
  });
});

describe('roles', () => {
  const roles = (args: readonly string[], files: Readonly<Record<string, string>>) =>
    dryboot(['lint', '--explain-roles', ...args], { cwd: folderWith(files) }).stdout;

  test('a hook given alone is known by its name', () => {
    expect(roles(['zfs-load-key.sh'], { 'zfs-load-key.sh': ':\n' })).toContain(
      'hook:pre-mount: the builtin image has a file of this name at /var/lib/dracut/hooks/pre-mount/90-zfs-load-key.sh',
    );
  });

  test('the module-setup.sh beside a file given alone says what it is', () => {
    const setup = `#!/bin/bash
install() {
    for phase in pre-mount; do inst_hook "$phase" 40 "$moddir/own.sh"; done
    inst_script "$moddir/gen.sh" "$systemdutildir/system-generators/own-generator"
    dracut_module_included "systemd" || inst_simple "$moddir/tool.sh" "/lib/tool.sh"
}
`;
    const files = {
      '50own/module-setup.sh': setup,
      '50own/own.sh': ':\n',
      '50own/gen.sh': ':\n',
      '50own/tool.sh': ':\n',
      '50own/user.sh': '. /lib/tool.sh\n',
    };
    expect(roles(['50own/own.sh'], files)).toContain(
      'hook:pre-mount: module-setup.sh installs it in line 3 with inst_hook',
    );
    const all = roles(['50own'], files);
    expect(all).toContain(
      'generator: module-setup.sh installs it in line 4 with inst_script as /usr/lib/systemd/system-generators/own-generator',
    );
    expect(all).toContain('library: module-setup.sh installs it in line 5 with inst_simple as /lib/tool.sh');
  });

  test('a module that never comes to its end, one that exits, one that needs bash through another', () => {
    const told = roles(['.'], {
      '10a/module-setup.sh': 'depends() { echo c; }\ninstall() { inst_hook mount 10 "$moddir/a.sh"; }\n',
      '10a/a.sh': ':\n',
      '20b/module-setup.sh': 'install() { while :; do :; done; }\n',
      '30c/module-setup.sh': 'depends() { echo bash; }\ninstall() { inst_hook cleanup 10 "$moddir/c.sh"; exit 1; }\n',
      '30c/c.sh': ':\n',
    });
    expect(told).toContain('10a/a.sh\n    hook:mount: module-setup.sh installs it in line 2');
    expect(told).toContain('    bash as sh: what /bin/sh is\n    the module depends on bash, which then is /bin/sh\n');
    expect(told).toContain('30c/c.sh\n    hook:cleanup: module-setup.sh installs it in line 2');
    expect(told).toContain('Not understood:\n    20b/module-setup.sh: its module-setup.sh did not come to an end\n');
  });

  test('a directive, the configuration and --role say it, in that order of strength', () => {
    const files = { 'x.sh': '# dryboot role=hook:mount\n:\n', '.dryboot.yaml': 'roles:\n  "*.sh": library\n' };
    expect(roles(['x.sh'], { 'x.sh': files['x.sh'] })).toContain('hook:mount: the directive in line 1 says so');
    expect(roles(['x.sh'], files)).toContain('library: asked for in the configuration (*.sh)');
    expect(roles(['--role', 'program', 'x.sh'], files)).toContain('program: asked for with --role');
  });

  test('of a file that nothing is known about, a guess is made and called so', () => {
    const guess = (text: string) => roles(['own.sh'], { 'own.sh': text }).split('\n')[1];
    expect(guess('#!/bin/sh\n[ -b /dev/x ] || return 0\n')).toContain(
      'hook:pre-mount: a guess: it returns outside any function',
    );
    expect(guess('#!/bin/sh\nwarn "$1"\n')).toContain("hook:pre-mount: a guess: it uses dracut's functions");
    expect(guess('#!/bin/sh\n. /lib/dracut-lib.sh\nwarn "$1"\nexit 0\n')).toContain('program: a guess');
    expect(guess('#!/bin/sh\nexit 0\n')).toContain('program: a guess');
    expect(guess('#!/bin/bash\ndie "$1"\n')).toContain('program: a guess');
    expect(guess('#!/bin/bash\nroot=$(getarg root=) || die\n')).toContain('hook:pre-mount: a guess');
    expect(guess('own() {\n    echo\n}\n')).toContain('library: a guess: it only defines functions');
  });

  test('a file of a tree is what its place says', () => {
    const files = {
      'scripts/local-top/x': '#!/bin/sh\n',
      'usr/lib/systemd/system-generators/g': '#!/bin/sh\n',
      'x.service.d/a.conf': '[Unit]\n',
      '60-x.rules': '# none\n',
    };
    const told = roles(['.'], files);
    expect(told).toContain('stage-script:local-top: it lies in scripts/local-top\n');
    expect(told).toContain("generator: it lies among systemd's generators\n");
    expect(told).toContain('unit: a drop-in of a unit\n');
    expect(told).toContain('udev-rules: its name ends like that of udev rules\n');
  });

  test('an unpacked image gives its shell and the places of its files', () => {
    const cwd = folderWith({ 'image/etc/initrd-release': '', 'image/usr/bin/busybox': '\x7fELF' });
    mkdirSync(join(cwd, 'image/var/lib/dracut/hooks/mount'), { recursive: true });
    symlinkSync('busybox', join(cwd, 'image/usr/bin/sh'));
    symlinkSync('usr/bin', join(cwd, 'image/bin'));
    writeFileSync(join(cwd, 'image/var/lib/dracut/hooks/mount/90-x.sh'), ':\n');
    const told = dryboot(['lint', '--explain-roles', 'image'], { cwd }).stdout;
    expect(told).toContain('hook:mount: it lies in hooks/mount\n    busybox: what /bin/sh is\n');
    const alone = dryboot(['lint', '--explain-roles', 'image/var/lib/dracut/hooks/mount/90-x.sh'], { cwd }).stdout;
    expect(alone).toContain('    busybox: what /bin/sh is\n');
  });
});

describe('configuration', () => {
  test('severities, switched off rules and what is left out', () => {
    const files = { 'hooks/mount/50-x.sh': EXITS };
    const run = (yaml: string) => dryboot(['lint', 'hooks'], { cwd: folderWith({ ...files, '.dryboot.yaml': yaml }) });
    expect(run('rules:\n  hook-exit: info\n')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 remark in 1 file'),
    });
    expect(run('rules: { hook-exit: off }\n')).toMatchObject({ status: 0, stdout: 'no findings in 1 file\n' });
    expect(run('exclude: [hooks/mount]\n')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('holds no file'),
    });
  });

  test('what is wrong in it is named with its position', () => {
    const yaml = 'rules:\n  hook-exti: off\n  hook-exit: loud\nroles:\n  "*.sh": hook:nowhere\nshell: zsh\nfoo: bar\n';
    const cwd = folderWith({ 'x.sh': ':\n', '.dryboot.yaml': yaml });
    const { status, stderr } = dryboot(['lint', 'x.sh'], { cwd });
    expect(status).toBe(2);
    for (const part of [
      '.dryboot.yaml:2:3: error: there is no rule "hook-exti"',
      '.dryboot.yaml:3:14: error: rules: hook-exit: "loud", expected error, warning, info, off',
      '.dryboot.yaml:5:11: error: there is no role "hook:nowhere"',
      '.dryboot.yaml:6:8: error: shell: expected dash, busybox, bash',
      '.dryboot.yaml:7:1: error: unknown key "foo"',
    ])
      expect(stderr).toContain(part);
  });
});

describe('a baseline', () => {
  test('hides what was there, also after lines have moved, and nothing new', () => {
    const cwd = folderWith({ 'hooks/mount/50-x.sh': EXITS });
    expect(dryboot(['lint', '--write-baseline', 'known.json', 'hooks'], { cwd }).status).toBe(0);
    writeFileSync(join(cwd, 'hooks/mount/50-x.sh'), `# moved\n\n${EXITS}`);
    expect(dryboot(['lint', '--baseline', 'known.json', 'hooks'], { cwd }).status).toBe(0);
    writeFileSync(join(cwd, 'hooks/mount/50-x.sh'), `${EXITS}${EXITS}`);
    expect(dryboot(['lint', '--baseline', 'known.json', 'hooks'], { cwd })).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('1 error in 1 file'),
    });
    writeFileSync(join(cwd, 'known.json'), '{"version": 2}');
    expect(dryboot(['lint', '--baseline', 'known.json', 'hooks'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('known.json: error: expected a baseline of version 1'),
    });
  });
});

describe('--fix', () => {
  test('mends, keeps the mode of the file, and reports what is left', () => {
    const cwd = folderWith({ 'hooks/mount/50-x.sh': `${EXITS}f() {\n    exit 1\n}\nf\nexit\n` });
    const file = join(cwd, 'hooks/mount/50-x.sh');
    chmodSync(file, 0o750);
    const { status, stdout, stderr } = dryboot(['lint', '--fix', 'hooks'], { cwd });
    expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\n[ -b "$dev" ] || return 0\nf() {\n    exit 1\n}\nf\nreturn\n');
    expect(statSync(file).mode & 0o777).toBe(0o750);
    expect(stderr).toBe('hooks/mount/50-x.sh: 2 places mended\n');
    expect(stdout).toContain('50-x.sh:4:5: error:');
    expect(status).toBe(1);
  });
});

describe('formats', () => {
  const cwd = folderWith({ 'hooks/mount/50 x.sh': `# \u00e4\necho "\u00e4" || exit 0\n`, 'broken.sh': 'if\n' });
  const report = (format: string) => dryboot(['lint', '--format', format, 'hooks', 'broken.sh'], { cwd }).stdout;

  test('json names roles and findings', () => {
    const { version, files, findings } = JSON.parse(report('json'));
    expect(version).toBe(1);
    expect(files[0]).toMatchObject({ file: 'hooks/mount/50 x.sh', role: 'hook:mount', shell: 'dash' });
    expect(findings[0]).toMatchObject({
      rule: 'hook-exit',
      line: 2,
      column: 14,
      source: 'echo "\u00e4" || exit 0',
      fix: { edits: [{ text: 'return' }] },
    });
  });

  test('sarif is valid against the schema of 2.1.0 and counts characters', () => {
    const log = JSON.parse(report('sarif'));
    const { $schema: _draft, id: _id, ...body } = schema;
    const validate = new Ajv({
      strict: false,
      unicodeRegExp: false,
      formats: { uri: true, 'uri-reference': true, 'date-time': true },
    }).compile(body);
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
    const [result] = log.runs[0].results;
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'hooks/mount/50%20x.sh', uriBaseId: '%SRCROOT%' },
      region: { startLine: 2, startColumn: 13, endColumn: 19 },
    });
    expect(log.runs[0].tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  });

  test('github gives an annotation per finding', () => {
    expect(report('github')).toContain(
      '::error file=hooks/mount/50 x.sh,line=2,endLine=2,col=14,endColumn=20,title=dryboot hook-exit::`exit` in',
    );
  });
});

test('explain prints a rule, list names them all', () => {
  expect(dryboot(['explain', 'hook-exit']).stdout).toContain('Write `return`, or put what may exit into `( … )`.');
  expect(dryboot(['list', 'rules']).stdout).toMatch(/^hook-exit +error +`exit` in a sourced hook/m);
  expect(dryboot(['explain', 'nothing'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('there is no rule "nothing"'),
  });
});
