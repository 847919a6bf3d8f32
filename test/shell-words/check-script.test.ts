/** Whether a file is a script that the shell will read, and what the complaint says. */
import { describe, expect, test } from 'vitest';
import { checkScript, withSecondOpinions } from '../../src/scenario/check-script.ts';

describe('what is fine', () => {
  test.each([
    ['an empty file', ''],
    ['a script', '#!/bin/sh\nif true; then echo "a"; fi\n'],
    ['no newline at the end', 'echo a'],
    ['bytes that are not UTF-8', 'echo \xff\n'],
    ['a here-document that nobody ends', 'cat <<E\ntext\n'],
  ])('%s', (_, content) => expect(checkScript('hook.sh', content, 'dash')).toEqual([]));

  test('arrays are for bash only', () => {
    expect(checkScript('hook.sh', 'x=(1 2)\n', 'bash')).toEqual([]);
    expect(checkScript('hook.sh', 'x=(1 2)\n', 'dash')[0]).toMatchObject({
      line: 1,
      column: 3,
      message: 'dash: Syntax error: "(" unexpected',
    });
  });
});

describe('what is not', () => {
  test('binary data', () => {
    expect(checkScript('hook.sh', 'a\nb\0c', 'dash')).toMatchObject([
      { severity: 'error', file: 'hook.sh', line: 2, column: 2, message: expect.stringContaining('binary data') },
    ]);
  });

  test.each([
    ['dash', 'echo )\n', 1, 'dash: Syntax error: ")" unexpected'],
    ['dash', 'echo a\nif true; then\n', 3, 'dash: Syntax error: end of file unexpected (expecting "fi")'],
    ['busybox', 'fi\n', 1, 'busybox: syntax error: unexpected "fi"'],
    ['bash', ':\ndone\n', 2, "bash: syntax error near unexpected token `done'; `done'"],
  ] as const)('%s on %j', (shell, content, line, message) => {
    expect(checkScript('hook.sh', content, shell)).toMatchObject([{ line, message }]);
  });

  test('a second opinion names the line that was left open', async () => {
    const [finding] = await withSecondOpinions(checkScript('hook.sh', 'echo a\nif true; then\n  echo b\n', 'dash'));
    expect(finding?.remedy).toMatch(/^Line 2, column 1: .*fi/);
  });
});

describe('sizes', () => {
  test('ten megabytes are read', () => {
    expect(checkScript('hook.sh', 'if [ "$x" = y ]; then echo "${x%%/*}"; fi\n'.repeat(240_000), 'dash')).toEqual([]);
  });

  test.each([
    '('.repeat(1e6),
    '$('.repeat(1e6),
    '"$('.repeat(1e5),
    '${x:-'.repeat(1e5),
    'if '.repeat(1e6),
    '{ '.repeat(1e6),
  ])('deep nesting is a complaint', (content) => {
    expect(checkScript('hook.sh', content, 'dash')).toHaveLength(1);
  });
});
