/** md5sum, sha1sum and sha256sum: print checksums of files, or check them. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { md5, sha1, sha256 } from './digests.ts';
import { readInput } from './inputs.ts';
import { complain, complainAbout, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quoteIfNeeded } from './quote.ts';

const LONG = [
  'binary=b',
  'check=c',
  'ignore-missing',
  'quiet',
  'status',
  'strict',
  'tag',
  'text=t',
  'warn=w',
  'zero=z',
  'help',
  'version',
];

interface Hash {
  readonly name: string;
  readonly label: string;
  readonly digits: number;
  readonly of: (bytes: string) => string;
}

interface Checking {
  readonly ignoreMissing: boolean;
  readonly quiet: boolean;
  readonly silent: boolean;
  readonly strict: boolean;
  readonly warn: boolean;
}

interface Expected {
  readonly digest: string;
  readonly path: string;
}

const unescapeName = (name: string): string =>
  name.replace(/\\([\\nr])/g, (_, c: string) => ({ '\\': '\\', n: '\n', r: '\r' })[c]!);

const parseLine = (line: string, hash: Hash): Expected | undefined => {
  const escaped = line.startsWith('\\');
  const text = escaped ? line.slice(1) : line;
  const tagged = new RegExp(`^${hash.label} \\((.*)\\) ?= ?([0-9A-Fa-f]+)$`).exec(text);
  const plain = /^[ \t]*([0-9A-Fa-f]+) [ *]?(.+)$/.exec(text);
  const [digest, path] = tagged ? [tagged[2]!, tagged[1]!] : plain ? [plain[1]!, plain[2]!] : [];
  if (digest?.length !== hash.digits || path === undefined) return undefined;
  return { digest: digest.toLowerCase(), path: escaped ? unescapeName(path) : path };
};

const shownName = (path: string): string => quoteIfNeeded(path === '-' ? 'standard input' : path);

const plural = (count: number, one: string, many: string): string => `WARNING: ${count} ${count === 1 ? one : many}`;

function* checkList(p: Process, hash: Hash, list: string, how: Checking, out: Output): Task<boolean> {
  const text = yield* readInput(p, list);
  if (isErrno(text)) {
    yield* complainAbout(p, list, text);
    return false;
  }
  let [wellFormed, malformed, unreadable, wrong, matched] = [0, 0, 0, 0, 0];
  for (const [n, line] of text.replace(/\n$/, '').split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const expected = parseLine(line, hash);
    if (expected === undefined) {
      malformed++;
      if (how.warn)
        yield* complain(p, `${shownName(list)}: ${n + 1}: improperly formatted ${hash.label} checksum line`);
      continue;
    }
    wellFormed++;
    const bytes = yield* readInput(p, expected.path);
    if (isErrno(bytes)) {
      if (how.ignoreMissing && bytes.name === 'ENOENT') continue;
      unreadable++;
      yield* out.flush();
      yield* complainAbout(p, expected.path, bytes);
      if (!how.silent) out.add(`${quoteIfNeeded(expected.path)}: FAILED open or read\n`);
    } else if (hash.of(bytes) !== expected.digest) {
      wrong++;
      if (!how.silent) out.add(`${quoteIfNeeded(expected.path)}: FAILED\n`);
    } else {
      matched++;
      if (!how.silent && !how.quiet) out.add(`${quoteIfNeeded(expected.path)}: OK\n`);
    }
  }
  yield* out.flush();
  if (wellFormed === 0) {
    yield* complain(p, `${shownName(list)}: no properly formatted checksum lines found`);
    return false;
  }
  if (!how.silent) {
    if (malformed > 0)
      yield* complain(p, plural(malformed, 'line is improperly formatted', 'lines are improperly formatted'));
    if (unreadable > 0)
      yield* complain(p, plural(unreadable, 'listed file could not be read', 'listed files could not be read'));
    if (wrong > 0)
      yield* complain(p, plural(wrong, 'computed checksum did NOT match', 'computed checksums did NOT match'));
    if (how.ignoreMissing && matched === 0) yield* complain(p, `${shownName(list)}: no file was verified`);
  }
  return wrong === 0 && unreadable === 0 && (!how.ignoreMissing || matched > 0) && (!how.strict || malformed === 0);
}

const program = (hash: Hash): Program => ({
  name: hash.name,
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'bctwz', LONG);
    const on = new Set<string>();
    for (const { name } of options) {
      if (name === 'help' || name === 'version') return yield* unsupportedOption(p, name);
      if (name === 't') on.delete('b');
      on.add(name === 't' ? 'text' : name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (on.has('c')) {
      for (const name of ['tag', 'z', 'b', 'text']) {
        if (!on.has(name)) continue;
        const what =
          name === 'tag'
            ? 'the --tag option is'
            : name === 'z'
              ? 'the --zero option is not supported'
              : 'the --binary and --text options are';
        return yield* usageError(
          p,
          name === 'z' ? `${what} when verifying checksums` : `${what} meaningless when verifying checksums`,
        );
      }
    } else {
      for (const name of ['ignore-missing', 'status', 'warn', 'quiet', 'strict']) {
        if (on.has(name === 'warn' ? 'w' : name))
          return yield* usageError(p, `the --${name} option is meaningful only when verifying checksums`);
      }
    }
    const out = new Output(p);
    const end = on.has('z') ? '\0' : '\n';
    const how = {
      ignoreMissing: on.has('ignore-missing'),
      quiet: on.has('quiet'),
      silent: on.has('status'),
      strict: on.has('strict'),
      warn: on.has('w'),
    };
    let status = 0;
    for (const path of operands.length > 0 ? operands : ['-']) {
      if (on.has('c')) {
        if (!(yield* checkList(p, hash, path, how, out))) status = 1;
        continue;
      }
      const bytes = yield* readInput(p, path);
      if (isErrno(bytes)) {
        yield* out.flush();
        status = yield* complainAbout(p, path, bytes);
        continue;
      }
      const escaped = end === '\n' && /[\\\n\r]/.test(path);
      const shown = escaped ? path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r') : path;
      const mark = escaped ? '\\' : '';
      if (on.has('tag')) out.add(`${mark}${hash.label} (${shown}) = ${hash.of(bytes)}${end}`);
      else out.add(`${mark}${hash.of(bytes)} ${on.has('b') ? '*' : ' '}${shown}${end}`);
    }
    return yield* out.close(status);
  },
});

export const md5sum = program({ name: 'md5sum', label: 'MD5', digits: 32, of: md5 });
export const sha1sum = program({ name: 'sha1sum', label: 'SHA1', digits: 40, of: sha1 });
export const sha256sum = program({ name: 'sha256sum', label: 'SHA256', digits: 64, of: sha256 });
