/** awk understands the programs that boot scripts have, and answers as mawk does. */
import { expect, test } from 'vitest';
import { runProgram } from '../run-program.ts';
import { type Case, compareWithReal } from './against-real.ts';

const mounts = 'proc /proc proc rw,nosuid 0 0\n/dev/sda1 / ext4 ro,relatime 0 1\nrpool/enc /sysroot zfs rw 0 0\n\n  leading and   blanks\t here \n';
const on = (program: string, ...options: string[]): Case => ({ run: [['awk', ...options, program]], stdin: mounts });

compareWithReal('awk', [
  ...[
    '{print}', '{print $1}', '{print $2, $NF}', '{print NF": "$0}', 'NR==2', 'NR==2,NR==3', '/zfs/', '!/proc/', '$3=="zfs"{print $1;exit}', 'END{print NR}', 'BEGIN{print "x"}', '{print $1 > "/dev/stderr"}', '$2 ~ "^/s"', '$2 !~ /s/', '{$2="X"}1', '{$7="new"; print; print NF}', '{NF=2}1', '{print $(NF-1)}', '{print length, length($1)}', '{n+=NF} END{print n, n/NR}',
    '{c[$3]++} END{print c["zfs"], c["none"]+0, ("proc" in c), ("x" in c)}', '{for(i=NF;i>0;i--) printf "%s ", $i; print ""}', '{gsub(/o/,"0"); print}', '{sub(/^\\/?/,"<&>"); print}', '{print substr($0,2,5)}', '{print toupper($1), tolower($1), index($0,"/")}', '{if (match($0,/[a-z]+\\/[a-z]+/)) print substr($0,RSTART,RLENGTH); else print "no"}', '{n=split($4,a,","); print n, a[1]}', 'BEGIN{while((getline l)>0) n++; print n}', '{getline; print}', '{getline x; print x, NR}',
    'NF{print $1; next} {print "empty"}', 'BEGIN{FS="/"} {print $2}', 'BEGIN{OFS="-"} {$1=$1}1', 'BEGIN{RS=""} {print NR": "$1" "NF}', 'BEGIN{RS=" "} {print NR": "$0}', 'BEGIN{ORS="|"}1', '{printf "%-10s|%5d|%c\\n", $1, NR, $1}', '{exit 3}', '{exit} END{print "end"; exit 4}', 'NR%2', 'NR>1 && /r/ || /x/', '{a=$1; sub("/dev/","",a); print a, $1}', '$1 {print "yes"}', '{x = x $1} END {print x}', '{print ($5==0), ($5=="0"), ($5<1)}',
  ].map((program) => on(program)),
  on('{print $2}', '-F', '/'), on('{print $2}', '-F/'), on('{print $2}', '-F', '[/ ]'), on('{print $1}', '-F', '\\t'), on('{print v, $1}', '-v', 'v=a\\tb'), on('{print $1 FS}', '-F', ','), on('{print $2}', '-F', '|'),
]);

compareWithReal(
  'awk language',
  [
    'BEGIN{print 1e6, 0.1, 1/3, -0, 100000*10, 3/2}', 'BEGIN{print 1/0}', 'BEGIN{print length()}', 'BEGIN{printf "%d %i %5.2f|%-5s|%05d|%c%c|%x %o %e %g %%\\n", 3.9, "4x", 3.14159, "ab", 42, 65, "hello", 255, 8, 12345.678, 0.0001}', 'BEGIN{print length x}', 'BEGIN { x["a"]=1; delete x; for (k in x) print k; x["b"]; delete x["b"]; print length(x) }', 'BEGIN{print index("foobar","bar"), match("foobar","o+"), RSTART, RLENGTH}', 'BEGIN{a="10"; b=9; print (a<b), ("10"<"9"), (10<9)}', 'BEGIN{$3="x"; print; print NF}', 'BEGIN{n=split("a:b:c",a,":"); print n, a[1], a[3]; n=split("",a); print n; n=split("abc",a,""); print n,a[1]}',
    'BEGIN{s="aaa"; print gsub(/a/,"b&\\\\&",s), s; gsub(/x*/,"-",s); print s}', 'BEGIN{print toupper("aB"), int(-3.7), int("12abc")}', 'BEGIN{print -3 % 2, 2^3^2, !1, !"", !"a", 1==1.0, "a" "b" 1+2}', 'BEGIN{foo(1)}', 'BEGIN{print "a" > "/nonexistent/x"}', 'BEGIN{getline x < "/nonexistent"; print "r", (getline y < "/nonexistent")}', 'BEGIN{printf "%s"}', 'BEGIN{print "x" ("y" "z")}', 'BEGIN{print 1,2 > "/dev/stderr"}', 'BEGIN { exit 3 } END { print "end" }', 'BEGIN{if(!(3 in a)) print "no"; a[3]; if (3 in a) print "yes"; if ((1,2) in a) print; print length(a)}',
    'BEGIN{print "a\\tb\\x41\\101\\"\\q"}', 'BEGIN{print 010+0, "1e2"+0, ".5."+0, "+5"+0}', 'BEGIN{CONVFMT="%.2g"; a=3.14159; b=a ""; print b; OFMT="%.3f"; print a, a ""}', 'function f(a,b){a[1]=2; b=3; return b*2} BEGIN{print f(z), z[1], b}', 'BEGIN{while(i<3){i++; if(i==2)continue; print i}; do{print "d"}while(0); for(;;){break}}', 'BEGIN{print -1 " " -1}', 'BEGIN{x = 5; x ^= 2; x %= 7; print x++ + ++x, x--}', 'BEGIN { print (1>2) ? "a" : "b" }', 'BEGIN{printf("%s %s\\n", "a", "b")}', 'BEGIN{print(1)(2)}', 'BEGIN{print exp(1), sqrt(2), atan2(0,-1), int(rand())}',
    'BEGIN{print substr("hello", 2, 100), substr("hello", 2), substr("x",2) "|"; print sprintf("%3c|%-3c|", "x", "y"); printf "%.3s|%*d\\n", "abcdef", 5, 42}', 'BEGIN{print "A" < "a", "a" ~ "^a", "a" ~ /b/, "a.b" ~ "a\\\\.b", "a+b" ~ /a\\+b/}', 'BEGIN{print 1==1, "x"; print !x, -"3", +"4a"}', 'BEGIN{regex="[[:digit:]]+"; print match("ab123", regex), RLENGTH; print "a/b" ~ /a\\/b/, "a]" ~ /[\\]]/, "a-b" ~ /[a\\-z]-/, "^" ~ /[\\^]/ }', 'function fib(n){return n<2?n:fib(n-1)+fib(n-2)} BEGIN{print fib(12)}', 'BEGIN{a["x"]=1; for(k in a){print k, a[k]}}', 'BEGIN{a[1,2]=3; for(k in a){split(k,p,SUBSEP); print p[1], p[2]}}', '# comment\nBEGIN {\n  x = 1 ; # more\n  if (x)\n    print "one"\n  else\n    print "two"\n}\n',
    'BEGIN { if (1) print "a"; else print "b" }', 'BEGIN { for (i=0;i<2;i++) for (j=0;j<2;j++) print i j }', 'BEGIN { print length("abc") length "x" }', 'BEGIN { print 1,\n2 }', 'BEGIN { x = 1 &&\n 0; print x }', 'BEGIN { print substr("abc", 2) substr("abc", 1, 1) }', 'BEGIN { print > "out"; print "b" >> "out"; close("out"); while ((getline l < "out") > 0) print "<" l ">" }', 'BEGIN { printf "a" > "o1"; printf "b" > "o1" }', 'BEGIN { print ARGC, ARGV[1], ENVIRON["FOO"] }', 'BEGIN{print 5 " items", 5+0 "x", 1 - 1, 2 -1}', 'BEGIN { $0 = "a b c"; print NF, $2; $2 = ""; print; print NF }', 'BEGIN{s="a.b.c"; n=gsub(/\\./,"/",s); print n, s}', 'BEGIN{s="hello"; sub(/l+/,"[&]",s); print s; gsub("","-",s); print s}',
    'BEGIN{print 1', 'function f(){exit 4} BEGIN{x = f(); print "no"} END{print "end"}', 'BEGIN{print )}', 'BEGIN{', 'BEGIN{"x" | foo}', 'BEGIN { print "unterminated }', 'BEGIN { getline line < "f"; print line; getline line < "f"; print line }', 'BEGIN { n = 0; while ((getline line < "f") > 0) n++; print n }', 'BEGIN{x["a"]; if ("a" in x) delete x["a"]; print ("a" in x)}', 'BEGIN{print index("abc",""), length(12345), 1e3 ""}', 'BEGIN{print "a" > "/dev/stdout"}', 'BEGIN{print substr("hello", 2, 0) "|", substr("hello", 10) "|"}', 'BEGIN{i=5; a[i++]=i; print a[5], i; $(1)="z"; print}',
  ].map((program) => ({ run: [['awk', program]], env: { FOO: 'foo' }, files: { f: 'one\ntwo\nthree\n' } })),
);

compareWithReal('awk', ['awk -f prog f', 'awk -f none f', 'awk {print} none', 'awk {print} f none', 'awk {print} f f', 'awk {print} x=1 f', 'awk {print,x} x=1 f x=2 f', 'awk -v x=3 {print,x+1,FILENAME,FNR,NR} f f', 'awk -v 1x=3 {}', ['awk', '{print FILENAME}', '-'], 'awk END{print,$0,NF} f', 'awk -- {print} f'].map((run) => ({ run: [Array.isArray(run) ? run : run.replaceAll('{print,', '{print ').split(/ (?![^{]*})/)] })), { f: 'one\ntwo\n', prog: 'NR==1 {\n  print "first", $0\n}\n' });

test('a program that never ends is ended by the limit of steps', () => {
  expect(() => runProgram('/tmp/x', {}, [{ argv: ['awk', 'BEGIN{while(1);}'] }])).toThrow(/limit/);
});

test('unbounded recursion is told as such', () => {
  expect(() => runProgram('/tmp/x', {}, [{ argv: ['awk', 'function f(x){return f(x)} BEGIN{f(1)}'] }])).toThrow(/nested calls/);
});
