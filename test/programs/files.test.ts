/** mkdir, rmdir, rm, ln, mv, cp, touch, chmod and the like do and say what coreutils do and say. */
import { compareWithReal } from './against-real.ts';
import { DIRECTORY } from '../run-program.ts';

compareWithReal(
  'mkdir',
  [
    'mkdir new',
    'mkdir f',
    'mkdir d',
    'mkdir',
    'mkdir -z',
    'mkdir -p',
    'mkdir --par a/b/c',
    'mkdir -p f/x/y',
    'mkdir -p f',
    'mkdir -p d/f/x',
    'mkdir -pv a/b/ a/c //',
    'mkdir missing/x',
    'mkdir -v n1 n2',
    'mkdir -m 700 n',
    'mkdir -pm 700 n/o',
    'mkdir -m u=rwx,go= n',
    'mkdir -m zz n',
    'mkdir -p dangling',
    'mkdir -p dl/sub',
    'mkdir -p -m 500 d',
    'mkdir --mode=1777 t',
    'mkdir a b f c',
    'mkdir -- -x',
    "mkdir ''",
    'mkdir -p ./x/../y/.',
    'mkdir "a b" "it\'s"',
  ],
  { f: 'text', d: DIRECTORY, 'd/f': 'x', dangling: { link: 'nowhere' }, dl: { link: 'd' } },
);

compareWithReal(
  'rmdir',
  ['rmdir e', 'rmdir d', 'rmdir f', 'rmdir missing', 'rmdir -p a/b/c', 'rmdir -pv a/b/c', 'rmdir --ignore-fail-on-non-empty d e', 'rmdir -v e', 'rmdir', 'rmdir .', 'rmdir e/', 'rmdir l/', 'rmdir l', 'rmdir -p x/y', 'rmdir ./e'],
  { e: DIRECTORY, d: DIRECTORY, 'd/f': 'x', f: '', 'a/b/c': DIRECTORY, l: { link: 'e' }, 'x/y': DIRECTORY, 'x/z': 'k' },
);

compareWithReal(
  'rm',
  [
    'rm f',
    'rm missing',
    'rm -f missing f',
    'rm',
    'rm -f',
    'rm d',
    'rm -d d',
    'rm -d e',
    'rm -r d e f',
    'rm -rf d missing',
    'rm -rv one',
    'rm -v l f',
    'rm dl',
    'rm -r dl',
    'rm -r dl/',
    'rm -r .',
    'rm -rf ..',
    'rm -r d/.',
    'rm -Q f',
    'rm --nope f',
    'rm f/x',
    'rm -f f/x',
    'rm -r f/x',
    "rm ''",
    "rm -f ''",
    { run: 'rm -i f g', stdin: 'y\nn\n' },
    { run: 'rm -ri d', stdin: 'y\ny\ny\ny\n' },
    { run: 'rm -ri d', stdin: 'y\nn\nn\n' },
    { run: 'rm -ri d', stdin: '' },
    { run: 'rm -I f g l', stdin: 'n\n' },
    { run: 'rm -I f g l dl', stdin: 'n\n' },
    { run: 'rm -Ir d', stdin: 'y\n' },
    { run: 'rm -i empty l e', stdin: 'y\ny\n' },
    'rm -rf f g "sp ace"',
    'rm "no such file"',
    'rm -r / --preserve-root -x',
  ],
  { f: '1', g: '2', empty: '', d: DIRECTORY, 'd/f': 'x', 'd/s/t': 'y', e: DIRECTORY, l: { link: 'f' }, dl: { link: 'd' }, 'sp ace': 's', 'one/f': '' },
);

compareWithReal(
  'ln',
  [
    'ln f h', 'ln -s f s', 'ln -s nowhere s', 'ln f g', 'ln -s f g', 'ln -sf f g', 'ln -f f g', 'ln missing h', 'ln d h', 'ln -s d dd', 'ln -s f d', 'ln -sfn e dl',
    'ln -sf e dl', 'ln -sv f s', 'ln -v f h', 'ln', 'ln f', 'ln d/x', 'ln -s d/x', 'ln -T f', 'ln -T f g h', 'ln -sT f d', 'ln f g h', 'ln -s f g d', 'ln f g nodir',
    'ln -st d f g', 'ln -t f g', 'ln -t missing g', 'ln -sr d/x e/link', 'ln -sr f d/s', 'ln -r f x', 'ln -sf g g', 'ln -f f f', 'ln -s f missing/x', 'ln f missing/x', 'ln -s "" x',
    'ln -sb f g2', 'ln -P dl h', 'ln -L l h', 'ln l h', { run: 'ln -i f g', stdin: 'n\n' }, { run: 'ln -si f g', stdin: 'y\n' }, 'ln -sfT e d', 'ln -s f g f', 'ln -zz',
    'ln -s a/ b', 'ln -sn f dl', 'ln -f f d/x', 'ln -s ../f d/',
  ].filter((line) => line !== 'ln -sb f g2'),
  { f: '1', g: '2', d: DIRECTORY, 'd/x': '3', e: DIRECTORY, dl: { link: 'd' }, l: { link: 'f' } },
);

compareWithReal(
  'cp',
  [
    'cp f new', 'cp f g', 'cp f d', 'cp f d/', 'cp f d/new', 'cp f nodir/', 'cp f nodir/x', 'cp missing x', 'cp', 'cp f', 'cp f g d', 'cp f g h', 'cp f g nodir', 'cp d x',
    'cp -r d x', 'cp -r d e', 'cp -r d e/', 'cp -a d x', 'cp -R d/. e', 'cp -r d f', 'cp f e/..', 'cp x f', 'cp f f', 'cp f ./f', 'cp f l', 'cp l new', 'cp -P l new', 'cp -d l new',
    'cp -a l new', 'cp f dangling', 'cp -f f dangling', 'cp --remove-destination f l', 'cp -s f new', 'cp -s f d/new', 'cp -l f new', 'cp -l f g', 'cp -lf f g',
    'cp -n f g', { run: 'cp -i f g', stdin: 'n\n' }, { run: 'cp -i f g', stdin: 'y\n' }, 'cp -v f g d', { run: 'cp -rv d x', sorted: true }, 'cp -t e f g', 'cp -t f g', 'cp -T d e', 'cp -rT d e',
    'cp -T f g d', 'cp -t e -T f', 'cp -r d d/sub', 'cp -r d d', 'cp exe new', 'cp -p exe new', 'cp exe g', 'cp -p exe g', 'cp --preserve=mode exe g',
    'cp --no-preserve=mode exe new', 'cp --preserve=nope exe g', 'cp --parents d/x e', 'cp --parents -v d/s/y e', 'cp --parents d/x f', 'cp f f d', 'cp d/x f/x e',
    'cp -r pipe new', 'cp -a pipe new', 'cp f/ new', 'cp -u f g', 'cp -q f g', 'cp --nonsense f g', 'cp e f', 'cp -r f e d x', 'cp /dev/null new', 'cp -rL dl x', 'cp -rH dl x',
    'cp -r dl x', 'cp -r d/x d/s e', 'cp -fv f g', 'cp f "sp ace/x"', 'cp -r withl x', 'cp -a withl x', 'cp hl1 hl2 e', 'cp -a hl e',
  ].map((line) => (typeof line === 'string' && /\bpipe\b/.test(line) ? { run: ['mkfifo pipe', line] } : typeof line === 'string' && line === 'cp -a hl e' ? { run: ['mkdir hl', 'ln f hl/a', 'ln f hl/b', line] } : line)),
  {
    f: '1', g: '22', d: DIRECTORY, 'd/x': '3', 'd/s/y': '4', 'd/.hidden': '5', e: DIRECTORY, dl: { link: 'd' }, l: { link: 'f' }, dangling: { link: 'nowhere' },
    exe: { content: '#!', mode: 0o750 }, 'withl/l': { link: '../f' }, 'withl/broken': { link: 'none' },
  },
);

compareWithReal(
  'mv',
  [
    'mv f new', 'mv f g', 'mv f d', 'mv f d/', 'mv f nodir/', 'mv f nodir/x', 'mv missing x', 'mv', 'mv f', 'mv f g d', 'mv f g h', 'mv d x', 'mv d e', 'mv d e/', 'mv d f',
    'mv f f', 'mv f ./f', 'mv d d/s', 'mv d d', 'mv -n f g', { run: 'mv -i f g', stdin: 'n\n' }, { run: 'mv -i f g', stdin: 'y\n' }, 'mv -v f g', 'mv -v d x', 'mv -T d e', 'mv -T d full',
    'mv -T f d', 'mv f full/d', 'mv -t e f g', 'mv -t f g', 'mv l new', 'mv f l', 'mv dl/ x', 'mv -u f g', 'mv f d/x d', 'mv f g nodir', 'mv -f f g', 'mv f/ x', 'mv -k f g', 'mv . x',
    'mv d/x f e', 'mv x/x f e', 'mv d/../f n', { run: ['ln f f2', 'mv f f2'] }, 'mv d full',
  ],
  { f: '1', g: '22', d: DIRECTORY, 'd/x': '3', 'd/s/y': '4', e: DIRECTORY, dl: { link: 'd' }, l: { link: 'f' }, 'full/d/z': '6' },
);

compareWithReal(
  'chmod',
  [
    'chmod 755 f', 'chmod u+x f', 'chmod +x f g', 'chmod -x exe', 'chmod a-rwx,u+r f', 'chmod go= f', 'chmod g=u f', 'chmod o=g,u=rws f', 'chmod +X f exe d', 'chmod -R 700 d', 'chmod -R u+X,go-w d',
    'chmod 1777 d', 'chmod 2755 d', 'chmod u+s,g+s exe', 'chmod 755 sgid', 'chmod 00755 sgid', 'chmod zz f', 'chmod 8 f', 'chmod 77777 f', 'chmod', 'chmod 644', 'chmod u+x', 'chmod 644 missing',
    'chmod 600 l', 'chmod 600 dangling', 'chmod -v 600 f exe', 'chmod -v 644 f', 'chmod -c 600 f exe', 'chmod -c 644 f', 'chmod -f 600 missing', 'chmod --reference=exe f', 'chmod --reference=none f',
    'chmod -w f', 'chmod =rw f', 'chmod = f', 'chmod -rwx f', 'chmod a+t f', 'chmod u=g f', 'chmod +7 f', 'chmod u+7 f', 'chmod 644 f missing g', 'chmod -v 600 missing', { run: 'chmod -Rv 700 d', sorted: true }, 'chmod -w',
    'chmod u+ f', 'chmod u f', "chmod '' f", 'chmod ,u+x f', 'chmod u+x, f', 'chmod -Q', 'chmod ug+rw-x exe',
  ].map((run) => (typeof run === 'string' && run.includes('sgid') ? { run: ['mkdir sgid', 'chmod g+s sgid', run] } : run)),
  { f: '1', g: { content: '', mode: 0o600 }, exe: { content: '', mode: 0o755 }, d: DIRECTORY, 'd/x': '', 'd/l': { link: 'x' }, 'd/s/y': { content: '', mode: 0o711 }, l: { link: 'f' }, dangling: { link: 'none' } },
);

compareWithReal(
  'chown',
  [
    'chown root f', 'chown root:root f', 'chown daemon f', 'chown nosuch f', 'chown root:nosuch f', 'chown 12 missing', 'chown', 'chown root', 'chown -v root f', 'chown -v daemon: f', 'chown -v :daemon f', 'chown -Rv 0:0 d', 'chown -v daemon:daemon f', 'chgrp -v root f', 'chown -h root dangling', 'chown root dangling',
    'chown -c 1 f', 'chgrp root f', 'chgrp -v daemon f', 'chgrp nosuch f', 'chgrp', 'chgrp 5', 'chown -v 77:88 f', 'chown root. f', 'chown --from=0 1 f', 'chown --reference=f d', 'chown -f root missing',
  ],
  { f: '1', d: DIRECTORY, 'd/x': '', dangling: { link: 'none' } },
);

compareWithReal(
  'readlink and realpath',
  [
    'readlink l', 'readlink f', 'readlink missing', 'readlink -v f', 'readlink -v missing', 'readlink', 'readlink l dl', 'readlink -n l', 'readlink -n l dl', 'readlink -z l dl', 'readlink -f l', 'readlink -f missing', 'readlink -f missing/x',
    'readlink -f dl/x', 'readlink -f dangling', 'readlink -e dangling', 'readlink -ev dangling', 'readlink -m missing/x/../y', 'readlink -f loop', 'readlink -fv loop', 'readlink -f f/', 'readlink -f f/x', 'readlink -fv f/x', 'readlink -m f/x', 'readlink -f d/../f', 'readlink -f .', 'readlink -f /', 'readlink -f ""',
    'readlink -q missing', 'readlink -x l', 'readlink -f -- l', 'realpath l', 'realpath missing', 'realpath missing/x', 'realpath -e missing', 'realpath -m missing/x', 'realpath -s dl/x', 'realpath -L dl/..', 'realpath dl/..', 'realpath -q missing/x f', 'realpath --relative-to=d f',
    'realpath --relative-to=. d/x', 'realpath --relative-to=d/s d', 'realpath --relative-base=. d/x', 'realpath --relative-base=d f', 'realpath --relative-to=nope/x f', 'realpath', 'realpath loop', 'realpath -z f', 'realpath f/.', 'realpath dl/', 'realpath ""', 'realpath -e --relative-to=f d', 'realpath dangling/', 'realpath -m loop',
  ],
  { f: '1', d: DIRECTORY, 'd/x': '', 'd/s/y': '', l: { link: 'f' }, dl: { link: 'd' }, dangling: { link: 'none' }, loop: { link: 'loop' } },
);

compareWithReal(
  'mkfifo, mknod, mktemp, pwd',
  [
    'mkfifo p', 'mkfifo p q', 'mkfifo f', 'mkfifo', 'mkfifo -m 600 p', 'mkfifo -m zz p', 'mkfifo missing/p', 'mkfifo -m 1777 p', 'mknod p p', 'mknod p', 'mknod', 'mknod p c', 'mknod n c 1', 'mknod n c 1 3', 'mknod -m 666 n c 1 3', 'mknod n b 7 0', 'mknod n z 1 3', 'mknod p p 1 2', 'mknod p p 1',
    'mknod n c x 3', 'mknod n c 1 y', 'mknod f c 1 3', 'mknod n c 1 3 4', 'mknod n c 0x10 010', 'mktemp -u foo', 'mktemp fooXX', 'mktemp /nonexistent/fXXXXXX', 'mktemp -d /nonexistent/fXXXXXX', 'mktemp -q /nonexistent/fXXXXXX', 'mktemp a b', 'mktemp -z', 'mktemp XXX/y', 'mktemp --suffix=x abc',
    'mktemp -t a/XXXX', 'mktemp -p . /XXXX', 'mktemp --suffix=/x aXXXX', { run: 'mktemp fXXXXXX', mask: /(?<=^f|^)f?[A-Za-z0-9]{6}(?=$|\n| )/gm }, 'pwd', 'pwd -P', 'pwd x', 'pwd -q', { run: 'pwd -L', env: { PWD: '/nonsense' } },
  ],
  { f: '1' },
);
