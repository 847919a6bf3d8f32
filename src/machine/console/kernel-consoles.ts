/** Which consoles the kernel's command line asks for, and how /proc/consoles shows them. */

const NUMBERS: readonly (readonly [RegExp, number, number])[] = [
  [/^tty(\d+)$/, 4, 0],
  [/^ttyS(\d+)$/, 4, 64],
  [/^hvc(\d+)$/, 229, 0],
  [/^ttyAMA(\d+)$/, 204, 64],
];

/** Names in the order of the command line, without those that we do not have; `tty0` when it asks for none. The last one is /dev/console. */
export function consolesOf(commandLine: string): readonly string[] {
  const asked = [...commandLine.matchAll(/(?:^|\s)console=([^\s,]+)/g)]
    .map(([, name]) => name!)
    .filter((name) => NUMBERS.some(([pattern]) => pattern.test(name)));
  return asked.length > 0 ? [...new Set(asked)] : ['tty0'];
}

/** Lines of /proc/consoles: the preferred one first. */
export function consoleLines(consoles: readonly string[]): readonly string[] {
  return [...consoles].reverse().map((name, index) => {
    const [pattern, major, base] = NUMBERS.find(([p]) => p.test(name))!;
    const minor = base + Number(pattern.exec(name)![1]);
    return `${name.padEnd(20)} -W${name.startsWith('tty') && !/^tty(S|AMA)/.test(name) ? 'U' : '-'} (E${index === 0 ? 'C' : ' '} p ${/^tty(S|AMA)/.test(name) ? 'a' : ' '})    ${major}:${minor}`;
  });
}
