// The first minute: a window with three doors, a workspace that fills by itself, and work that survives the end of the program.
import { expectPromptAnswers } from './fixtures/measure-answers.ts'
import { expect, keepPicture, test } from './fixtures/test.ts'
import { alertsOfOurs } from './fixtures/watch-workspace.ts'

test('a fresh start shows the three doors and tells the truth about itself', async ({ app, dataFolder }) => {
  const page = await app.page()
  expect(page.url()).toBe('app://omnicrm/index.html')
  for (const name of ['Connect Google', 'Import files', 'Explore the sample workspace']) {
    await expect(page.getByRole('button', { name })).toBeVisible()
  }
  expect(await app.ask('app.info', {})).toMatchObject({ dataFolder, keychain: { kind: 'available' } })
  expect(await app.ask('status.get', {})).toMatchObject({ pill: { kind: 'no_accounts' }, accounts: [] })
  expect(alertsOfOurs(await app.ask('status.get', {}))).toEqual([])
  await keepPicture(app, 'welcome')
})

test('a sync goes on after kill -9, from the menus and the tray, with nothing twice', async ({ launch }) => {
  const first = await launch()
  await first.untilReady()
  await first.ask('sample.create', {})
  await expect.poll(async () => (await first.ask('status.get', {})).counts.rawEvents, { timeout: 60_000 }).toBeGreaterThan(100)
  await first.kill()

  const second = await launch()
  await second.untilReady()
  const afterKill = (await second.ask('status.get', {})).counts.rawEvents
  await second.chooseInMenu('sync-now')
  await second.chooseInTray('process-jobs')
  await expect
    .poll(async () => (await second.ask('status.get', {})).counts.rawEvents, { timeout: 200_000 })
    .toBeGreaterThan(afterKill)
  await expect.poll(async () => (await second.trayLabels())[0]).not.toBe('No account connected')
  const { jobs, counts } = await second.ask('status.get', {})
  expect(jobs.failed).toBe(0)
  expect(counts.rawEventsFailed).toBe(0)
})

test('the week begins on the day that a person has chosen, from the first look at the calendar', async ({ launch }) => {
  const first = await launch()
  await first.untilReady()
  await first.ask('settings.update', { weekStartsOn: 3 })
  await first.quit()
  const page = await (await launch()).page()
  await page.evaluate(() => (window.location.hash = '#/calendar'))
  await expect(page.getByRole('columnheader').filter({ hasText: /\d/ }).first()).toContainText('Wed')
})

test('a command is answered in under 50 ms while a sync runs', async ({ app }) => {
  await app.ask('sample.create', {})
  await expect.poll(async () => (await app.ask('status.get', {})).jobs.processing).toBeGreaterThan(0)
  await expectPromptAnswers(app, 'sync.now')
})
