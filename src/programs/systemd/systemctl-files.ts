/** systemctl verbs for unit files: cat, daemon-reload, and those that change what is enabled. */
import type { Task } from '../../kernel/task.ts';
import { daemonReload as reload } from '../../machine/systemd/reload.ts';
import { mangle } from '../../machine/systemd/unit-name.ts';
import { UnitSearch } from '../../machine/systemd/unit-search.ts';
import { isErrno } from '../../vfs/errno.ts';
import { ask, type SystemctlCall } from './call.ts';
import { jobVerb } from './systemctl-jobs.ts';
import { disable, enable, mask, nothingYet, preset, unmask } from './unit-installation.ts';

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

const DONE_BY = { enable, disable, mask, unmask, preset } as const;

const NO_INSTALL_CONFIG = `The unit files have no installation config (WantedBy=, RequiredBy=, Also=,
Alias= settings in the [Install] section, and DefaultInstance= for template
units). This means they are not meant to be enabled using systemctl.
\x20
Possible reasons for having this kind of units are:
\xe2\x80\xa2 A unit may be statically enabled by being symlinked from another unit's
  .wants/ or .requires/ directory.
\xe2\x80\xa2 A unit's purpose may be to act as a helper for some other unit which has
  a requirement dependency on it.
\xe2\x80\xa2 A unit may be started when needed via activation (socket, path, timer,
  D-Bus, udev, scripted systemctl call, ...).
\xe2\x80\xa2 In case of template units, the unit is meant to be enabled with some
  instance name specified.
`;

/** enable, disable, reenable, preset, mask, unmask: links are changed, then systemd reads its units again. */
export function* installation(call: SystemctlCall): Task<number> {
  const { p, m, operands, options, verb } = call;
  const names = operands.map((operand) => mangle(operand));
  // Without a manager the real one changes the links itself, with messages of its own.
  if (!m.systemd.pid1) return yield* refuse(call, `${verb} without systemd`);
  if (operands.some((operand) => operand.startsWith('/'))) return yield* refuse(call, `${verb} with a path`);
  const answer = yield* ask(p, m, (pid1) => {
    const place = {
      p: pid1.p,
      facts: pid1.facts,
      directory: options.runtime ? '/run/systemd/system' : '/etc/systemd/system',
      force: options.force > 0,
    };
    const search = new UnitSearch(pid1.p);
    const unknown = verb.endsWith('mask') ? names.filter((name) => !search.find(name) && !pid1.units.known(name)) : [];
    const to = nothingYet();
    if (verb === 'reenable') {
      disable(place, names, to);
      if (to.error === undefined) enable(place, names, to);
    } else DONE_BY[verb as keyof typeof DONE_BY](place, names, to);
    return { ...to, unknown };
  });
  if (!answer) return 1;
  const { changes, carriesInstall, error, unmodelled, unknown } = answer.value;
  for (const name of unknown) yield* p.warn(`Unit ${name} does not exist, proceeding anyway.\n`);
  if (unmodelled !== undefined) return yield* refuse(call, unmodelled);
  if (error !== undefined) {
    yield* p.warn(`Failed to ${verb} unit: ${error}\n`);
    return 1;
  }
  if (!options.quiet) yield* p.warn(changes.map((line) => `${line}\n`).join(''));
  if (!options.reload || (yield* ask(p, m, reload))) {
    if ((verb === 'enable' || verb === 'reenable') && !carriesInstall && !options.quiet)
      yield* p.warn(NO_INSTALL_CONFIG);
    const then =
      verb === 'enable' || verb === 'reenable' ? 'start' : verb === 'disable' || verb === 'mask' ? 'stop' : '';
    return options.now && then !== '' ? yield* jobVerb({ ...call, verb: then, operands: names }) : 0;
  }
  return 1;
}

function* refuse({ p, m }: SystemctlCall, what: string): Task<number> {
  m.trace.add(p.pid, { kind: 'unsupported', what: `systemctl ${what}`, detail: p.argv.join(' ') });
  yield* p.warn(`systemctl: ${what} is not modelled.\n`);
  return 1;
}
