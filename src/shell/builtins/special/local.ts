/** `local`: what is assigned comes back when the function ends. dash and busybox keep the outer value until then. */
import { isName } from '../../bash/reference.ts';
import type { Run } from './inside.ts';
import { special } from './inside.ts';

const run: Run = (sh, argv) => {
  const frame = sh.frames.at(-1);
  if (!frame) return sh.fail('not in a function');
  const sources = sh.wordSources;
  for (let index = 1; index < argv.length; index++) {
    const operand = argv[index]!;
    if (operand === '-') {
      frame.push({ options: { ...sh.options } });
      continue;
    }
    const equals = operand.indexOf('=');
    const name = equals < 0 ? operand : operand.slice(0, equals);
    if (!isName(name)) sh.fail(`${name}: bad variable name`);
    // busybox: what is local already stays as it is.
    const again = sh.dialect === 'busybox' && frame.some((hidden) => 'name' in hidden && hidden.name === name);
    if (!again) sh.hideIn(frame, name);
    if (equals >= 0) sh.setVariable(name, operand.slice(equals + 1), sh.position, sources[index] ?? []);
    else if (!sh.traits.localKeepsValue && !again) sh.unset(name);
  }
  return 0;
};

export const local = special('local', run, ['dash', 'busybox']);
