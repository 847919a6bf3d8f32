/** systemd's, cryptsetup's and the file utilities' commands: which operands name units, mappers and files. */

import type { Invocation, Model } from '../run.ts';
import type { Expectation } from '../sinks.ts';
import { both, type Ends } from '../state.ts';
import { onlyText } from '../value.ts';
import { operandsOf } from './arguments.ts';
import { escaped } from './dracut.ts';
import { prints, unknownOutput } from './output.ts';
import { wrapped } from './shell.ts';

/** Operands that are all of one kind. */
const all =
  (expects: Expectation, valued = '', from = 0): Model =>
  (call) => {
    for (const field of operandsOf(call.fields, valued, true).operands.slice(from))
      call.run.sink(expects, call.name, field, call.context);
    return both(call.state);
  };

function systemctl(call: Invocation): Ends {
  const { operands } = operandsOf(call.fields, 'pnostH', true);
  const [verb, ...units] = operands;
  const name = verb && onlyText(verb.value);
  if (
    name &&
    !/^(daemon-reload|set-environment|show-environment|list-units|switch-root|import-environment)$/.test(name)
  )
    for (const unit of units) call.run.sink('unit', `systemctl ${name}`, unit, call.context);
  return prints(call, unknownOutput(call));
}

/** `systemd-cryptsetup attach NAME DEVICE [KEY] [OPTIONS]` */
function systemdCryptsetup(call: Invocation): Ends {
  const [verb, name, device] = operandsOf(call.fields, '').operands;
  const known = verb && onlyText(verb.value);
  if (name && (known === 'attach' || known === 'detach'))
    call.run.sink('mapper-name', `systemd-cryptsetup ${known}`, name, call.context);
  if (device && known === 'attach') call.run.sink('path', 'systemd-cryptsetup attach', device, call.context);
  return both(call.state);
}

/** `cryptsetup open DEVICE NAME`, `luksOpen`, `close NAME`. */
function cryptsetup(call: Invocation): Ends {
  const [verb, first, second] = operandsOf(call.fields, 'dhTtcsolp').operands;
  const known = verb && onlyText(verb.value);
  if (known === 'open' || known === 'luksOpen') {
    if (first) call.run.sink('path', `cryptsetup ${known}`, first, call.context);
    if (second) call.run.sink('mapper-name', `cryptsetup ${known}`, second, call.context);
  } else if ((known === 'close' || known === 'luksClose') && first)
    call.run.sink('mapper-name', `cryptsetup ${known}`, first, call.context);
  return both(call.state);
}

/** `mkdir` without -p makes one level only. */
function mkdir(call: Invocation): Ends {
  const { flags, operands } = operandsOf(call.fields, 'm');
  for (const field of operands)
    call.run.sink(/p|--parents/.test(flags) ? 'path' : 'new-file', 'mkdir', field, call.context);
  return both(call.state);
}

export const SYSTEM: Readonly<Record<string, Model>> = {
  systemctl,
  'systemd-cryptsetup': systemdCryptsetup,
  cryptsetup,
  'systemd-escape': escaped,
  mkdir,
  touch: all('new-file', 'drt'),
  mkfifo: all('new-file', 'm'),
  rm: all('path'),
  blkid: (call) => prints(call, unknownOutput(call)),
  stat: (call) => prints(call, unknownOutput(call)),
  nice: wrapped(/^-\d+$/, /^-n$/),
  nohup: wrapped(/^$/, /^$/),
  setsid: wrapped(/^$/, /^$/),
  timeout: wrapped(/^$/, /^-[ks]$/, 1),
  env: wrapped(/^\w+=/, /^-[uCS]$/),
  time: wrapped(/^-p$/, /^$/),
  busybox: wrapped(/^$/, /^$/),
};
