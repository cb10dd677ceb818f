// When the app cannot work on its data it says why and what to do, and changes nothing.
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

const junk = 'This is not a database. '.repeat(500)

test('a damaged database is named, and not touched before its person has chosen', async ({ launch, dataFolder }) => {
  mkdirSync(dataFolder)
  writeFileSync(databasePathIn(dataFolder), junk)
  const app = await launch()
  const page = await app.page()
  const startAnew = page.getByRole('link', { name: 'Set it aside and start anew' })
  await expect(startAnew).toBeVisible()
  const problem = await readProblem(app)
  await keepPicture(app, 'damaged-database')
  expect(problem).toContain(`The database ${databasePathIn(dataFolder)} is damaged.`)
  expect(problem).toContain('There is no good backup.')
  expect(readFileSync(databasePathIn(dataFolder), 'utf8')).toBe(junk)

  await stayEnded(app)
  await startAnew.click()
  await app.ended()
  const aside = readdirSync(dataFolder).find((name) => /^omnicrm-damaged-[\d-]+\.db$/.test(name)) ?? 'none'
  expect(readFileSync(join(dataFolder, aside), 'utf8')).toBe(junk)
  const again = await launch()
  await again.untilReady()
  expect(await again.call('status.get', {})).toMatchObject({ ok: true, value: { accounts: [] } })
})

test('the newest good backup of a damaged database is offered, and restored', async ({ launch, dataFolder }) => {
  const backups = join(dataFolder, 'backups')
  const db = openDatabase(join(backups, 'omnicrm-20261115-120000.db'))
  db.sqlite.exec(
    "INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('files', 'files', '', 'Imported files', 1)",
  )
  db.close()
  writeFileSync(join(backups, 'omnicrm-20261120-120000.db'), junk)
  writeFileSync(databasePathIn(dataFolder), junk)
  const app = await launch()
  const page = await app.page()
  const restore = page.getByRole('link', { name: /^Restore the backup of .*1[56]/ })
  await expect(restore).toBeVisible()
  await keepPicture(app, 'damaged-database-with-backup')
  await stayEnded(app)
  await restore.click()
  await app.ended()
  const again = await launch()
  await again.untilReady()
  expect(await again.call('status.get', {})).toMatchObject({ ok: true, value: { accounts: [{ id: 'files' }] } })
})

/** The app starts itself again after it has mended something; here the test does. */
async function stayEnded(app: DesktopApp): Promise<void> {
  await app.electron.evaluate((electron) => {
    electron.app.relaunch = () => undefined
  })
}

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
