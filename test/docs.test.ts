/** The commands that the documentation shows give the output that it shows; the files that it shows are the files that they read. */
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dryboot, folderWith } from './cli/command.ts';

interface Block {
  /** Words after the opening fence: a language, and for a file its name. */
  readonly info: readonly string[];
  readonly lines: readonly string[];
}

function blocksOf(file: string): Block[] {
  return [...readFileSync(file, 'utf8').matchAll(/^```(\S.*)\n([\s\S]*?)^```$/gm)].map(([, info, body]) => ({
    info: info!.split(' '),
    lines: body!.replace(/\n$/, '').split('\n'),
  }));
}

/** `$ dryboot …` lines, each with the output below it. */
function commandsOf(block: Block): { command: string; output: string[] }[] {
  const found: { command: string; output: string[] }[] = [];
  for (const line of block.lines) {
    if (line.startsWith('$ ')) found.push({ command: line.slice(2), output: [] });
    else found.at(-1)?.output.push(line);
  }
  return found;
}

/** Splits a command line at blanks, with double and single quotes. */
const words = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3]!);

/** A line `…` stands for any number of lines, `…` in a line for any text; process numbers may differ. */
function pattern(output: readonly string[]): RegExp {
  const literally = (text: string): string =>
    text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\\\[\d+\\\]/g, '\\[\\d+\\]');
  const parts = output.map((line) =>
    line.trim() === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(literally).join('.*')} *\\n`,
  );
  return new RegExp(`^${parts.join('')}$`);
}

for (const file of ['README.md']) {
  describe(file, () => {
    const blocks = blocksOf(file);
    const cwd = folderWith();
    for (const name of ['scripts-under-test', 'scenarios']) symlinkSync(resolve(name), join(cwd, name));
    for (const block of blocks) {
      const [language, name] = block.info;
      if (language === 'yaml' && name) writeFileSync(join(cwd, name), `${block.lines.join('\n')}\n`);
    }
    for (const { command, output } of blocks.filter((block) => block.info[0] === 'console').flatMap(commandsOf)) {
      const [program, ...args] = words(command);
      if (program !== 'dryboot') continue;
      test(command, () => {
        const ran = dryboot(args, { cwd });
        expect(ran.stderr).toBe('');
        if (output.length > 0) expect(ran.stdout).toMatch(pattern(output));
      });
    }
  });
}

test('the README shows commands and output', () => {
  expect(
    blocksOf('README.md')
      .filter((block) => block.info[0] === 'console')
      .flatMap(commandsOf).length,
  ).toBeGreaterThan(3);
});
