/** Random calls of builtins, most with arguments that make sense, some without. */
import fc from 'fast-check';
import { IFS_VALUES, NAMES, name, plain, quoteDouble, quoteSingle, unique } from './atoms.ts';

type Text = fc.Arbitrary<string>;
interface Choice {
  readonly arbitrary: Text;
  readonly weight: number;
}

const some = (from: readonly string[], maxLength: number): Text => fc.array(fc.constantFrom(...from), { maxLength }).map((list) => list.map(quoteSingle).join(' '));

const FORMATS = ['%s', '%d', '%5s|', '%-5s|', '%05d', '%x', '%o', '%c', '%b', '%%', '%.2s|', '%*d|', '%i', '%u', '%X', '%+d', '% d', '%#o', '%.3d', '%f', '%.1f', '%e', '%g', '%q', '%', '%5%', '\\n', '\\t', '\\101', '\\0101', '\\x41', '\\c', '\\\\', '\\q', '-', '%-*s|', '%.*s|', '%ld', '%s %s\\n', '%z'];
const PRINTED = ['a', 'foo', '', '7', '-3', '0x1f', '010', "'a", '"b', '08', '3x', ' 5', '9223372036854775808', 'a\\tb', 'x\\cy', '\\0101', '\\101', '\\\\', '-1', '1.5', '1e3', '+2', 'a b', '%d', '-'];
const ECHOED = ['-n', '-e', '-E', '-ne', '-nn', '--', '-', 'a', 'a\\tb', 'x\\cy', '\\0101', '\\101', '\\x41', '\\\\', '\\', '', 'b c', '\\n', '\\e', '\\a', '\\08', '\\0', '*'];
const TESTED = ['-n', '-z', '-e', '-f', '-d', '-x', '-s', '-r', '-h', '(', ')', '!', '=', '!=', '-eq', '-lt', '-ge', '-ne', '-a', '-o', 'a', '', '1', '2', '-1', 'f1', 'd', '-nt', '-ef', '<', '>', '==', '3x', ' 3', '--', '-t', '-gt'];
const GIVEN = ['-a', '-b', '-bv', '-ab', '-c', '--', '-', 'x', '-abv', '-x', '-:', '+a', '', '-b-a'];

const OPTIONS = ['e', 'u', 'f', 'x', 'a', 'C', 'v'] as const;
const LONG_OPTIONS = ['errexit', 'nounset', 'noglob', 'xtrace', 'allexport', 'noclobber', 'verbose', 'nosuch'] as const;

const FIXED = [
  'shift', 'shift 2', 'shift 0', ':', 'true', 'false', '! true', '! false', 'pwd', 'pwd -P', 'cd d', 'cd .', 'cd ./d', 'cd -', 'cd nodir', 'cd f1', 'cd d in', 'cd ""', 'CDPATH=. cd d', 'cd -P d', 'cd /nonexistent',
  'nosuchcommand', './f1', './d', '""', 'exit 3', 'exit', 'exit 300', 'return 4', 'return', 'break', 'continue', 'break 2', 'continue 2', 'break 0', 'exit x', 'shift x',
  'unset a', 'unset b c', 'unset -v a', 'unset -f nofn', 'unset nope', 'export a', 'export b=2 c', 'export -p', 'readonly c', 'readonly x_1=ro', 'readonly -p', 'readonly', 'export 1a', 'unset 1a', 'export', 'export x_1; dash -c "echo \\$x_1"',
  'trap - EXIT', 'trap', 'trap - USR1', "trap '' USR1", 'trap nosuch NOSIG', 'trap 0', 'kill -USR1 $$', 'kill -0 $$', 'kill -l 9', 'kill -l 130', 'kill', 'kill x',
  'eval', 'eval ""', 'wait', 'hash -r', 'hash', 'hash nosuch', 'alias', 'alias nosuch', 'unalias -a', 'unalias nosuch', 'alias e1="echo aliased "', 'alias q2="if true; then"', 'alias q3="f1"', 'e1 e1', 'unalias e1', 'type true', 'type cat', 'type e1', 'type nosuch', 'type if', 'type e1 true', 'command -v echo', 'command -v cat', 'command -v nosuch', 'command -V true', 'command -v if', 'command', 'command true', 'command false', 'command echo x', 'command -p echo y', 'command nosuch', 'command exit 3', 'command eval "echo z; false"', 'command .', 'command . ./nosuch', 'command break', 'command exec 4>f1', 'command export a=b', 'command readonly c', 'command shift 9', 'command set -q',
  'cat', 'cat f1', 'cat ./f1 nosuch', 'read', 'read 1a', 'local q', 'umask', 'umask -S', 'umask 027', 'umask u=rwx,g=rx,o=', 'umask 9', 'umask g+w', 'umask -x',
  '. ./nosuch', '. nosuch', '.', '. ""', '. ./d', 'exec 3>f1', 'exec 3>&-', 'exec 3>&1', 'echo three >&3', 'exec 4<f1', 'read a <&4', 'exec <f1', 'exec 5<>f1', 'exec nosuch', 'exec', 'exec echo replaced', 'exec 3>nodir/x', 'set', 'set +o', 'set -', 'set --', 'set - a b', 'set -- "" "x y"', 'set a', 'set +', 'set -q', 'set -o', 'set -eu -- q', 'set -o nosuch', 'times x >/dev/null', 'getopts', 'getopts ab', 'fg', 'bg', 'jobs', 'ulimit -q', '[', '[ a', '[ ]', '[ a = a ] ]', 'test', 'ls nosuch', 'mkdir d', 'mkdir e; rmdir e', 'rm -f f1', 'rm nosuch', ': > f1', ': > f2', 'echo to >> f1', 'echo PATH= ; PATH= cat f1', 'PATH=; cat f1', 'PATH=/bin:/usr/bin', 'a=1 b=2', 'a=$b b=$a', 'a=x eval "echo \\$a"', 'a=x :', 'a=x true; echo "[$a]"', 'c=5 nosuch', 'IFS=: read a b < f1', 'a=b=c', 'a==', '=', '>f1', '<nosuch', '>f1 >f2', '2>&1 nosuch', '$nope', '$nope echo x', '"$nope"', 'test -n "$nope" && echo yes || echo no', 'printf', 'printf --', 'printf -- x', 'printf -x', 'echo', 'true x y', 'false x', ': ${a:=b}', ': "${nope?gone}"', ': $((n+=1))', ': $((n/0))', ': <f1 >f2', ': >nodir/x', 'readonly a=3; a=4', 'readonly a; read a </dev/null', 'readonly a; unset a', 'readonly n; : $((n=1))', 'readonly OPTIND',
] as const;

/** Calls in which no command runs others. */
export function callChoices(word: Text, words: Text): Choice[] {
  return [
    { arbitrary: words.map((w) => `printf '<%s>' ${w}; echo`), weight: 50 },
    { arbitrary: words.map((w) => `echo ${w}`), weight: 20 },
    { arbitrary: fc.tuple(name, word).map(([n, w]) => `${n}=${w}`), weight: 40 },
    { arbitrary: words.map((w) => `set -- ${w}`), weight: 20 },
    { arbitrary: fc.constantFrom(...FIXED), weight: 80 },
    { arbitrary: fc.constantFrom(...IFS_VALUES), weight: 10 },
    { arbitrary: fc.tuple(fc.constantFrom('-', '+'), fc.constantFrom(...OPTIONS)).map(([sign, letter]) => `set ${sign}${letter}`), weight: 20 },
    { arbitrary: fc.tuple(fc.constantFrom('-', '+'), fc.constantFrom(...LONG_OPTIONS)).map(([sign, option]) => `set ${sign}o ${option}`), weight: 5 },
    { arbitrary: fc.tuple(name, fc.constantFrom(...NAMES, 'nope')).map(([n, m]) => `eval "${n}=\\$${m}"`), weight: 10 },
    { arbitrary: fc.tuple(word, fc.constantFrom('=', '!=', '-eq', '-lt', '-ge'), word).map(([l, op, r]) => `[ ${l} ${op} ${r} ]`), weight: 20 },
    { arbitrary: fc.tuple(fc.constantFrom('-n', '-z', '-e', '-f', '-d', '-x'), word).map(([op, w]) => `test ${op} ${w}`), weight: 20 },
    { arbitrary: some(TESTED, 6).map((w) => `test ${w}; echo $?`), weight: 20 },
    { arbitrary: some(ECHOED, 4).map((w) => `echo ${w}`), weight: 10 },
    { arbitrary: fc.tuple(fc.array(fc.constantFrom(...FORMATS), { maxLength: 3 }), some(PRINTED, 4)).map(([f, w]) => `printf ${quoteSingle(f.join(''))} ${w}; echo "[$?]"`), weight: 20 },
    { arbitrary: fc.tuple(fc.constantFrom('ab:c', ':ab:c', '', ':', 'a', 'b:', '-a'), some(GIVEN, 4)).map(([o, w]) => `set -- ${w}; OPTIND=1; while getopts '${o}' o; do echo "$o ${'${OPTARG-none}'} $OPTIND"; done; echo "$o $OPTIND $?"`), weight: 10 },
    { arbitrary: fc.tuple(fc.constantFrom('ab:c', ':ab:c'), some(GIVEN, 3)).map(([o, w]) => `getopts ${o} o ${w}; echo "$? $o \${OPTARG-none} $OPTIND"`), weight: 10 },
    { arbitrary: fc.tuple(fc.constantFrom('', '-r '), fc.array(name, { minLength: 1, maxLength: 3 }), word).map(([r, n, w]) => `read ${r}${n.join(' ')} <<E_\n${w}\nE_\necho "$? [$a] [$b] [$c]"`), weight: 10 },
    { arbitrary: fc.tuple(fc.constantFrom('', '-r '), fc.array(name, { minLength: 1, maxLength: 3 }), fc.array(fc.constantFrom(' ', ':', 'a', '\\', '\\ ', '\\\n', 'o', '\t', 'x', '\\:'), { maxLength: 8 }), fc.constantFrom(...IFS_VALUES)).map(([r, n, t, ifs]) => `${ifs}\nread ${r}${n.join(' ')} <<'E_'\n${t.join('')}\nE_\necho "$? [$a] [$b] [$c]"`), weight: 10 },
    { arbitrary: fc.tuple(name, word, word).map(([n, v, w]) => `${n}=${v} ${n === 'a' ? 'b' : 'a'}=${w} printf '<%s>' "$a" "$b"; echo`), weight: 10 },
    { arbitrary: fc.tuple(name, word).map(([n, w]) => `${n}=${w} eval 'echo "$${n}"'; echo "$${n}"`), weight: 10 },
    { arbitrary: fc.tuple(unique('fn_'), name, word).map(([f, n, w]) => `${f}() { local ${n}; ${n}=${w}; echo "$${n}"; }; ${f}; echo "$${n}"`), weight: 10 },
    { arbitrary: fc.tuple(unique('fn_'), name, word).map(([f, n, w]) => `${f}() { local ${n}=${w} OPTIND; echo "$${n}"; }; ${n}=tmp ${f}; echo "$${n}"`), weight: 10 },
    { arbitrary: fc.tuple(name, word).map(([n, w]) => `export ${n}=${w}; readonly nope2 2>&1; echo "$${n}"`), weight: 5 },
    { arbitrary: fc.tuple(fc.constantFrom('alias', 'unalias', 'unset', 'export', 'readonly', 'umask', 'type', 'command -v', 'hash', 'kill -l', 'shift', 'exit', 'return', 'cd', 'wait', 'trap', 'eval', 'set -o', 'getopts', 'local', 'read', 'exec', 'command', 'test', 'break', 'times', 'ulimit', 'jobs', 'true', ':', 'pwd', 'fg', 'cat', 'true |'), word).map(([c, w]) => `${c} ${w}`), weight: 5 },
    { arbitrary: fc.tuple(unique('E_'), fc.constantFrom('', '-'), fc.boolean(), fc.array(fc.oneof(plain.filter((p) => !/[$`]/.test(p)), name.map((n) => `$${n}`), fc.constantFrom('`echo s`', '\tindented', '\t\t$a', '$((1+1))', '"q"', "'s'", '\\$a', '${a:-"d q"}', "${b#'x'}", '$(echo "in $b")', 'cont\\', '"$@"', '$*', '\\\\', '\\"', '${c:-\\}}', '${a%"o"}', '~', '${c:-~}', '\\`')), { maxLength: 4 })).map(([d, dash, quoted, lines]) => `cat <<${dash}${quoted ? quoteDouble(d) : d}\n${lines.join('\n')}\n${dash ? '\t' : ''}${d}\n`), weight: 10 },
  ];
}
