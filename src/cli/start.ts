#!/usr/bin/env node
/** Starts the command: its bundle is run with the code that V8 compiled when it was built (tools/code-cache.mjs), where this Node accepts that. */
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { sayHelp } from './help.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

const said = sayHelp(process.argv[2]);
if (said === undefined) runBundle(fileURLToPath(new URL('main.cjs', import.meta.url)));
else process.exitCode = said;

function runBundle(file: string): void {
  const cachedData = compiledCode(`${file}.cache`);
  const source = Module.wrap(readFileSync(file, 'utf8'));
  const script = new Script(source, { filename: file, ...(cachedData ? { cachedData } : {}) });
  // A rehearsal is short, and keeps much of what it makes: optimize later, and let the young generation grow in larger steps. Only in the V8 that the code
  // was compiled for, as others may not know these flags; and only now, as V8 refuses compiled code when its flags have changed.
  if (cachedData && !script.cachedDataRejected)
    for (const flag of ['--interrupt-budget=1000000', '--semi-space-growth-factor=8']) setFlagsFromString(flag);
  const start = script.runInThisContext() as (
    exports: object,
    require: NodeJS.Require,
    module: object,
    file: string,
  ) => void;
  start({}, createRequire(file), {}, file);
}

function compiledCode(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
