/** The one-line form of breakpoints. */
import type { UnitState } from '../trace/event.ts';
import type { BreakpointSpec } from './breakpoint.ts';
import type { Problem } from './session.ts';

const KINDS = ['line', 'function', 'hook', 'phase', 'program', 'variable', 'path', 'unit', 'status', 'if'] as const;
const STATES: readonly UnitState[] = ['inactive', 'activating', 'active', 'deactivating', 'failed'];

/** @param testProblem says what is wrong with a condition, as the shell itself would. */
export function readBreakpoint(
  text: string,
  testProblem: (condition: string) => string | undefined,
): BreakpointSpec | Problem {
  const line = text.trim();
  const [, begin, written] = /^(.*?)(?:^|\s+)if(?:\s+(.*))?$/s.exec(line) ?? [undefined, line, undefined];
  // The brackets are understood, but people write them.
  const test = written?.replace(/^\[\s+([^[\]]*)\s+\]$/, '$1');
  const hasCondition = begin !== line;
  if (hasCondition) {
    const problem = testProblem(test ?? '');
    if (problem !== undefined) return { problem: `if ${test ?? ''}: ${problem}` };
  }
  const condition = hasCondition ? { condition: test! } : {};
  if (hasCondition && begin === '') return { kind: 'condition', ...condition };
  const spec = readPlace(begin ?? line);
  return 'problem' in spec ? spec : { ...spec, ...condition };
}

function readPlace(text: string): BreakpointSpec | Problem {
  const [kind = '', ...rest] = text.split(/\s+/);
  const name = rest.join(' ');
  const wants = (what: string): Problem => ({
    problem: `${kind}: expected ${what}, found ${name === '' ? 'nothing' : `"${name}"`}`,
  });
  switch (kind) {
    case 'line': {
      const place = readLine(name);
      return place ?? wants('FILE:LINE, such as 90-zfs-load-key.sh:70');
    }
    case 'function':
      return /^\S+$/.test(name) ? { kind, name: name.replace(/\(\)$/, '') } : wants('the name of a function');
    case 'hook':
      return name === '' ? wants('a hook, such as 90-zfs-load-key.sh') : { kind, name };
    case 'phase':
      return /^[\w-]+$/.test(name) ? { kind, name } : wants('a phase, such as pre-mount');
    case 'program':
      return name === ''
        ? wants('a program and the beginning of its words, such as zfs load-key')
        : { kind, words: rest };
    case 'variable': {
      const [, variable, value] = /^([A-Za-z_]\w*)(?:\s*=\s*(.*))?$/s.exec(name) ?? [];
      if (variable === undefined) return wants('the name of a variable, or NAME = VALUE');
      return { kind, name: variable, ...(value === undefined ? {} : { value }) };
    }
    case 'path':
      return name.startsWith('/') || name.startsWith('*') ? { kind, path: name } : wants('an absolute path');
    case 'unit': {
      const [unit, state] = rest;
      if (unit === undefined) return wants('a unit, such as sysroot.mount');
      if (rest.length > 2 || (state !== undefined && !(STATES as readonly string[]).includes(state)))
        return wants(`a unit and perhaps one of ${STATES.join(', ')}`);
      return { kind, name: unit, ...(state === undefined ? {} : { state: state as UnitState }) };
    }
    case 'status':
      if (name === '') return { kind };
      return /^\d{1,3}$/.test(name) ? { kind, status: Number(name) } : wants('a status from 0 to 255, or nothing');
    default: {
      const place = rest.length === 0 ? readLine(kind) : undefined;
      return place ?? { problem: `expected one of ${KINDS.join(', ')}, or FILE:LINE; found "${text}"` };
    }
  }
}

function readLine(text: string): BreakpointSpec | undefined {
  const [, file, line] = /^(.+):(\d+)$/.exec(text) ?? [];
  return file === undefined || Number(line) < 1 ? undefined : { kind: 'line', file, line: Number(line) };
}

/** As it can be read again. */
export function breakpointText(spec: BreakpointSpec): string {
  const test = spec.condition === undefined ? '' : `if ${spec.condition}`;
  return [placeText(spec), test].filter(Boolean).join(' ');
}

function placeText(spec: BreakpointSpec): string {
  switch (spec.kind) {
    case 'line':
      return `line ${spec.file}:${spec.line}`;
    case 'function':
    case 'hook':
    case 'phase':
      return `${spec.kind} ${spec.name}`;
    case 'program':
      return `program ${spec.words.join(' ')}`;
    case 'variable':
      return `variable ${spec.name}${spec.value === undefined ? '' : ` = ${spec.value}`}`;
    case 'path':
      return `path ${spec.path}`;
    case 'unit':
      return `unit ${spec.name}${spec.state === undefined ? '' : ` ${spec.state}`}`;
    case 'status':
      return `status${spec.status === undefined ? '' : ` ${spec.status}`}`;
    case 'condition':
      return '';
  }
}
