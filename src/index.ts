/** The library: rehearse boots, lint boot scripts and run shells in process. */
export { scenarioHost } from './cli/host.ts';
export { type LintTextsOptions, lint } from './cli/lint-texts.ts';
export type { CauseStep } from './explain/cause.ts';
export type { LintFinding, LintStep } from './lint/finding.ts';
export { type Finding, UnusableInput } from './report/finding.ts';
export {
  type LoadOptions,
  loadScenario,
  type Prepared,
  type Scenario,
  type ScenarioHost,
} from './scenario/load-scenario.ts';
export type { Complaint, JournalLine, Recording, Rehearsal } from './scenario/rehearsal.ts';
export { type RehearseOptions, rehearse } from './scenario/rehearse.ts';
export { type RunShellOptions, runShell, type ShellName, type ShellResult } from './scenario/run-shell.ts';
export type { Outcome } from './scenario/schema.ts';
export type { Event, EventBody, EventKind } from './trace/event.ts';
export type { Position } from './trace/position.ts';
