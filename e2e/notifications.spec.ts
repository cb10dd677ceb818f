// What the app says outside of its window leads to what it is about.
import { expect, test } from './fixtures/test.ts'
import { untilStatus } from './fixtures/watch-workspace.ts'
import { Frame } from './pages/frame.ts'

test('a click on the notification about a failing kind opens the very job, however much later', async ({ app }) => {
  const page = await app.page()
  const frame = new Frame(page)
  await frame.exploreSample()
  await app.ask('settings.update', { notifications: { needsReconnect: true, failures: true } })
  // The system's own side is not there to be clicked: what it would call is called by name, on the object that the app has made.
  await app.electron.evaluate(({ Notification, BrowserWindow }) => {
    const shown: unknown[] = []
    Object.assign(globalThis, { shownByTest: shown })
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: unknown) {
      shown.push(new WeakRef(this as object))
    }
    for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false
  })
  const { jobId } = await app.ask('insight.request', { contactId: 4711 })
  await untilStatus(app, 'the insight has failed', ({ jobs }) => jobs.byKind['insight']?.failed === 1)
  type Shown = { readonly shownByTest: readonly WeakRef<Electron.Notification>[] }
  await expect
    .poll(() => app.electron.evaluate(() => (globalThis as unknown as Shown).shownByTest.map((each) => each.deref()?.title)))
    .toContain('“Write insight” failed 1 of 1 times over the last hour.')
  await frame.open('Calendar')
  await app.electron.evaluate(() => {
    // Much later: what nobody holds is collected.
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
    const collectGarbage: unknown = process.getBuiltinModule('node:vm').runInNewContext('gc')
    if (typeof collectGarbage === 'function') collectGarbage()
  })
  await app.electron.evaluate(() => {
    // A slow computer may have been told of, too.
    const shown = (globalThis as unknown as Shown).shownByTest.map((each) => each.deref())
    shown.find((notification) => notification?.title.startsWith('“Write insight”') === true)?.emit('click', {})
  })
  await expect(frame.details).toContainText('This person is not there any more.')
  await expect(frame.details).toContainText(`${jobId}`)
})
