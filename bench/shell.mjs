// Times shell workloads in the real shells that are here, in dryboot (in process, with the plain and the full trace) and in just-bash where it is installed
// (`npm install --no-save just-bash`): medians and ratios to dash of the same run. Figures, no verdict. Run `npm run build` first.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runShell } from '../dist/index.js';

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

const work = mkdtempSync(join(tmpdir(), 'dryboot-bench-'));
const process_ = (command, ...args) => ({
  name: [command, ...args].join(' '),
  run: (script) =>
    spawnSync(command, [...args, script], { cwd: work, env: { PATH: process.env.PATH }, encoding: 'utf8' }).stdout,
});
const dryboot = (level) => ({
  name: `dryboot (${level} trace)`,
  run: (script) =>
    Buffer.from(runShell(script, { level, limits: { steps: 1e9, events: 1e9, spawned: 1e9 } }).stdout).toString(),
});

async function justBash() {
  try {
    const { Bash } = await import('just-bash');
    return [
      {
        name: 'just-bash',
        run: async (script) =>
          (await new Bash({ executionLimits: { maxCommandCount: 1e9, maxLoopIterations: 1e9 } }).exec(script)).stdout,
      },
    ];
  } catch {
    console.log('just-bash is not installed; its column is left out');
    return [];
  }
}

const here = (column) => column.run('echo y') === 'y\n';
const columns = [process_('dash', '-c'), process_('bash', '-c'), process_('busybox', 'sh', '-c')].filter(here);
columns.push(dryboot('world'), dryboot('full'), ...(await justBash()));

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const rows = [];
for (const [name, script] of Object.entries(WORKLOADS)) {
  const wanted = await columns[0].run(script);
  const times = columns.map(() => []);
  for (let i = 0; i <= RUNS; i++) {
    for (const [index, column] of columns.entries()) {
      writeFileSync(join(work, 't'), '');
      const began = process.hrtime.bigint();
      const stdout = await column.run(script);
      if (stdout !== wanted) times[index] = undefined;
      else if (i > 0) times[index]?.push(Number(process.hrtime.bigint() - began) / 1e6);
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

const table = [['workload', ...columns.map((column) => column.name)], ...rows];
const widths = table[0].map((_, i) => Math.max(...table.map((row) => row[i].length)));
for (const row of table)
  console.log(
    row
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd(),
  );
