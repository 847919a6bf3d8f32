#!/usr/bin/env node
/** Starts the command: its bundle is run with the code that V8 compiled when it was built (tools/code-cache.mjs), where this Node accepts that. */
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const file = fileURLToPath(new URL('main.cjs', import.meta.url));
const cachedData = ((): Buffer | undefined => {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    return undefined;
  }
})();
const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
  filename: file,
  ...(cachedData ? { cachedData } : {}),
});
const start = script.runInThisContext() as (exports: object, require: NodeJS.Require, module: object, file: string) => void;
start({}, createRequire(file), {}, file);
