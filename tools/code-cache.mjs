// Writes dist/main.cjs.cache: what V8 compiled of the command's bundle while it rehearsed a scenario. src/cli/start.ts hands it to V8 again; a Node that it
// was not made for refuses it and compiles as usual.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { resolve } from 'node:path';
import { Script } from 'node:vm';

const file = resolve('dist/main.cjs');
const script = new Script(Module.wrap(readFileSync(file, 'utf8')), { filename: file });
process.argv = [process.argv[0], file, 'run', 'sub-dataset'];
process.stdout.write = () => true;
process.on('exit', () => writeFileSync(`${file}.cache`, script.createCachedData()));
script.runInThisContext()({}, createRequire(file), {}, file);
