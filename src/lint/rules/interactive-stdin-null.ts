/** A question on stdin, where stdin is /dev/null. */
import { flowOf } from '../flow/analyse.ts';
import { literalsOf, namesIn } from '../flow/query.ts';
import { described, flowTo } from '../flow/show.ts';
import type { Call } from '../flow/sinks.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

export const interactiveStdinNull: Rule = {
  id: 'interactive-stdin-null',
  severity: 'error',
  group: 'process',
  problem: 'this reads an answer from stdin, which is /dev/null in every phase of dracut under systemd',
  remedy: 'Ask with systemd-ask-password and pipe the answer, or read from /dev/console.',
  why:
    'dracut-pre-mount.service and the other phases have StandardInput=null. read fails at once, and zfs load-key takes what is no terminal for the key: an empty ' +
    'one, so that it says "Incorrect key provided" without having asked anybody (openzfs/zfs#8920).',
  bad: [
    { text: 'printf "Passphrase: " >&2\nread -r answer\n', lines: [2] },
    {
      text: 'k=$(zfs get -Ho value keylocation rpool)\ncase $k in\n    prompt) zfs load-key rpool ;;\nesac\n',
      lines: [3],
    },
  ],
  good: [
    { text: 'read -r answer < /dev/console\n' },
    { text: 'echo "$1" | { read -r answer; echo "$answer"; }\n' },
    {
      text: 'k=$(zfs get -Ho value keylocation rpool)\ncase $k in\n    prompt) systemd-ask-password --timeout=0 key | zfs load-key rpool ;;\n    *) zfs load-key rpool ;;\nesac\n',
    },
    { text: 'if [ -z "$DRACUT_SYSTEMD" ]; then\n    read -r answer\nfi\n' },
    { text: 'next() { read -r line; }\nnext < /etc/list\n' },
  ],
  project(project, report) {
    const flow = flowOf(project);
    for (const call of flow.calls) {
      if (call.name !== 'read' || !inPhase(call.entry) || call.input !== 'inherited' || fromDescriptor(call)) continue;
      report({ file: call.file, at: call.at });
    }
    for (const sink of flow.sinks) {
      if (sink.expects !== 'unanswered' || !inPhase(sink.entry)) continue;
      const [name] = namesIn(sink.value);
      report({
        file: sink.file,
        at: sink.at,
        message: 'the key location is prompt here, but stdin is /dev/null: zfs load-key asks nobody',
        ...(name ? { flow: flowTo(name, sink, `${described(name)}: its key is to be asked for`) } : {}),
      });
    }
  },
};

const inPhase = ({ role }: LintedFile): boolean => role.kind === 'hook' && !/shutdown|emergency/.test(role.phase);

/** `read -u 3`. */
const fromDescriptor = ({ arguments: given }: Call): boolean =>
  given.flatMap(literalsOf).some((word) => /^-\w*u/.test(word));
