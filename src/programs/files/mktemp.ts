/** mktemp: makes a file or directory with a name that nobody else has. */
import type { Process } from '../../kernel/process.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { quote, quoteAlways } from '../text/quote.ts';

const LONG = ['directory=d', 'quiet=q', 'dry-run=u', 'suffix:', 'tmpdir::=tmpdir', 'help', 'version'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const MAX_TRIES = 1000;

export const mktemp: Program = {
  name: 'mktemp',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'dp:qtuV', LONG);
    let [directory, quiet, dry, underTmp, deprecated] = [false, false, false, false, false];
    let suffix: string | undefined;
    let given: string | undefined;
    for (const { name, value } of options) {
      if (name === 'd') directory = true;
      else if (name === 'q') quiet = true;
      else if (name === 'u') dry = true;
      else if (name === 't') underTmp = deprecated = true;
      else if (name === 'p' || name === 'tmpdir') {
        underTmp = true;
        given = value;
      } else if (name === 'suffix') suffix = value;
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length > 1) return yield* usageError(p, 'too many templates');
    const fail = (text: string) => (quiet ? 1 : complain(p, text));
    let template = operands[0];
    if (template === undefined) {
      template = 'tmp.XXXXXXXXXX';
      underTmp = true;
    }
    if (suffix !== undefined && !template.endsWith('X'))
      return yield* complain(p, `with --suffix, template ${quote(template)} must end in X`);
    const end = template.lastIndexOf('X') + 1;
    const own = suffix ?? template.slice(end);
    if (suffix?.includes('/'))
      return yield* complain(p, `invalid suffix ${quote(suffix)}, contains directory separator`);
    const stem = end === 0 ? template : template.slice(0, end);
    if (own.includes('/')) return yield* complain(p, `invalid suffix ${quote(own)}, contains directory separator`);
    const count = /X*$/.exec(stem)![0].length;
    if (count < 3) return yield* complain(p, `too few X's in template ${quote(template)}`);
    let path = stem;
    if (underTmp) {
      const variable = p.env.get('TMPDIR');
      const place = deprecated ? variable || given || '/tmp' : given || variable || '/tmp';
      if (deprecated && template.includes('/'))
        return yield* complain(p, `invalid template, ${quote(template)}, contains directory separator`);
      if (!deprecated && template.startsWith('/'))
        return yield* complain(p, `invalid template, ${quote(template)}; with --tmpdir, it may not be absolute`);
      path = `${place.replace(/\/+$/, '') || (place === '' ? '' : '/')}${place === '/' ? '' : '/'}${stem}`;
    }
    const made = make(p, path, count, own, directory, dry);
    if (typeof made === 'string') {
      const written = yield* p.print(`${made}\n`);
      return isErrno(written) ? yield* complain(p, `write error: ${written.message}`) : 0;
    }
    const failed = fail(
      `failed to create ${directory ? 'directory' : 'file'} via template ${quoteAlways(path + own)}: ${made.message}`,
    );
    return typeof failed === 'number' ? failed : yield* failed;
  },
};

function make(
  p: Process,
  path: string,
  count: number,
  suffix: string,
  directory: boolean,
  dry: boolean,
): string | Errno {
  const head = path.slice(0, path.length - count);
  for (let n = 0; n < MAX_TRIES; n++) {
    const random = Array.from({ length: count }, () => LETTERS[p.kernel.random.integer(LETTERS.length)]).join('');
    const name = head + random + suffix;
    if (dry) {
      const there = p.lstat(name);
      if (there === Errno.ENOENT) return name;
      if (isErrno(there)) return there;
      continue;
    }
    const made = directory
      ? p.mkdir(name, 0o700)
      : p.open(name, { read: true, write: true, create: true, exclusive: true }, 0o600);
    if (!isErrno(made)) {
      if (typeof made === 'number') p.close(made);
      return name;
    }
    if (made !== Errno.EEXIST) return made;
  }
  return Errno.EEXIST;
}
