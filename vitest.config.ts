import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Far from UTC and not by whole hours: a test that depends on the zone of its machine fails here first.
process.env.TZ = 'Asia/Kathmandu'

const setupFiles = 'vitest.setup.ts'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    testTimeout: 120_000, // against hanging alone: a loaded machine takes eight times as long as a quiet one
    maxWorkers: 2, // of two cores; Vitest's own default is one less
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          setupFiles,
          include: ['{app,bench,bin,components,lib,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['lib/server/**'],
          globalSetup: 'bin/testing/build.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'storage',
          setupFiles,
          include: ['lib/server/**/*.test.ts'],
          globalSetup: 'lib/server/testing/postgres.ts',
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
