// Writes schema/scenario.schema.json, the scenario file's JSON Schema for editors, from src/scenario/schema.ts.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { build } from 'esbuild';

/** The JSON Schema as text. Scalars carry what an editor may accept in their metadata: YAML types them, we read text. */
export async function scenarioJsonSchema() {
  const bundle = 'node_modules/.cache/dryboot-schema.mjs';
  mkdirSync('node_modules/.cache', { recursive: true });
  await build({
    entryPoints: ['src/scenario/schema.ts'],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  const { scenarioSchema } = await import(`${pathToFileURL(bundle)}?${process.hrtime.bigint()}`);
  rmSync(bundle);
  const schema = toJsonSchema(scenarioSchema, { typeMode: 'input', errorMode: 'ignore' });
  return `${JSON.stringify({ title: 'dryboot scenario', ...schema }, (_, node) => node?.editor ?? node, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync('schema', { recursive: true });
  writeFileSync('schema/scenario.schema.json', await scenarioJsonSchema());
}
