// Prints what dryboot costs: a cold run beside `node -e 0`, warm rehearsals per second, memory over a thousand of them, ZFS commands among
// 10,000 datasets. Figures, no verdict.
// Run `npm run build` first; `node --expose-gc bench/bench.mjs [SCENARIO]`.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { loadScenario, rehearse, scenarioHost } from '../dist/index.js';
import { benchDatasets } from './datasets.mjs';

const scenario = resolve('scenarios', `${process.argv[2] ?? 'sub-dataset'}.yaml`);
const cli = resolve('dist/cli.js');
const RUNS = 9;
const WARM_UP = 20;
const MEMORY_RUNS = 1000;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const mebibytes = (bytes) => (bytes / 2 ** 20).toFixed(0);

function milliseconds(args) {
  const began = process.hrtime.bigint();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return Number(process.hrtime.bigint() - began) / 1e6;
}

// In turn, so that both see the same machine.
const pairs = Array.from({ length: RUNS }, () => [
  milliseconds(['-e', '0']),
  milliseconds([cli, 'run', scenario, '--set', 'matrix={}', '--set', 'expect={}']),
]);
console.log(
  `cold run of one scenario   ${median(pairs.map(([, run]) => run)).toFixed(0)} ms, node -e 0 ${median(pairs.map(([node]) => node)).toFixed(0)} ms, ratio ${median(pairs.map(([node, run]) => run / node)).toFixed(2)} (aim: at most 4)`,
);

const { rehearsals } = loadScenario(scenario, scenarioHost);
for (const prepared of rehearsals) {
  for (let i = 0; i < WARM_UP; i++) rehearse(prepared);
  const times = Array.from({ length: 100 }, () => {
    const began = process.hrtime.bigint();
    rehearse(prepared);
    return Number(process.hrtime.bigint() - began) / 1e6;
  });
  const one = median(times);
  console.log(
    `warm rehearsal             ${one.toFixed(2)} ms, ${(1000 / one).toFixed(0)} per second (aim: at least 200): ${prepared.scenario} ${prepared.variant}`,
  );
}

const [first] = rehearsals;
let peak = 0;
const samples = [];
for (let i = 1; i <= MEMORY_RUNS; i++) {
  rehearse(first);
  peak = Math.max(peak, process.memoryUsage.rss());
  if (i % 250 === 0) {
    globalThis.gc?.();
    samples.push(process.memoryUsage().heapUsed);
  }
}
console.log(
  `memory of ${MEMORY_RUNS} rehearsals  peak ${mebibytes(peak)} MiB resident (aim: at most 300), heap in use after each 250: ${samples.map(mebibytes).join(', ')} MiB`,
);

await benchDatasets();
