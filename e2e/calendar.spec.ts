// The calendars beside the grid: switched off and on, tried again, and what a sync took away brought back.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transaction } from '../src/engine/db/database.ts'
import { databasePathIn, openDatabase } from '../src/engine/db/open.ts'
import { putAccountSweep } from '../src/engine/db/queries/accounts/account-sweeps.ts'
import { listAccountCalendars } from '../src/engine/db/queries/calendars/list-account-calendars.ts'
import { updateCalendar } from '../src/engine/db/queries/calendars/update-calendar.ts'
import { sampleAccountId } from '../src/engine/sources/sample/sample-account.ts'
import { leaveMeanings } from './fixtures/leave-meanings.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { chooseInDialog } from './fixtures/import-dialog.ts'
import { expect, keepPicture, test } from './fixtures/test.ts'
import { untilUnderstood } from './fixtures/until-understood.ts'
import { untilStatus } from './fixtures/watch-workspace.ts'
import { themes, wearTheme } from './fixtures/wear-theme.ts'
import { Frame } from './pages/frame.ts'

test('a calendar is switched off and on, one that cannot be read is tried again, and what a sync took away comes back', async ({
  launch,
  dataFolder,
}) => {
  const first = await launch()
  await leaveMeanings(first)
  await first.ask('settings.update', { syncAtLaunch: false, syncEveryMinutes: 0 })
  await new Frame(await first.page()).exploreSample()
  await untilUnderstood(first)
  await first.quit()

  const db = openDatabase(databasePathIn(dataFolder))
  const goneAt = 1
  const holidays = listAccountCalendars(db, sampleAccountId).find(({ name }) => name === 'Holidays')
  const studio = listAccountCalendars(db, sampleAccountId).find(({ name }) => name === 'Brightwater Studio')
  if (!holidays || !studio) throw new Error('the sample has other calendars')
  const text = 'Google no longer lists most of the calendar Holidays.'
  transaction(db, (tx) => {
    updateCalendar(tx, studio.id, { note: 'Google no longer lets you read this calendar.' })
    const place = { source: 'google_event', container: holidays.externalId } as const
    tx.prepare('UPDATE raw_events SET gone_at = ? WHERE source = ? AND container = ?').run(goneAt, place.source, place.container)
    putAccountSweep(tx, sampleAccountId, { part: `calendar:${holidays.externalId}`, ...place, goneAt, text })
  })
  const countGone = (): unknown => db.sqlite.prepare('SELECT count(*) FROM raw_events WHERE gone_at = ?').pluck().get(goneAt)
  expect(countGone()).not.toBe(0)

  const app = await launch()
  const page = await app.page()
  const frame = new Frame(page)
  await frame.open('Calendar')
  const calendars = page.getByRole('region', { name: 'Calendars' })
  await expect(calendars).toContainText('Google no longer lets you read this calendar.')
  await expect(page.getByText(text)).toBeVisible()

  await calendars.getByText('Family').hover()
  await calendars.getByRole('button', { name: 'Stop syncing Family' }).click()
  await expect(calendars).toContainText('neither synced nor shown')
  await expect(calendars.getByRole('checkbox', { name: 'Family' })).toBeDisabled()
  await expectAccessible(page, 'Calendar with one that is switched off')
  await keepPicture(app, 'calendar-switched-off')
  await calendars.getByRole('button', { name: 'Sync Family' }).click()
  await calendars.getByRole('button', { name: 'Try Brightwater Studio again' }).click()
  await expect(calendars.getByRole('button', { name: /^(Sync|Try) / })).toHaveCount(0)
  const { isEnabled, note } = listAccountCalendars(db, sampleAccountId).find(({ id }) => id === studio.id) ?? {}
  expect({ isEnabled, note }).toEqual({ isEnabled: true, note: null })

  await page.getByRole('button', { name: 'Bring them back' }).click()
  await expect(page.getByText(text)).toBeHidden()
  expect(countGone()).toBe(0)
  db.close()
})

test('events at one time keep room for their titles, and those without room open from their number', async ({
  app,
  dataFolder,
}) => {
  const folder = join(dataFolder, '..', 'calendars')
  mkdirSync(folder)
  writeFileSync(join(folder, 'Busy.ics'), calendarOf(busyMorning))
  await chooseInDialog(app, folder)
  await app.chooseInMenu('import-folder')
  await untilStatus(app, 'the events are there', ({ counts }) => counts.calendarEvents === busyMorning.length)
  const page = await app.page()
  await new Frame(page).open('Calendar')
  const shown = page.getByRole('button').filter({ hasText: /^Meeting \d/ })
  const more = page.getByRole('button', { name: /^\+\d$/ })
  await expect(more).toBeVisible()
  const widths = await shown.evaluateAll((events) => events.map((event) => event.getBoundingClientRect().width))
  expect(Math.min(...widths)).toBeGreaterThanOrEqual(40)
  for (const theme of themes) {
    await wearTheme(app, theme)
    await expectAccessible(page, `Events at one time in ${theme}`)
  }
  const hidden = Number((await more.textContent())?.slice(1))
  expect(widths.length + hidden).toBe(busyMorning.length)
  await more.click()
  await expect(
    page
      .getByRole('dialog')
      .getByRole('button')
      .filter({ hasText: /^Meeting \d/ }),
  ).toHaveCount(hidden)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Day', exact: true }).click()
  await expect(shown).toHaveCount(busyMorning.length)
  await expect(more).toHaveCount(0)
})

const hourMs = 3_600_000

const busyMorning = ['Meeting 1', 'Meeting 2', 'Meeting 3', 'Meeting 4', 'Meeting 5', 'Meeting 6']

/** All of them from ten to half past eleven of today: for the app it is noon. */
function calendarOf(titles: readonly string[]): string {
  const tenMs = Math.floor(Date.now() / hourMs - 2) * hourMs
  const at = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const events = titles.map((title, index) =>
    [
      'BEGIN:VEVENT',
      `UID:${index}@example.com`,
      'DTSTAMP:20260101T000000Z',
      `DTSTART:${at(tenMs)}`,
      `DTEND:${at(tenMs + 1.5 * hourMs)}`,
      `SUMMARY:${title}`,
      'END:VEVENT',
    ].join('\r\n'),
  )
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//example//busy//EN', ...events, 'END:VCALENDAR', ''].join('\r\n')
}
