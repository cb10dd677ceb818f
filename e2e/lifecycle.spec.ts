// Starting, ending, crashing: the window comes back where it was, and nothing that was stored is lost.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { databasePathIn } from '../src/engine/db/open.ts'
import { hangThread } from './fixtures/hang-thread.ts'
import { expectFreeMain, measureMainLoop } from './fixtures/measure-main-loop.ts'
import { expect, test } from './fixtures/test.ts'

test('the window comes back where it was, in the colour that was chosen', async ({ launch }) => {
  const first = await launch()
  await first.untilReady()
  const bounds = { x: 40, y: 60, width: 1000, height: 700 }
  await first.electron.evaluate(({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place), bounds)
  await first.ask('settings.update', { theme: 'dark' })
  await expect.poll(() => first.electron.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true)
  await first.quit()

  const second = await launch()
  const seen = await second.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return { bounds: window?.getBounds(), color: window?.getBackgroundColor().toLowerCase() }
  })
  expect(seen).toEqual({ bounds, color: '#161618' })
  await second.untilReady()
  const page = await second.page()
  expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
})

test('the menus hold every main verb with its key', async ({ app }) => {
  const keys = await app.electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((menu) => menu.submenu?.items ?? []) ?? []
    return Object.fromEntries(items.filter((item) => item.accelerator && item.id).map((item) => [item.id, item.accelerator]))
  })
  expect(keys).toMatchObject({
    'sync-now': 'CmdOrCtrl+Shift+S',
    'process-jobs': 'CmdOrCtrl+Shift+J',
    'import-files': 'CmdOrCtrl+O',
    'go-today': 'CmdOrCtrl+1',
    'go-jobs': 'CmdOrCtrl+6',
    palette: 'CmdOrCtrl+K',
    settings: 'CmdOrCtrl+,',
    shortcuts: 'CmdOrCtrl+/',
  })
})

test('the tray offers its verbs', async ({ app }) => {
  await expect
    .poll(() => app.trayLabels())
    .toEqual(['No account connected', 'Open OmniCRM', 'Sync Now', 'Process Jobs', 'Pause', 'Quit OmniCRM'])
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  await app.chooseInTray('open')
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true)
  await app.chooseInTray('quit')
  await app.ended()
})

test('closing the window quits, unless the person chose the tray', async ({ launch }) => {
  const first = await launch()
  await first.untilReady()
  await first.electron.evaluate(({ BrowserWindow }) => void setImmediate(() => BrowserWindow.getAllWindows()[0]?.close()))
  await first.ended()

  const second = await launch()
  await second.untilReady()
  await second.ask('settings.update', { keepRunningInTray: true })
  await second.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => second.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  const opened = second.electron.waitForEvent('window')
  await second.chooseInTray('open')
  await opened
  expect(await second.call('status.get', {})).toMatchObject({ ok: true })
})

test('a signal ends the app in order: the log is written back and the threads are gone', async ({ launch, dataFolder }) => {
  const app = await launch()
  await app.untilReady()
  app.process.kill('SIGTERM')
  await app.ended()
  expect([app.process.exitCode, app.process.signalCode]).toEqual([0, null])
  expect(existsSync(`${databasePathIn(dataFolder)}-wal`)).toBe(false)
  const log = readFileSync(join(dataFolder, 'logs', 'omnicrm.log'), 'utf8').split('\n')
  // That something was slow tells of the computer, and of whatever else it did.
  expect(log.filter((line) => / (error|warn) /.test(line) && !/ was slow to (write|answer)/.test(line))).toEqual([])
})

test('a thread that never ends does not keep the app: it says which, ends at once, and the next start works', async ({
  launch,
}) => {
  const first = await launch()
  await first.untilReady()
  await first.ask('settings.update', { weekStartsOn: 0 })
  let said = ''
  first.process.stderr?.on('data', (chunk) => (said += chunk))
  await hangThread(first, 'engine')
  await first.quit()
  expect([first.process.exitCode, first.process.signalCode]).toEqual([null, 'SIGKILL'])
  await expect.poll(() => said).toMatch(/Threads did not end in time\..*engine/)
  const second = await launch()
  await second.untilReady()
  expect(await second.ask('settings.get', {})).toMatchObject({ weekStartsOn: 0 })
})

test('after kill -9 the next start works', async ({ launch }) => {
  const first = await launch()
  await first.untilReady()
  await first.ask('settings.update', { weekStartsOn: 0 })
  await first.kill()
  const second = await launch()
  await second.untilReady()
  expect(await second.ask('settings.get', {})).toMatchObject({ weekStartsOn: 0 })
})

test('a crash of the page opens a new window; the rest goes on', async ({ app }) => {
  const opened = app.electron.waitForEvent('window')
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  await opened
  expect(await app.call('status.get', {})).toMatchObject({ ok: true })
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('an error that nobody caught ends in a page that says so, and the app still ends in order', async ({ app, dataFolder }) => {
  await app.electron.evaluate(() => void process.emit('uncaughtException', new Error('a wheel came off')))
  const page = await app.page()
  await expect(page.getByRole('alert')).toContainText('Something unexpected happened (a wheel came off).')
  await page.getByRole('link', { name: 'Quit' }).click()
  await app.ended()
  expect([app.process.exitCode, app.process.signalCode]).toEqual([0, null])
  expect(existsSync(`${databasePathIn(dataFolder)}-wal`)).toBe(false)
})

test('nothing new begins while the computer sleeps, and waking makes up for it', async ({ app }) => {
  await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'))
  await app.ask('sample.create', {})
  // Even asked for, and with an answer that the engine gives only after it has looked for something to do.
  for (let time = 0; time < 3; time += 1) expect((await app.ask('jobs.process', {})).runnable).toBeGreaterThan(0)
  const { jobs } = await app.ask('status.get', {})
  expect(jobs.queued).toBeGreaterThan(0)
  // Whatever the start had set off may have ended before; of the sample nothing has begun.
  expect(jobs).toMatchObject({
    processing: 0,
    byKind: { google_calendar_sync: { completed: 0 }, google_gmail_sync: { completed: 0 } },
  })
  await app.electron.evaluate(({ net, powerMonitor }) => {
    net.isOnline = () => true
    powerMonitor.emit('resume')
  })
  await expect.poll(async () => (await app.ask('status.get', {})).counts.rawEvents, { timeout: 60_000 }).toBeGreaterThan(0)
})

test('main is quick to answer while nothing happens', async ({ app }) => {
  const { delay } = await measureMainLoop(app, () =>
    expect.poll(async () => (await app.readEventLoop()).samples, { intervals: [200] }).toBeGreaterThan(300),
  )
  expectFreeMain(delay)
})
