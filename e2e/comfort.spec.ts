// What a person has told their system about motion, colours and size holds in the window; what goes on shows outside of it.
import { expect, test } from './fixtures/test.ts'
import { Frame, screenNames } from './pages/frame.ts'

test('nothing moves for who wants no motion', async ({ app }) => {
  const page = await app.page()
  // Before anything begins that would have moved.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.reload()
  await new Frame(page).exploreSample()
  // The arrows of Sync Now turn, and the dot of the pill breathes, while the sample is read.
  await expect(page.getByRole('banner').locator('.animate-spin')).toBeVisible()
  const durations = await page.evaluate(() =>
    document.getAnimations().map((animation) => Number(animation.effect?.getComputedTiming().endTime)),
  )
  expect(durations.filter((duration) => duration > 1)).toEqual([])
})

test('with forced colours one still sees what is chosen, switched on and under way', async ({ app }) => {
  const page = await app.page()
  const frame = new Frame(page)
  await frame.exploreSample()
  await page.emulateMedia({ forcedColors: 'active' })
  const outlineOf = (selector: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).outlineStyle)
  expect(await outlineOf('nav [aria-current=page]')).toBe('solid')
  await frame.open('Jobs')
  const bar = page.getByRole('progressbar').first()
  await expect(bar).toBeVisible()
  const [fill, track] = await bar.evaluate((element) => [
    getComputedStyle(element.firstElementChild ?? element).backgroundColor,
    getComputedStyle(element).backgroundColor,
  ])
  expect(fill).not.toBe(track)
  await frame.open('Settings')
  expect(await outlineOf('[role=switch][aria-checked=true]')).toBe('solid')
})

test('at one and a half times the size every screen still fits the width of its window', async ({ app }) => {
  const page = await app.page()
  const frame = new Frame(page)
  await frame.exploreSample()
  await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setSize(1400, 880)
    window?.webContents.setZoomFactor(1.5)
  })
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(1_000)
  for (const name of screenNames) {
    await frame.open(name)
    await expect(page.locator('[aria-busy=true], [role=status][aria-label^=Loading]')).toHaveCount(0)
    const overflow = await page.evaluate(() => {
      const main = document.querySelector('main')
      return [document.documentElement.scrollWidth - window.innerWidth, (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0)]
    })
    expect(overflow, name).toEqual([0, 0])
  }
})

test('whoever goes by key sees where they are', async ({ app }) => {
  const page = await app.page()
  const frame = new Frame(page)
  await frame.exploreSample()
  for (const name of ['Today', 'Timeline', 'People', 'Settings'] as const) {
    await frame.open(name)
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab')
      const seen = await page.evaluate(() => {
        const element = document.activeElement
        if (element === null || element === document.body) return null
        const { outlineStyle, borderColor } = getComputedStyle(element)
        // A list draws the outline around its active row.
        return { tag: element.outerHTML.slice(0, 80), isSeen: outlineStyle !== 'none' || element.role === 'listbox', borderColor }
      })
      if (seen !== null) expect(seen, `${name}, step ${step}`).toMatchObject({ isSeen: true })
    }
  }
})

test('work shows on the task bar while it lasts', async ({ app }) => {
  await app.electron.evaluate(({ BrowserWindow, app: electronApp }) => {
    const told: { progress: number[]; badges: number[] } = { progress: [], badges: [] }
    Object.assign(globalThis, { toldOutside: told })
    const [window] = BrowserWindow.getAllWindows()
    if (window !== undefined) window.setProgressBar = (value: number) => void told.progress.push(value)
    electronApp.setBadgeCount = (count?: number) => {
      told.badges.push(count ?? -1)
      return true
    }
  })
  await app.ask('sample.create', {})
  const told = (): Promise<{ progress: number[]; badges: number[] }> =>
    app.electron.evaluate(
      () => (globalThis as typeof globalThis & { toldOutside: { progress: number[]; badges: number[] } }).toldOutside,
    )
  await expect.poll(async () => (await told()).progress.some((value) => value > 0 && value <= 1), { timeout: 60_000 }).toBe(true)
  await app.ask('jobs.pause', { kind: 'all' })
  await expect.poll(async () => (await told()).progress.at(-1)).toBe(-1)
  expect(new Set((await told()).badges)).toEqual(new Set([0]))
})
