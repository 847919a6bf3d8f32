/** `.dryboot.yaml`: severities, roles, what to leave out. Nothing in it is needed. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
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

const SEVERITIES = ['error', 'warning', 'info', 'off'] as const;

/**
 * @param knownRules ids that may be named
 * @throws UnusableInput with a finding for each thing that is wrong
 */
export function readConfiguration(file: string, text: string, knownRules: ReadonlySet<string>): Configuration {
  const reader = new Reader(file, text, knownRules);
  if (reader.findings.length > 0) throw new UnusableInput(reader.findings);
  const { rules, roles, exclude, shell, image } = reader;
  return { rules, roles, exclude, ...(shell ? { shell } : {}), ...(image ? { image } : {}) };
}

/** One word of the file and where it stands. */
interface Told {
  readonly text: string;
  readonly offset: number;
}

class Reader {
  readonly findings: Finding[] = [];
  readonly rules = new Map<string, Severity | 'off'>();
  readonly roles: (readonly [string, Role])[] = [];
  readonly exclude: string[] = [];
  shell: LintShell | undefined = undefined;
  image: string | undefined = undefined;
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #knownRules: ReadonlySet<string>;

  /** What each key of the file takes. */
  readonly #keys: Readonly<Record<string, (value: unknown, at: number) => void>> = {
    rules: (value, at) => {
      for (const pair of this.#pairs(value, 'rules', at)) this.#rule(pair.key, pair.value);
    },
    roles: (value, at) => {
      for (const pair of this.#pairs(value, 'roles', at)) this.#role(pair.key, pair.value);
    },
    exclude: (value, at) => {
      if (!isSeq(value)) this.#complain(at, 'exclude: expected a list of patterns');
      else for (const item of value.items) this.#excluded(tell(item), at);
    },
    shell: (value, at) => {
      const told = tell(value);
      this.shell = LINT_SHELLS.find((known) => known === told?.text);
      if (!this.shell) this.#complain(told?.offset ?? at, `shell: expected ${LINT_SHELLS.join(', ')}`);
    },
    image: (value, at) => {
      this.image = tell(value)?.text;
      if (!this.image) this.#complain(at, 'image: expected the folder of an unpacked image');
    },
  };

  constructor(file: string, text: string, knownRules: ReadonlySet<string>) {
    this.#file = file;
    this.#knownRules = knownRules;
    const document = parseDocument(text, {
      schema: 'failsafe',
      lineCounter: this.#lines,
      uniqueKeys: true,
      prettyErrors: false,
      logLevel: 'silent',
    });
    for (const error of document.errors)
      this.#complain(error.pos[0], `not valid YAML: ${error.message.split('\n')[0]}`);
    if (this.findings.length > 0 || document.contents === null) return;
    const remedy = `Keys are ${Object.keys(this.#keys).join(', ')}.`;
    if (!isMap(document.contents)) {
      this.#complain(0, 'expected a map of keys at the top', remedy);
      return;
    }
    for (const { key, value } of document.contents.items) {
      const name = tell(key);
      const read = name && Object.hasOwn(this.#keys, name.text) ? this.#keys[name.text] : undefined;
      if (read) read(value, name?.offset ?? 0);
      else this.#complain(name?.offset ?? 0, `unknown key "${name?.text ?? ''}"`, remedy);
    }
  }

  #rule(id: Told, severity: Told): void {
    const known = SEVERITIES.find((word) => word === severity.text);
    if (!this.#knownRules.has(id.text))
      this.#complain(id.offset, `there is no rule "${id.text}"`, '`dryboot list rules` names them.');
    else if (!known)
      this.#complain(severity.offset, `rules: ${id.text}: "${severity.text}", expected ${SEVERITIES.join(', ')}`);
    else this.rules.set(id.text, known);
  }

  #role(pattern: Told, name: Told): void {
    const role = readRole(name.text);
    if (role) this.roles.push([pattern.text, role]);
    else this.#complain(name.offset, `there is no role "${name.text}"`, `Roles are ${ROLE_NAMES.join(', ')}.`);
  }

  #excluded(pattern: Told | undefined, at: number): void {
    if (pattern) this.exclude.push(pattern.text);
    else this.#complain(at, 'exclude: expected a list of patterns');
  }

  /** The pairs of a map of words. */
  #pairs(node: unknown, what: string, at: number): { readonly key: Told; readonly value: Told }[] {
    if (!isMap(node)) {
      this.#complain(at, `${what}: expected a map`);
      return [];
    }
    return node.items.flatMap((item) => {
      const key = tell(item.key);
      const value = tell(item.value);
      if (key && value) return [{ key, value }];
      this.#complain(key?.offset ?? at, `${what}: expected one word after ${key?.text ?? 'each key'}`);
      return [];
    });
  }

  #complain(offset: number, message: string, remedy?: string): void {
    const { line, col } = this.#lines.linePos(offset);
    this.findings.push({
      severity: 'error',
      file: this.#file,
      line,
      column: col,
      message,
      ...(remedy ? { remedy } : {}),
    });
  }
}

function tell(node: unknown): Told | undefined {
  if (!isScalar(node) || typeof node.value !== 'string') return undefined;
  return { text: node.value, offset: node.range?.[0] ?? 0 };
}

/** Whether a path fits a pattern: `*` is anything but a slash, `**` anything; a pattern without a slash fits the name in any folder. */
export function fits(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*|\?/g, (found) => (found === '?' ? '[^/]' : found === '*' ? '[^/]*' : '.*'));
  const anywhere = pattern.includes('/') ? '^' : '(?:^|/)';
  return new RegExp(`${anywhere}${source.replace(/^\//, '')}(?:/|$)`).test(path);
}
