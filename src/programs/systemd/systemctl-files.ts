/** systemctl verbs for unit files: cat, mask, unmask, daemon-reload. */
import type { Task } from '../../kernel/task.ts';
import { daemonReload as reload } from '../../machine/systemd/reload.ts';
import { mangle } from '../../machine/systemd/unit-name.ts';
import { isErrno } from '../../vfs/errno.ts';
import { ask, type SystemctlCall } from './call.ts';

export function* daemonReload({ p, m }: SystemctlCall): Task<number> {
  return (yield* ask(p, m, reload)) ? 0 : 1;
}

export function* cat({ p, m, operands }: SystemctlCall): Task<number> {
  let first = true;
  for (const operand of operands) {
    const name = mangle(operand);
    const answer = yield* ask(p, m, (pid1) => {
      const found = pid1.units.search.find(name);
      const unit = pid1.units.known(name);
      return {
        paths: [...(found ? [found.path] : []), ...pid1.units.search.dropIns(unit?.names ?? [name])],
        masked: found?.what === 'masked',
      };
    });
    if (!answer) return 1;
    if (answer.value.paths.length === 0) {
      yield* p.warn(`No files found for ${name}.\n`);
      return 1;
    }
    for (const path of answer.value.paths) {
      const text = p.readFile(path);
      if (!first) yield* p.print('\n');
      first = false;
      yield* p.print(answer.value.masked ? `# Unit ${name} is masked.\n` : `# ${path}\n${isErrno(text) ? '' : text}`);
    }
  }
  return 0;
}

export function* mask({ p, m, operands, options }: SystemctlCall): Task<number> {
  const directory = options.runtime ? '/run/systemd/system' : '/etc/systemd/system';
  for (const operand of operands) {
    const path = `${directory}/${mangle(operand)}`;
    const there = p.readlink(path);
    if (!isErrno(there) && there.target === '/dev/null') continue;
    const made = p.symlink('/dev/null', path);
    if (isErrno(made)) {
      yield* p.warn(
        `Failed to mask unit: ${made.name === 'EEXIST' ? `File '${path}' already exists.` : made.message}\n`,
      );
      return 1;
    }
    yield* p.warn(`Created symlink '${path}' \xe2\x86\x92 '/dev/null'.\n`);
  }
  return (yield* ask(p, m, reload)) ? 0 : 1;
}

export function* unmask({ p, m, operands, options }: SystemctlCall): Task<number> {
  for (const operand of operands) {
    for (const directory of options.runtime ? ['/run/systemd/system'] : ['/etc/systemd/system']) {
      const path = `${directory}/${mangle(operand)}`;
      const there = p.readlink(path);
      if (isErrno(there) || there.target !== '/dev/null') continue;
      p.unlink(path);
      yield* p.warn(`Removed '${path}'.\n`);
    }
  }
  return (yield* ask(p, m, reload)) ? 0 : 1;
}
