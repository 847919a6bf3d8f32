/** Variables of the shell at an event, with what the step changed. */
import type { EventId } from '../trace/event.ts';
import type { Chronicle } from './chronicle.ts';
import type { Snapshot } from './snapshot.ts';
import type { VariablesView, VariableView } from './view.ts';

/** @param before the step before; what another shell had is no change. */
export function variablesView(now: Snapshot, before: Snapshot, chronicle: Chronicle, cursor: EventId): VariablesView {
  const { shell } = now;
  if (!shell) return { shell: undefined, variables: [], parameters: [] };
  const earlier = before.shell?.pid === shell.pid ? before.shell.variables : shell.variables;
  const old = earlier === shell.variables ? undefined : new Map(earlier.map((each) => [each.name, each]));
  return {
    shell: { pid: shell.pid, name: shell.name, ofCursor: shell.pid === chronicle.events[cursor]!.pid },
    variables: shell.variables.map(({ event, ...each }): VariableView => {
      const since = event < 0 ? undefined : event;
      const was = old ? old.get(each.name) : each;
      if (!was) return { ...each, since, change: 'new' };
      if (was.value === each.value) return { ...each, since, change: 'same' };
      return { ...each, since, change: 'changed', ...(was.value === undefined ? {} : { before: was.value }) };
    }),
    parameters: [
      ...shell.positional.map((value, index) => ({ name: `$${index + 1}`, value })),
      { name: '$#', value: String(shell.positional.length) },
      { name: '$?', value: String(shell.status) },
      { name: '$$', value: String(shell.rootPid) },
      { name: '$0', value: shell.name },
      ...(shell.background === undefined ? [] : [{ name: '$!', value: String(shell.background) }]),
    ],
  };
}
