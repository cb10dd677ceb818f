// Unit tests: they lie beside what they test and run in plain Node, on real files and real SQLite.
import { configDefaults, defineConfig } from 'vitest/config'

/** What takes minutes is named `x.long.test.ts` and runs in `npm run test:long`. */
const isLong = process.env['OMNICRM_TEST_LONG'] === '1'

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // The threads under test need a core of their own.
    maxWorkers: 2,
    include: ['{src,bench,scripts,e2e}/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, ...(isLong ? [] : ['**/*.long.test.ts'])],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
})
