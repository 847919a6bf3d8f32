/** Unit files written while the boot goes on, and the reload that should make them count comes when it is too late. */
import { literalOf, nameOf, operandsOf, shapeOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

const DROP_IN = /^\0?\/(?:etc|run|usr\/lib|lib)\/systemd\/system\/[^/]+\.d\//;

export const daemonReloadLate: Rule = {
  id: 'daemon-reload-late',
  severity: 'warning',
  group: 'waiting',
  problem: 'units that are written while systemd already works on the boot count only from a reload on',
  remedy: 'Write them in a generator, or reload in the same script before anything waits for them.',
  why:
    'systemd reads units before the boot begins. A drop-in that a hook writes is not seen until `systemctl daemon-reload`; when that is handed to the initqueue it runs ' +
    'behind the thing that it should change, and the time limit of 90 s is over first: "Timed out waiting for device". One reload took 67 s on a ' +
    'machine with many devices (dracut-ng#2307, Ubuntu bug 2143264).',
  bad: [
    {
      text: 'mkdir -p /run/systemd/system/x.device.d\nprintf "[Unit]\\nJobTimeoutSec=0\\n" > /run/systemd/system/x.device.d/timeout.conf\n/sbin/initqueue --onetime --unique --name daemon-reload systemctl daemon-reload\n',
      lines: [3],
    },
    {
      role: 'hook:cmdline',
      text: '{\n    echo "[Unit]"\n    echo "After=own.service"\n} > /etc/systemd/system/sysroot.mount.d/own.conf\n',
      shell: 'busybox',
      lines: [4],
      note: 'And nothing reloads.',
    },
  ],
  good: [
    {
      text: 'printf "[Unit]\\nJobTimeoutSec=0\\n" > /run/systemd/system/x.device.d/timeout.conf\nsystemctl daemon-reload\n',
    },
    { role: 'generator', text: '#!/bin/sh\nprintf "[Unit]\\n" > /run/systemd/system/x.service\n' },
    { text: 'systemctl daemon-reload\n' },
    {
      text: 'printf "[Mount]\\n" > /run/systemd/system/run-own.mount\nsystemctl start run-own.mount\n',
      note: 'A new unit is read when it is started.',
    },
    { role: 'hook:pre-pivot', text: 'echo x > "$NEWROOT/etc/systemd/system/x.service"\n' },
  ],
  script(file, report) {
    if (file.role.kind !== 'hook' && file.role.kind !== 'library' && file.role.kind !== 'udev-helper') return undefined;
    if (file.phase && /^(?:pre-pivot|cleanup|.*shutdown|emergency)/.test(file.phase)) return undefined;
    const written: { readonly start: number; readonly end: number }[] = [];
    let reloads = false;
    return {
      redirection(node) {
        const shape = shapeOf(node.target);
        // A whole unit is read when it is started; what is added to one that is known already is not.
        if (
          /^(?:>|>>|>\|)$/.test(node.operator) &&
          DROP_IN.test(shape) &&
          !/newroot|sysroot\//i.test(file.source(node.target))
        )
          written.push(node);
      },
      simple(node) {
        const words = operandsOf(node).map(literalOf);
        const at = words.indexOf('daemon-reload');
        if (at < 0) return;
        if (nameOf(node) === 'systemctl') reloads = true;
        else if (nameOf(node) === 'initqueue') {
          reloads = true;
          report({
            at: node,
            message: 'this reload waits for its turn in the initqueue, behind what it should change',
          });
        }
      },
      end() {
        if (reloads || !written[0]) return;
        report({
          at: written[0],
          message: 'this drop-in is written while systemd already runs, and nothing reloads here',
        });
      },
    };
  },
};
