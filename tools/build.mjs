// Bundles src/ and what it builds on into dist/ (one file instead of hundreds to resolve: half the start-up time); `--types` adds the type declarations.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { embedImage } from './embed-image.mjs';
import { memfsWhenUsed } from './memfs-when-used.mjs';
import { inkWithoutAwait, stepperApart } from './stepper-bundle.mjs';

embedImage();
rmSync('dist', { recursive: true, force: true });
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  // Read only when a script has a syntax error; its WebAssembly stays a file of its own.
  external: ['sh-syntax'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};
// The library, for `import`: bundled CommonJS asks for Node's own modules with `require`.
const library = await build({
  ...common,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  format: 'esm',
  plugins: [memfsWhenUsed],
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
  },
});
// The command, for src/cli/start.ts: as CommonJS, whose compiled code can be kept.
await build({
  ...common,
  entryPoints: ['src/cli/main.ts'],
  outfile: 'dist/main.cjs',
  format: 'cjs',
  define: { 'import.meta.url': 'ownUrl' },
  // Code that is run from a text has no loader of its own for `import()`.
  supported: { 'dynamic-import': false },
  banner: { js: 'const ownUrl = require("node:url").pathToFileURL(__filename).href;' },
  plugins: [stepperApart, memfsWhenUsed],
});
// The stepper's interface with Ink, a file that `dryboot step` alone reads.
const stepper = await build({
  ...common,
  entryPoints: ['src/tui/open.ts'],
  outfile: 'dist/stepper.cjs',
  format: 'cjs',
  define: { 'process.env.NODE_ENV': '"production"', 'import.meta.url': 'ownUrl' },
  banner: { js: 'const ownUrl = require("node:url").pathToFileURL(__filename).href;' },
  plugins: [inkWithoutAwait],
});
// One character beyond ASCII would have V8 keep twice the bytes.
if (/[^\0-\x7f]/.test(readFileSync('dist/main.cjs', 'utf8'))) throw new Error('dist/main.cjs is more than ASCII');
await build({ ...common, entryPoints: ['src/cli/start.ts'], outfile: 'dist/cli.js', format: 'esm' });
chmodSync('dist/cli.js', 0o755);
if (spawnSync(process.execPath, ['tools/code-cache.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] }).status === 2)
  console.error('build: no compiled code was kept; the command starts a little slower');
writeFileSync('dist/third-party-licences.txt', licences(library.metafile, stepper.metafile));
if (process.argv.includes('--types')) {
  const { status } = spawnSync(
    'npx',
    [
      'tsc',
      '--noEmit',
      'false',
      '--declaration',
      '--emitDeclarationOnly',
      '--outDir',
      'dist/types',
      '--rootDir',
      'src',
      '-p',
      'tsconfig.build.json',
    ],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
}

/** The licence text of every package that the bundle holds. */
function licences(...metafiles) {
  const packages = new Set(
    metafiles
      .flatMap(({ inputs }) => Object.keys(inputs))
      .flatMap((file) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
  );
  return [...packages]
    .sort()
    .map((name) => {
      const folder = join('node_modules', name);
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : 'No licence file in the package.'}\n`;
    })
    .join(`\n${'-'.repeat(78)}\n\n`);
}
