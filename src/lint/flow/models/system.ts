/** systemd's, cryptsetup's and the file utilities' commands: which operands name units, mappers and files. */

import { argumentsOf } from '../call.ts';
import type { Invocation, Model } from '../run.ts';
import type { Expectation } from '../sinks.ts';
import { both, type Ends } from '../state.ts';
import { onlyText } from '../value.ts';
import { operandsOf } from './arguments.ts';
import { escaped } from './dracut.ts';
import { prints, unknownOutput } from './output.ts';
import { shifted, wrapped } from './shell.ts';

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

/** dracut's initqueue: the command behind its options runs later, with these arguments. */
function initqueue(call: Invocation): Ends {
  let at = 0;
  while (at < call.fields.length && onlyText(call.fields[at]!.value)?.startsWith('--'))
    at += onlyText(call.fields[at]!.value) === '--name' || onlyText(call.fields[at]!.value) === '--env' ? 2 : 1;
  if (at < call.fields.length) call.run.invoke(shifted({ ...call, context: { ...call.context, captured: false } }, at));
  return both(call.state);
}

/** `sh FILE ARGUMENT…` */
function shell(call: Invocation): Ends {
  const at = call.fields.findIndex(({ value }) => !onlyText(value)?.startsWith('-'));
  const options = call.fields.slice(0, Math.max(at, 0)).map(({ value }) => onlyText(value) ?? '');
  const operand = call.fields[at];
  if (!operand) return both(call.state);
  if (!options.some((each) => /^-\w*c/.test(each))) return call.run.invoke(shifted(call, at));
  const text = call.run.toText(operand.value);
  if (text === undefined) return both(call.state);
  const { context, state, run, place } = call;
  const positional = argumentsOf(call.fields.slice(at + 2), (value) => value);
  const ends = run.evaluateText(text, { ...state, positional }, { ...context, instead: context.instead ?? place });
  return {
    ok: ends.ok && { ...state, output: ends.ok.output },
    fail: ends.fail && { ...state, output: ends.fail.output },
  };
}

export const SYSTEM: Readonly<Record<string, Model>> = {
  systemctl,
  initqueue,
  sh: shell,
  dash: shell,
  bash: shell,
  ash: shell,
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
