/** systemd-run: starts a command as a transient service (systemd-run(1), systemd 252). Timers, paths, sockets and scopes are not modelled. */
import { mangle } from '../../machine/systemd/unit-name.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { fail, notModelled, SYSTEMD_VERSION } from '../prompts/failure.ts';
import { findProgram } from '../text/lookup.ts';
import { ask } from './call.ts';
import { jobVerb } from './systemctl-jobs.ts';

const LONG = [
  'help=h',
  'version',
  'user',
  'system',
  'scope',
  'unit:=u',
  'description:',
  'slice:',
  'remain-after-exit=r',
  'send-sighup',
  'host:=H',
  'machine:=M',
  'service-type:',
  'wait',
  'uid:',
  'gid:',
  'nice:',
  'working-directory:',
  'same-dir=d',
  'setenv:=E',
  'property:=p',
  'tty=t',
  'pty=t',
  'pipe=P',
  'quiet=q',
  'on-active:',
  'on-boot:',
  'on-startup:',
  'on-unit-active:',
  'on-unit-inactive:',
  'on-calendar:',
  'timer-property:',
  'path-property:',
  'socket-property:',
  'no-block',
  'no-ask-password',
  'collect=G',
  'shell=S',
];

/** Settings of `-p` that belong into [Unit]. */
const OF_UNIT =
  /^(?:Description|Documentation|Wants|Requires|Requisite|BindsTo|PartOf|Upholds|Conflicts|Before|After|OnFailure|OnSuccess|DefaultDependencies|CollectMode|IgnoreOnIsolate|JobTimeoutSec|(?:Condition|Assert)\w+)$/;

const IGNORED = new Set(['system', 'slice', 'send-sighup', 'no-ask-password', 'G']);

const made = new WeakMap<object, number>();

export const systemdRun: Program = {
  name: 'systemd-run',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, '+hrH:M:E:p:tPqGdSu:', LONG, { permute: false });
    if (error !== undefined) return yield* fail(p, m, `${p.argv[0]}: ${error}`, { kind: 'usage', text: error });
    const has = (name: string): boolean => options.some((option) => option.name === name);
    const value = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
    if (has('version')) {
      yield* p.print(SYSTEMD_VERSION);
      return 0;
    }
    const known = new Set([
      'u',
      'description',
      'r',
      'service-type',
      'working-directory',
      'd',
      'E',
      'p',
      'q',
      'no-block',
    ]);
    for (const { name } of options)
      if (!known.has(name) && !IGNORED.has(name)) return yield* notModelled(p, m, `option --${name}`);
    const [command, ...rest] = operands;
    if (command === undefined)
      return yield* fail(p, m, 'Command line to execute required.', { kind: 'usage', text: 'no command' });
    const path = findProgram(p, command);
    if (isErrno(path)) return yield* fail(p, m, `Failed to find executable ${command}: ${path.message}`);
    const number = (made.get(m) ?? 0) + 1;
    made.set(m, number);
    const unit = value('u') === undefined ? `run-u${number}.service` : mangle(value('u')!, 'service');
    const taken = yield* ask(p, m, (pid1) => pid1.units.search.find(unit) !== undefined);
    if (!taken) return 1;
    if (taken.value)
      return yield* fail(
        p,
        m,
        `Failed to start transient service unit: Unit ${unit} was already loaded or has a fragment file.`,
      );
    const properties = options.flatMap((option) => (option.name === 'p' ? [option.value!] : []));
    const bad = properties.find((property) => !property.includes('='));
    if (bad !== undefined) return yield* fail(p, m, `Not an assignment: ${bad}`);
    const directory = has('d') ? p.cwd : value('working-directory');
    const lines = [
      '# This is a transient unit file, created programmatically via the systemd API. Do not edit.',
      '[Unit]',
      `Description=${value('description') ?? [path, ...rest].map(forPeople).join(' ').replaceAll('%', '%%')}`,
      ...properties.filter((property) => OF_UNIT.test(property.slice(0, property.indexOf('=')))),
      '[Service]',
      ...(value('service-type') === undefined ? [] : [`Type=${value('service-type')}`]),
      ...(has('r') ? ['RemainAfterExit=yes'] : []),
      ...(directory === undefined ? [] : [`WorkingDirectory=${directory}`]),
      ...options.flatMap((option) =>
        option.name === 'E' ? [`Environment=${quoted(setting(p.env, option.value!))}`] : [],
      ),
      ...properties.filter((property) => !OF_UNIT.test(property.slice(0, property.indexOf('=')))),
      `ExecStart=${[path, ...rest].map(quoted).join(' ')}`,
    ];
    p.mkdir('/run/systemd/transient', 0o755);
    const written = p.writeFile(`/run/systemd/transient/${unit}`, `${lines.join('\n')}\n`);
    if (isErrno(written)) return yield* fail(p, m, `Failed to start transient service unit: ${written.message}`);
    yield* ask(p, m, (pid1) => pid1.units.search.add(unit, `/run/systemd/transient/${unit}`));
    const status = yield* jobVerb({
      p,
      m,
      verb: 'start',
      operands: [unit],
      options: {
        block: !has('no-block'),
        quiet: true,
        mode: 'fail',
        force: 0,
        legend: true,
        plain: false,
        all: false,
        full: false,
        value: false,
        properties: [],
        types: [],
        states: [],
        lines: undefined,
        runtime: false,
        now: false,
        reload: true,
        follow: 'forward',
      },
    });
    if (status === 0 && !has('q')) yield* p.warn(`Running as unit: ${unit}\n`);
    return status === 0 ? 0 : 1;
  },
};

/** `NAME` alone takes the value that the caller has. */
const setting = (env: ReadonlyMap<string, string>, text: string): string =>
  text.includes('=') ? text : `${text}=${env.get(text) ?? ''}`;

/** A word of a command line in a description. */
const forPeople = (word: string): string =>
  word !== '' && /^[^\s"'\\$`*?[\](){}<>|&;!#]+$/.test(word) ? word : `"${word.replaceAll(/["\\$`]/g, '\\$&')}"`;

/** A word of a command line in a unit file. */
const quoted = (word: string): string =>
  `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$').replaceAll('\n', '\\n')}"`;
