// When the app cannot work on its data it says why and what to do, and changes nothing.
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databasePathIn, openDatabase } from '../src/engine/db/open.ts'
import { lockDataFolder } from '../src/engine/db/lock-data-folder.ts'
import { type DesktopApp, electronProgram } from './fixtures/desktop-app.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { expect, keepPicture, test } from './fixtures/test.ts'

/** What the page of a refused start says. */
async function readProblem(app: DesktopApp): Promise<string> {
  const page = await app.page()
  await expect(page.getByRole('heading', { name: 'OmniCRM Desktop cannot go on' })).toBeVisible()
  for (const name of ['Try again', 'Open the data folder', 'Quit']) await expect(page.getByRole('link', { name })).toBeVisible()
  await expectAccessible(page, 'the page of a refused start')
  return page.getByRole('alert').innerText()
}

test('a workspace of a newer version is left alone', async ({ launch, dataFolder }) => {
  mkdirSync(dataFolder)
  const db = openDatabase(databasePathIn(dataFolder))
  db.sqlite.pragma('user_version = 9999')
  db.close()
  expect(await readProblem(await launch())).toContain('made by a newer version of OmniCRM')
})

test('a damaged database is named, and not touched', async ({ launch, dataFolder }) => {
  mkdirSync(dataFolder)
  const junk = 'This is not a database. '.repeat(500)
  writeFileSync(databasePathIn(dataFolder), junk)
  const app = await launch()
  const problem = await readProblem(app)
  await keepPicture(app, 'damaged-database')
  expect(problem).toContain(`The database ${databasePathIn(dataFolder)} is damaged.`)
  expect(problem).toContain('Restore the last backup')
  expect(readFileSync(databasePathIn(dataFolder), 'utf8')).toBe(junk)
})

test('a folder that cannot be written to is named', async ({ launch, dataFolder }) => {
  // Permissions do not stop root, but nobody makes folders in the kernel's own file system.
  const isRoot = process.getuid?.() === 0
  const folder = isRoot ? '/sys/kernel/omnicrm' : join(dataFolder, 'inside')
  if (!isRoot) {
    mkdirSync(dataFolder)
    chmodSync(dataFolder, 0o500)
  }
  expect(await readProblem(await launch({ dataFolder: folder }))).toContain('OmniCRM cannot write to')
})

test('the command line has the folder: the app says so, and quits when told to', async ({ launch, dataFolder }) => {
  const lock = lockDataFolder(dataFolder, 'command line')
  const app = await launch()
  expect(await readProblem(app)).toContain(`OmniCRM (command line, process ${process.pid}) is already working on ${dataFolder}.`)
  const page = await app.page()
  await page.getByRole('link', { name: 'Quit' }).click()
  await app.ended()
  lock.release()
  await (await launch()).untilReady()
})

test('a second start brings the first window to the front and ends', async ({ launch, dataFolder }) => {
  const first = await launch()
  await first.untilReady()
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const { command, args } = electronProgram()
  const second = spawn(command, args, { env: { ...process.env, OMNICRM_DATA_DIR: dataFolder }, stdio: 'ignore' })
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
  await expect
    .poll(() => first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true)
  expect(await first.call('status.get', {})).toMatchObject({ ok: true })
})

test('a stand-in for Google on another computer is refused before anything starts', async ({ dataFolder }) => {
  const { command, args } = electronProgram()
  const environment = { ...process.env, OMNICRM_DATA_DIR: dataFolder, OMNICRM_GOOGLE_ORIGIN: 'http://example.com' }
  const app = spawn(command, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  app.stderr.on('data', (chunk) => (said += chunk))
  expect(await new Promise((resolve) => app.once('exit', resolve))).toBe(2)
  expect(said).toContain('OMNICRM_GOOGLE_ORIGIN')
})
