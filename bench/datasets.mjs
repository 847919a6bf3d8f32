// Prints what ZFS commands cost on a pool of 10,000 datasets: the layout, an import, a listing of all, one property of a deep one. Figures, no verdict.
// `node bench/datasets.mjs [HOW_MANY]`.
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ENTRY = `
export { bareMachine } from './src/scenario/bare-machine.ts';
export { runShellOn } from './src/scenario/run-shell.ts';
export { addPoolDisks } from './src/machine/block/pool-disks.ts';
`;
const VOLUMES_SHARE = 0.2;
const DEPTH = 20;
const CALLS = 1000;
const WARM_UP = 3;

async function parts() {
  const outfile = 'node_modules/.cache/dryboot-bench-datasets.mjs';
  await build({
    stdin: { contents: ENTRY, resolveDir: '.', loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    return await import(`${pathToFileURL(outfile)}`);
  } finally {
    rmSync(outfile);
  }
}

/** A machine whose pool has so many datasets, a fifth of them volumes; and the name of the deepest. */
function machineWith(count, { bareMachine, addPoolDisks }) {
  const m = bareMachine(undefined);
  m.zfs.addPool({ name: 'rpool' });
  m.zfs.addDataset({
    name: 'rpool/enc',
    properties: { encryption: 'aes-256-gcm', keyformat: 'raw', keylocation: 'prompt' },
    key: 'k',
  });
  let deep = 'rpool/enc';
  for (let i = 0; i < DEPTH; i++) {
    deep = `${deep}/level${i}`;
    m.zfs.addDataset({ name: deep });
  }
  const volumes = Math.floor(count * VOLUMES_SHARE);
  for (let i = 0; i < volumes; i++) m.zfs.addDataset({ name: `rpool/volume${i}`, type: 'volume' });
  for (let i = volumes + DEPTH + 2; i < count; i++) m.zfs.addDataset({ name: `rpool/enc/filesystem${i}` });
  addPoolDisks(m, m.zfs.allPools[0], false);
  return { m, deep };
}

/** Milliseconds of the host for a script on the machine. */
function milliseconds({ runShellOn }, m, script) {
  let said = '';
  const began = process.hrtime.bigint();
  const { status } = runShellOn(
    m,
    ['/bin/sh', '-c', script],
    { stdin: () => '', stdout: () => {}, stderr: (text) => (said += text) },
    { cwd: '/', env: { PATH: '/usr/bin' } },
  );
  if (status !== 0) throw new Error(`${script}: status ${status}: ${said}`);
  return Number(process.hrtime.bigint() - began) / 1e6;
}

export async function benchDatasets(count = 10_000) {
  const made = await parts();
  const began = process.hrtime.bigint();
  const { m, deep } = machineWith(count, made);
  const layout = Number(process.hrtime.bigint() - began) / 1e6;
  const imported = milliseconds(made, m, 'zpool import -N rpool');
  const list = milliseconds(made, m, 'zfs list -H -o name >/dev/null');
  const loop = (command) =>
    milliseconds(made, m, `i=0; while [ $i -lt ${CALLS} ]; do ${command} >/dev/null; i=$((i+1)); done`);
  const get = `zfs get -H -o value encryptionroot ${deep}`;
  for (let i = 0; i < WARM_UP; i++) loop(get);
  const [program, asked] = [loop('/usr/bin/true'), loop(get)];
  const microseconds = (ms) => ((ms * 1000) / CALLS).toFixed(0);
  console.log(
    `${count} datasets`.padEnd(27) +
      `layout ${layout.toFixed(0)} ms, import ${imported.toFixed(0)} ms, zfs list of all ${list.toFixed(0)} ms, zfs get of one ${microseconds(asked)} µs (a program that does nothing: ${microseconds(program)} µs)`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await benchDatasets(process.argv[2] === undefined ? undefined : Number(process.argv[2]));
