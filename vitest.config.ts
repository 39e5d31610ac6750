import { defineConfig } from 'vitest/config'

process.env.TZ = 'Asia/Kathmandu'

const root = new URL('.', import.meta.url).pathname

export default defineConfig({
  resolve: { alias: { '@': root } },
  test: {
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{lib,components,bin,scripts}/**/*.test.ts'], exclude: ['lib/server/**'] },
      },
      {
        extends: true,
        test: {
          name: 'storage',
          include: ['lib/server/**/*.test.ts'],
          fileParallelism: false,
          globalSetup: 'lib/server/testing/postgres.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
