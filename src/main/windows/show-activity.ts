// Shows on the task bar and the dock what is going on, without opening the window.
import { app, type BrowserWindow } from 'electron'
import type { Status } from '../../shared/views/status.ts'
import { progressOf } from './progress-of.ts'

/** Draws progress and, as the badge, how many accounts need their person. */
export function showActivity(window: BrowserWindow | undefined, status: Status): void {
  window?.setProgressBar(progressOf(status))
  app.setBadgeCount(status.accounts.filter((account) => account.status === 'needs_reconnect').length)
}
