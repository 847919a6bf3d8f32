/** Every rule finds its bad examples, at the lines that they name, and stays silent on its good ones. */
import { describe, expect, test } from 'vitest';
import { runSetup } from '../../src/cli/setup-runner.ts';
import { builtinImage } from '../../src/image/builtin/builtin-image.ts';
import { applyFixes } from '../../src/lint/apply-fixes.ts';
import { inventoryOf } from '../../src/lint/inventory.ts';
import { type LintSource, lint } from '../../src/lint/lint.ts';
import { readRole } from '../../src/lint/role.ts';
import { type Example, GROUPS, type Rule } from '../../src/lint/rule.ts';
import { RULES } from '../../src/lint/rules/index.ts';

/** A name that suits the role, where the example does not care. */
const NAMES: Readonly<Record<string, string>> = {
  'module-setup': '50example/module-setup.sh',
  unit: 'example.service',
  'udev-rules': '60-example.rules',
  generator: 'example-generator',
  library: 'example-lib.sh',
};

function sourcesOf(example: Example): LintSource[] {
  const asked = example.role ?? 'hook:pre-mount';
  const role = readRole(asked);
  if (!role) throw new Error(`an example has the unknown role ${asked}`);
  return [
    {
      name: example.name ?? NAMES[role.kind] ?? 'example.sh',
      text: example.text,
      asked: { role, where: 'in the example' },
    },
    ...Object.entries(example.also ?? {}).map(([path, text]) => ({
      name: path,
      text,
      ...(path.startsWith('/') ? { imagePath: path } : {}),
    })),
  ];
}

function findings(rule: Rule, example: Example) {
  const base = inventoryOf(builtinImage(), false);
  const { programs } = example;
  const shell = example.shell === 'bash-posix' ? 'bash' : example.shell;
  return lint(sourcesOf(example), {
    rules: [rule],
    ...(shell ? { shell } : {}),
    // Modules are known from running their setup, which takes a while.
    ...(Object.keys(example.also ?? {}).some((path) => path.endsWith('module-setup.sh')) ? { runBash: runSetup } : {}),
    ...(programs ? { inventory: { ...base, exact: true, hasProgram: (name) => programs.includes(name) } } : {}),
  }).findings;
}

const shown = (found: ReturnType<typeof findings>) => found.map((f) => `${f.file}:${f.line}: ${f.message}`);

test('rules have ids of their own, texts, and examples of both kinds', () => {
  expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
  for (const rule of RULES) {
    expect(rule.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(Object.keys(GROUPS)).toContain(rule.group);
    expect(rule.problem, rule.id).not.toMatch(/[.!]$/);
    expect(rule.remedy, rule.id).toMatch(/[.)]$/);
    expect(rule.why.length, rule.id).toBeGreaterThan(80);
    expect(rule.bad.length, rule.id).toBeGreaterThan(0);
    expect(rule.good.length, rule.id).toBeGreaterThan(0);
  }
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  test.each(rule.bad.map((example) => [example.text, example] as const))('finds %j', (_text, example) => {
    const found = findings(rule, example);
    if (example.lines)
      expect(
        found.map((f) => f.line),
        shown(found).join('\n'),
      ).toEqual(example.lines);
    else expect(found.length).toBeGreaterThan(0);
    for (const finding of found) {
      expect(finding.rule).toBe(rule.id);
      expect(finding.message).not.toMatch(/[.!]$/);
    }
    if (example.fixed !== undefined) expect(applyFixes(example.text, found).text).toBe(example.fixed);
  });

  test.each(rule.good.map((example) => [example.text, example] as const))('is silent about %j', (_text, example) => {
    expect(shown(findings(rule, example))).toEqual([]);
  });
});
