// What linting costs: one hook from a cold start, and a whole tree of dracut modules beside ShellCheck on the same scripts in the same run.
// node bench/lint.mjs [FOLDER]: default the modules that `npm run fetch-real` fetches. ShellCheck: $SHELLCHECK, else the one in PATH; left out when there is none.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CLI = resolve('dist/cli.js');
const SHELLCHECK = process.env.SHELLCHECK ?? 'shellcheck';
const ROUNDS = 5;
const FOLDER = process.argv[2] ?? 'real/packages/dracut-core/usr/lib/dracut/modules.d';
const HOOK = 'scripts-under-test/ubuntu-25.10/zfs-load-key.sh';

/** Milliseconds of one run; undefined when the program is not there. */
function timed(program, args) {
  const began = process.hrtime.bigint();
  const { error, status } = spawnSync(program, args, { stdio: 'ignore' });
  // 1: findings.
  if (!error && status !== 0 && status !== 1) throw new Error(`${program} ${args[0]} … ended with status ${status}`);
  return error ? undefined : Number(process.hrtime.bigint() - began) / 1e6;
}

/** The shortest of some runs of each, taken in turns so that whatever else runs here slows all alike. */
function shortest(commands) {
  const best = commands.map(() => undefined);
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, [program, args]] of commands.entries()) {
      const took = timed(program, args);
      if (took !== undefined) best[index] = Math.min(best[index] ?? took, took);
    }
  return best;
}

function scriptsIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter(
      (file) =>
        statSync(file).isFile() &&
        (file.endsWith('.sh') || /^#!.*sh\b/.test(readFileSync(file, 'latin1').slice(0, 64))),
    );
}

const ms = (value) => (value === undefined ? 'not there' : `${value.toFixed(0)} ms`);

const [hook, hookShellcheck] = shortest([
  [process.execPath, [CLI, 'lint', HOOK]],
  [SHELLCHECK, [HOOK]],
]);
console.log(`one hook, cold          dryboot ${ms(hook)}, ShellCheck ${ms(hookShellcheck)}`);
if (!existsSync(FOLDER)) console.log(`${FOLDER} is not there: npm run fetch-real`);
else {
  const scripts = scriptsIn(FOLDER);
  const [tree, shellcheck] = shortest([
    [process.execPath, [CLI, 'lint', FOLDER]],
    [SHELLCHECK, scripts],
  ]);
  const ratio = shellcheck === undefined ? '' : `: ${(shellcheck / tree).toFixed(1)} times as fast`;
  console.log(
    `${String(scripts.length).padEnd(4)} scripts of a tree   dryboot ${ms(tree)}, ShellCheck ${ms(shellcheck)}${ratio}`,
  );
}
