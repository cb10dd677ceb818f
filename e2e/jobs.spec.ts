// The job monitor in a person's hands: every control has its effect on real work, and what fails says what to do.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databasePathIn, openDatabase } from '../src/engine/db/open.ts'
import type { DesktopApp } from './fixtures/desktop-app.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { expect, keepPicture, test } from './fixtures/test.ts'
import { alertsOfOurs, fillTimeoutMs, untilDone, untilStatus } from './fixtures/watch-workspace.ts'
import { themes, wearTheme } from './fixtures/wear-theme.ts'
import { Frame } from './pages/frame.ts'
import { JobsScreen } from './pages/jobs-screen.ts'

test('a kind that fails raises one alert, in words, which leads to the job and to what can be done', async ({
  launch,
  dataFolder,
}) => {
  addJobs(dataFolder, 'insight', [{ contactId: 4711 }, { contactId: 4712 }, { contactId: 4713 }])
  const app = await launch()
  await app.untilReady()
  const page = await app.page()
  const frame = new Frame(page)
  await frame.exploreSample()
  const screen = new JobsScreen(page)
  await frame.open('Jobs')
  const alert = screen.alerts
  await expect(alert).toHaveCount(1)
  await expect(alert).toContainText('“Write insight” failed 3 of 3 times over the last hour.')
  await expect(alert).toContainText('Open the failed job to see the reason and what to do about it')

  await alert.getByRole('button', { name: 'Show job' }).click()
  await expect(frame.details).toContainText('This person is not there any more.')
  await frame.details.getByRole('button', { name: 'Retry all like this' }).click()
  // The second attempt first: until it is there, the three may not have been put back into the queue.
  await expect(frame.details.getByRole('listitem').filter({ hasText: 'This person is not there any more.' })).toHaveCount(2)
  await untilStatus(app, 'all three have failed again', ({ jobs }) => jobs.byKind['insight']?.failed === 3)
  await expect(alert).toHaveCount(1)
  for (const theme of themes) {
    await wearTheme(app, theme)
    await screen.choose('Failed')
    await expectAccessible(page, `Jobs with a failed job in ${theme}`)
    await keepPicture(app, `jobs-failing-${theme}`)
  }

  await alert.getByRole('button', { name: /^Dismiss alert/ }).click()
  await expect(screen.alerts).toHaveCount(0)
})

test('what has failed is put away and taken back, one or several at once, and the status pill follows', async ({
  launch,
  dataFolder,
}) => {
  addJobs(dataFolder, 'insight', [{ contactId: 4711 }, { contactId: 4712 }, { contactId: 4713 }])
  const app = await launch()
  await app.untilReady()
  const page = await app.page()
  const frame = new Frame(page)
  await importFolder(app, mailFolder(dataFolder, 'mails'))
  await untilStatus(app, 'nothing but the failed ones is left', ({ pill }) => pill.kind === 'failed')
  await page.getByRole('button', { name: '3 failed' }).click()
  const screen = new JobsScreen(page)
  const options = screen.list.getByRole('option')
  await expect(options).toHaveCount(3)
  await page.getByRole('searchbox', { name: 'Search jobs' }).fill('#2')
  await expect(options).toHaveCount(1)
  await page.getByRole('searchbox', { name: 'Search jobs' }).fill('no such thing')
  await expect(page.getByText('No job fits')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(options).toHaveCount(3)

  await options.nth(0).click({ modifiers: ['ControlOrMeta'] })
  await options.nth(1).click({ modifiers: ['Shift'] })
  await expect(page.getByRole('group', { name: 'Marked jobs' })).toContainText('2 marked')
  await keepPicture(app, 'jobs-marked-dark')
  await page.getByRole('group', { name: 'Marked jobs' }).getByRole('button', { name: 'Dismiss' }).click()
  await expect(options).toHaveCount(1)
  await expect(page.getByRole('button', { name: '1 failed' })).toBeVisible()
  await options.click()
  await frame.details.getByRole('button', { name: 'Dismiss', exact: true }).click()
  // Whoever points at the message keeps it.
  await page.getByRole('button', { name: 'Undo' }).last().hover()
  await expect(page.getByText('Nothing has failed')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Up to date/ })).toBeVisible()
  await expect(screen.alerts).toHaveCount(0)

  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(page.getByRole('button', { name: '1 failed' })).toBeVisible()
  await page.getByRole('group', { name: 'Which failed jobs' }).getByRole('button', { name: 'Dismissed' }).click()
  await expect(options).toHaveCount(2)
  await expect(options.first()).toContainText('Dismissed')
  await screen.list.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByRole('button', { name: '3 failed' })).toBeVisible()
  await page.getByRole('group', { name: 'Which failed jobs' }).getByRole('button', { name: 'To see to' }).click()
  await page.getByRole('button', { name: 'Dismiss all 3' }).click()
  await expect(page.getByRole('button', { name: /^Up to date/ })).toBeVisible()
  await expectAccessible(page, 'Jobs that were dismissed')
})

test('pause, priority, cancel, resume and retry on the screen decide what is imported, and in which order', async ({
  launch,
  dataFolder,
}) => {
  const app = await launch()
  await app.untilReady()
  const page = await app.page()
  const frame = new Frame(page)
  const screen = new JobsScreen(page)
  const folders = Object.fromEntries(
    ['first', 'second', 'third'].map((name) => [name, mailFolder(dataFolder, name)] as const),
  ) as Record<'first' | 'second' | 'third', string>
  await app.ask('jobs.pause', { kind: 'all' })
  await importFolder(app, folders.first)
  await frame.open('Jobs')
  await expect(screen.paused.getByRole('listitem')).toContainText('Everything Paused by you')
  await screen.controls.getByRole('button', { name: 'Resume all' }).click()
  await untilDone(app)
  expect((await app.ask('status.get', {})).counts.interactions).toBe(1)

  await screen.controls.getByRole('button', { name: 'Pause all' }).click()
  await expect(screen.paused).toBeVisible()
  const before = await importFolder(app, folders.second)
  const urgent = await importFolder(app, folders.third)
  const unwanted = await importFolder(app, mailFolder(dataFolder, 'unwanted'))
  await screen.choose('Waiting')
  await expect(screen.list.getByRole('option')).toHaveCount(3)
  await expect(screen.list.getByRole('option').first()).toContainText('Paused by you')

  await screen.open(urgent)
  await screen.choosePriority('Urgent')
  await expect(screen.list.getByRole('option').filter({ hasText: `#${urgent}` })).toContainText('Urgent')
  await screen.open(unwanted)
  await frame.details.getByRole('button', { name: 'Cancel' }).click()
  await expect(frame.details.getByRole('heading', { level: 2 })).toContainText('Cancelled')
  await expect(screen.list.getByRole('option')).toHaveCount(2)
  await keepPicture(app, 'jobs-paused-light')
  await expectAccessible(page, 'Jobs while paused')

  await screen.controls.getByRole('button', { name: 'Resume all' }).click()
  await untilDone(app)
  const startOf = async (id: number): Promise<number> => (await app.ask('jobs.get', { id })).startedAtMs ?? Number.NaN
  expect(await startOf(urgent)).toBeLessThanOrEqual(await startOf(before))
  expect((await app.ask('status.get', {})).counts.interactions).toBe(3)

  await screen.choose('Cancelled')
  await screen.open(unwanted)
  await frame.details.getByRole('button', { name: 'Retry' }).click()
  await untilStatus(
    app,
    'what was cancelled has been imported',
    ({ counts, jobs }) => counts.interactions === 4 && jobs.queued === 0,
  )
  await expect(frame.details.getByRole('heading', { level: 2 })).toContainText('Finished')
})

test('one stage is paused and goes on, and the stages before it do not wait', async ({ launch, dataFolder }) => {
  const app = await launch()
  await app.untilReady()
  const page = await app.page()
  const frame = new Frame(page)
  const screen = new JobsScreen(page)
  await app.ask('jobs.pause', { kind: 'all' })
  await importFolder(app, mailFolder(dataFolder, 'mails'))
  await frame.open('Jobs')
  await screen.choose('Waiting')
  await screen.chooseKind('Find people')
  await page.getByRole('button', { name: 'Pause this stage' }).click()
  await expect(screen.paused.getByRole('listitem').filter({ hasText: 'Find people' })).toContainText('Paused by you')
  await screen.paused.getByRole('button', { name: 'Resume: Everything' }).click()
  await untilStatus(app, 'mails are understood', ({ counts, jobs }) => counts.interactions === 1 && jobs.processing === 0)
  await expect(screen.list.getByRole('option')).toContainText('Paused by you')
  expect((await app.ask('status.get', {})).counts.contactSuggestions + (await app.ask('status.get', {})).counts.contacts).toBe(0)
  await screen.paused.getByRole('button', { name: 'Resume: Find people' }).click()
  const { counts } = await untilDone(app)
  expect(counts.contactSuggestions + counts.contacts).toBeGreaterThan(0)
  await expect(screen.paused).toHaveCount(0)
})

test('what happens by the clock is run by hand, and keeps its time', async ({ app, dataFolder }) => {
  await importFolder(app, mailFolder(dataFolder, 'mails'))
  await untilDone(app)
  const page = await app.page()
  const frame = new Frame(page)
  const screen = new JobsScreen(page)
  await frame.open('Jobs')
  await screen.choose('Schedules')
  const [before] = await app.ask('jobs.schedules', {})
  const row = page.getByRole('listitem').filter({ hasText: 'Back the workspace up' })
  await expect(row).toContainText('never ran')
  await row.getByRole('button', { name: 'Run now: Back the workspace up' }).click()
  await expect(page.getByText('Added 1 job: “Back up”.')).toBeVisible()
  await untilStatus(app, 'the backup is made', ({ jobs }) => jobs.byKind['backup']?.completed === 1)
  await expect(row).not.toContainText('never ran')
  const [after] = await app.ask('jobs.schedules', {})
  expect(after).toEqual({ ...before, lastRunAtMs: expect.any(Number) })

  await expect(row).toContainText('Every day at 04:07')
  await row.getByRole('button', { name: 'Change the time: Back the workspace up' }).click()
  const when = row.getByRole('textbox', { name: /^When/ })
  await when.fill('every tuesday')
  await row.getByRole('button', { name: 'Save' }).click()
  await expect(row.getByRole('alert')).toContainText('"every tuesday" is not a schedule')
  await keepPicture(app, 'jobs-schedule-refused')
  await when.fill('30 9 * * 1-5')
  await expect(row).toContainText('Every weekday at 09:30')
  await row.getByRole('button', { name: 'Save' }).click()
  await expect(when).toHaveCount(0)
  await expect(row).toContainText('Every weekday at 09:30')
  expect((await app.ask('jobs.schedules', {})).find(({ id }) => id === 'backup')?.expression).toBe('30 9 * * 1-5')
  await row.getByRole('switch').click()
  await expect(row).toContainText('off')

  await page.getByRole('button', { name: 'Run now: Sync mail' }).click()
  await expect(page.getByText('No account can be synced now.')).toBeVisible()
  for (const theme of themes) {
    await wearTheme(app, theme)
    await expectAccessible(page, `the schedules in ${theme}`)
    await keepPicture(app, `jobs-schedules-${theme}`)
  }
  // Run once more: the message of the first run has had its time.
  await page.getByRole('button', { name: 'Run now: Back the workspace up' }).click()
  await page.getByRole('button', { name: 'Show job' }).last().click()
  await expect(frame.details).toContainText('Back up')
  await keepPicture(app, 'jobs-schedules-details-dark')
})

test('figures are drawn over time, with the value under the keys and a table that says the same', async ({
  launch,
  dataFolder,
}) => {
  addJobs(dataFolder, 'insight', [{ contactId: 4711 }])
  const app = await launch()
  await app.untilReady()
  const page = await app.page()
  const frame = new Frame(page)
  const screen = new JobsScreen(page)
  await importFolder(app, mailFolder(dataFolder, 'mails'))
  await untilStatus(app, 'all has ended', ({ jobs }) => jobs.failed === 1 && jobs.queued + jobs.processing === 0)
  await frame.open('Jobs')
  await screen.choose('Figures')
  const figures = page.getByRole('group', { name: 'Figures', exact: true })
  await expect(figures).toContainText('none waits')
  const throughput = figures.getByRole('figure').filter({ hasText: 'Throughput' })
  await throughput.getByRole('img').focus()
  await page.keyboard.press('ArrowLeft')
  await expect(throughput).toContainText(/Finished \d+ · Failed \d+/)
  await throughput.getByText('As a table').click()
  await expect(throughput.getByRole('row').nth(1)).toBeVisible()
  await expect(figures.getByRole('figure')).toHaveCount(4)
  await expect(figures.getByRole('row', { name: /Write insight/ })).toContainText('0%')
  for (const theme of themes) {
    await wearTheme(app, theme)
    await expectAccessible(page, `the figures in ${theme}`)
    await keepPicture(app, `jobs-figures-${theme}`)
  }
  await page.getByRole('group', { name: 'Period' }).getByRole('button', { name: 'Last week' }).click()
  await expect(throughput).toContainText(/jobs in 8\d minutes/)
})

test('items that could not be read are put away together, and one is retried alone once it is mended', async ({
  launch,
  dataFolder,
}) => {
  const app = await launch()
  await app.untilReady()
  const folder = mailFolder(dataFolder, 'mails')
  for (const name of ['broken', 'empty', 'torn'])
    writeFileSync(join(folder, `${name}.eml`), Buffer.from([0, 1, 2, 3, 255, 254, 253]))
  await importFolder(app, folder)
  await untilDone(app)
  const page = await app.page()
  const frame = new Frame(page)
  const screen = new JobsScreen(page)
  await frame.open('Jobs')
  await screen.choose('Items')
  const items = page.getByRole('list', { name: 'Failed items' }).getByRole('listitem')
  const item = items.filter({ hasText: 'broken.eml' })
  await expect(items).toHaveCount(3)
  await expect(item).toContainText('It has no header like a mail has.')
  await items.nth(0).getByRole('checkbox').click()
  await items
    .nth(2)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  const verbs = page.getByRole('group', { name: 'Marked items' })
  await expect(verbs).toContainText('3 marked')
  await item.getByRole('checkbox', { name: /broken\.eml/ }).click()
  await expect(verbs).toContainText('2 marked')
  await expectAccessible(page, 'Failed items, some of them marked')
  await keepPicture(app, 'jobs-items-marked')
  await verbs.getByRole('button', { name: 'Dismiss', exact: true }).click()
  await expect(items).toHaveCount(1)
  await verbs.getByRole('button', { name: 'Dismiss it' }).click()
  await expect(page.getByText('Nothing is left to see to')).toBeVisible()
  await page.getByRole('group', { name: 'Which failed items' }).getByRole('button', { name: 'Dismissed' }).click()
  await expect(items).toHaveCount(3)
  await item.getByRole('checkbox').click()
  await verbs.getByRole('button', { name: 'Take back' }).click()
  await expect(items).toHaveCount(2)
  await page.getByRole('group', { name: 'Which failed items' }).getByRole('button', { name: 'To see to' }).click()
  await expect(items).toHaveCount(1)

  writeFileSync(join(folder, 'broken.eml'), mail('mended'))
  await item.getByRole('button', { name: 'Retry this one' }).click()
  await expect(item).toHaveCount(0)
  const { counts, jobs } = await untilDone(app)
  expect([counts.interactions, jobs.failed]).toEqual([2, 0])
})

test('an import is one picture from its files to their meaning, and goes on from the step that failed', async ({
  launch,
  dataFolder,
}) => {
  alter(dataFolder, breakFindingPeople)
  const app = await launch()
  await app.untilReady()
  const page = await app.page()
  const frame = new Frame(page)
  const screen = new JobsScreen(page)
  const jobId = await importFolder(app, mailFolder(dataFolder, 'mails'))
  await untilStatus(app, 'the step has failed', ({ jobs }) => jobs.failed === 1 && jobs.queued + jobs.processing === 0)
  await frame.open('Jobs')
  await screen.choose('Finished')
  await screen.open(jobId)
  const picture = frame.details.getByRole('list', { name: 'The whole import' })
  await expect(picture.getByRole('listitem')).toHaveText([
    /^Import filesFinished1 item/,
    /^Understand imported mailFinished1 item/,
    /^Find peopleFailed.*The people are out for lunch\./,
    /^Find identitiesNot reached$/,
    /^Learn meaningNot reached$/,
  ])
  for (const theme of themes) {
    await wearTheme(app, theme)
    await expectAccessible(page, `a broken run in ${theme}`)
    await keepPicture(app, `jobs-run-broken-${theme}`)
  }

  alter(dataFolder, 'DROP TRIGGER people_are_out')
  await picture.getByRole('button', { name: 'Resume from here' }).click()
  await untilDone(app)
  await expect(picture.getByRole('listitem')).toHaveText(
    ['Import files', 'Understand imported mail', 'Find people', 'Find identities', 'Learn meaning'].map(
      (name) => new RegExp(`^${name}Finished\\d items?`),
    ),
  )
  await keepPicture(app, 'jobs-run-done-dark')
})

test('a sync is shown live as one picture from fetch to embed', async ({ app }) => {
  const page = await app.page()
  const frame = new Frame(page)
  const screen = new JobsScreen(page)
  // Else the calendar's sync may be the first to have meanings learnt, and learn those of the mail as well.
  for (const jobKind of ['google_calendar_sync', 'google_gmail_sync'] as const)
    await app.ask('jobs.pause', { kind: 'job_kind', jobKind })
  await frame.exploreSample()
  await frame.open('Jobs')
  await screen.choose('Waiting')
  await screen.list.getByRole('option').filter({ hasText: 'Read mail' }).click()
  await expect(frame.details).toBeVisible()
  await app.ask('jobs.resume', { kind: 'job_kind', jobKind: 'google_gmail_sync' })
  const picture = frame.details.getByRole('list', { name: 'The whole sync' })
  for (const stage of ['Read mail', 'Understand mail', 'Find people', 'Find identities', 'Learn meaning'])
    await expect(picture.getByRole('listitem').filter({ hasText: stage })).toHaveCount(1)
  await expect(picture.getByRole('progressbar').first()).toBeVisible()
  for (const theme of themes) {
    await wearTheme(app, theme)
    await keepPicture(app, `jobs-run-live-${theme}`)
  }
  await expect(picture.getByRole('listitem').filter({ hasText: 'Find people' })).toContainText(/Running|Waiting|Finished/)
  await expect(picture.getByRole('listitem').filter({ hasText: 'Learn meaning' })).toContainText('Running', {
    timeout: fillTimeoutMs,
  })
  await expectAccessible(page, 'a sync at work')
  for (const theme of themes) {
    await wearTheme(app, theme)
    await keepPicture(app, `jobs-run-busy-${theme}`)
  }
})

test('a running job is stopped, and what is left of its run is cancelled from wherever it is', async ({ app, dataFolder }) => {
  const page = await app.page()
  const frame = new Frame(page)
  const screen = new JobsScreen(page)
  await app.ask('jobs.pause', { kind: 'job_kind', jobKind: 'extract_contacts' })
  const jobId = await importFolder(app, mailFolder(dataFolder, 'mails'))
  await untilStatus(
    app,
    'only people are left to be found',
    ({ counts, jobs }) => counts.interactions === 1 && jobs.processing === 0,
  )
  await frame.open('Jobs')
  await screen.choose('Finished')
  await screen.open(jobId)
  const picture = frame.details.getByRole('list', { name: 'The whole import' })
  await frame.details.getByRole('button', { name: 'Cancel the rest' }).click()
  await expect(page.getByText('1 job cancelled. What was done stays.')).toBeVisible()
  await expect(picture.getByRole('listitem').filter({ hasText: 'Find people' })).toContainText('Cancelled')
  await expect(frame.details.getByRole('button', { name: 'Cancel the rest' })).toHaveCount(0)

  await app.ask('jobs.pause', { kind: 'job_kind', jobKind: 'google_gmail_sync' })
  await app.ask('sample.create', {})
  await frame.open('Jobs')
  await screen.choose('Waiting')
  await screen.list.getByRole('option').filter({ hasText: 'Read mail' }).click()
  await expect(frame.details).toContainText('Read mail')
  await app.ask('jobs.resume', { kind: 'job_kind', jobKind: 'google_gmail_sync' })
  await expect(frame.details.getByRole('progressbar').first()).toBeVisible()
  await frame.details.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(frame.details.getByRole('heading', { level: 2 })).toContainText(/Stopping|Cancelled/)
  await expect(frame.details.getByRole('heading', { level: 2 })).toContainText('Cancelled')
  await screen.choose('Cancelled')
  await expect(screen.list.getByRole('option').filter({ hasText: 'Read mail' })).toHaveCount(1)
})

test('an account is paused where it stands, and Process Jobs says what is held back', async ({ app, dataFolder }) => {
  const page = await app.page()
  const frame = new Frame(page)
  const screen = new JobsScreen(page)
  await importFolder(app, mailFolder(dataFolder, 'first'))
  await untilDone(app)
  await frame.open('Calendar')
  const card = page.getByRole('region', { name: 'Calendar connection' })
  await card.getByRole('button', { name: /^Pause / }).click()
  await expect(card).toContainText('Paused by you')
  await importFolder(app, mailFolder(dataFolder, 'second'))
  await card.getByRole('button', { name: 'Process Jobs' }).click()
  await expect(card.getByRole('status')).toHaveText('1 job is held back by a pause')
  await keepPicture(app, 'account-paused-light')
  await page.getByRole('button', { name: 'Show pauses' }).click()
  await expect(screen.paused.getByRole('listitem')).toContainText('Paused by you')
  await expect(screen.list.getByRole('option')).toContainText('Paused by you')
  await screen.paused.getByRole('button', { name: /^Resume/ }).click()
  const { counts } = await untilDone(app)
  expect(counts.interactions).toBe(2)
  await expect(screen.paused).toHaveCount(0)

  await screen.controls.getByRole('button', { name: 'Pause all' }).click()
  await importFolder(app, mailFolder(dataFolder, 'third'))
  await screen.controls.getByRole('button', { name: 'Process Jobs' }).click()
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  expect((await untilDone(app)).counts.interactions).toBe(3)
})

test('an alert closes by itself once its cause has gone', async ({ launch, dataFolder }) => {
  alter(
    dataFolder,
    `INSERT INTO alerts (kind, subject, message, cure, since_at, last_seen_at)
     VALUES ('low_disk', '', 'Only 12 MB are free on the disk that holds your data.', 'Free some space.', 1, 1)`,
  )
  const app = await launch()
  await app.untilReady()
  const page = await app.page()
  const frame = new Frame(page)
  const screen = new JobsScreen(page)
  await frame.exploreSample()
  await frame.open('Jobs')
  await expect(screen.alerts).toHaveCount(0)
  expect(alertsOfOurs(await app.ask('status.get', {}))).toEqual([])
})

/** Fails the job that finds people at its very end, at its first attempt. */
const breakFindingPeople = `
  CREATE TRIGGER one_attempt AFTER INSERT ON jobs WHEN NEW.kind = 'extract_contacts' BEGIN
    UPDATE jobs SET max_attempts = 1 WHERE id = NEW.id;
  END;
  CREATE TRIGGER people_are_out BEFORE UPDATE OF status ON jobs WHEN NEW.kind = 'extract_contacts' AND NEW.status = 'completed' BEGIN
    SELECT RAISE(ABORT, 'The people are out for lunch.');
  END`

/** Changes the workspace behind the app's back. */
function alter(dataFolder: string, sql: string): void {
  mkdirSync(dataFolder, { recursive: true })
  const db = openDatabase(databasePathIn(dataFolder))
  db.sqlite.exec(sql)
  db.close()
}

function addJobs(dataFolder: string, kind: string, payloads: readonly object[]): void {
  mkdirSync(dataFolder, { recursive: true })
  const db = openDatabase(databasePathIn(dataFolder))
  const insert = db.sqlite.prepare(
    "INSERT INTO jobs (kind, priority, lane, ready_rank, run_at, max_attempts, created_at, payload) VALUES (?, 0, ? || '||', 1, 1, 1, 1, ?)",
  )
  for (const payload of payloads) insert.run(kind, kind, JSON.stringify(payload))
  db.close()
}

/** Imports a folder that the person chooses in the system's dialog, which no test can reach; answers the job. */
async function importFolder(app: DesktopApp, path: string): Promise<number> {
  await app.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
  const { jobId } = await app.ask('files.choose', { what: 'folder' })
  if (jobId === null) throw new Error('nothing was chosen')
  return jobId
}

/** A folder with one mail, named like the folder. */
function mailFolder(dataFolder: string, name: string): string {
  const folder = join(dataFolder, '..', name)
  mkdirSync(folder)
  writeFileSync(join(folder, `${name}.eml`), mail(name))
  return folder
}

function mail(id: string): string {
  return `From: Ada <ada@example.com>\nTo: Bob <bob@example.org>\nSubject: ${id}\nMessage-ID: <${id}@example.com>\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\nText of ${id}\n`
}
