// Where the desktop app is put together, in phases: data folder → threads and window → first paint → jobs, tray, power.
import { join } from 'node:path'
import { app, dialog, Menu, session } from 'electron'
import { type AppErrorValue, toAppErrorValue } from '../shared/app-error.ts'
import { type Hooks, readHooks } from '../engine/data-folder/hooks.ts'
import { openExternal } from './ipc/host-handlers.ts'
import { serveCalls } from './ipc/serve-calls.ts'
import { afterFirstPaint } from './lifecycle/after-first-paint.ts'
import { createDesktopVerbs } from './lifecycle/desktop-verbs.ts'
import { reportUncaught } from './lifecycle/report-uncaught.ts'
import { startEventLoopProbe } from './lifecycle/event-loop-probe.ts'
import { ProblemDesk } from './lifecycle/problem-desk.ts'
import { shutDownOnQuit } from './lifecycle/shut-down.ts'
import { startServices, windowStatePathIn } from './lifecycle/start-services.ts'
import { takeDataFolder, type TakenDataFolder } from './lifecycle/take-data-folder.ts'
import { offerTestView } from './lifecycle/test-view.ts'
import { type LogFile, openLogFile } from './logs/log-file.ts'
import { appMenu } from './menu/app-menu.ts'
import { guardAllContents, guardSession } from './security/guard-contents.ts'
import { registerPageScheme, servePage } from './security/page-protocol.ts'
import type { AppTray } from './tray/app-tray.ts'
import { MainWindow } from './windows/main-window.ts'
import { problemPagePath } from './windows/problem-page.ts'

/** Everything this process creates is for its owner's eyes only. */
process.umask(0o077)
app.setName('OmniCRM Desktop')
// Windows shows notifications only of programs it can name: as in electron-builder.yml.
app.setAppUserModelId('com.omnicrm.desktop')
// Chromium's own sandbox does not start for root, who has to say so; the windows' settings hold all the same.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerPageScheme()

const hooks = readHooksOrExit()
const taken = takeDataFolder(hooks.dataFolder)
if (taken.kind === 'second') app.exit(0)
else {
  const log = openLogFile(hooks.dataFolder)
  // Not awaited here: Electron gets ready only after this module has been read to its end.
  app
    .whenReady()
    .then(() => start(hooks, taken, log))
    .catch((error: unknown) => {
      log.logger.error('The start failed.', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      dialog.showErrorBox('OmniCRM Desktop could not start', toAppErrorValue(error).message)
      app.exit(1)
    })
}

async function start(
  hooks: Hooks,
  taken: Exclude<TakenDataFolder, { kind: 'second' }>,
  { logger, ...log }: LogFile,
): Promise<void> {
  logger.info('Starting.', { version: app.getVersion(), electron: process.versions.electron, platform: process.platform })
  const eventLoop = startEventLoopProbe()
  const bundleFolder = new URL('./', import.meta.url)
  const resources = join(app.getAppPath(), 'resources')
  const refusals: string[] = []
  let tray: AppTray | null = null

  const window = new MainWindow({
    preloadPath: join(import.meta.dirname, '../preload/index.cjs'),
    iconPath: join(resources, 'icon-256.png'),
    statePath: windowStatePathIn(hooks.dataFolder),
    report: (message, error) =>
      logger.warn(message, error === undefined ? {} : { reason: error instanceof Error ? error.message : 'unknown' }),
    giveUp: () =>
      showProblem({
        kind: 'internal',
        message: 'The window crashed again and again.',
        hint: 'Your jobs went on meanwhile. Try again, or update OmniCRM.',
      }),
  })

  const problems = new ProblemDesk({ dataFolder: hooks.dataFolder, bundleFolder, window, logger })
  const showProblem = (error: AppErrorValue): void => problems.show(error)

  guardAllContents({
    followLink: (url) => problems.follow(url),
    openExternal: (url) => void openExternal(url).catch(() => refusals.push('link')),
    refused: (what) => void refusals.push(what),
  })
  guardSession(session.defaultSession, { refused: (what) => void refusals.push(what) })
  servePage(session.defaultSession, join(import.meta.dirname, '../renderer'), new Map([[problemPagePath, () => problems.page()]]))
  app.on('second-instance', () => void window.show())
  app.on('activate', () => void window.show())

  reportUncaught(logger, showProblem)
  if (taken.kind === 'refused') {
    showProblem(taken.error)
    app.on('window-all-closed', () => app.quit())
    return
  }

  const services = startServices({
    hooks,
    log: { ...log, logger },
    window,
    bundleFolder,
    onFailure: showProblem,
  })
  const { threads, router, settings } = services
  const verbs = createDesktopVerbs(router, window)
  serveCalls(router, (contentsId) => window.owns(contentsId))
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(appMenu(verbs, { isMac: process.platform === 'darwin', isDevelopment: !app.isPackaged })),
  )
  app.on('window-all-closed', () => {
    const staysInTray = settings.latest?.keepRunningInTray === true && tray?.isShown === true
    if (!staysInTray || problems.isShown) app.quit()
  })
  shutDownOnQuit({
    logger,
    closeWindow: () => window.close(),
    async stop(drainMs) {
      const late = await threads.stop(drainMs)
      taken.lock.release()
      return late
    },
  })

  const painted = window.show()
  const opened = await threads.open()
  if (!opened.ok) return showProblem(opened.error)
  await settings.refresh()
  await painted
  tray = await afterFirstPaint({ services, window, verbs, logger, resources })
  offerTestView({ tray, eventLoop, refusals })
}

function readHooksOrExit(): Hooks {
  try {
    return readHooks(process.env)
  } catch (thrown) {
    const { message, hint } = toAppErrorValue(thrown)
    dialog.showErrorBox('OmniCRM Desktop could not start', `${message} ${hint}`)
    app.exit(2)
    throw thrown
  }
}
