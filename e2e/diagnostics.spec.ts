// Whoever is asked to export the diagnostics finds the button in Settings, and gets a report that gives nobody away.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { databasePathIn, openDatabase } from '../src/engine/db/open.ts'
import { expect, keepPicture, test } from './fixtures/test.ts'

test('the diagnostics are exported from Settings', async ({ launch, dataFolder }) => {
  const db = openDatabase(databasePathIn(dataFolder))
  db.sqlite.exec(
    "INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('files', 'files', '', 'Imported files', 1)",
  )
  db.close()
  const app = await launch()
  await app.untilReady()
  const file = join(dataFolder, 'report.txt')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  const page = await app.page()
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Export diagnostics' }).click()
  await expect(page.getByText(`Written to ${file}`)).toBeVisible({ timeout: 30_000 })
  await keepPicture(app, 'diagnostics')
  const report = readFileSync(file, 'utf8')
  for (const part of ['ok  OmniCRM: ', 'ok  Electron: ', 'ok  embedding model: ', 'ok  database: ', '== Log =='])
    expect(report).toContain(part)
  expect(report).not.toContain('@')
})
