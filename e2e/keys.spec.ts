// The keys that the sheet names work on their screen from wherever a person is, and never in the middle of a word.
import type { Page } from '@playwright/test'
import { closeByKey } from './fixtures/close-by-key.ts'
import { leaveMeanings } from './fixtures/leave-meanings.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { expect, test } from './fixtures/test.ts'
import { untilUnderstood } from './fixtures/until-understood.ts'
import { Frame } from './pages/frame.ts'

test('lists, suggestions and the calendar obey their keys as soon as they are on the screen', async ({ app }) => {
  const page = await app.page()
  await leaveMeanings(app)
  await new Frame(page).exploreSample()
  await untilUnderstood(app)

  await test.step('the calendar, reached by key', async () => {
    await page.keyboard.press('ControlOrMeta+2')
    const title = page.getByRole('heading', { level: 1, name: 'Calendar' }).locator('xpath=..')
    await expect(title).toContainText(/\d{4}/)
    for (const [key, view] of Object.entries({ m: 'Month', d: 'Day', a: 'Agenda' })) {
      await page.keyboard.press(key)
      await expect(viewButton(page, view)).toHaveAttribute('aria-pressed', 'true')
    }
    // From one day to another: the title may follow the button.
    await expect(title).toContainText('–')
    const agenda = (await title.textContent()) ?? ''
    await page.keyboard.press('w')
    await expect(viewButton(page, 'Week')).toHaveAttribute('aria-pressed', 'true')
    await expect(title).not.toHaveText(agenda)
    const now = await title.textContent()
    await page.keyboard.press('ArrowRight')
    await expect(title).not.toHaveText(now ?? '')
    await page.keyboard.press('t')
    await expect(title).toHaveText(now ?? '')
  })

  await test.step('the grid of the calendar is one stop, and the arrows lead on in it', async () => {
    const grid = page.getByRole('main').locator('[aria-busy]')
    const stop = grid.locator('[tabindex="0"]')
    const focused = page.locator(':focus')
    await page.keyboard.press('m')
    await expect(grid.getByRole('button').first()).toBeVisible()
    await expect(stop).toHaveCount(1)
    await grid
      .getByRole('button')
      .filter({ hasText: /^\+\d+ more$/ })
      .first()
      .click()
    await expect(page.getByRole('dialog').locator('[role=button][tabindex="0"]').first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await stop.focus()
    await page.keyboard.press('Home')
    await expect(focused).toHaveAccessibleName(/^Go to /)
    const firstDay = await focused.getAttribute('aria-label')
    await page.keyboard.press('ArrowRight')
    await expect(focused).toHaveAccessibleName(/^Go to /)
    await expect(focused).not.toHaveAccessibleName(firstDay ?? '')
    await expect(focused).toHaveAttribute('tabindex', '0')
    await expect(stop).toHaveCount(1)
    await page.keyboard.press('ArrowLeft')
    await expect(focused).toHaveAccessibleName(firstDay ?? '')
    const isEvent = (): Promise<boolean> =>
      focused.evaluate(({ role, textContent }) => role === 'button' && !textContent.startsWith('+'))
    do await page.keyboard.press('ArrowDown')
    while (!(await isEvent()))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('complementary', { name: 'Details' })).toBeHidden()
    await page.keyboard.press('Tab')
    await expect(grid.locator(':focus')).toHaveCount(0)
  })

  await test.step('a week without events is still reached and scrolled by key', async () => {
    await page.keyboard.press('w')
    const calendars = page.getByRole('region', { name: 'Calendars' }).getByRole('checkbox')
    for (const calendar of await calendars.all()) await calendar.click()
    const grid = page.getByRole('main').locator('[aria-busy]')
    await expect(grid.getByRole('button')).toHaveCount(0)
    const stop = grid.locator('[tabindex="0"]')
    await expect(stop).toHaveRole('cell')
    await expectAccessible(page, 'Calendar by Week without events')
    const topOfStop = (): Promise<number> => stop.evaluate((element) => element.getBoundingClientRect().top)
    await stop.focus()
    const top = await topOfStop()
    await page.keyboard.press('PageDown')
    await expect.poll(topOfStop).toBeLessThan(top)
  })

  await test.step('not over an overlay, and not in a text', async () => {
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await page.keyboard.press('m')
    await closeByKey(page.getByRole('dialog'))
    await page.keyboard.press('ControlOrMeta+k')
    const box = page.getByRole('combobox', { name: /^Search people/ })
    await expect(box).toBeFocused()
    await page.keyboard.type('mad')
    await expect(box).toHaveValue('mad')
    await closeByKey(page.getByRole('dialog'))
    await expect(viewButton(page, 'Week')).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('a list, reached by its link', async () => {
    await page.getByRole('link', { name: 'Timeline', exact: true }).click()
    await expect(page.getByRole('listbox', { name: 'Timeline' }).getByRole('option').first()).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('suggestions, down to the last one and back', async () => {
    await page.getByRole('link', { name: 'Today', exact: true }).click()
    await page.getByRole('region', { name: 'Suggestions' }).getByRole('button', { name: 'Review' }).click()
    const cards = page
      .getByRole('list', { name: 'Suggestions' })
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: /^Accept/ }) })
    await expect(cards.first()).toBeVisible()
    const second = (await cards.nth(1).getAttribute('aria-label')) ?? ''
    await page.keyboard.press('j')
    await page.keyboard.press('d')
    await expect(page.getByRole('region', { name: 'Messages', exact: true })).toContainText(`${second} was dismissed`)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(cards.filter({ hasText: second }).first()).toBeVisible()
    for (;;) {
      const open = (await app.ask('people.suggestions', { cursor: null, limit: 100 })).total
      if (open === 0) break
      const active = page.locator('[data-suggestion][tabindex="0"]')
      const decided = (await active.getAttribute('data-suggestion')) ?? ''
      const isMerge = await active.getByText('Same person?').isVisible()
      await page.keyboard.press(isMerge ? 'm' : 'a')
      await expect.poll(async () => (await app.ask('people.suggestions', { cursor: null, limit: 100 })).total).toBeLessThan(open)
      await expect(page.locator(`[data-suggestion="${decided}"][tabindex="0"]`)).toHaveCount(0)
    }
    await expect(page.getByText('All decided')).toBeVisible()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(cards).toHaveCount(1)
  })
})

test('the palette pauses, resumes, changes the theme, connects, and says what Process Jobs did, as menu and tray do', async ({
  app,
}) => {
  const page = await app.page()
  await new Frame(page).exploreSample()
  const choose = async (command: string): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('combobox', { name: /^Search people/ })).toBeFocused()
    await page.keyboard.type(command)
    await page.getByRole('option', { name: command }).first().click()
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeHidden()
  }
  await choose('Pause all jobs')
  await expect.poll(async () => (await app.ask('status.get', {})).pill.kind).toBe('paused')
  await choose('Resume all jobs')
  await expect.poll(async () => (await app.ask('status.get', {})).pill.kind).not.toBe('paused')
  await choose('Dark theme')
  await expect.poll(async () => (await app.ask('settings.get', {})).theme).toBe('dark')
  await choose('Connect Google')
  await closeByKey(page.getByRole('dialog', { name: /Google/ }))

  await app.ask('jobs.pause', { kind: 'all' })
  const messages = page.getByRole('region', { name: 'Messages', exact: true })
  for (const start of [
    () => choose('Process jobs'),
    () => app.chooseInMenu('process-jobs'),
    () => app.chooseInTray('process-jobs'),
  ]) {
    await start()
    await expect(messages.getByText(/Nothing was waiting|finished|held back/)).toBeVisible()
    await messages.getByRole('button', { name: 'Dismiss message' }).last().click()
    await expect(messages.getByText(/Nothing was waiting|finished|held back/)).toBeHidden()
  }
  await page.getByRole('link', { name: 'Calendar', exact: true }).click()
  await expect(
    page.getByRole('region', { name: 'Calendar connection' }).getByRole('button', { name: 'Sync Now', exact: true }),
  ).toBeVisible()
})

function viewButton(page: Page, name: string): ReturnType<Page['getByRole']> {
  return page.getByRole('group', { name: 'View' }).getByRole('button', { name, exact: true })
}
