// What goes wrong is told where a person sees it, with a cure, and stops nothing else.
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCli } from '../src/cli/testing/run-cli.ts'
import { databasePathIn, openDatabase } from '../src/engine/db/open.ts'
import { chooseInDialog } from './fixtures/import-dialog.ts'
import { onSmallDisk } from './fixtures/small-disk.ts'
import { expect, test } from './fixtures/test.ts'
import { untilDone } from './fixtures/watch-workspace.ts'
import { Frame } from './pages/frame.ts'
import { JobsScreen } from './pages/jobs-screen.ts'

test('a job of an unknown kind, one that does not fit and one that throws are shown with their cure, and the others go on', async ({
  launch,
  dataFolder,
}) => {
  mkdirSync(dataFolder)
  const db = openDatabase(databasePathIn(dataFolder))
  const insert = db.sqlite.prepare(
    "INSERT INTO jobs (kind, priority, lane, ready_rank, run_at, max_attempts, created_at, payload) VALUES (?, 0, ? || '||', 1, 1, 1, 1, ?)",
  )
  insert.run('teleport', 'teleport', '{}')
  insert.run('embed', 'embed', '{"account":1}')
  insert.run('insight', 'insight', '{"contactId":4711}')
  insert.run('optimize', 'optimize', '{}')
  db.close()

  const app = await launch()
  await app.untilReady()
  const { jobs } = await untilDone(app)
  expect(jobs).toMatchObject({ queued: 0, processing: 0, failed: 3 })
  expect(jobs.byKind['optimize']).toMatchObject({ completed: 1 })

  const page = await app.page()
  const shownAtMs = await page.evaluate(() => performance.timing.loadEventEnd)
  const { items } = await app.ask('jobs.page', { status: null, kind: null, cursor: null, limit: 100 })
  const startedAtMs = items.flatMap((job) => job.startedAtMs ?? [])
  expect(Math.min(...startedAtMs), 'no job starts before the window is there').toBeGreaterThanOrEqual(shownAtMs)

  await new Frame(page).exploreSample()
  const screen = new JobsScreen(page)
  await new Frame(page).open('Jobs')
  await expect(screen.alerts.filter({ hasText: 'knows no job kind "teleport"' })).toContainText('Update OmniCRM')
  await expect(screen.alerts.filter({ hasText: 'is not what “Learn meaning” needs' })).toContainText('Update OmniCRM')
  await screen.choose('Failed')
  const failed = page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')
  await expect(failed).toHaveCount(3)
  await expect(failed.filter({ hasText: 'This person is not there any more.' })).toBeVisible()
  expect(await app.call('sync.now', {})).toMatchObject({ ok: true })
})

test('the command line leaves the folder to the window, says so with exit code 3, and may read', async ({ app, dataFolder }) => {
  const refused = await runCli(['sample', '--data-dir', dataFolder, '--json'])
  expect(refused).toMatchObject({ code: 3, json: { error: { kind: 'locked' } } })
  expect(refused.stderr).toContain(`OmniCRM (desktop, process ${app.process.pid}) is already working on ${dataFolder}.`)
  expect(await runCli(['status', '--data-dir', dataFolder, '--json'])).toMatchObject({
    code: 0,
    json: { schemaVersion: 1, accounts: [] },
  })
  expect(await app.call('status.get', {})).toMatchObject({ ok: true })
})

test('a corrupt mail is listed with its reason, and the mails around it arrive', async ({ launch, dataFolder }) => {
  const app = await launch()
  await app.untilReady()
  const folder = join(dataFolder, '..', 'mails')
  mkdirSync(folder)
  const mail = (id: string): string =>
    `From: Ada <ada@example.com>\nTo: bob@example.org\nSubject: ${id}\nMessage-ID: <${id}@example.com>\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\nText of ${id}\n`
  writeFileSync(join(folder, 'a.eml'), mail('before'))
  writeFileSync(join(folder, 'b.eml'), Buffer.from([0, 1, 2, 3, 255, 254, 253]))
  writeFileSync(join(folder, 'c.eml'), mail('after'))
  await chooseInDialog(app, folder)
  const page = await app.page()
  await page.getByRole('button', { name: 'Import files' }).click()
  const messages = page.getByRole('region', { name: 'Messages', exact: true })
  await expect(messages).toContainText('2 items imported, 1 could not be read', { timeout: 60_000 })
  await messages.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByRole('tab', { name: /^Items/ })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('listitem').filter({ hasText: 'b.eml' })).toContainText('It has no header like a mail has.')
  await expect(page.getByRole('link', { name: 'Jobs' })).toContainText('1')
  const { counts, jobs } = await untilDone(app)
  expect([counts.interactions, jobs.failed]).toEqual([2, 0])
})

test('a full disk is told, and the work goes on by itself when there is room', async ({ launch, dataFolder }) => {
  mkdirSync(dataFolder)
  const mailbox = join(dataFolder, '..', 'large.mbox')
  writeFileSync(mailbox, Array.from({ length: largeMails }, (_, index) => largeMail(index)).join(''))
  const disk = onSmallDisk(dataFolder, { sizeMiB: 64, freeMiB: 8 })
  const app = await launch(disk.launchOptions)
  await app.untilReady()
  await chooseInDialog(app, mailbox)
  const page = await app.page()
  await page.getByRole('button', { name: 'Import files' }).click()
  await expect(page.getByText('The disk is full.').first()).toBeVisible({ timeout: 60_000 })
  expect((await app.ask('status.get', {})).jobs.failed).toBe(0)
  expect(await app.ask('settings.get', {})).toMatchObject({ syncAtLaunch: true })

  await new Frame(page).open('Today')
  const { status: pill } = new Frame(page)
  await expect(pill).toContainText('The disk is full')
  await disk.makeRoom(app)
  await expect(pill).not.toContainText('The disk is full')
  const { jobs, counts } = await untilDone(app)
  expect([jobs.failed, counts.rawEvents, counts.interactions]).toEqual([0, largeMails, largeMails])
})

const largeMails = 120

/** 100 kB that no compression makes smaller. All begin alike: the model reads the beginning, and the same text only once. */
function largeMail(index: number): string {
  const head = `From: Ada <ada@example.com>\nTo: bob@example.org\nSubject: Large\nMessage-ID: <large${index}@example.com>`
  const beginning = 'These are the figures you asked for.\n'.repeat(100)
  const noise = randomBytes(75_000).toString('base64').replaceAll(/.{70}/g, '$&\n')
  return `From x@example.com Tue Mar  3 10:00:00 2026\n${head}\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\n${beginning}${noise}\n\n`
}
