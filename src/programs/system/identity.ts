/** id, uname, arch, hostname, nproc: who runs what on which machine. */
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { findUser, groupName, groupsOf, userName } from '../files/ids.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { quote } from '../text/quote.ts';
import { hostName, kernelRelease, kernelVersion, setHostName } from './kernel-facts.ts';

const HELP = ['help', 'version'];

export const id: Program = {
  name: 'id',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'agnruzGZ', [
      'context=Z',
      'group=g',
      'groups=G',
      'name=n',
      'real=r',
      'user=u',
      'zero=z',
      ...HELP,
    ]);
    const on = new Set(options.map(({ name }) => name));
    for (const name of on) if (!'agnruzG'.includes(name)) return yield* unsupportedOption(p, name);
    if (error !== undefined) return yield* usageError(p, error);
    const which = ['u', 'g', 'G'].filter((letter) => on.has(letter));
    if (which.length > 1) return yield* complain(p, 'cannot print "only" of more than one choice');
    if (which.length === 0 && (on.has('n') || on.has('r')))
      return yield* complain(p, 'cannot print only names or real IDs in default format');
    if (which.length === 0 && on.has('z')) return yield* complain(p, 'option --zero not permitted in default format');
    let status = 0;
    for (const operand of operands.length > 0 ? operands : [undefined]) {
      const user =
        operand === undefined
          ? { uid: 0, gid: 0 }
          : (findUser(p, operand) ??
            (/^\+?\d+$/.test(operand) && userName(p, Number(operand)) !== undefined
              ? { uid: Number(operand), gid: findUser(p, userName(p, Number(operand))!)!.gid }
              : undefined));
      if (!user) {
        status = yield* complain(p, `${quote(operand!)}: no such user`);
        continue;
      }
      const name = userName(p, user.uid);
      const groups = [
        ...new Set([user.gid, ...(operand === undefined || name === undefined ? [] : groupsOf(p, name))]),
      ];
      const named = (number: number, text: string | undefined): string =>
        text === undefined ? String(number) : `${number}(${text})`;
      const end = on.has('z') ? '\0' : '\n';
      const only = (number: number, text: string | undefined): string =>
        on.has('n') ? (text ?? String(number)) : String(number);
      let text: string;
      if (which[0] === 'u') text = only(user.uid, name) + end;
      else if (which[0] === 'g') text = only(user.gid, groupName(p, user.gid)) + end;
      else if (which[0] === 'G')
        text =
          groups.map((gid) => only(gid, groupName(p, gid))).join(on.has('z') ? '\0' : ' ') +
          (on.has('z') ? (operands.length > 1 ? '\0\0' : '\0') : '\n');
      else
        text = `uid=${named(user.uid, name)} gid=${named(user.gid, groupName(p, user.gid))}${p.flavour?.name === 'busybox' && operand === undefined ? '' : ` groups=${groups.map((gid) => named(gid, groupName(p, gid))).join(',')}`}\n`;
      const written = yield* p.print(text);
      if (isErrno(written)) return yield* complain(p, `write error: ${written.message}`);
    }
    return status;
  },
};

const MACHINE = 'x86_64';

export const uname: Program = {
  name: 'uname',
  run: function* (p, m) {
    const { options, operands, error } = getopt(p.argv, 'asnrvmpio', [
      'all=a',
      'kernel-name=s',
      'sysname=s',
      'nodename=n',
      'kernel-release=r',
      'release=r',
      'kernel-version=v',
      'machine=m',
      'processor=p',
      'hardware-platform=i',
      'operating-system=o',
      ...HELP,
    ]);
    for (const { name } of options) if (!'asnrvmpio'.includes(name)) return yield* unsupportedOption(p, name);
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length > 0) return yield* usageError(p, `extra operand ${quote(operands[0]!)}`);
    const on = new Set(options.map(({ name }) => name));
    const all = on.has('a');
    if (on.size === 0) on.add('s');
    const facts: readonly (readonly [string, string])[] = [
      ['s', 'Linux'],
      ['n', hostName(m)],
      ['r', kernelRelease(m)],
      ['v', kernelVersion(m)],
      ['m', MACHINE],
      ['p', 'unknown'],
      ['i', 'unknown'],
      ['o', 'GNU/Linux'],
    ];
    // -a leaves out what is unknown.
    const shown = facts.filter(([letter, text]) => (all ? text !== 'unknown' : on.has(letter))).map(([, text]) => text);
    const written = yield* p.print(`${shown.join(' ')}\n`);
    return isErrno(written) ? yield* complain(p, `write error: ${written.message}`) : 0;
  },
};

/** A program without operands that prints one line. */
const one = (name: string, text: (m: Machine) => string): Program => ({
  name,
  run: function* (p, m) {
    const { options, operands, error } = getopt(p.argv, '', HELP);
    for (const option of options) return yield* unsupportedOption(p, option.name);
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length > 0) return yield* usageError(p, `extra operand ${quote(operands[0]!)}`);
    const written = yield* p.print(`${text(m)}\n`);
    return isErrno(written) ? yield* complain(p, `write error: ${written.message}`) : 0;
  },
});

export const arch = one('arch', () => MACHINE);

/** The kernel has one CPU; `--ignore` leaves at least that one. */
export const nproc: Program = {
  name: 'nproc',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, '', ['all', 'ignore:', ...HELP]);
    for (const { name, value } of options) {
      if (name === 'ignore' && !/^\s*\+?\d+$/.test(value!))
        return yield* complain(p, `invalid number: ${quote(value!)}`);
      if (name !== 'ignore' && name !== 'all') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length > 0) return yield* usageError(p, `extra operand ${quote(operands[0]!)}`);
    yield* p.print('1\n');
    return 0;
  },
};

export const hostname: Program = {
  name: 'hostname',
  run: function* (p, m) {
    const { options, operands, error } = getopt(p.argv, 'aAdfbF:hiIsVy', [
      'short=s',
      'file:=F',
      'boot=b',
      'fqdn=f',
      'long=f',
      'domain=d',
      'ip-address=i',
      'alias=a',
      'help=h',
      'version=V',
    ]);
    let [short, file]: [boolean, string | undefined] = [false, undefined];
    for (const { name, value } of options) {
      if (name === 's') short = true;
      else if (name === 'F') file = value;
      else if (name !== 'b') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* unsupportedOption(p, error, 255);
    let wanted = operands[0];
    if (file !== undefined) {
      const text = p.readFile(file);
      if (isErrno(text)) return yield* complain(p, text.message);
      wanted = text
        .split('\n')
        .find((line) => line !== '' && !line.startsWith('#'))
        ?.trim();
    }
    if (wanted !== undefined) {
      if (!/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(wanted) || wanted.length > 64)
        return yield* complain(p, 'the specified hostname is invalid');
      setHostName(m, wanted);
      return 0;
    }
    const name = hostName(m);
    yield* p.print(`${short ? name.split('.')[0] : name}\n`);
    return 0;
  },
};
