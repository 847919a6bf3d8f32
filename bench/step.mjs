// What the stepper costs: opening, and a step at the worst place of a long rehearsal. Prints a table; `node bench/step.mjs [--quick]`.

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const bundle = 'node_modules/.cache/dryboot-bench-step.mjs';
mkdirSync('node_modules/.cache', { recursive: true });
await build({
  stdin: {
    contents: `
      export { scenarioHost } from './src/cli/host.ts';
      export { loadScenario } from './src/scenario/load-scenario.ts';
      export { openSession } from './src/step/open-session.ts';`,
    resolveDir: process.cwd(),
    loader: 'ts',
  },
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'warning',
});

const PARTS = [
  'source',
  'stack',
  'variables',
  'watches',
  'expansion',
  'decision',
  'console',
  'journal',
  'machine',
  'processes',
  'prompt',
];

// The child: opens at the failure, cold, and says so.
const opening = `
  const { scenarioHost, loadScenario, openSession } = await import(${JSON.stringify(pathToFileURL(bundle).href)});
  const session = openSession(loadScenario('scenarios/sub-dataset.yaml', scenarioHost).rehearsals[0], { at: 'failure' });
  const view = session.view();
  for (const part of ${JSON.stringify(PARTS)}) view[part];
  if (!view.summary.includes('load-key')) process.exit(1);`;
const cold = [];
for (let run = 0; run < 5; run++) {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', opening]);
  if (status !== 0) throw new Error('the seed case does not open');
  cold.push(performance.now() - began);
}
console.log(
  `open the seed case at its failure, process start included: ${ms(median(cold))} (best ${ms(Math.min(...cold))})`,
);

const { scenarioHost, loadScenario, openSession } = await import(pathToFileURL(bundle).href);

const longest = 'scenarios/failures/zero-means-for-ever.yaml';
report('the longest shipped rehearsal', loadScenario(longest, scenarioHost).rehearsals[0]);
if (!process.argv.includes('--quick')) {
  const folder = 'node_modules/.cache/dryboot-bench-step';
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/long.sh`,
    [
      'turn() { local n="$1"; case "$n" in *7) seen="$seen." ;; *) last="$n" ;; esac; [ "${#seen}" -lt 50 ] || seen=; }',
      'n=0',
      'while [ "$n" -lt 36000 ]; do turn "$n"; n=$((n + 1)); done',
    ].join('\n'),
  );
  writeFileSync(
    `${folder}/long.yaml`,
    `name: long
pools: { rpool: { bootfs: rpool/ROOT/os } }
datasets:
  rpool: { canmount: off, mountpoint: none }
  rpool/ROOT: { canmount: off, mountpoint: none }
  rpool/ROOT/os: { mountpoint: /, canmount: noauto }
scripts: [{ file: long.sh, at: /lib/dracut/hooks/pre-mount/50-long.sh }]
`,
  );
  report('ten times as long', loadScenario(`${folder}/long.yaml`, scenarioHost).rehearsals[0]);
  rmSync(folder, { recursive: true });
}
rmSync(bundle);

function report(name, prepared) {
  let began = performance.now();
  const session = openSession(prepared, { at: 'end' });
  look(session);
  console.log(`\n${name}: ${session.length} events, opened at its end in ${ms(performance.now() - began)}`);
  // What a person's pauses give: work in small portions.
  began = performance.now();
  let portions = 0;
  for (let busy = true; busy; portions++) {
    const until = performance.now() + 10;
    busy = session.idle(() => performance.now() < until);
  }
  const { rss } = process.memoryUsage();
  console.log(
    `  work ahead: ${ms(performance.now() - began)} in ${portions} portions; ${Math.round(rss / 2 ** 20)} MB in all`,
  );
  const { length } = session;
  const places = [length - 1, Math.floor(length * 0.97), Math.floor(length * 0.5), Math.floor(length * 0.03)];
  const steps = [];
  for (const place of places) {
    steps.push(['jump', time(() => session.move({ to: 'event', event: place }), session)]);
    for (const by of ['into', 'over', 'line', 'event'])
      for (let step = 0; step < 25; step++)
        for (const back of [true, true, false])
          steps.push([`${by}${back ? ' back' : ''}`, time(() => session.move({ by, back }), session)]);
  }
  table('steps', steps);
  const jumps = [];
  for (let jump = 0; jump < 60; jump++) {
    pause(session);
    jumps.push(['jump', time(() => session.move({ to: 'event', event: (jump * 104_729) % length }), session)]);
  }
  table('jumps anywhere, a moment between two', jumps);
  const frames = [];
  const endUs = session.view().timeline.endUs;
  for (let frame = 100; frame >= 0; frame--)
    frames.push(['scrub', time(() => session.move({ to: 'time', atUs: (endUs * frame) / 100 }), session)]);
  table('scrubbing back along the timeline, no pause', frames);
}

function pause(session) {
  const until = performance.now() + 100;
  while (performance.now() < until && session.idle(() => performance.now() < until));
}

function look(session) {
  const view = session.view();
  for (const part of PARTS) view[part];
}

function time(act, session) {
  const began = performance.now();
  const used = process.cpuUsage();
  act();
  look(session);
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - began, cpu: (user + system) / 1000 };
}

function table(title, rows) {
  const times = rows.map(([, { wall }]) => wall).sort((a, b) => a - b);
  const worst = rows.reduce((a, b) => (b[1].wall > a[1].wall ? b : a));
  // On a machine that does other things too, the time on the CPU is nearer to what a step costs.
  const cpu = Math.max(...rows.map(([, took]) => took.cpu));
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  console.log(
    `  ${title}: ${times.length}, median ${ms(at(0.5))}, 99 % ${ms(at(0.99))}, worst ${ms(worst[1].wall)} (${worst[0]}; CPU ${ms(cpu)}), ${times.filter((t) => t > 50).length} over 50 ms`,
  );
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function ms(value) {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}
