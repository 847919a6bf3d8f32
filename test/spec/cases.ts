/**
 * Cases of the shell as shell files. A case is `#### title`, its code, and what a shell does with it:
 * `## STDOUT:` … `## END`, `## STDERR:` … `## END`, `## status: N` (nothing, nothing and 0 by default), `## stdout-json: "…"` for
 * bytes that lines cannot hold, `## OK bash STDOUT:` and the like where one shell differs, `## shells: dash bash` where others have no
 * such thing, `## stderr: any` where it is nobody's business, `## not-yet: bash` where dryboot does not follow that shell yet.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const SHELLS = ['dash', 'busybox', 'bash'] as const;
export type Shell = (typeof SHELLS)[number];

/** Bytes, one code unit each. */
export interface Outcome {
  readonly stdout: string;
  /** Undefined: any. */
  readonly stderr: string | undefined;
  readonly status: number;
}

export interface Case {
  readonly title: string;
  readonly line: number;
  readonly code: string;
  readonly shells: readonly Shell[];
  /** Known differences: only the real shell is asked. */
  readonly notYet: readonly Shell[];
  /** What is written for one shell replaces what is written for all. */
  readonly written: readonly Expectation[];
}

export interface Expectation {
  readonly shell: Shell | undefined;
  readonly key: 'stdout' | 'stderr' | 'status';
  readonly value: string | undefined;
}

export const SPEC_FOLDER = 'test/spec';

export const specFiles = (): string[] =>
  readdirSync(SPEC_FOLDER)
    .filter((name) => name.endsWith('.sh'))
    .sort()
    .map((name) => join(SPEC_FOLDER, name));

export function readCases(file: string): Case[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const starts = lines.flatMap((line, index) => (line.startsWith('#### ') ? [index] : []));
  return starts.map((start, index) => readCase(lines, start, starts[index + 1] ?? lines.length));
}

function readCase(lines: readonly string[], start: number, end: number): Case {
  const code: string[] = [];
  const written: Expectation[] = [];
  let shells: readonly Shell[] = SHELLS;
  let notYet: readonly Shell[] = [];
  for (let at = start + 1; at < end; at++) {
    const line = lines[at]!;
    if (!line.startsWith('## ')) {
      if (written.length === 0) code.push(line);
      else if (line !== '') throw new Error(`line ${at + 1}: code after the expectations`);
      continue;
    }
    const [, shell, key, value] = /^## (?:OK (\S+) )?([A-Za-z-]+):\s*(.*)$/.exec(line) ?? [];
    const own = shell as Shell | undefined;
    if (key === 'shells') shells = value!.split(' ') as Shell[];
    else if (key === 'not-yet') notYet = value!.split(' ') as Shell[];
    else if (key === 'status') written.push({ shell: own, key, value: value! });
    else if (key === 'stderr' && value === 'any') written.push({ shell: own, key, value: undefined });
    else if (key === 'stdout-json' || key === 'stderr-json')
      written.push({
        shell: own,
        key: key === 'stdout-json' ? 'stdout' : 'stderr',
        value: JSON.parse(value!) as string,
      });
    else if (key === 'STDOUT' || key === 'STDERR') {
      const block: string[] = [];
      for (at++; lines[at] !== '## END'; at++) {
        if (at >= end) throw new Error(`line ${start + 1}: no ## END`);
        block.push(lines[at]!);
      }
      const text = Buffer.from(block.map((each) => `${each}\n`).join('')).toString('latin1');
      written.push({ shell: own, key: key === 'STDOUT' ? 'stdout' : 'stderr', value: text });
    } else throw new Error(`line ${at + 1}: not understood: ${line}`);
  }
  while (code.at(-1) === '') code.pop();
  return { title: lines[start]!.slice(5), line: start + 1, code: code.join('\n'), shells, notYet, written };
}

export function expectedOf(each: Case, shell: Shell): Outcome {
  const find = (key: Expectation['key'], otherwise: string): string | undefined => {
    const found =
      each.written.find((expectation) => expectation.key === key && expectation.shell === shell) ??
      each.written.find((expectation) => expectation.key === key && !expectation.shell);
    return found ? found.value : otherwise;
  };
  return { stdout: find('stdout', '') ?? '', stderr: find('stderr', ''), status: Number(find('status', '0')) };
}

/** The lines that say what the shells did: the first shell's for all, and where others differ. */
export function describeOutcomes(outcomes: ReadonlyMap<Shell, Outcome>): string[] {
  const [first, ...others] = [...outcomes];
  if (!first) return [];
  const lines = [
    ...block('', 'stdout', first[1].stdout),
    ...block('', 'stderr', first[1].stderr ?? ''),
    ...(first[1].status === 0 ? [] : [`## status: ${first[1].status}`]),
  ];
  for (const [shell, outcome] of others) {
    if (outcome.stdout !== first[1].stdout) lines.push(...block(`OK ${shell} `, 'stdout', outcome.stdout, true));
    if (outcome.stderr !== first[1].stderr) lines.push(...block(`OK ${shell} `, 'stderr', outcome.stderr ?? '', true));
    if (outcome.status !== first[1].status) lines.push(`## OK ${shell} status: ${outcome.status}`);
  }
  return lines.length > 0 ? lines : ['## status: 0'];
}

function block(prefix: string, key: 'stdout' | 'stderr', bytes: string, always = false): string[] {
  if (bytes === '' && !always) return [];
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  if (bytes !== '' && (!bytes.endsWith('\n') || /[\0-\x08\x0b-\x1f\x7f\x80-\xff]/.test(bytes) || /^## /m.test(bytes)))
    return [`## ${prefix}${key}-json: ${JSON.stringify(bytes)}`];
  return [`## ${prefix}${key.toUpperCase()}:`, ...text.split('\n').slice(0, -1), '## END'];
}
