// Every screen with the sample workspace, in light and in dark: it shows what it should, and everybody can use it.
import { closeByKey } from './fixtures/close-by-key.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { expect, keepPicture, test } from './fixtures/test.ts'
import { untilUnderstood } from './fixtures/until-understood.ts'
import { themes, wearTheme } from './fixtures/wear-theme.ts'
import { Frame, screenNames } from './pages/frame.ts'

test('the sample workspace fills every screen by itself, and every screen is accessible in light and dark', async ({
  app,
  expectedComplaints,
}) => {
  const page = await app.page()
  const frame = new Frame(page)
  const protocols = new Set<string>()
  const scripts: string[] = []
  page.on('request', (request) => {
    protocols.add(new URL(request.url()).protocol)
    if (request.resourceType() === 'script') scripts.push(request.url())
  })

  await test.step('the welcome has three doors', async () => {
    for (const name of ['Connect Google', 'Import files', 'Explore the sample workspace']) {
      await expect(page.getByRole('button', { name, exact: true })).toBeVisible()
    }
    await expectAccessible(page, 'Welcome')
    await keepPicture(app, 'welcome-light')
  })

  await test.step('the stages can be watched at work, and end without a press', async () => {
    await frame.exploreSample()
    await frame.open('Jobs')
    await expect(page.getByRole('figure', { name: 'Pipeline' }).getByRole('progressbar').first()).toBeVisible()
    await keepPicture(app, 'jobs-running-light')
    await untilUnderstood(app)
  })

  await test.step('a screen is read from the disk when it is first opened, and no other with it', async () => {
    const readers = (): string[] => scripts.filter((url) => url.includes('calendar-screen'))
    await frame.open('Timeline')
    expect(readers()).toEqual([])
    await frame.open('Calendar')
    expect(readers()).toHaveLength(1)
  })

  for (const theme of themes) {
    await test.step(`all screens in ${theme}`, async () => {
      await wearTheme(app, theme)
      for (const name of screenNames) {
        await frame.open(name)
        await expect(page.locator('[aria-busy=true], [role=status][aria-label^=Loading]')).toHaveCount(0)
        await expectAccessible(page, `${name} in ${theme}`)
        await keepPicture(app, `${name.toLowerCase()}-${theme}`)
      }
    })
  }

  await test.step('the timeline opens a message beside it, and the keys read on', async () => {
    await frame.open('Timeline')
    await expect(page.getByRole('listbox', { name: 'Timeline' }).getByRole('option').first()).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await expect(frame.details).toBeVisible()
    const first = await frame.details.getByRole('heading', { level: 2 }).textContent()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect(frame.details.getByRole('heading', { level: 2 })).not.toHaveText(first ?? '')
    await expectAccessible(page, 'Timeline with its panel')
    await page.keyboard.press('Escape')
    await expect(frame.details).toBeHidden()
  })

  await test.step('mail from strangers is shown as it was laid out, and fetches nothing', async () => {
    const { items } = await app.ask('timeline.page', { filter: { kind: 'email', includeBulk: true }, cursor: null, limit: 300 })
    let withImages: number | undefined
    for (const { id } of items) {
      const { bodyHtml } = await app.ask('timeline.get', { id })
      if (bodyHtml?.includes('<img') !== true) continue
      withImages = id
      break
    }
    expect(withImages, 'a sample mail with images').toBeDefined()
    await app.electron.evaluate(({ BrowserWindow }, id) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send('omnicrm:event', 'app.navigate', { screen: 'timeline', id })
    }, withImages)
    await frame.details.getByRole('button', { name: 'Original' }).click()
    await expect(frame.details.locator('iframe').contentFrame().locator('body')).not.toBeEmpty()
    await expect(frame.details).toContainText('blocked')
    expect(app.complaints).toEqual([])
    // The frame runs no script, not even axe's.
    expectedComplaints.push(/Blocked script execution in 'about:srcdoc'/)
    await expectAccessible(page, 'Original layout of a mail')
    await keepPicture(app, 'mail-original-dark')
    expect([...protocols].filter((protocol) => protocol.startsWith('http'))).toEqual([])
  })

  await test.step('every view of the calendar shows events, and an event leads to its people', async () => {
    await frame.open('Calendar')
    for (const view of ['Month', 'Day', 'Agenda', 'Week']) {
      await page.getByRole('button', { name: view, exact: true }).click()
      await expectAccessible(page, `Calendar by ${view}`)
      await keepPicture(app, `calendar-${view.toLowerCase()}-dark`)
    }
    await expect(page.getByRole('region', { name: 'Calendar connection' })).toContainText('Events')
  })

  await test.step('a suggestion is accepted by key and taken back', async () => {
    await frame.open('People')
    await page.getByRole('tab', { name: /Suggestions/ }).click()
    const suggestions = page.getByRole('list', { name: 'Suggestions' })
    const first = suggestions.getByRole('listitem').first()
    const name = (await first.getAttribute('aria-label')) ?? ''
    await page.keyboard.press('a')
    await expect(page.getByRole('region', { name: 'Messages', exact: true })).toContainText(name)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(suggestions.getByRole('listitem', { name, exact: true })).toBeVisible()
    await expectAccessible(page, 'Suggestions')
  })

  await test.step('a person has a page', async () => {
    await page.getByRole('tab', { name: /Everyone/ }).click()
    await page.getByRole('listbox', { name: 'People' }).getByRole('option').first().click()
    await expect(page.getByRole('button', { name: 'Create insight' })).toBeVisible()
    await expectAccessible(page, 'Person')
    await keepPicture(app, 'person-dark')
  })

  await test.step('the search answers as one types', async () => {
    await frame.open('Search')
    await page.getByRole('combobox', { name: 'Search everything' }).pressSequentially('invoice')
    await expect(page.getByRole('listbox', { name: 'Results' }).getByRole('option').first()).toBeVisible()
    await expectAccessible(page, 'Search with results')
    await keepPicture(app, 'search-results-dark')
  })

  await test.step('the palette and the sheet of keys open and close by key', async () => {
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
    await expectAccessible(page, 'Palette')
    await closeByKey(page.getByRole('dialog', { name: 'Command palette' }))
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await expectAccessible(page, 'Shortcuts')
    await closeByKey(page.getByRole('dialog', { name: 'Keyboard shortcuts' }))
  })
})
