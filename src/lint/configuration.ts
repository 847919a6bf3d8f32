/** `.dryboot.yaml`: severities, roles, what to leave out. Nothing in it is needed. */
import { isMap, isScalar, LineCounter, parseDocument, type Scalar } from 'yaml';
import { type Finding, type Severity, UnusableInput } from '../report/finding.ts';
import { ROLE_NAMES, type Role, readRole } from './role.ts';

export const CONFIGURATION_NAME = '.dryboot.yaml';

export const LINT_SHELLS = ['dash', 'busybox', 'bash'] as const;
export type LintShell = (typeof LINT_SHELLS)[number];

export interface Configuration {
  /** Other severities than the rules' own; `off` switches a rule off. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  /** Pattern of a path below the file's folder -> role; the last that fits counts. */
  readonly roles: readonly (readonly [pattern: string, role: Role])[];
  /** Patterns of paths that are not read when a folder is searched. */
  readonly exclude: readonly string[];
  readonly shell?: LintShell;
  /** Folder of an unpacked image, relative to the file. */
  readonly image?: string;
}

export const NO_CONFIGURATION: Configuration = { rules: new Map(), roles: [], exclude: [] };

const KEYS = ['rules', 'roles', 'exclude', 'shell', 'image'] as const;
const SEVERITIES = ['error', 'warning', 'info', 'off'] as const;

/**
 * @param knownRules ids that may be named
 * @throws UnusableInput with a finding for each thing that is wrong
 */
export function readConfiguration(file: string, text: string, knownRules: ReadonlySet<string>): Configuration {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const findings: Finding[] = [];
  const complain = (offset: number, message: string, remedy?: string): void => {
    const { line, col } = lines.linePos(offset);
    findings.push({ severity: 'error', file, line, column: col, message, ...(remedy ? { remedy } : {}) });
  };
  for (const error of document.errors) complain(error.pos[0], `not valid YAML: ${error.message.split('\n')[0]}`);
  const rules = new Map<string, Severity | 'off'>();
  const roles: (readonly [string, Role])[] = [];
  const exclude: string[] = [];
  let shell: LintShell | undefined;
  let image: string | undefined;

  /** The pairs of a map as texts, with where they stand. */
  const pairs = (node: unknown, what: string, offset: number): { key: Told; value: Told }[] => {
    if (!isMap(node)) {
      complain(offset, `${what}: expected a map`);
      return [];
    }
    return node.items.flatMap(({ key, value }) => {
      const told = { key: tell(key), value: tell(value) };
      if (told.key && told.value) return [{ key: told.key, value: told.value }];
      complain(told.key?.offset ?? offset, `${what}: expected one word after ${told.key?.text ?? 'each key'}`);
      return [];
    });
  };

  if (findings.length === 0 && document.contents !== null) {
    if (!isMap(document.contents)) complain(0, 'expected a map of keys at the top', `Keys are ${KEYS.join(', ')}.`);
    else
      for (const { key, value } of document.contents.items) {
        const name = tell(key);
        const offset = name?.offset ?? 0;
        switch (name?.text) {
          case 'rules':
            for (const pair of pairs(value, 'rules', offset)) {
              const severity = SEVERITIES.find((known) => known === pair.value.text);
              if (!knownRules.has(pair.key.text))
                complain(pair.key.offset, `there is no rule "${pair.key.text}"`, '`dryboot list rules` names them.');
              else if (!severity)
                complain(
                  pair.value.offset,
                  `rules: ${pair.key.text}: "${pair.value.text}", expected ${SEVERITIES.join(', ')}`,
                );
              else rules.set(pair.key.text, severity);
            }
            break;
          case 'roles':
            for (const pair of pairs(value, 'roles', offset)) {
              const role = readRole(pair.value.text);
              if (role) roles.push([pair.key.text, role]);
              else
                complain(
                  pair.value.offset,
                  `there is no role "${pair.value.text}"`,
                  `Roles are ${ROLE_NAMES.join(', ')}.`,
                );
            }
            break;
          case 'exclude': {
            const items = (value as { readonly items?: readonly unknown[] } | null)?.items;
            for (const item of items ?? []) {
              const told = tell(item);
              if (told) exclude.push(told.text);
            }
            if (!items) complain(offset, 'exclude: expected a list of patterns');
            break;
          }
          case 'shell':
            shell = LINT_SHELLS.find((known) => known === tell(value)?.text);
            if (!shell) complain(tell(value)?.offset ?? offset, `shell: expected ${LINT_SHELLS.join(', ')}`);
            break;
          case 'image':
            image = tell(value)?.text;
            if (!image) complain(offset, 'image: expected the folder of an unpacked image');
            break;
          default:
            complain(offset, `unknown key "${name?.text ?? ''}"`, `Keys are ${KEYS.join(', ')}.`);
        }
      }
  }
  if (findings.length > 0) throw new UnusableInput(findings);
  return { rules, roles, exclude, ...(shell ? { shell } : {}), ...(image ? { image } : {}) };
}

interface Told {
  readonly text: string;
  readonly offset: number;
}

function tell(node: unknown): Told | undefined {
  if (!isScalar(node)) return undefined;
  const { value, range } = node as Scalar;
  return typeof value === 'string' ? { text: value, offset: range?.[0] ?? 0 } : undefined;
}

/** Whether a path fits a pattern: `*` is anything but a slash, `**` anything; a pattern without a slash fits the name in any folder. */
export function fits(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*|\?/g, (found) => (found === '?' ? '[^/]' : found === '*' ? '[^/]*' : '.*'));
  const anywhere = pattern.includes('/') ? '^' : '(?:^|/)';
  return new RegExp(`${anywhere}${source.replace(/^\//, '')}(?:/|$)`).test(path);
}
