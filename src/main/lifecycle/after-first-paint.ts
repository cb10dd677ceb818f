// The last phase of a start: what nobody has to wait for. Jobs, tray, notifications, sleep.
import { join } from 'node:path'
import { app } from 'electron'
import type { Logger } from '../../engine/logger.ts'
import { Notifier } from '../notifications/notifier.ts'
import { showNotification } from '../notifications/show-notification.ts'
import { watchPower } from '../power/watch-power.ts'
import { AppTray } from '../tray/app-tray.ts'
import type { MainWindow } from '../windows/main-window.ts'
import { showActivity } from '../windows/show-activity.ts'
import type { DesktopVerbs } from './desktop-verbs.ts'
import type { Services } from './start-services.ts'

/** What is there by then. */
export interface AfterFirstPaintOptions {
  readonly services: Services
  readonly window: MainWindow
  readonly verbs: DesktopVerbs
  readonly logger: Logger
  readonly resources: string
}

/** Adds what surrounds the window, then lets the jobs go. Resolves to the tray. */
export async function afterFirstPaint({ services, window, verbs, logger, resources }: AfterFirstPaintOptions): Promise<AppTray> {
  const { threads, status, settings, answers } = services
  const icon = process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'
  const tray = new AppTray(join(resources, icon), { ...verbs, quit: () => app.quit() }, (message, error) =>
    logger.warn(message, { reason: String(error) }),
  )
  const notifier = new Notifier({
    settings: () => settings.latest,
    isWindowFocused: () => window.isFocused,
    show: (title, body, { screen, id }) => showNotification(title, body, () => verbs.navigate(screen, id)),
  })
  status.subscribe((latest) => {
    tray.update(latest)
    notifier.statusChanged(latest)
    showActivity(window.browserWindow, latest)
  })
  threads.engine.on('alerts.raised', (alert) => notifier.alertRaised(alert))
  watchPower({
    suspend: () => void threads.engine.call('power.suspend', {}),
    resume: (isOnline) => void threads.engine.call('power.resume', { isOnline }),
  })
  answers.start()
  status.changed()
  const started = await threads.engine.call('engine.startWork', { enqueueLaunchJobs: true })
  if (!started.ok) logger.error('The jobs could not be started.', { reason: started.error.message })
  return tray
}
