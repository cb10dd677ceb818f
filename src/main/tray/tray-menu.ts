// What the tray's menu holds, apart from how a system shows it.
import type { MenuItemConstructorOptions } from 'electron'
import type { Status } from '../../shared/views/status.ts'
import { describeStatus } from '../status/describe-status.ts'

/** What the tray can do. */
export interface TrayActions {
  open(): void
  syncNow(): void
  processJobs(): void
  setPaused(isPaused: boolean): void
  quit(): void
}

/** The menu for a state. The first line tells the state and does nothing. */
export function trayMenu(status: Status | null, actions: TrayActions, nowMs: number): MenuItemConstructorOptions[] {
  const isPaused = status?.pill.kind === 'paused'
  const canWork = status !== null
  return [
    { id: 'status', label: describeStatus(status, nowMs), enabled: false },
    { type: 'separator' },
    { id: 'open', label: 'Open OmniCRM', click: () => actions.open() },
    { id: 'sync-now', label: 'Sync Now', enabled: canWork, click: () => actions.syncNow() },
    { id: 'process-jobs', label: 'Process Jobs', enabled: canWork, click: () => actions.processJobs() },
    {
      id: 'pause',
      label: isPaused ? 'Resume' : 'Pause',
      enabled: canWork,
      click: () => actions.setPaused(!isPaused),
    },
    { type: 'separator' },
    { id: 'quit', label: 'Quit OmniCRM', click: () => actions.quit() },
  ]
}
