// memfs is loaded when the first file grows large, which few boots see: its modules are a twentieth of what starting the command costs.

export const memfsWhenUsed = {
  name: 'memfs-when-used',
  setup(build) {
    build.onResolve({ filter: /^memfs$/ }, ({ importer, resolveDir }) =>
      importer.endsWith('/vfs/content.ts')
        ? { path: 'memfs', namespace: 'when-used', pluginData: resolveDir }
        : undefined,
    );
    build.onLoad({ filter: /^memfs$/, namespace: 'when-used' }, ({ pluginData }) => ({
      contents: `export function Volume() { return new (require('memfs').Volume)(); }`,
      resolveDir: pluginData,
    }));
  },
};
