/** Failures that people have reported, each with the hook that had the wrong assumption and its repaired twin. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../src/scenario/load.ts';
import { failedExpectations, type Observed } from '../../src/scenario/verdict.ts';
import { dryboot, SCENARIOS, SCRIPTS } from './command.ts';

const FOLDER = join(SCENARIOS, 'failures');
const HOOKS = join(SCRIPTS, 'failures');
const names = readdirSync(FOLDER).map((file) => basename(file, '.yaml'));

/** What the JSON of a rehearsal has of it; the recording, which no expectation looks at, is not part of it. */
type Reported = Observed & { readonly asExpected: boolean; readonly failedExpectations: readonly string[] };

const ran = dryboot(['run', FOLDER, '--format', 'json'], { timeoutMs: 120_000 });
const rehearsals: readonly Reported[] = JSON.parse(ran.stdout || '{"rehearsals":[]}').rehearsals;

test('there are at least thirty of them, and all are as expected', () => {
  expect(names.length).toBeGreaterThanOrEqual(30);
  expect(rehearsals.flatMap((r) => r.failedExpectations.map((e) => `${r.scenario}, ${r.variant}: ${e}`))).toEqual([]);
  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(0);
});

test('they are not part of a run without arguments', () => {
  const { stdout } = dryboot(['run', SCENARIOS, '--format', 'json'], { timeoutMs: 120_000 });
  const shipped: readonly Reported[] = JSON.parse(stdout).rehearsals;
  expect(shipped.filter((r) => names.includes(r.scenario))).toEqual([]);
});

describe.each(names)('%s', (name) => {
  const file = join(FOLDER, `${name}.yaml`);
  const { variants, summary } = parseScenario(file, readFileSync(file, 'utf8'));
  const [reported, fixed] = rehearsals.filter((r) => r.scenario === name);

  test('fails as reported and boots when fixed', () => {
    expect(summary).not.toBe('');
    expect(variants.map((v) => v.variant)).toEqual(['as reported', 'fixed']);
    expect(fixed?.outcome).toBe('boots');
    expect(variants[1]?.spec.expect?.outcome).toBe('boots');
    // Where it boots all the same, something else shows that it went wrong.
    expect(failedExpectations(variants[1]?.spec.expect, reported as Observed)).not.toEqual([]);
    expect(failedExpectations(variants[0]?.spec.expect, fixed as Observed)).not.toEqual([]);
  });

  test('the two differ in one script, which says what it assumes and who reported it', () => {
    const [bad, good] = variants.map((v) => v.spec.scripts?.map((s) => s.file) ?? []);
    expect(bad?.slice(1)).toEqual(good?.slice(1));
    const texts = readdirSync(join(HOOKS, name)).filter((script) => /^(reported|fixed)\./.test(script));
    expect(texts.map((script) => script.replace(/\..*/, ''))).toEqual(['fixed', 'reported']);
    for (const script of texts) {
      const comment = readFileSync(join(HOOKS, name, script), 'utf8')
        .replace(/^#!.*\n/, '')
        .split('\n')[0];
      expect(comment).toMatch(/^# .*\(.+\)\.$|^# .*see \S+\(\d\)\.$/);
    }
  });
});

test('a question whose time is up ends the same way in every order of events', () => {
  for (const name of ['option-after-operand', 'question-ends-after-90-seconds'])
    for (const seed of [1, 3, 4])
      expect(dryboot(['run', join(FOLDER, `${name}.yaml`), '--seed', String(seed)]).status).toBe(0);
});
