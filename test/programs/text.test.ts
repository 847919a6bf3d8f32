/** The small text programs say what the GNU programs say. */
import { DIRECTORY } from '../run-program.ts';
import { compareWithReal } from './against-real.ts';

compareWithReal(
  'test',
  [
    'test', '[ ]', '[ a', '[ a ]', 'test a b', 'test -z', 'test 1 -eq x', 'test x -eq 1', 'test ( a )', 'test -f', 'test a = b c', 'test a -foo b', 'test -q a', 'test ! a b', 'test a == a', '[ a == b ]', 'test 1 -lt 2 -a', 'test -e f -a -d d', 'test ( a = a ) -a b', 'test -t', 'test -t x', 'test -t 0', 'test f -nt missing', 'test missing -ot f', 'test f -ef l', 'test a b c d e',
    'test ! ! a', 'test -n a -o -z b', 'test 9223372036854775808 -gt 1', 'test -5 -lt -4', ['test', ' 1 ', '-eq', '1'], 'test -l abc -eq 3', 'test 3 -eq -l abc', 'test a -a', 'test a -o b c', '[ a ] b', 'test -d d', 'test -f f', 'test -s f', 'test -s empty', 'test -h l', 'test -L f', 'test -x exe', 'test -x f', 'test -r f', 'test -w f', 'test -x d', 'test -e missing', 'test -p f', 'test -b f', 'test -c /dev/null', 'test -k d', 'test -u exe', 'test -O f',
    "test ''", "test -n ''", "test -z ''", "test ! ''", "test '' = ''", 'test ( a', 'test ( a b )', 'test ( a = b', 'test ! ( a = b )', 'test a -a b -o c', 'test a = a -a b = c', 'test 1 -eq 01', 'test 0x1 -eq 1', 'test -1 -eq +1', 'test a \\> b', 'test ! = a', 'test ( = (', 'test -a a', 'test -o a', "test '' -a x", 'test -e', 'test -e -a -f', '[ -f f -a ! -f missing ]',
  ].map((run) => (Array.isArray(run) ? { run: [run as string[]] } : (run as string))),
  { f: '1', empty: '', d: DIRECTORY, l: { link: 'f' }, exe: { content: '', mode: 0o755 } },
);

const bytes = 'hello world 1234\n\0\x01\xff';
compareWithReal(
  'od',
  [
    'od', 'od -c', 'od -An -tx1', 'od -An -c', 'od -A d -t x4', 'od -tu2 -N 4 -j 1', 'od -a -An', 'od -t x1z', 'od -w4 -tx1 -v', 'od -x', 'od -b', 'od -d', 'od -i', 'od -s', 'od -l', 'od -o', 'od -tx1 -tc', 'od -t x1c', 'od -tx2 -tx1', 'od -t d1u1o1', 'od -Ax -tx1', 'od -tx8', 'od -j 100', 'od -N 0', 'od -t q', 'od -t x3', 'od -A q', 'od -j x', 'od -Q', 'od -tx1 -w3', 'od --endian=big -tx4', 'od -j0x3 -N2 -tx1', 'od -An -tu4 -N4', 'od -t x1 -c',
  ].map((run) => ({ run, stdin: bytes })),
);
compareWithReal('od', [{ run: 'od -x', stdin: 'y\n'.repeat(50) }, { run: 'od -v -x', stdin: 'y\n'.repeat(50) }, 'od missing', 'od f missing', 'od -c f f', { run: 'od', stdin: '' }], { f: 'abc' });

compareWithReal(
  'xargs',
  [
    ...['xargs', 'xargs echo a', 'xargs -n 2', 'xargs -n2 echo x', 'xargs -L 1', 'xargs -L 2 echo', 'xargs -I{} echo x{}y', 'xargs -I % echo %% a', 'xargs -i echo {}', 'xargs -d "\\n"', 'xargs -d x', 'xargs -r echo', 'xargs -t -n 3', 'xargs -s 20', 'xargs -s 5', 'xargs -E three', 'xargs -l', 'xargs false', 'xargs -n1 false', 'xargs nosuch', 'xargs -n x', 'xargs -n 0', 'xargs -Q', 'xargs -I', 'xargs -n 1 cat', 'xargs -x -n 2'].map((run) => ({
      run,
      stdin: 'one two\nthree  four\t five\n\n  six "quo ted" \'a"b\' back\\ slash\n',
    })),
    { run: 'xargs', stdin: '' }, { run: 'xargs -r', stdin: '' }, { run: 'xargs echo x', stdin: '  \n' }, { run: 'xargs -0', stdin: 'a b\0c\nd\0' }, { run: 'xargs -0 -n1', stdin: 'a b\0\0c' }, { run: 'xargs', stdin: "a 'b\n" }, { run: 'xargs', stdin: 'a "b\n' }, { run: 'xargs -a list' }, { run: 'xargs -a none' },
    { run: 'xargs -L1 echo', stdin: 'a \nb\nc\n' }, { run: 'xargs -I{} echo {}', stdin: 'a\n\n  b c \n' }, { run: 'xargs -n1 cat', stdin: 'list missing list\n' }, { run: 'xargs cat', stdin: 'list' }, { run: 'xargs ./nox', stdin: 'a' },
  ],
  { list: 'from file\n', nox: '' },
);

compareWithReal('date', [
  ...['+%Y-%m-%d', '+%s', '+%c|%D|%F|%T|%R|%r|%x|%X', '+%a %A %b %B %h %p %P', '+%e|%k|%l|%I|%H|%j|%u|%w|%U|%V|%W|%G|%g|%C|%y|%q', '+%N|%3N|%6N|%-N', '+%z|%:z|%::z|%Z', '+%_d|%-d|%05d|%^a|%#a|%10Y|%-m', '+%n%t%%|%Q|%', '+%E|%Ey|%Od', '+'].flatMap((format) => ['2024-02-29 03:04:05.678', '2021-01-03', '1969-12-31 23:59:59', '2020-12-31 12:00'].map((at) => ({ run: [['date', '-d', at, format]] }))),
  'date -d @0', 'date -u -d @86399', 'date -R -d @1e', 'date -R -d @1234567890', 'date -Iseconds -d @1234567890', 'date -I -d @1234567890', 'date -Ins -d @1234567890.5', 'date --rfc-3339=seconds -d @0', 'date --rfc-3339=x', 'date -Ix', 'date foo', 'date -d foo', 'date -d @0 foo', 'date +%s foo', 'date -r missing', { run: ['touch -d @99 f', 'date -r f +%s'] }, 'date -z', 'date -d "2024-13-01"', 'date -d "2024-02-30"', 'date -d "1970-01-01 00:00:01 UTC" +%s', 'date -d "Jan 1 2000" +%F', 'date -d "2024-01-15 next month" +%F', 'date -d "25:00"',
]);

compareWithReal(
  'printenv',
  ['printenv FOO', 'printenv FOO NO BAR', 'printenv -0 FOO', 'printenv NO', 'printenv -x', 'env -u PATH -u FOO printenv', 'env -i A=1 /usr/bin/printenv', 'env -i A=1 B=2', 'env FOO=x printenv FOO', 'env nosuch', 'env ./f', 'env -C d pwd', 'env -C none pwd', 'env -Z'].map((run) => ({ run, env: { FOO: 'foo', BAR: 'b r' } })),
  { f: 'text', d: DIRECTORY },
);
