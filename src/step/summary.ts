/** An event in one line, for people. */
import { commandLine } from '../explain/sources.ts';
import type { Event } from '../trace/event.ts';

export const summaryOf = (event: Event): string => sentence(event).replaceAll('\n', '\\n');

function sentence(event: Event): string {
  switch (event.kind) {
    case 'process.started':
      return `process ${event.child} starts: ${commandLine(event.argv)}`;
    case 'process.executed':
      return `runs ${event.path}`;
    case 'process.ended':
      return event.signal ? `process ends by SIG${event.signal}` : `process ends with status ${event.status}`;
    case 'command.started':
      if (event.words.length === 0) return 'redirections';
      return event.what === 'missing' ? `${commandLine(event.words)}: not found` : commandLine(event.words);
    case 'command.ended':
      return `command ends with status ${event.status}`;
    case 'function.entered':
      return `into ${event.name}()`;
    case 'function.left':
      return `out of ${event.name}() with status ${event.status}`;
    case 'file.sourced':
      return `into ${event.path}`;
    case 'file.left':
      return `out of ${event.path} with status ${event.status}`;
    case 'branch.taken':
      return branch(event.construct, event.taken);
    case 'case.compared': {
      const matched = event.patterns.find((pattern) => pattern.matched);
      const way = event.taken < 0 ? 'no item matches' : `takes ${matched?.text ?? `item ${event.taken + 1}`}`;
      return `case ${event.word.text} = ${event.word.value}: ${way}`;
    }
    case 'left.early':
      return `${event.how} ${event.how === 'return' || event.how === 'exit' ? event.status : ''}`.trim();
    case 'variable.assigned':
      return `${event.name}=${event.value}`;
    case 'variable.unset':
      return `unset ${event.name}`;
    case 'substitution.ended':
      return `substitution gives ${event.output === '' ? 'nothing' : event.output} with status ${event.status}`;
    case 'shell.error':
      return `error: ${event.message}`;
    case 'xtrace':
      return event.text.trimEnd();
    case 'output':
      return `${event.stream}: ${event.text.trimEnd()}`;
    case 'path.probed':
      return `${event.path} ${event.found ? 'is there' : 'is not there'}`;
    case 'path.created':
      return `${event.type} ${event.path} made`;
    case 'path.written':
      return `${event.path} written`;
    case 'path.removed':
      return `${event.path} removed`;
    case 'mount.mounted':
      return `${event.source} mounted at ${event.target}`;
    case 'mount.unmounted':
      return `${event.target} unmounted`;
    case 'device.added':
      return `${event.link ? 'link' : 'device'} ${event.path} appears`;
    case 'device.removed':
      return `${event.link ? 'link' : 'device'} ${event.path} goes`;
    case 'pool.imported':
    case 'pool.exported':
      return `pool ${event.pool} ${event.kind === 'pool.imported' ? 'imported' : 'exported'}`;
    case 'key.loaded':
    case 'key.unloaded':
      return `key of ${event.encryptionRoot} ${event.kind === 'key.loaded' ? 'loaded' : 'unloaded'}`;
    case 'property.set':
      return `${event.dataset}: ${event.property}=${event.value}`;
    case 'dataset.created':
    case 'dataset.destroyed':
      return `dataset ${event.dataset} ${event.kind === 'dataset.created' ? 'created' : 'destroyed'}`;
    case 'luks.opened':
      return `LUKS volume ${event.name} opened on ${event.device}`;
    case 'luks.closed':
      return `LUKS volume ${event.name} closed`;
    case 'program.failed':
      return `failed: ${commandLine(event.argv)}`;
    case 'unit.changed':
      return `${event.unit}: ${event.from} to ${event.to}${event.to === 'failed' ? ` (${event.result})` : ''}`;
    case 'unit.skipped':
      return `${event.unit} skipped: ${event.condition}`;
    case 'unit.process':
      return `${event.unit} runs ${commandLine(event.argv)}`;
    case 'job.queued':
      return `job ${event.unit}/${event.job} queued`;
    case 'job.ended':
      return `job ${event.unit}/${event.job}: ${event.result}`;
    case 'phase.started':
      return `phase ${event.phase}`;
    case 'root.switched':
      return `root switched to ${event.root}, ${event.init} takes over`;
    case 'power.changed':
      return `the machine goes down (${event.to})`;
    case 'journal.logged':
      return `${event.identifier}[${event.logPid}]: ${event.message}`;
    case 'prompt.asked':
      return `asked: ${event.prompt}`;
    case 'prompt.answered':
      return `answered: ${event.prompt}`;
    case 'prompt.unanswered':
      return `nobody answers: ${event.prompt}`;
    case 'console.typed':
      return `typed: ${event.text}`;
    case 'fault.triggered':
      return `fault: ${event.fault}`;
    case 'change.made':
      return event.problem === undefined
        ? `changed: ${event.text}`
        : `cannot be changed: ${event.text}: ${event.problem}`;
    case 'unsupported':
      return `not modelled: ${event.what} ${event.detail}`;
    case 'limit.reached':
      return `limit of ${event.limit}: ${event.detail}`;
    case 'hang.found':
    case 'deadlock.found':
      return event.detail;
  }
}

function branch(construct: string, taken: boolean): string {
  switch (construct) {
    case '&&':
    case '||':
      return taken ? `${construct}: goes on` : `${construct}: what follows is left out`;
    case 'while':
    case 'until':
    case 'for':
      return taken ? `${construct}: another turn` : `${construct}: ends`;
    default:
      return taken ? `${construct}: true` : `${construct}: false`;
  }
}
