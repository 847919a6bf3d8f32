/** What an event is of, in words that are the same in every rehearsal: no pids, no event numbers. */
import type { Event } from './event.ts';
import type { Position } from './position.ts';

/** `FILE:LINE:COLUMN` for what stands in a script, else the event's own names, such as `sysroot.mount active`. */
export function subjectOf(event: Event): string {
  switch (event.kind) {
    case 'process.started':
    case 'process.executed':
      return event.argv.join(' ');
    case 'process.ended':
      return event.signal ?? String(event.status);
    case 'command.ended':
      return String(event.status);
    case 'function.left':
      return event.name;
    case 'file.sourced':
    case 'file.left':
    case 'path.probed':
    case 'path.created':
    case 'path.written':
    case 'path.removed':
    case 'device.added':
    case 'device.removed':
      return event.path;
    case 'mount.mounted':
    case 'mount.unmounted':
      return event.target;
    case 'pool.imported':
    case 'pool.exported':
      return event.pool;
    case 'key.loaded':
    case 'key.unloaded':
      return event.encryptionRoot;
    case 'property.set':
      return `${event.dataset} ${event.property}`;
    case 'dataset.created':
    case 'dataset.destroyed':
      return event.dataset;
    case 'luks.opened':
    case 'luks.closed':
      return event.name;
    case 'program.failed':
      return event.argv.join(' ');
    case 'unit.changed':
      return `${event.unit} ${event.to}`;
    case 'unit.skipped':
    case 'unit.process':
      return event.unit;
    case 'job.queued':
    case 'job.ended':
      return `${event.unit} ${event.job}`;
    case 'phase.started':
      return event.phase;
    case 'root.switched':
      return event.root;
    case 'power.changed':
      return event.to;
    case 'journal.logged':
      return `${event.identifier}: ${event.message}`;
    case 'prompt.asked':
    case 'prompt.answered':
    case 'prompt.unanswered':
      return event.prompt;
    case 'console.typed':
    case 'output':
    case 'xtrace':
      return event.text;
    case 'fault.triggered':
      return event.fault;
    case 'unsupported':
      return `${event.what} ${event.detail}`;
    case 'change.made':
      return event.text;
    case 'deadlock.found':
      return event.detail;
    case 'command.started':
    case 'function.entered':
    case 'branch.taken':
    case 'case.compared':
    case 'left.early':
    case 'substitution.ended':
      return place(event.position);
    case 'variable.assigned':
    case 'variable.unset':
      return event.position ? `${event.name} ${place(event.position)}` : event.name;
    case 'shell.error':
      return event.message;
    case 'limit.reached':
    case 'hang.found':
      return event.detail;
  }
}

const place = ({ file, line, column }: Position): string => `${file}:${line}:${column}`;
