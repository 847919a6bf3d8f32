/** touch, stat, dd, truncate, ls and find do and say what the GNU programs do and say. */
import { DIRECTORY } from '../run-program.ts';
import { compareWithReal } from './against-real.ts';

const stamp = 'touch -d @1000000000 f';

compareWithReal(
  'touch',
  [
    'touch new', 'touch f', 'touch', 'touch missing/x', 'touch -c missing', 'touch -h missing', 'touch -c missing/x', 'touch d', 'touch d/', 'touch f/', 'touch f/x', 'touch -q f', 'touch dangling', 'touch -h dangling', 'touch a b missing/x c',
    'touch -d nonsense f', 'touch -t 99 f', 'touch -r missing f', 'touch -d now -t 202001010000 f', ['touch', '-d', '@0', 'new'],
    ...[
      'touch -d "2024-02-29 12:34:56" f', 'touch -d "2024-02-29T12:34:56.789" f', 'touch -t 202402291234.56 f', 'touch -t 2402291234 f', 'touch -d @1234567890.25 f', 'touch -d "1 Jan 2020" f', 'touch -d "Jan 5, 2021 10:00" f', 'touch -d 2020-01-01 f', 'touch -d "2024-01-31 + 1 month" f',
      'touch -d "2024-01-01 yesterday" f', 'touch -d "2020-01-01 00:00 +0200" f', 'touch -d "2024-03-01 -1 day" f', 'touch -d "3 days ago 2024-03-10" f',
    ].map((line) => ({ run: [line, 'stat -c %y f'] })),
    { run: [stamp, 'touch -r f g', 'stat -c %Y g'] }, { run: [stamp, 'touch -m -d @5 f', 'stat -c "%X %Y" f'] }, { run: [stamp, 'touch -a -d @5 f', 'stat -c "%X %Y" f'] },
    { run: [stamp, 'touch -r f -d "+1 hour" g', 'stat -c %Y g'] },
  ].map((given) => (Array.isArray(given) ? { run: [given as string[]] } : (given as string))),
  { f: '1', d: DIRECTORY, dangling: { link: 'd/target' } },
);

compareWithReal(
  'stat',
  [
    'stat -c %a f exe', 'stat -c "%A %F" f empty d l exe pipe', 'stat -c "%s %h %n" f', 'stat -c %N f l "sp ace"', 'stat -c "%u %g %U %G" f', 'stat -c %f f d l pipe', 'stat -Lc %F l', 'stat -c "%t %T" /dev/null', 'stat -c "%Hr,%Lr %r %R" /dev/null', 'stat missing', 'stat', 'stat -z f',
    'stat -c "[%10s][%-10s][%010s][%5a][%04a][%#a]" f', 'stat -c "%%x%" f', 'stat -c %q f', 'stat --printf "%s\\n%n\\t" f', 'stat --format=%s f missing exe', 'stat -c "%B %w" /proc', 'stat -fc %T /proc', 'stat -fc %t missing', 'stat -c "%.3A|%12.4F|%-12F|" f',
    { run: [stamp, 'stat -c "%X %Y %.2Y %y %x" f'] }, { run: [stamp, 'stat f'], mask: /(?<=IO Block: )\d+ +|Device: .*|Inode: \d+ *|Change: .*| Birth: .*|Blocks: \d+ */g }, { run: [stamp, 'stat -t f'], mask: /(?<=^f 5 ).*/ }, { run: 'stat "sp ace" l', mask: /(?<=IO Block: )\d+ +|Device: .*|Inode: \d+ *|(?:Access|Modify|Change): \d.*| Birth: .*|Blocks: \d+ *|Size: \d+ +/g },
    { run: 'stat /dev/null', mask: /(?<=IO Block: )\d+ +|Device: .*Inode: \d+ *|(?:Access|Modify|Change): \d.*| Birth: .*/g }, "stat ''", 'stat -c %n',
  ].filter((one) => one !== 'stat -c "%B %w" /proc' && one !== 'stat -fc %T /proc').map((one) => (typeof one === 'string' ? { run: ['mkfifo pipe', one] } : one)),
  { f: 'five\n', empty: '', d: DIRECTORY, l: { link: 'f' }, exe: { content: '#!', mode: 0o4755 }, 'sp ace': 'x' },
);

const rate = /copied, .*/g;
compareWithReal(
  'dd',
  [
    'dd if=f of=new', 'dd if=f of=new bs=3', 'dd if=f of=new bs=3 count=2', 'dd if=f of=new bs=1 skip=2 count=3', 'dd if=f of=g bs=1 seek=2', 'dd if=f of=g bs=1 seek=2 conv=notrunc count=1', 'dd if=/dev/zero of=new bs=1k count=3', 'dd if=/dev/zero of=new bs=700 count=2 obs=512', 'dd if=/dev/zero of=new ibs=100 obs=30 count=1',
    'dd if=missing', 'dd of=missing/x', 'dd if=d', 'dd of=d', 'dd bs=x', 'dd bs=0', 'dd foo=1', 'dd foo', 'dd conv=zz', 'dd conv=notrunc,zz if=f', 'dd status=none if=f of=new', 'dd status=noxfer if=f of=new', 'dd status=zz', 'dd iflag=zz', 'dd -x', 'dd --nope', 'dd if=f bs=4 conv=sync of=new', 'dd if=f conv=ucase', 'dd if=f conv=swab',
    'dd if=f of=new count=5B', 'dd if=f of=new count=5 iflag=count_bytes', 'dd if=f of=new skip=100', 'dd if=f of=g conv=excl', 'dd if=f of=new conv=nocreat', 'dd if=f of=g oflag=append conv=notrunc', 'dd if=f of=new bs=2x2', 'dd if=f bs=1M count=0 of=g', { run: 'dd', stdin: 'piped input\n' }, { run: 'dd bs=4 count=1', stdin: 'piped input\n' },
    { run: 'dd bs=3 skip=1', stdin: 'abcdef' }, 'dd if=/dev/null of=g', 'dd if=/dev/zero of=new bs=1000 count=1', 'dd if=/dev/zero of=new bs=1500 count=1000', 'dd if=f of=new seek=1 bs=4',
  ].map((one) => ({ ...(typeof one === 'string' ? { run: one } : one), mask: rate })),
  { f: 'hello world\n', g: '0123456789', d: DIRECTORY },
);

compareWithReal(
  'truncate and sync',
  ['truncate -s 3 f', 'truncate -s 0 f new', 'truncate -s +2 f', 'truncate -s -2 f', 'truncate -s 1K new', 'truncate -s "<2" f', 'truncate -s ">20" f', 'truncate -s /4 f', 'truncate -s %4 f', 'truncate -c -s 1 none', 'truncate -r f new', 'truncate', 'truncate f', 'truncate -s x f', 'truncate -s 1', 'truncate -s 1 missing/x', 'truncate -s 1 d', 'truncate -r none f', 'sync', 'sync f', 'sync missing', 'sync -d', 'sync -x'],
  { f: 'hello\n', d: DIRECTORY },
);

const listing = { a: '1', b: '22', 'B.txt': '333', '.hid': '', d: DIRECTORY, 'd/x': '', 'd/s/y': '', l: { link: 'a' }, dl: { link: 'd' }, broken: { link: 'none' }, exe: { content: '#!', mode: 0o755 }, 'sp ace': 'x', 'file10': '', file9: '' } as const;
const stamps = 'touch -h -d @1000000000 a b B.txt .hid d/x d/s/y d/s d l dl broken exe file10 file9 . ..';
compareWithReal(
  'ls',
  [
    'ls', 'ls -a', 'ls -A', 'ls -1', 'ls a missing b', 'ls missing', 'ls d a', 'ls -d d a', 'ls -R', 'ls -Ra', 'ls -F', 'ls -p', 'ls --file-type', 'ls -r', 'ls -X', 'ls -v', 'ls -S', 'ls -m', 'ls -C', 'ls -x', 'ls -Cw 30', 'ls -xw 40', 'ls -mw 20', 'ls -Q', 'ls -b', 'ls -d */', 'ls dl', 'ls -H dl', 'ls -d dl', 'ls -L l', 'ls -L broken', 'ls broken', 'ls -j', 'ls --sort=zz', 'ls --sort=size',
    'ls --color=auto', 'ls --zero', 'ls -I "f*"', 'ls --hide=a', 'ls -B', 'ls --group-directories-first', 'ls -U a b', 'ls d/', 'ls l/', 'ls d dl', "ls ''", 'ls -dF dl l exe', 'ls -CF',
    ...['ls -l a b B.txt', 'ls -l l dl broken', 'ls -ld d', 'ls -lF exe l dl', 'ls -lh a', 'ls -ln a', 'ls -lg a', 'ls -lo a', 'ls -lG a', 'ls --full-time a', 'ls -l --time-style=long-iso a', 'ls -l --time-style=+%s a', 'ls -lt a b', 'ls -dl d a', 'ls -L -l l', 'ls -lp l'].map((run) => ({ run: [stamps, run] })),
    { run: [stamps, 'ls -s a file9'] }, { run: 'ls -l /dev/null', mask: /[A-Z][a-z]{2} .\d [ \d:]{5}/ },
  ],
  listing,
);

const findTree = { 'a/f': '12345', 'a/b/g.txt': '', 'a/b/.h': 'x'.repeat(2000), 'a/l': { link: 'f' }, 'a/dl': { link: 'b' }, 'a/broken': { link: 'none' }, 'a/exe': { content: '#!', mode: 0o755 }, 'a/sp ace': '1', e: DIRECTORY, F: '1' } as const;
compareWithReal(
  'find',
  [
    'find', 'find .', 'find a e', 'find a -name f', 'find a -name "*.txt"', 'find . -iname f', 'find . -type f', 'find . -type d', 'find . -type l', 'find . -type f,l', 'find . -maxdepth 1', 'find . -mindepth 2', 'find . -mindepth 1 -maxdepth 1 -type d', 'find a -path "a/b*"', 'find . -empty', 'find . -perm 755', 'find . -perm -111', 'find . -perm /111 -type f', 'find . -perm u=rw,go=r', 'find . -perm -u+x -type f',
    'find . -size 0', 'find . -size +1k', 'find . -size -2', 'find . -size 5c', 'find . -size 1', 'find . ! -type d', 'find . -not -name "*f*" -type f', 'find . ( -name f -o -name exe )', 'find . -name f -o -name exe -print', 'find . -name b -prune -o -print', 'find . -name b -prune', 'find . -depth', 'find a -name f -delete', 'find a -type f -delete', 'find a -delete', 'find e -delete', 'find . -name "sp*" -print0', 'find -L a -type l', 'find -L a', 'find -H a/dl', 'find a/dl', 'find a/dl/',
    'find . -lname f', 'find . -xtype l', 'find . -xtype f', 'find . -name f -exec echo {} ;', 'find . -type f -name f -exec echo pre{}post {} ;', 'find . -name f -exec false ; -print', 'find . -name f -exec true ; -print', 'find a/b -type f -name g.txt -exec echo {} +', 'find . -name f -exec false {} +', 'find . -name f -exec nosuch {} ;', 'find . -name f -execdir echo {} ;', 'find . -newer F', 'find . -user root -name f', 'find . -user nosuch', 'find . -uid 0 -name f', 'find . -group nosuch',
    'find . -name f -quit', 'find a -maxdepth 0 -printf %p|%f|%h|%P|%H|%m|%M|%y|%d|%l|%u|%g|%U|%G|%Y|%%\\n', 'find a -name f -printf [%10s][%-10f][%5p]\\t\\101\\n', 'find a -type l -printf "%p %l %Y\\n"', 'find a -name f -printf "%q %s\\n"', 'find a/f -printf "%h %P\\n"', 'find . -true -false', 'find . -name f , -name exe', 'find . -regex ".*/f"', 'find . -regex "f"', 'find . -regextype posix-extended -regex ".*/(f|exe)"', 'find . -links 1 -name f', 'find . -executable -type f', 'find . -samefile a/f', 'find a -xdev -name f', 'find . -name f -print -print',
    'find -name', 'find . -bogus', 'find nope', 'find nope a', 'find . -type z', 'find . -type', 'find . -exec echo', 'find . -size x', 'find . -mtime x', 'find . ( -name a', 'find . -name a )', 'find . -not', 'find . !', 'find . -o -name a', 'find . -a', 'find . -maxdepth x', 'find . -perm zz', 'find . -newer nope', 'find . foo', 'find . -name f foo', 'find . -name f F', 'find -X', 'find . -name a/b', 'find "" -name x', 'find . -name f -a', 'find . -name f -o', 'find . ( )', 'find . -exec ;', 'find . -exec echo {} {} +', { run: 'find . -name f -ok echo {} ;', stdin: 'y\n' }, { run: 'find . -name f -ok echo {} ;', stdin: 'n\n' },
    'find a -name "[e-f]*"', 'find . -mmin -5 -name f', 'find . -mtime 0 -name f', 'find . -mtime +1', 'find a -type f -name f -exec cat {} ;', 'find a -name f -ls -q', 'find a/f', 'find a/f/', 'find a -path ./a', 'find ./ -maxdepth 1 -name a', 'find a// -name f', 'find . -readable -name f', 'find . -empty -type d', 'find . -name "*" -prune',
  ].filter((one) => one !== 'find a -name f -ls -q').map((one) => (typeof one === 'string' ? { run: one, sorted: true } : { ...one, sorted: true })),
  findTree,
);
