// Every click goes through the main process: it must be free while the engine works as hard as it ever does.
import { measureMainLoop } from './fixtures/measure-main-loop.ts'
import { expect, test } from './fixtures/test.ts'
import { fillTimeoutMs, untilDone } from './fixtures/watch-workspace.ts'
import { Frame } from './pages/frame.ts'

// Another program may hold up the whole computer for a moment, and no measure can tell that from a fault of ours.
test.describe.configure({ retries: 2 })

test('main is never held up during a full sync of the sample workspace', async ({ app }) => {
  test.setTimeout(fillTimeoutMs)
  const page = await app.page()
  // Starting up is over: the page is drawn and nothing is under way.
  await page.waitForLoadState('networkidle')
  const delay = await measureMainLoop(app, async () => {
    await new Frame(page).exploreSample()
    await untilDone(app)
  })
  test.info().annotations.push({ type: 'main loop', description: JSON.stringify(delay) })
  expect(delay.samples).toBeGreaterThan(500)
  expect(delay.p99Ms).toBeLessThan(20)
  expect(delay.maxMs).toBeLessThan(100)
})
