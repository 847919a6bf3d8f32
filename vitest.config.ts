import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], globalSetup: ['tools/embed-image.mjs'], testTimeout: 60_000 },
});
