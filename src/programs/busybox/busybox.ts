/** busybox: one binary that is many programs (busybox 1.35 as Debian builds it). The shell among them is not here. */
import type { Process } from '../../kernel/process.ts';
import { settle, type Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { unsupported } from '../text/messages.ts';
import { baseName } from '../text/names.ts';
import { type Applet, type Call, USAGE, type Wording, type Words } from './applet.ts';
import { applets } from './applets.ts';
import { APPLET_NAMES } from './names.ts';

const BANNER = 'BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.\n';
const NOT_FOUND = 127;

/** @param program gives the programs that applets are built on. */
export const busybox = (program: (name: string) => Program | undefined): Program => ({
  name: 'busybox',
  run: function* (p, m) {
    let words = p.argv;
    let name = baseName(words[0] ?? '').replace(/^-/, '');
    if (name === 'busybox') {
      words = words.slice(1);
      name = baseName(words[0] ?? '');
      if (words.length === 0 || name === '--help') return yield* aboutItself(p);
      if (name === '--list' && words.length === 1) {
        yield* p.print(APPLET_NAMES.map((each) => `${each}\n`).join(''));
        return 0;
      }
      if (name.startsWith('-')) return yield* unsupported(p, `option ${name}`);
    }
    if (!APPLET_NAMES.includes(name)) {
      yield* p.warn(`${name}: applet not found\n`);
      return NOT_FOUND;
    }
    p.argv = [name, ...words.slice(1)];
    const applet = applets.get(name);
    return applet
      ? yield* runApplet(p, m, applet, program)
      : yield* unsupported(p, `busybox applet ${name}`, NOT_FOUND);
  },
});

function* aboutItself(p: Process): Task<number> {
  yield* p.print(`${BANNER}BusyBox is copyrighted by many authors between 1998-2015.\n`);
  // Differs: the text goes on with the licence, the ways to call it and the list of its functions.
  return 0;
}

function* runApplet(
  p: Process,
  m: Machine,
  applet: Applet,
  program: (name: string) => Program | undefined,
): Task<number> {
  const { argv } = p;
  if (argv.length === 2 && argv[1] === '--help' && applet.options !== undefined) {
    yield* p.warn(usageOf(applet));
    return 0;
  }
  const misuse = applet.misuse ?? 1;
  const given =
    applet.options === undefined
      ? { options: [], operands: argv.slice(1) }
      : getopt(argv, applet.options, applet.long, { permute: !applet.inOrder });
  if (given.error !== undefined) {
    yield* p.warn(`${applet.name}: ${given.error}\n${usageOf(applet)}`);
    return misuse;
  }
  const [least, most] = applet.operands ?? [0, Number.POSITIVE_INFINITY];
  if (given.operands.length < least || given.operands.length > most) {
    yield* p.warn(usageOf(applet));
    return misuse;
  }
  const unmodelled = given.options.find(({ name }) => applet.unmodelled?.includes(name));
  if (unmodelled) return yield* unsupported(p, `option -${unmodelled.name}`);
  const call: Call = {
    ...given,
    p,
    m,
    argv,
    has: (option) => given.options.some(({ name }) => name === option),
    value: (option) => given.options.findLast(({ name }) => name === option)?.value,
    usage: () => usageOf(applet),
    misused: (text) => ({ bare: `${applet.name}: ${text}\n${usageOf(applet)}` }),
  };
  const beyond = applet.beyond?.(call);
  if (beyond !== undefined) return yield* unsupported(p, beyond);
  const said = { told: 0, untold: 0 };
  p.flavour = { name: 'busybox', reword: (text) => reworded(applet, call, text, said) };
  if (applet.run) return yield* settle(applet.run(call));
  const built = program(applet.program ?? applet.name);
  if (!built) throw new Error(`no program under the applet ${applet.name}`);
  const words = applet.argv?.(call) ?? argv;
  if (typeof words === 'number') return words;
  p.argv = words;
  const ran = yield* settle(built.run(p, m));
  if (applet.after) return yield* applet.after(call, ran, said.told);
  const status = said.untold > 0 && said.told === 0 ? 0 : ran;
  return applet.status ? applet.status(status, call) : status;
}

/** Differs: what the applet says of its options behind this line is left out. */
const usageOf = (applet: Applet): string => `${BANNER}\nUsage: ${applet.usage}\n`;

const POINTER = /\n(?:\w+: )?Try '[^']*--help' for more information\.\n$/;

interface Said {
  told: number;
  untold: number;
}

function reworded(applet: Applet, call: Call, text: string, said: Said): string {
  const prefix = `${applet.name}: `;
  const prefixed = text.startsWith(prefix);
  const pointed = POINTER.test(text);
  const given = (prefixed ? text.slice(prefix.length) : text).replace(POINTER, '').replace(/\n$/, '');
  if (given.startsWith('not modelled: ')) return text;
  said.told++;
  const words = applied(applet.wording, given, call) ?? (pointed ? USAGE : undefined);
  if (words === undefined) return text;
  if (typeof words === 'string') return `${prefix}${words}\n`;
  if ('bare' in words) return words.bare;
  if (words.instead === 'usage') return usageOf(applet);
  if (words.instead === 'unmodelled') {
    call.p.kernel.trace.add(call.p.pid, { kind: 'unsupported', what: applet.name, detail: given });
    return `${prefix}not modelled: ${given}\n`;
  }
  said.told--;
  said.untold++;
  return '';
}

function applied(wording: Wording | undefined, given: string, call: Call): Words | undefined {
  for (const [pattern, words] of wording ?? []) {
    const found = pattern.exec(given);
    if (!found) continue;
    if (typeof words === 'function') return words(found, call);
    return typeof words === 'string'
      ? words.replaceAll(/\$(\d)/g, (_, digit: string) => found[Number(digit)] ?? '')
      : words;
  }
  return undefined;
}
