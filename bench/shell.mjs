// Times shell workloads in the real shells that are here, in dryboot (with the plain and the full trace) and in just-bash where it is installed
// (`npm install --no-save just-bash`), those in threads of their own, so that no one pays for what another leaves to be collected: medians and ratios to dash of
// the same run. Figures, no verdict. Run `npm run build` first.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const RUNS = 5;

/** A library as boot scripts source them: small functions, defaults, tests, a `case`. */
const library = Array.from(
  { length: 100 },
  (_, i) => `# part ${i}
setting_${i}=\${setting_${i}:-value-${i}}
take_${i}() {
    local word="$1" found=
    [ -n "$word" ] || return 1
    case "$word" in
        *=*) found=\${word#*=} ;;
        /dev/*) setting_${i}=\${word%/*} ;;
    esac
    return 0
}`,
).join('\n');

const WORKLOADS = {
  'arithmetic loop': 'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; echo $i',
  'strings and case':
    'i=0; n=0; while [ $i -lt 20000 ]; do x=/dev/disk/by-id/ata-part$i; z=${x##*/}; w=${z%%-*}; case "$z" in nvme*) n=0 ;; *part[0-9]*5) n=$((n+1)) ;; esac; [ "$w" = ata ] && i=$((i+1)); done; echo "$n $w"',
  'functions with $( )':
    'f() { local a="$1"; echo "r$a"; }; i=0; while [ $i -lt 2000 ]; do v=$(f $i); i=$((i+1)); done; echo "$v"',
  functions:
    'f() { local a="$1" b; b=${a#1}; R="r$b"; return 0; }; i=0; while [ $i -lt 20000 ]; do f 1$i || exit 9; i=$((i+1)); done; echo "$R"',
  pipelines: `i=0; n=0; while [ $i -lt 500 ]; do v=$(echo "a:b$i:c" | cut -d: -f2); if echo "$v" | grep -q 'b[0-9]*7$'; then n=$((n+1)); fi; i=$((i+1)); done; echo "$v $n"`,
  'source 1,000 lines': `cat > lib.sh <<'E'\n${library}\nE\ni=0; while [ $i -lt 20 ]; do . ./lib.sh; i=$((i+1)); done; take_3 /dev/sda && echo "$setting_3"`,
  'read loop': `i=0; while [ $i -lt 5000 ]; do echo "name$i value$i extra words"; i=$((i+1)); done > t; n=0; while IFS=' ' read -r a b c; do [ "$c" = 'extra words' ] && n=$((n+1)); done < t; echo $n`,
};

/** What a thread runs, by name: gives what the script printed. */
const INTERPRETERS = {
  'dryboot (world trace)': () => dryboot('world'),
  'dryboot (full trace)': () => dryboot('full'),
  'just-bash': justBash,
};

async function dryboot(level) {
  const { runShell } = await import('../dist/index.js');
  const limits = { steps: 1e9, events: 1e9, spawned: 1e9 };
  return (script) => Buffer.from(runShell(script, { level, limits }).stdout).toString();
}

async function justBash() {
  const { Bash } = await import('just-bash');
  const executionLimits = { maxCommandCount: 1e9, maxLoopIterations: 1e9 };
  return async (script) => (await new Bash({ executionLimits }).exec(script)).stdout;
}

const milliseconds = (began) => Number(process.hrtime.bigint() - began) / 1e6;

async function answerScripts() {
  const run = await INTERPRETERS[workerData]().catch(() => undefined);
  parentPort.postMessage({ here: run !== undefined });
  parentPort.on('message', async (script) => {
    const began = process.hrtime.bigint();
    const stdout = await run(script);
    parentPort.postMessage({ stdout, took: milliseconds(began) });
  });
}

const work = isMainThread ? mkdtempSync(join(tmpdir(), 'dryboot-bench-')) : '';

const command = (name, ...args) => ({
  name: [name, ...args].join(' '),
  run: (script) => {
    const began = process.hrtime.bigint();
    const env = { PATH: process.env.PATH };
    const { stdout } = spawnSync(name, [...args, script], { cwd: work, env, encoding: 'utf8' });
    return { stdout, took: milliseconds(began) };
  },
});

async function thread(name) {
  const worker = new Worker(new URL(import.meta.url), { workerData: name });
  const answer = () => new Promise((resolve) => worker.once('message', resolve));
  const { here } = await answer();
  if (!here) {
    console.log(`${name} is not installed; its column is left out`);
    await worker.terminate();
    return undefined;
  }
  const run = (script) => {
    worker.postMessage(script);
    return answer();
  };
  return { name, run, end: () => worker.terminate() };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function compare() {
  const commands = [command('dash', '-c'), command('bash', '-c'), command('busybox', 'sh', '-c')];
  const threads = await Promise.all(Object.keys(INTERPRETERS).map(thread));
  const columns = [
    ...commands.filter(({ run }) => run('echo y').stdout === 'y\n'),
    ...threads.filter((each) => each !== undefined),
  ];
  const rows = [];
  for (const [name, script] of Object.entries(WORKLOADS)) {
    const wanted = (await columns[0].run(script)).stdout;
    const times = columns.map(() => []);
    for (let i = 0; i <= RUNS; i++) {
      for (const [index, column] of columns.entries()) {
        writeFileSync(join(work, 't'), '');
        const { stdout, took } = await column.run(script);
        if (stdout !== wanted) times[index] = undefined;
        else if (i > 0) times[index]?.push(took);
      }
    }
    const first = median(times[0]);
    rows.push([
      name,
      ...times.map((list) =>
        list === undefined ? 'wrong output' : `${median(list).toFixed(1)} ms  ×${(median(list) / first).toFixed(2)}`,
      ),
    ]);
  }
  rmSync(work, { recursive: true, force: true });
  await Promise.all(threads.map((each) => each?.end()));
  print([['workload', ...columns.map((column) => column.name)], ...rows]);
}

function print(table) {
  const widths = table[0].map((_, i) => Math.max(...table.map((row) => row[i].length)));
  for (const row of table)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
}

await (isMainThread ? compare() : answerScripts());
