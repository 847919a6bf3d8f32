// Fetches the Debian packages of dracut, its ZFS module and systemd into real/packages (git-ignored) and lays real/image out from their scripts and
// units, as dracut would: a tree for `image: {directory: …}` on which the unmodified hooks run. Needs apt-get and dpkg-deb, no root.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { layOut } from './lay-out-real.mjs';

const PACKAGES = ['dracut-core', 'zfs-dracut', 'zfsutils-linux', 'systemd', 'udev'];
const target = resolve('real');

if (spawnSync('apt-get', ['--version']).error || spawnSync('dpkg-deb', ['--version']).error) {
  console.error('fetch-real: apt-get and dpkg-deb are not here; the tests on real text will be skipped.');
  process.exit(0);
}
const work = mkdtempSync(join(tmpdir(), 'dryboot-real-'));
try {
  const options = privateApt(work);
  run('apt-get', [...options, 'update', '-qq'], work);
  run('apt-get', [...options, 'download', '-qq', ...PACKAGES], work);
  rmSync(target, { recursive: true, force: true });
  for (const name of PACKAGES) {
    const archive = readdirSync(work).find((file) => file.startsWith(`${name}_`) && file.endsWith('.deb'));
    if (!archive) throw new Error(`${name} was not downloaded`);
    mkdirSync(join(target, 'packages', name), { recursive: true });
    run('dpkg-deb', ['-x', join(work, archive), join(target, 'packages', name)], work);
    console.error(`fetch-real: ${archive}`);
  }
  layOut(join(target, 'packages'), join(target, 'image'));
} catch (error) {
  console.error(`fetch-real: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Options that let apt use the machine's own sources with the component contrib added, in a state directory of its own. */
function privateApt(folder) {
  for (const name of ['lists/partial', 'cache/archives/partial', 'sources'])
    mkdirSync(join(folder, name), { recursive: true });
  const sources = ['/etc/apt/sources.list', ...list('/etc/apt/sources.list.d')].filter(
    (file) => /\.(list|sources)$/.test(file) && existsSync(file),
  );
  sources.forEach((file, index) => {
    const text = readFileSync(file, 'utf8');
    const deb822 = file.endsWith('.sources');
    const withContrib = deb822
      ? text.replace(/^(Components:.*\bmain\b)(?!.*\bcontrib\b).*$/gm, '$1 contrib')
      : text.replace(/^(deb\s[^#\n]*debian\S*\s+\S+\s+main)\b(?!.*\bcontrib\b)/gm, '$1 contrib');
    // Sources of other vendors have no contrib and are not wanted here.
    if (/debian\.org|\/debian(-security)?\b/.test(text))
      writeFileSync(join(folder, 'sources', `${index}.${deb822 ? 'sources' : 'list'}`), withContrib);
  });
  const set = {
    'Dir::State::lists': 'lists',
    'Dir::Cache': 'cache',
    'Dir::Etc::sourceparts': 'sources',
    'Dir::Etc::sourcelist': 'sources/none',
    'APT::Sandbox::User': undefined,
  };
  return Object.entries(set).flatMap(([key, path]) => [
    '-o',
    `${key}=${path === undefined ? 'root' : join(folder, path)}`,
  ]);
}

function list(folder) {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function run(command, args, cwd) {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (error || status !== 0)
    throw new Error(`${command} ${args.at(-1)}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
}
