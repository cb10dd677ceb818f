// Nothing of a Google account's mail is imported before its person has seen what there is and said what they want of it.
import type { FakeAccount } from '../src/engine/google/fake/fake-account.ts'
import { closeByKey } from './fixtures/close-by-key.ts'
import type { DesktopApp } from './fixtures/desktop-app.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { bigPreview, seedGoogleAccount } from './fixtures/seed-google-account.ts'
import { expect, keepPicture, test, type ServedGoogle } from './fixtures/test.ts'
import { syncByHand } from './fixtures/sync-by-hand.ts'
import { untilUnderstood } from './fixtures/until-understood.ts'
import { isSyncing, untilStatus } from './fixtures/watch-workspace.ts'
import { themes, wearTheme } from './fixtures/wear-theme.ts'
import { Frame } from './pages/frame.ts'
import { ImportReview } from './pages/import-review.ts'

const dayMs = 86_400_000
const recent = 120
const offers = 20
const older = 30

/** 120 mails of the last year, 20 of them with a label, 20 promotions, 30 mails of the year before last, two calendars. */
function fillAccount(google: ServedGoogle): FakeAccount {
  const account = google.fake.addAccount({ email: 'ada@example.com', displayName: 'Ada Example' })
  const receipts = account.mailbox.createLabel('Receipts')
  const now = Date.now()
  const add = (kind: string, index: number, daysAgo: number, labelIds: readonly string[]): void => {
    const from = `${kind} ${index} <${kind}.${index}@example.org>`
    const raw = `From: ${from}\r\nTo: ada@example.com\r\nSubject: ${kind} ${index}\r\n\r\nHello Ada, this is ${kind} ${index}.`
    account.mailbox.addMessage({ raw, internalDateMs: now - daysAgo * dayMs, labelIds })
  }
  for (let index = 0; index < older; index++) add('Older', index, 500 + index, ['INBOX'])
  for (let index = 0; index < recent; index++) add('Recent', index, 1 + index * 2, index < 20 ? ['INBOX', receipts] : ['INBOX'])
  for (let index = 0; index < offers; index++) add('Offer', index, 1 + index, ['INBOX', 'CATEGORY_PROMOTIONS'])
  const tomorrow = new Date(now + dayMs).toISOString().slice(0, 10)
  const after = new Date(now + 2 * dayMs).toISOString().slice(0, 10)
  account.primary.addEvent({ summary: 'Lunch', start: { date: tomorrow }, end: { date: after } })
  account
    .addCalendar({ id: 'family@group.calendar.example.com', summary: 'Family', accessRole: 'owner' })
    .addEvent({ summary: 'Picnic', start: { date: tomorrow }, end: { date: after } })
  return account
}

/** Connects as a person does: through the welcome, the form and the browser. */
async function connect(app: DesktopApp): Promise<void> {
  await app.replaceBrowser({ follow: true })
  const page = await app.page()
  await page.getByRole('button', { name: 'Connect Google' }).click()
  await page.getByRole('textbox', { name: 'Client ID' }).fill('desktop-client')
  await page.getByLabel('Client secret').fill('GOCSPX-only-in-the-keychain')
  await page.getByRole('button', { name: 'Continue in the browser' }).click()
}

/** How many mails and events are here. */
async function held(app: DesktopApp): Promise<{ mails: number | undefined; events: number | undefined }> {
  const [account] = (await app.ask('status.get', {})).accounts
  return { mails: account?.counts.mails, events: account?.counts.events }
}

/** Every kind of request that reads what is in a message or an event for good. */
function readingRequests(google: ServedGoogle): number {
  return google.fake.log.filter(({ operation }) => operation === 'history.list' || operation === 'sendAs.list').length
}

/** Holds what is on the screen to WCAG in both themes, and keeps pictures of it. */
async function lookAt(app: DesktopApp, name: string, within?: string): Promise<void> {
  for (const theme of themes) {
    await wearTheme(app, theme)
    await expectAccessible(await app.page(), `${name} in ${theme}`, within)
    await keepPicture(app, `${name}-${theme}`)
  }
}

test('closing the review imports nothing, and the pill, the cards and Sync Now lead back to it', async ({ launch, google }) => {
  fillAccount(google)
  const looked = Promise.withResolvers<void>()
  google.fake.faults.add({ fault: { kind: 'held', until: looked.promise }, on: 'messages.list', skip: 4, times: Infinity })
  const app = await launch({ googleOrigin: google.origin })
  await app.untilReady()
  await syncByHand(app)
  const page = await app.page()
  const frame = new Frame(page)
  const review = new ImportReview(page)

  await connect(app)
  await expect(review.dialog).toContainText('Counting your mail…')
  const counting = review.dialog.getByRole('progressbar', { name: 'Counting your mail' })
  await expect(counting).toHaveAttribute('aria-valuenow', /./)
  await keepPicture(app, 'import-review-counting-progress-light')
  // Whoever comes back sees how far it is, also while nothing new is told.
  await closeByKey(review.dialog)
  await frame.open('Calendar')
  const card = page.getByRole('group', { name: 'Import of ada@example.com' })
  await card.getByRole('button', { name: 'Review' }).click()
  await expect(counting).toHaveAttribute('aria-valuenow', /./)
  looked.resolve()
  await expect(review.dialog).toContainText('170 mails since', { timeout: 60_000 })
  await expect(review.dialog).toContainText('2 events in 2 calendars')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true)
  await review.dialog.getByRole('button', { name: 'Not now' }).click()

  await expect(frame.status).toContainText('Review what to import')
  // Chromium lets a key scroll an empty week; axe does not know that yet.
  await lookAt(app, 'calendar-approval', '[role=group][aria-label="Calendars and connection"]')
  await card.getByRole('button', { name: 'Review' }).click()
  await closeByKey(review.dialog)
  await frame.open('Settings')
  await lookAt(app, 'settings-approval')
  await card.getByRole('button', { name: 'Review' }).click()
  await closeByKey(review.dialog)
  await frame.syncNow.click()
  await page.getByRole('region', { name: 'Messages', exact: true }).getByRole('button', { name: 'Review' }).click()
  await closeByKey(review.dialog)

  expect(await held(app)).toEqual({ mails: 0, events: 0 })
  expect(await app.ask('timeline.page', { filter: { includeBulk: true }, cursor: null, limit: 10 })).toMatchObject({ total: 0 })
  expect(readingRequests(google)).toBe(0)
})

test('what was chosen comes in, can be paused, widened and undone, and nothing else does', async ({ launch, google }) => {
  fillAccount(google)
  const app = await launch({ googleOrigin: google.origin })
  await app.untilReady()
  await syncByHand(app)
  const page = await app.page()
  const frame = new Frame(page)
  const review = new ImportReview(page)
  const batches = page.getByRole('group', { name: 'Imports of ada@example.com' })
  const batch = batches.getByRole('listitem')
  const paused = Promise.withResolvers<void>()

  await test.step('last year, no promotions, one calendar', async () => {
    await connect(app)
    await review.period('Last year').click({ timeout: 60_000 })
    await expect(review.toggle('Skip promotions')).toBeChecked()
    await expect(review.outcome).toContainText('About 120 mails')
    await review.toggle('Family').click()
    google.fake.faults.add({
      fault: { kind: 'held', until: paused.promise },
      on: 'messages.get',
      skip: recent / 2,
      times: Infinity,
    })
    await review.import.click()
    await expect(page.getByRole('region', { name: 'Messages', exact: true })).toContainText('Importing about 120 mails.')
    await expect(review.dialog).toBeHidden()
  })

  await test.step('paused in the middle, looked at, and resumed', async () => {
    await frame.open('Settings')
    await expect(batch).toContainText(/[1-9]\d* of about 120 mails/)
    await batch.getByRole('button', { name: 'Pause' }).click()
    await expect(batch).toContainText('Paused')
    paused.resolve()
    const { counts } = await untilStatus(app, 'nothing is fetched any more', (status) => !isSyncing(status))
    expect(counts.rawEvents).toBeLessThan(recent)
    await lookAt(app, 'settings-import-paused')
    google.fake.faults.clear()
    expect((await app.ask('status.get', {})).counts.rawEvents).toBe(counts.rawEvents)
    await batch.getByRole('button', { name: 'Resume' }).click()
    await expect(batch).toContainText('Finished', { timeout: 60_000 })
    await expect(batch).toContainText('120 mails')
    await expect.poll(() => held(app)).toEqual({ mails: recent, events: 1 })
  })

  await test.step('a narrower choice would remove nothing, a wider one brings the difference', async () => {
    await batches.getByRole('button', { name: /^Change…/ }).click()
    await expect(review.save).toBeDisabled()
    await review.labels.getByRole('checkbox', { name: /Receipts/ }).click()
    await expect(review.outcome).toContainText('Nothing is removed; less will come from now on.')
    await review.labels.getByRole('checkbox', { name: /Receipts/ }).click()
    await review.period('Last 3 years').click()
    await expect(review.outcome).toContainText('Brings 30 more mails,')
    await lookAt(app, 'import-change')
    const before = google.fake.count('messages.get')
    await review.import.click()
    await expect(batch).toHaveCount(2)
    await expect(batch.first()).toContainText('Finished', { timeout: 60_000 })
    await expect.poll(() => held(app)).toEqual({ mails: recent + older, events: 1 })
    expect(google.fake.count('messages.get') - before).toBe(older)
  })

  await test.step('undone, it says what goes, and that goes', async () => {
    await untilUnderstood(app)
    const [account] = (await app.ask('status.get', {})).accounts
    const { batches: known } = await app.ask('imports.get', { accountId: account?.id ?? '' })
    const losses = await app.ask('imports.describeUndo', { batchId: known[0]?.id ?? 0 })
    expect(losses).toMatchObject({ mails: older, conversations: older })
    await expect(batch.last().getByRole('button', { name: 'Undo…' })).toBeHidden()
    await batch.first().getByRole('button', { name: 'Undo…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Undo this import?' })
    const people = `${losses.people} ${losses.people === 1 ? 'person' : 'people'}`
    await expect(dialog).toContainText(`This takes away 30 mails, 30 conversations and ${people}.`)
    await lookAt(app, 'undo-import')
    await dialog.getByRole('button', { name: 'Undo the import' }).click()
    await expect(batch.first()).toContainText('Undone', { timeout: 60_000 })
    await expect.poll(() => held(app)).toEqual({ mails: recent, events: 1 })
    await lookAt(app, 'settings-import-undone')
  })

  await test.step('when the last one is undone, approval is asked for anew', async () => {
    await batch.last().getByRole('button', { name: 'Undo…' }).click()
    await page.getByRole('button', { name: 'Undo the import' }).click()
    await expect(frame.status).toContainText('Review what to import', { timeout: 60_000 })
    await expect.poll(() => held(app), { timeout: 60_000 }).toMatchObject({ mails: 0 })
    await page.getByRole('group', { name: 'Import of ada@example.com' }).getByRole('button', { name: 'Review' }).click()
    await expect(review.dialog).toContainText('170 mails since')
  })
})

test('a big mailbox is reviewed by keyboard and in both themes, and every choice tells at once what it comes to', async ({
  launch,
  dataFolder,
}) => {
  seedGoogleAccount(dataFolder, { preview: bigPreview(Date.now()) })
  const app = await launch()
  await app.untilReady()
  await syncByHand(app)
  const page = await app.page()
  const frame = new Frame(page)
  const review = new ImportReview(page)

  await expect(frame.status).toContainText('Review what to import')
  await frame.status.getByRole('button').click()
  await expect(review.dialog).toBeVisible()
  await expect(review.dialog).toContainText('68,114 mails since')
  await expect(review.dialog).toContainText('1,586 events in 3 calendars')
  await expect(review.outcome).toContainText('About 42,000 mails, 680 MB, about 22 minutes')
  await lookAt(app, 'import-review')

  const before = await review.dialog.boundingBox()
  await review.period('Last year').click()
  await expect(review.outcome).toContainText('About 5,700 mails')
  await expect(review.dialog).toContainText('2,918 mails')
  await review.toggle('Skip promotions').press('Space')
  await expect(review.outcome).toContainText('About 8,700 mails')
  await review.findLabel.fill('clients')
  await expect(review.labels.getByRole('checkbox')).toHaveCount(2)
  await review.labels.getByRole('checkbox', { name: /Acme/ }).press('Space')
  await expect(review.outcome).toContainText('About 8,500 mails')
  await review.findLabel.fill('nothing like that')
  await expect(review.labels).toContainText('No label is called like that.')
  await review.findLabel.fill('')
  await expect(review.labels).toContainText('1 chosen')
  expect(await review.dialog.boundingBox()).toEqual(before)
  await keepPicture(app, 'import-review-chosen-dark')
  await closeByKey(review.dialog)
})

test('counting that goes on, and counting that has failed, are told where the choices will be', async ({
  launch,
  dataFolder,
}) => {
  const problem = 'Google did not answer. OmniCRM tries again by itself in 10 minutes.'
  seedGoogleAccount(dataFolder, { problem })
  const app = await launch()
  await app.untilReady()
  await app.ask('jobs.pause', { kind: 'all' })
  const page = await app.page()
  const review = new ImportReview(page)
  await new Frame(page).status.getByRole('button').click()
  await expect(review.dialog.getByRole('alert')).toContainText(problem)
  await lookAt(app, 'import-review-problem')

  await review.dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(review.dialog.getByRole('progressbar', { name: 'Counting your mail' })).toBeVisible()
  await expect(review.dialog).toContainText('Everything is paused.')
  await lookAt(app, 'import-review-counting')
  await review.dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(review.dialog).toBeHidden()
})

test('an account without any mail yet can be approved all the same', async ({ launch, dataFolder }) => {
  const { madeAtMs, mail, calendars } = bigPreview(Date.now())
  const periods = mail?.periods.map((period) => ({ ...period, mails: 0 })) ?? []
  const empty = { total: 0, oldestMs: null, periods, labels: [], bytesPerMail: 0, mailsPerSecond: 1 }
  seedGoogleAccount(dataFolder, { preview: { madeAtMs, mail: empty, calendars } })
  const app = await launch()
  await app.untilReady()
  await syncByHand(app)
  const page = await app.page()
  const review = new ImportReview(page)
  await new Frame(page).status.getByRole('button').click()
  await expect(review.dialog).toContainText('There is no mail in this account yet.')
  await expect(review.outcome).toContainText('No mail for now')
  await expect(review.import).toBeEnabled()
  await lookAt(app, 'import-review-empty')
})
