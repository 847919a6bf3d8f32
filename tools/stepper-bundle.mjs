// How the stepper's interface becomes a CommonJS file of its own, beside the command's.
import { readFile } from 'node:fs/promises';

/** The command names the interface by its source file; in dist/ that is `stepper.cjs`. */
export const stepperApart = {
  name: 'stepper-apart',
  setup(build) {
    build.onResolve({ filter: /\/tui\/open\.ts$/ }, () => ({ path: './stepper.cjs', external: true }));
  },
};

/** Ink's and Yoga's modules wait for promises when they are loaded, which CommonJS cannot. Yoga's WebAssembly (88 kB) is compiled at once instead. */
export const inkWithoutAwait = {
  name: 'ink-without-await',
  setup(build) {
    rewrite(build, /yoga-layout\/dist\/src\/index\.js$/, [
      [
        'wrapAssembly(await loadYoga())',
        `wrapAssembly((() => {
          const yoga = {
            instantiateWasm(imports, receive) {
              const instance = new WebAssembly.Instance(new WebAssembly.Module(yoga.binary()), imports);
              receive(instance);
              return instance.exports;
            },
          };
          loadYoga(yoga);
          return yoga;
        })())`,
      ],
    ]);
    rewrite(build, /yoga-wasm-base64-esm\.js$/, [
      [
        /H="data:application\/octet-stream;base64,([A-Za-z0-9+/=]+)"/,
        (_, data) => `H="data:application/octet-stream;base64,";h.binary=()=>Buffer.from("${data}","base64")`,
      ],
    ]);
    // Only for developers of Ink, with DEV=true.
    rewrite(build, /ink\/build\/reconciler\.js$/, [
      ["await import('./devtools.js')", 'undefined'],
      ['await loadPackageJson()', '{}'],
    ]);
  },
};

function rewrite(build, filter, changes) {
  build.onLoad({ filter }, async ({ path }) => {
    let contents = await readFile(path, 'utf8');
    for (const [from, to] of changes) {
      const changed = contents.replace(from, to);
      if (changed === contents) throw new Error(`${path}: expected ${from}`);
      contents = changed;
    }
    return { contents, loader: 'js' };
  });
}
