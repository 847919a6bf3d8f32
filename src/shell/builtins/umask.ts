/** umask: the file mode creation mask, in octal or symbolic (XCU umask, chmod). */
import { isBash } from '../../syntax/dialect.ts';
import type { Builtin, BuiltinShell } from './builtin.ts';
import { complain, readOptions } from './diagnostics.ts';

export const umask: Builtin = {
  name: 'umask',
  run: (sh, argv) => {
    const bash = isBash(sh.dialect);
    const read = readOptions(sh, argv, bash ? 'pS' : 'S', 'umask [-p] [-S] [mode]');
    if ('status' in read) return read.status;
    const { options, operands } = read;
    const symbolic = options.has('S');
    const [mode] = operands;
    if (mode === undefined) {
      const text = symbolic ? asSymbols(sh.p.umask) : octal(sh.p.umask);
      return sh.write(`${options.has('p') ? `umask ${symbolic ? '-S ' : ''}` : ''}${text}\n`);
    }
    const mask = /^[0-9]/.test(mode) ? numeric(sh, mode) : symbols(sh, mode);
    if (mask === undefined) return 1;
    sh.p.umask = mask;
    return bash && symbolic ? sh.write(`${asSymbols(mask)}\n`) : 0;
  },
};

const octal = (mask: number): string => mask.toString(8).padStart(4, '0');

const letters = (bits: number): string => `${bits & 4 ? 'r' : ''}${bits & 2 ? 'w' : ''}${bits & 1 ? 'x' : ''}`;

/** What is allowed, not what is masked. */
function asSymbols(mask: number): string {
  const allowed = ~mask & 0o777;
  return `u=${letters(allowed >> 6)},g=${letters((allowed >> 3) & 7)},o=${letters(allowed & 7)}`;
}

function numeric(sh: BuiltinShell, mode: string): number | undefined {
  const digits = /^[0-7]+$/.test(mode);
  if (isBash(sh.dialect)) {
    if (digits && Number.parseInt(mode, 8) <= 0o7777) return Number.parseInt(mode, 8) & 0o777;
    complain(sh, 'umask', `${mode}: octal number out of range`);
    return undefined;
  }
  if (!digits) sh.fail(sh.dialect === 'dash' ? `Illegal number: ${mode}` : `illegal mode: ${mode}`);
  const mask = Number(BigInt(`0o${mode}`) & 0o777n);
  if (sh.dialect === 'busybox' && BigInt(`0o${mode}`) > 0o777n) sh.fail(`illegal mode: ${mode}`);
  return mask;
}

const PERMISSIONS: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111 };
const WHO: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 };

function symbols(sh: BuiltinShell, mode: string): number | undefined {
  if (sh.dialect === 'dash') return dashSymbols(sh, mode);
  const busybox = sh.dialect === 'busybox';
  const before = sh.p.umask;
  let allowed = ~before & 0o777;
  for (const clause of mode.split(',')) {
    if (busybox && clause === '') continue;
    const whoText = /^[ugoa]*/.exec(clause)![0];
    const who = whoText === '' ? 0o777 : [...whoText].reduce((bits, letter) => bits | WHO[letter]!, 0);
    const actions = clause.slice(whoText.length);
    const form = isBash(sh.dialect) ? /^[-+=][rwx]*$/ : /^(?:[-+=](?:[rwxXst]*|[ugo]))+$/;
    if (!form.test(actions)) return wrong(sh, mode, actions);
    for (const [, operator, text] of actions.matchAll(/([-+=])([rwxXstugo]*)/g)) {
      // busybox: what is for nobody in particular stops at the mask that there is, and copies nothing.
      const open = busybox && whoText === '' ? (/[ugo]/.test(text!) ? 0 : who & ~before) : who;
      const bits = bitsOf(text!, allowed) & open;
      // busybox: a mask has no place for set-user-ID, set-group-ID and sticky bits.
      const special =
        (text!.includes('s') && /^$|[uga]/.test(whoText)) || (text!.includes('t') && /^$|a/.test(whoText));
      if (busybox && operator !== '-' && special) return wrong(sh, mode, actions);
      if (operator === '+') allowed |= bits;
      else if (operator === '-') allowed &= ~bits;
      else allowed = (allowed & ~who) | bits;
    }
  }
  return ~allowed & 0o777;
}

/** dash copies from what was allowed before, keeps `who` until a comma, and lets a clause end with it. */
function dashSymbols(sh: BuiltinShell, mode: string): number | undefined {
  const before = ~sh.p.umask & 0o777;
  let allowed = before;
  let at = 0;
  let who = 0;
  while (at < mode.length) {
    for (; /[augo]/.test(mode[at] ?? ''); at++) who |= WHO[mode[at]!]!;
    if (who === 0) who = 0o777;
    const operator = mode[at];
    if (operator === undefined) break;
    if (!/[-+=]/.test(operator)) return wrong(sh, mode, '');
    let bits = 0;
    for (at++; /[rwxugoXs]/.test(mode[at] ?? ''); at++) bits |= bitsOf(mode[at]!, before) & who;
    if (operator === '+') allowed |= bits;
    else if (operator === '-') allowed &= ~bits;
    else allowed = (allowed & ~who) | bits;
    if (mode[at] === ',') {
      who = 0;
      at++;
    } else if (at < mode.length && !/[-+=]/.test(mode[at]!)) return wrong(sh, mode, '');
  }
  return ~allowed & 0o777;
}

/** Permissions named by letters, or copied from a class of users. */
function bitsOf(text: string, allowed: number): number {
  let bits = 0;
  for (const letter of text) {
    if (letter === 'X') bits |= (allowed & 0o111) !== 0 ? 0o111 : 0;
    else if (letter in PERMISSIONS) bits |= PERMISSIONS[letter]!;
    else if (letter in WHO) bits |= spread((allowed >> { u: 6, g: 3, o: 0 }[letter as 'u']) & 7);
  }
  return bits;
}

const spread = (bits: number): number => (bits << 6) | (bits << 3) | bits;

function wrong(sh: BuiltinShell, mode: string, actions: string): undefined {
  if (!isBash(sh.dialect)) sh.fail(`${sh.dialect === 'dash' ? 'Illegal' : 'illegal'} mode: ${mode}`);
  const operator = /^[-+=]/.test(actions);
  const bad = operator ? (actions.replace(/^[-+=][rwx]*/, '')[0] ?? '') : (actions[0] ?? '\0');
  complain(
    sh,
    'umask',
    operator ? `\`${bad}': invalid symbolic mode character` : `\`${bad}': invalid symbolic mode operator`,
  );
  return undefined;
}
