// Unit tests: they lie beside what they test and run in plain Node, on real files and real SQLite.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // The threads under test need a core of their own.
    maxWorkers: 2,
    include: ['{src,bench,scripts,e2e}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
})
