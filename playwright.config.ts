// End-to-end tests: they drive the built app in a real Electron, as a person would.
import { defineConfig } from '@playwright/test'

/** These hold the app to times, and are run when nothing else is. */
const measured = ['**/app-opens.spec.ts', '**/journey.spec.ts', '**/lifecycle.spec.ts']

export default defineConfig({
  testDir: 'e2e',
  projects: [
    { name: 'measured', testMatch: measured },
    { name: 'shown', testMatch: '**/*.spec.ts', testIgnore: measured },
  ],
  outputDir: 'test-results/e2e',
  workers: 1,
  forbidOnly: true,
  retries: 0,
  // Patience for slow machines, on which many steps add up; what is to be quick has limits of its own.
  timeout: 600_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? 'test-results/e2e.json' }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
