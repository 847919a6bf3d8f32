/** Applets of busybox against the real one. */
import { expect, test } from 'vitest';
import { runShell } from '../../src/scenario/run-shell.ts';
import { type Case, compareWithReal } from './against-real.ts';

const FILES = {
  a: 'one\ntwo\nthree\n',
  n: '3\n1\n2\n1\n',
  c: 'x:y:z\n1:2:3\nnone\n',
  'd/f': 'f\n',
  'd/e': { directory: true },
  empty: { directory: true },
  l: { link: 'a' },
  dang: { link: 'nope' },
  nn: 'no newline',
} as const;

/** What busybox tells of its options is left out. */
const AFTER_USAGE = /(?<=\n\nUsage: [^\n]*\n)[\s\S]*/;

const applets = (subject: string, lines: string, more: Partial<Case> = {}): void =>
  compareWithReal(
    `busybox ${subject}`,
    lines
      .trim()
      .split('\n')
      .map((line) => ({ run: `busybox ${line}`, stdin: 'in1\nin2\n', mask: AFTER_USAGE, ...more })),
    FILES,
  );

applets(
  'reads, cuts and counts text',
  `
cat nope
cat a nope nn
cat d
cat -n a
cat -b a
cat -
cat -- -x
cut
cut -d: -f2 c
cut -f2 c
cut -d: -f2 -s c
cut -c1-2 a
cut -b2 a
cut -d: -f1,3 --output-delimiter=- c
cut -d: -f1 nope
cut -d:: -f1 c
cut -f x c
cut -d: -f2- c
cut -d: -f-2 c
cut -d: -f3,1 c
cut -f1 -c1 a
cut -n a
tr a b
tr
tr -d
tr -d o
tr -x a b
tr in ab
tr -s n
tr '[:lower:]' '[:upper:]'
tr a b c
head -n 1 a
head -1 a
head -n 0 a
head -c 3 a
head -n -1 a
head a n
head -q a n
head -v a
head nope
head nope a
head -n x a
head -c x a
head -z a
head d
tail -n 1 a
tail -1 a
tail +2 a
tail -n +2 a
tail -c 3 a
tail a n
tail nope
tail -n x a
tail -q a n
tail d
tac a
tac nope
sort n
sort -r n
sort -u n
sort -n n
sort nope
sort -k2 c
sort -t: -k2 c
sort -c n
sort -x n
sort -o out n
sort -nr n
sort -t ab n
sort -h n
sort -V n
sort -f a
sort -z n
sort -s n
sort d
uniq n
uniq -c n
uniq -d n
uniq -u n
uniq nope
uniq -f x n
uniq a b c
uniq a out
wc a
wc -l a
wc -w a
wc -c a
wc a n
wc -l a n
wc nope
wc nope a
wc
wc -lc a
wc -m a
wc -L a
wc -x
wc d
od a
od -An -c a
od -x a
od -An -tx1 a
od -b a
od -c a
od nope
od -t x1 -N 4 a
od -j 4 -c a
od -An -tu1 nn
od -An -td2 a
od -v -An -tx1 a
od -z a
od -tx1 -w4 a
cmp
cmp a
cmp a a
cmp a n
cmp -s a n
cmp a nope
cmp -l a n
cmp a nn
cmp nope a
cmp -x a n
cmp -s a nope
cmp a -
base64 a
base64 nope
md5sum a
md5sum nope
sha1sum a
sha256sum a nope
`,
);

applets(
  'searches and edits text',
  `
grep one a
grep -c t a
grep -n t a
grep -v t a
grep -i ONE a
grep -q one a
grep -q zzz a
grep zzz a
grep one nope
grep one nope a
grep -s one nope
grep one a n
grep -h one a n
grep -H one a
grep -l one a n
grep -L one a n
grep -r f d
grep one d
grep -E 'o(n|x)e' a
grep -F o.e a
grep -o t. a
grep -w one a
grep -x one a
grep -e one -e two a
grep -f n n
grep -m 1 t a
grep -A 1 one a
grep -B 1 two a
grep -C 1 two a
grep
grep -z
grep '[' a
grep -E '(' a
grep -P one a
grep --color one a
grep -c one nope
grep -qs one nope
grep '' a
grep -y ONE a
grep in
grep -n in -
grep -H in
grep -r one
grep -a one a
grep --include='*' one a
grep -E 'a{1' a
sed s/o/x/ a
sed -n 2p a
sed -e s/o/x/ -e s/t/y/ a
sed s/o/x a
sed k a
sed
sed p nope
sed p nope a
sed -i s/o/x/ a
sed -i s/o/x/ nope
sed -z p a
sed '2q' a
sed '2d' a
sed -n '/t/=' a
sed 'y/abc/xyz/' a
sed '1a foo' a
sed -s p a
sed 's/o/x/k' a
sed 's/x' a
sed '/x' a
sed 'b foo' a
sed p d
sed --expression=p a
sed 5,1p a
sed '2,+1d' a
sed 's/o/x/w out' a
sed 'r n' a
sed '1c foo' a
awk '{print $1}' a
awk '{print}' nope
awk -F: '{print $2}' c
awk -v x=1 'BEGIN{print x}'
awk -x
awk -f nope
awk 'BEGIN{print length("abc"), substr("abc",2), toupper("a")}'
awk 'BEGIN{exit 3}'
`,
);

applets(
  'lists and describes files',
  `
ls
ls -1
ls -a
ls -A d
ls nope
ls nope a
ls a d
ls -d d
ls -R d
ls -F
ls -p
ls -s a
ls -r
ls -x
ls -z
ls -lT
ls -e a
ls --color=never a
ls -L l
ls dang
ls empty
ls -Q a
stat nope
stat -c %s a
stat -c '%n %F %a %U %G %h' a
stat -c %N l
stat -L -c %F l
stat -c '%A' d
stat -f -c %T a
stat
stat -x
stat -c %z- nope
stat -c '%y' nope
readlink
readlink l
readlink a
readlink -f l
readlink -f nope
readlink -f nope/x
readlink nope
readlink -n l
readlink -v a
readlink a l
readlink -e a
readlink -f dang
readlink -f d/../a
realpath
realpath l
realpath nope
realpath nope/x
realpath a d
realpath -s a
realpath dang
basename
basename /a/b
basename /a/b.c .c
basename -a /a/b c
basename -s .c /a/b.c d.c
basename a b c
basename -x
basename /
basename ''
dirname
dirname /a/b
dirname a
dirname /a b
dirname -x
dirname -- -x
pwd
pwd -x
pwd -P
`,
);

applets(
  'copies, moves and removes files',
  `
cp
cp a
cp a b
cp nope b
cp d x
cp -r d x
cp -a d x
cp -R nope x
cp a n d
cp a n nope
cp a a
cp -f a d/f
cp -v a b
cp -x a b
cp -i a n
cp -n a n
cp -u a b
cp -p a b
cp -l a b
cp -s a b
cp -t d a
cp -L l z
cp -d l z
cp -P l z
cp a nope/x
cp -rf d d/e
cp a d
cp d/f a
cp -T a d
cp --parents d/f empty
cp -a l z
cp dang z
mv
mv a
mv nope x
mv a b
mv a n d
mv a n nope
mv a a
mv d empty
mv -f a n
mv -n a n
mv -i a n
mv -v a b
mv -u a b
mv -t d a
mv -T d empty
mv -x
mv d d/e
mv a nope/x
mv d a
mv a d
rm
rm -f
rm nope
rm -f nope
rm a
rm d
rm -r d
rm -rf nope d
rm -v a
rm -x
rm -d empty
rm -i a
rm .
rm -rf ..
rm -R d
rmdir
rmdir empty
rmdir d
rmdir nope
rmdir a
rmdir -p d/e
rmdir --ignore-fail-on-non-empty d
rmdir -v empty
mkdir
mkdir x
mkdir a
mkdir d
mkdir -p d
mkdir -p p/q/r
mkdir x/y
mkdir -m 700 x
mkdir -m zzz x
mkdir -v x
mkdir -p a/b
mkdir --parents x/y
mkdir -x
ln
ln a
ln a b
ln -s a b
ln -s a n
ln -sf a n
ln -s nope z
ln nope z
ln d z
ln -s a d
ln -sfn a l
ln -snf d empty
ln -sv a b
ln -x
ln -s a n d
ln -T a d
ln -sT a d
touch
touch x
touch nope/x
touch -c x
touch -d '2020-01-01' x
touch -d nope x
touch -r a x
touch -r nope x
touch -t 202001010000 x
touch -x x
touch -a a
touch -m a
touch d
mktemp -u -x
mktemp -p nope
mktemp nope/XXXXXX
mktemp aXXX
mktemp foo
mktemp -d fooXXXXX
mktemp -q nope/XXXXXX
mkfifo
mkfifo p
mkfifo a
mkfifo -m 600 p
mkfifo p q
mkfifo -x
mkfifo nope/p
mknod
mknod p p
mknod a p
mknod z c 1
mknod z x 1 3
mknod z p 1 3
mknod -m 600 p p
mknod -z
mknod z b 7 x
dd if=a
dd if=a of=b
dd if=nope
dd if=a of=nope/b
dd if=a bs=2 count=1
dd if=a bs=1 skip=4 count=3
dd foo=bar
dd if=a count=x
dd if=a status=none
dd if=a status=noxfer
dd if=a of=b conv=notrunc
dd if=a conv=ucase
dd if=a of=b seek=1 bs=1
dd bs=4 if=a iflag=fullblock
dd -x
truncate
truncate -s 5 a
truncate -s x a
truncate -s 5
truncate -s +5 a
truncate -s 1K a
`,
);

applets(
  'changes modes and owners',
  `
chmod
chmod 755
chmod 755 a
chmod u+x a
chmod zzz a
chmod 755 nope
chmod -R 755 d
chmod -v 755 a
chmod -c 755 a
chmod -f 755 nope
chmod +x a nope
chmod 999 a
chmod -x a
chmod -z a
chown
chown root a
chown root:root a
chown nobodyx a
chown root:nogrpx a
chown root nope
chown 0:0 a
chown -R 0 d
chown -h 0 l
chown :0 a
chgrp root a
chgrp nogrpx a
`,
);

applets(
  'evaluates and prints',
  `
expr
expr 1 + 1
expr 1 + a
expr 1 / 0
expr abc : x
expr length abc
expr 1 = 1
expr a '<' b
expr 0
expr ''
expr 1 +
expr 1 2
expr substr abc 1 2
expr index abc c
expr match abc a.
expr a : '['
expr 1 '|' 2
expr 0 '&' 2
expr -- 1 + 1
expr 5 % 3
test a = a
test a == a
test a = b
test 1 -eq x
test a b
test
test -f a
test -x
test a =
[ a = a ]
[ a = a
[ a b ]
[ -z '' ]
printf
printf a
printf '%z'
printf '%s'
printf '%'
echo a b
echo -n a
echo -x
echo
seq
seq 3
seq 1 3
seq 1 2 5
seq 3 1
seq 3 -1 1
seq x
seq 1 2 3 4
seq -w 8 10
seq -s , 3
seq -f %g 3
seq 1.5 3
seq -x
tee
tee out
tee -a n
tee nope/x
tee -x
tee d
true
true x
false
date -d @0 -u
date -u -d '2020-01-02 03:04:05'
date -u -d '2020-01-02 03:04' +%s
date -d nope
date -x
date -u -d @86400 +%F
date -u -d @86400 -R
date -u -d @86400 -I
date -u -d @86400 -Iseconds
date -u -d @86400 '+%A %B %j %% %n'
date -r nope
date a b
date --date=@0 -u
date -u -d '2020-01-02T03:04:05'
date -u -d '1 day ago'
`,
);

applets(
  'runs other programs and asks the system',
  `
xargs
xargs echo
xargs -n 1
xargs -n 1 echo a
xargs -I {} echo '<{}>'
xargs -0 echo
xargs -r echo
xargs nope
xargs false
xargs -z
xargs -n x
xargs -d , echo
xargs -L 1 echo
env nope
env -i A=1 env
env A=1 printenv A
env -x
env false
env -i
env -- A=1 true
timeout
timeout 1
timeout 1 true
timeout 1 false
timeout x true
timeout 1 nope
timeout -x
timeout -t 1 true
timeout -s NOPE 1 true
setsid
setsid true
setsid nope
setsid -x
sleep
sleep 0
sleep x
sleep 0.1
sleep 0 0
sleep -1
usleep 1
usleep x
id
id -u
id -un
id -g
id -G
id nope
id root
id -x
id -n
id -nG
whoami
whoami x
groups
uname -x
uname -s
uname -o
uname -m
uname a
which
which ls
which nope
which -a ls
which ls nope
which -x
which ./a
which /bin/ls
clear
kill
kill -l
kill -l 9
kill -9 99999
kill -NOPE 1
kill x
kill -0 1
pidof nope
tty
tty -x
`,
);

applets(
  'finds files',
  `
find nope
find nope a
find . -name a
find d -type f
find d -type z
find -foo
find d -name
find d -delete
find d -empty
find d -newer a
find d -perm 755
find d -prune
find d -not -name f
find d -ls
find d -user nobodyx
find d -iname F
find d -quit
find d -exec nope {} ';'
find d -exec echo
find -L l -type f
find d -size 1x
find d -maxdepth 1
find d -type f -o -type d
find d -exec echo {} ;
find d -mindepth 1 -depth
`,
  { sorted: true },
);

test('a link to busybox is its applet, also for what another program starts', () => {
  const { stdout, stderr, status } = runShell(
    'ln -s /usr/bin/busybox cat; ln -s /usr/bin/busybox sh; ./cat nope; ./sh -c "[[ ab = a* ]] && echo pattern"; env ./cat -q',
    { shell: 'dash' },
  );
  expect(Buffer.from(stdout).toString()).toBe('pattern\n');
  expect(Buffer.from(stderr).toString()).toMatch(
    /^cat: can't open 'nope': No such file or directory\ncat: invalid option -- 'q'\nBusyBox v1\.35\.0 .*\n\nUsage: cat \[-nbvteA\] \[FILE\]\.\.\.\n$/,
  );
  expect(status).toBe(1);
});

test('an applet that is not modelled says so; a name that is none is not found', () => {
  const { stderr } = runShell('busybox tar c x; busybox nonsense', { shell: 'dash' });
  expect(Buffer.from(stderr).toString()).toBe('tar: not modelled: busybox applet tar\nnonsense: applet not found\n');
});
