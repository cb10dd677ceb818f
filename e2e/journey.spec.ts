// What a person lives through: the sample workspace fills by itself and leaves main free for clicks, work is broken off and goes on, and
// the next start syncs by itself.
import { databasePathIn, openReader } from '../src/engine/db/open.ts'
import { computeDigest, type Digest } from '../src/engine/db/queries/digest/compute-digest.ts'
import { digestFreshSample } from '../src/engine/testing/fresh-sample.ts'
import { finishWork } from './fixtures/finish-work.ts'
import { expectPromptAnswers } from './fixtures/measure-answers.ts'
import { expectFreeMain, measureMainLoop } from './fixtures/measure-main-loop.ts'
import type { Status } from '../src/shared/views/status.ts'
import type { DesktopApp } from './fixtures/desktop-app.ts'
import { expect, test } from './fixtures/test.ts'
import { syncByHand } from './fixtures/sync-by-hand.ts'
import { untilUnderstood } from './fixtures/until-understood.ts'
import { alertsOfOurs, fillTimeoutMs, isSyncing, untilDone, untilStatus } from './fixtures/watch-workspace.ts'
import { Frame } from './pages/frame.ts'
import { JobsScreen } from './pages/jobs-screen.ts'

/** Keeps figures in the report of the run. */
const note = (type: string, figures: unknown): void => {
  test.info().annotations.push({ type, description: JSON.stringify(figures) })
}

/** "1,234 entries" as a number; 0 while nothing is told. */
const countIn = (text: string): number => Number(text.replaceAll(/\D/g, ''))

/** What is in the database of an app that has quit, and what an undisturbed run to the same point gives. */
async function compareWithFresh(dataFolder: string): Promise<{ ours: Digest; fresh: Digest }> {
  const db = openReader(databasePathIn(dataFolder))
  try {
    return { ours: computeDigest(db), fresh: await digestFreshSample(db) }
  } finally {
    db.close()
  }
}

/** From the welcome to a workspace in which every job has ended: the person clicks once, and looks. */
async function watchItFill(app: DesktopApp, frame: Frame): Promise<Status> {
  const { page } = frame
  await test.step('one click on the welcome is all', async () => {
    await frame.exploreSample()
  })

  await test.step('the timeline grows under the eyes of the person', async () => {
    await frame.open('Timeline')
    const count = page.getByText(/^[\d,.\s]+ entr(y|ies)$/)
    const seen = new Set<number>()
    await expect
      .poll(async () => seen.add(countIn((await count.allTextContents())[0] ?? '')).size, {
        message: 'different counts of entries',
        timeout: fillTimeoutMs,
        intervals: [100],
      })
      .toBeGreaterThan(3)
    expect([...seen]).toEqual([...seen].toSorted((left, right) => left - right))
    await expect(page.getByRole('listbox', { name: 'Timeline' }).getByRole('option').first()).toBeVisible()
  })

  await test.step('so does the calendar, and so do the people', async () => {
    await frame.open('Calendar')
    await expect(page.getByRole('region', { name: 'Calendar connection' })).toContainText(/[1-9][\d,.]* in 4 calendars/, {
      timeout: fillTimeoutMs,
    })
    await frame.open('People')
    await expect(page.getByRole('listbox', { name: 'People' }).getByRole('option').nth(5)).toBeVisible({ timeout: fillTimeoutMs })
  })

  return await test.step('every job completes', async () => {
    await frame.open('Jobs')
    const status = await untilDone(app)
    expect(status.jobs).toMatchObject({ queued: 0, processing: 0, failed: 0, cancelled: 0 })
    expect(alertsOfOurs(status)).toEqual([])
    const { rawEventsFailed, ...filledCounts } = status.counts
    expect(rawEventsFailed).toBe(0)
    for (const [name, count] of Object.entries(filledCounts)) expect(count, name).toBeGreaterThan(0)
    await expect(frame.status).toContainText('Up to date')
    return status
  })
}

test('the sample workspace fills calendar, timeline and people while one watches, and syncs by itself from then on', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(2 * fillTimeoutMs)
  const app = await launch()
  await app.untilReady()
  await syncByHand(app)
  const page = await app.page()
  const frame = new Frame(page)

  // Starting up is over: the page is drawn and nothing is under way.
  await page.waitForLoadState('networkidle')
  const { value: filled, delay } = await measureMainLoop(app, () => watchItFill(app, frame))
  note('main loop', delay)
  expect(delay.main.samples).toBeGreaterThan(500)
  expectFreeMain(delay)

  await test.step('Process Jobs in the tray has nothing left to do, and says so', async () => {
    await app.chooseInTray('process-jobs')
    await expect(page.getByRole('region', { name: 'Messages', exact: true })).toContainText('Nothing was waiting')
  })

  await test.step('Sync Now brings what is new', async () => {
    await frame.syncNow.click()
    const synced = await untilStatus(app, 'new mail', ({ counts }) => counts.rawEvents > filled.counts.rawEvents)
    expect(synced.counts.rawEvents - filled.counts.rawEvents).toBeLessThan(20)
    const done = await untilDone(app)
    expect(done.jobs.failed).toBe(0)
  })

  const lastSyncAtMs = (await app.ask('status.get', {})).accounts[0]?.lastSyncAtMs ?? 0
  await app.quit()

  const again = await launch()
  await test.step('the next start syncs by itself', async () => {
    await again.untilReady()
    const synced = await untilStatus(again, 'a sync at launch', ({ accounts }) => (accounts[0]?.lastSyncAtMs ?? 0) > lastSyncAtMs)
    expect(synced.counts.interactions).toBeGreaterThanOrEqual(filled.counts.interactions)
    const done = await untilDone(again)
    expect(done.jobs.failed).toBe(0)
    await again.quit()
  })

  await test.step('and all of it together is what one sync of everything would have given', async () => {
    const { ours, fresh } = await compareWithFresh(dataFolder)
    expect(ours).toEqual(fresh)
  })
})

test('Sync Now answers at once while a sync runs; what is broken off goes on with the next start, nothing twice and nothing lost', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(2 * fillTimeoutMs)

  await test.step('the person quits in the middle of a sync', async () => {
    const app = await launch()
    await app.untilReady()
    await new Frame(await app.page()).exploreSample()
    const { counts } = await untilStatus(app, 'a sync under way', (status) => isSyncing(status) && status.counts.rawEvents > 700)
    note('quit at', counts)
    expect(counts.rawEvents).toBeLessThan(2_300)
    await app.quit()
    expect([app.process.exitCode, app.process.signalCode]).toEqual([0, null])
  })

  await test.step('the next start goes on with it, and Sync Now answers in under 50 ms, p99, meanwhile', async () => {
    const app = await launch()
    await app.untilReady()
    await untilStatus(app, 'a running sync', isSyncing)
    await expectPromptAnswers(app, 'sync.now')

    const before = await app.ask('status.get', {})
    const { counts } = await untilStatus(
      app,
      'some vectors',
      (status) => status.counts.embeddings > before.counts.embeddings + 200,
    )
    note('killed at', counts)
    await app.kill()
  })

  await test.step('after kill -9 it goes on by itself', async () => {
    const app = await launch()
    await app.untilReady()
    const frame = new Frame(await app.page())
    await frame.open('Jobs')
    const atStart = await app.ask('status.get', {})
    await untilStatus(app, 'more vectors', (status) => status.counts.embeddings > atStart.counts.embeddings + 100)
    await untilUnderstood(app)
    const { jobs, counts } = await app.ask('status.get', {})
    note('jobs', jobs.byKind)
    expect(jobs).toMatchObject({ failed: 0 })
    expect(counts).toMatchObject({ rawEventsFailed: 0 })
    await new JobsScreen(frame.page).choose('Failed')
    await expect(frame.page.getByText('Nothing has failed')).toBeVisible()
    await app.quit()
  })

  await test.step('and comes to its end', async () => {
    const jobs = await finishWork(dataFolder)
    expect(jobs).toMatchObject({ queued: 0, processing: 0, failed: 0 })
  })

  await test.step('nothing is there twice and nothing is lost', async () => {
    const { ours, fresh } = await compareWithFresh(dataFolder)
    expect(ours).toEqual(fresh)
  })
})
