/** `dryboot lint`: reads scripts, units and images, prints what would stop a boot, mends what can be mended safely. */
import { chmodSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { type Image, ImageProblem } from '../image/image.ts';
import { notInBaseline, writeBaseline } from '../lint/baseline.ts';
import {
  CONFIGURATION_NAME,
  type Configuration,
  fits,
  LINT_SHELLS,
  NO_CONFIGURATION,
  readConfiguration,
} from '../lint/configuration.ts';
import type { LintFinding } from '../lint/finding.ts';
import { type LintOptions, type LintResult, type LintSource, lint as lintTexts } from '../lint/lint.ts';
import { mend } from '../lint/mend.ts';
import { printGithub } from '../lint/print-github.ts';
import { printJson } from '../lint/print-json.ts';
import { printRoles } from '../lint/print-roles.ts';
import { printSarif } from '../lint/print-sarif.ts';
import { printText } from '../lint/print-text.ts';
import { ROLE_NAMES, type Role, readRole } from '../lint/role.ts';
import type { Rule } from '../lint/rule.ts';
import { RULES } from '../lint/rules/index.ts';
import { type Finding, formatFinding, type Severity, UnusableInput } from '../report/finding.ts';
import { readBytes, readText, scenarioHost, writeWhole } from './host.ts';
import { findUpwards, type LintInputs, lintInputs } from './lint-inputs.ts';
import { choice, readOptions } from './options.ts';
import { version } from './package-root.ts';
import { EXIT } from './usage.ts';

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;

export async function lint(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    format: { type: 'string', default: 'text' },
    output: { type: 'string' },
    shell: { type: 'string' },
    image: { type: 'string' },
    role: { type: 'string' },
    rule: { type: 'string', multiple: true, default: [] },
    disable: { type: 'string', multiple: true, default: [] },
    config: { type: 'string' },
    baseline: { type: 'string' },
    'write-baseline': { type: 'string' },
    fix: { type: 'boolean', default: false },
    'explain-roles': { type: 'boolean', default: false },
    prove: { type: 'boolean', default: false },
    'prove-to': { type: 'string' },
  });
  const format = choice('--format', values.format, FORMATS);
  if (positionals.length === 0)
    throw new UnusableInput([
      {
        severity: 'error',
        message: 'lint: no PATH given',
        remedy: 'Name scripts, units, folders of them, or an unpacked image.',
      },
    ]);
  const { configuration, folder } = configurationFor(positionals[0]!, values.config);
  const below = (path: string): string => relative(folder, resolve(path));
  const inputs = lintInputs(positionals, (path) => configuration.exclude.some((pattern) => fits(pattern, below(path))));
  const role = values.role === undefined ? undefined : roleNamed(values.role);
  const sources = inputs.sources.map((source) => withRole(source, role, configuration, below));
  const rules = rulesToRun(values.rule, values.disable, configuration);
  const severities = new Map(
    [...configuration.rules].filter((entry): entry is [string, Severity] => entry[1] !== 'off'),
  );
  const shellName = values.shell ?? configuration.shell;
  const image = imageFor(values.image, configuration, folder) ?? inputs.image;
  const options: LintOptions = {
    rules,
    severities,
    ...(shellName === undefined ? {} : { shell: choice('--shell', shellName, LINT_SHELLS) }),
    ...(image ? { image } : {}),
    // Loaded only when there is something for it to run.
    ...(sources.some(({ name }) => /module-setup\.sh(?:\.in)?$/.test(name))
      ? { runBash: (await import('./setup-runner.ts')).runSetup }
      : {}),
  };
  const result = values['explain-roles']
    ? lintTexts(sources, { ...options, rules: [] })
    : values.fix
      ? mendFiles(sources, options, inputs)
      : lintTexts(sources, options);
  for (const complaint of inputs.complaints) process.stderr.write(`${formatFinding(complaint)}\n`);
  for (const file of result.project.linted)
    if (file.role.kind === 'other' && inputs.named.includes(file.name) && !values['explain-roles'])
      process.stderr.write(`${file.name}: not linted: ${file.facts.reasons.join('; ')}\n`);

  if (values['explain-roles']) {
    process.stdout.write(printRoles(result.project));
    return inputs.complaints.length > 0 ? EXIT.unusable : EXIT.asExpected;
  }
  if (values['write-baseline'] !== undefined) writeWhole(values['write-baseline'], writeBaseline(result.findings));
  const known = values.baseline ?? values['write-baseline'];
  const fresh = known === undefined ? result.findings : notInBaseline(result.findings, known, readText(known));
  const imageFolder = image?.name;
  const findings =
    values.prove || values['prove-to'] !== undefined
      ? (await import('./prove.ts')).proveAll(fresh, result.project, {
          shell: options.shell,
          imageFolder,
          folder: values['prove-to'],
        })
      : fresh;
  const report = {
    text: () => printText(findings, filesRead(result), useColour(values.output)),
    json: () => printJson(findings, result.project),
    sarif: () => printSarif(findings, result.project, rules, version()),
    github: () => printGithub(findings),
  }[format]();
  if (values.output === undefined) process.stdout.write(report);
  else writeWhole(values.output, report);
  return status(findings, inputs.complaints);
}

function status(findings: readonly LintFinding[], complaints: readonly Finding[]): number {
  if (complaints.length > 0) return EXIT.unusable;
  return findings.some((finding) => finding.severity === 'error') ? EXIT.failed : EXIT.asExpected;
}

const filesRead = ({ project }: LintResult): number =>
  project.linted.filter((file) => file.role.kind !== 'other' && !file.facts.within).length;

const useColour = (output: string | undefined): boolean =>
  output === undefined && process.stdout.isTTY === true && !process.env.NO_COLOR;

/** The configuration that counts, and the folder that its paths are below. */
function configurationFor(
  path: string,
  asked: string | undefined,
): { readonly configuration: Configuration; readonly folder: string } {
  const file = asked ?? findUpwards(path, CONFIGURATION_NAME);
  if (file === undefined) return { configuration: NO_CONFIGURATION, folder: resolve('.') };
  const ids = new Set(RULES.map((rule) => rule.id));
  return { configuration: readConfiguration(file, readText(file), ids), folder: dirname(resolve(file)) };
}

function roleNamed(text: string): Role {
  const role = readRole(text);
  if (role) return role;
  throw new UnusableInput([
    {
      severity: 'error',
      message: `--role ${text}: there is no such role`,
      remedy: `Roles are ${ROLE_NAMES.join(', ')}.`,
    },
  ]);
}

function withRole(
  source: LintSource,
  role: Role | undefined,
  configuration: Configuration,
  below: (path: string) => string,
): LintSource {
  if (role && source.linted !== false) return { ...source, asked: { role, where: 'with --role' } };
  const configured = configuration.roles.findLast(([pattern]) => fits(pattern, below(source.name)));
  return configured
    ? { ...source, asked: { role: configured[1], where: `in the configuration (${configured[0]})` } }
    : source;
}

function rulesToRun(
  only: readonly string[],
  without: readonly string[],
  configuration: Configuration,
): readonly Rule[] {
  const unknown = [...only, ...without].filter((id) => !RULES.some((rule) => rule.id === id));
  if (unknown.length > 0)
    throw new UnusableInput(
      unknown.map((id) => ({
        severity: 'error',
        message: `there is no rule "${id}"`,
        remedy: '`dryboot list rules` names them.',
      })),
    );
  return RULES.filter((rule) =>
    only.length > 0
      ? only.includes(rule.id) && !without.includes(rule.id)
      : !without.includes(rule.id) && configuration.rules.get(rule.id) !== 'off',
  );
}

function imageFor(asked: string | undefined, configuration: Configuration, folder: string): Image | undefined {
  const path =
    asked ?? (configuration.image === undefined ? undefined : relative('.', resolve(folder, configuration.image)));
  if (path === undefined || path === 'builtin') return undefined;
  const image = scenarioHost.directoryImage(path);
  if (image instanceof ImageProblem) throw new UnusableInput([{ severity: 'error', message: image.message }]);
  return image;
}

/** Writes what is mended, file by file, and gives what is left to say about the new texts. */
function mendFiles(sources: readonly LintSource[], options: LintOptions, inputs: LintInputs): LintResult {
  const { result, mended } = mend(sources, options);
  for (const { name, text, fixes } of mended) {
    const path = realpathSync(inputs.hostPaths.get(name) ?? name);
    const { mode } = statSync(path);
    if (readBytes(path) !== sources.find((source) => source.name === name)?.text) {
      process.stderr.write(`${name}: changed while it was read; left as it is\n`);
      continue;
    }
    writeWhole(path, Buffer.from(text, 'latin1'));
    chmodSync(path, mode & 0o7777);
    process.stderr.write(`${name}: ${fixes} place${fixes === 1 ? '' : 's'} mended\n`);
  }
  return result;
}
