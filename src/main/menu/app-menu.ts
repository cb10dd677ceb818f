// The native menus: every main verb with its key, the system's own items by role.
import type { MenuItemConstructorOptions } from 'electron'
import type { EventPayload } from '../../shared/ipc/contract.ts'
import type { ImportSource } from '../ipc/import-dialog.ts'

/** What the menus can do. */
export interface MenuActions {
  syncNow(): void
  processJobs(): void
  importFrom(what: ImportSource): void
  navigate(screen: EventPayload<'app.navigate'>['screen']): void
  openDataFolder(): void
}

/** Where the menus are shown. */
export interface MenuSurroundings {
  readonly isMac: boolean
  /** Developer tools and reloading are for those who build the app. */
  readonly isDevelopment: boolean
}

const screens = [
  ['Today', 'today'],
  ['Calendar', 'calendar'],
  ['Timeline', 'timeline'],
  ['People', 'people'],
  ['Search', 'search'],
  ['Jobs', 'jobs'],
] as const

/** The whole menu bar. */
export function appMenu(actions: MenuActions, { isMac, isDevelopment }: MenuSurroundings): MenuItemConstructorOptions[] {
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.navigate('settings'),
  }
  return [
    ...(isMac ? [applicationMenu(settings)] : []),
    {
      label: '&File',
      submenu: [
        { id: 'sync-now', label: 'Sync Now', accelerator: 'CmdOrCtrl+Shift+S', click: () => actions.syncNow() },
        { id: 'process-jobs', label: 'Process Jobs', accelerator: 'CmdOrCtrl+Shift+J', click: () => actions.processJobs() },
        { type: 'separator' },
        { id: 'import-files', label: 'Import Files…', accelerator: 'CmdOrCtrl+O', click: () => actions.importFrom('files') },
        {
          id: 'import-folder',
          label: 'Import a Folder…',
          accelerator: 'CmdOrCtrl+Shift+O',
          click: () => actions.importFrom('folder'),
        },
        { type: 'separator' },
        ...(isMac ? [{ role: 'close' as const }] : [settings, { type: 'separator' as const }, { role: 'quit' as const }]),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Go',
      submenu: [
        ...screens.map(([label, screen], index) => ({
          id: `go-${screen}`,
          label,
          accelerator: `CmdOrCtrl+${index + 1}`,
          click: () => actions.navigate(screen),
        })),
        { type: 'separator' },
        { id: 'palette', label: 'Command Palette…', accelerator: 'CmdOrCtrl+K', click: () => actions.navigate('palette') },
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(isDevelopment
          ? [{ type: 'separator' as const }, { role: 'forceReload' as const }, { role: 'toggleDevTools' as const }]
          : []),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { id: 'shortcuts', label: 'Keyboard Shortcuts', accelerator: 'CmdOrCtrl+/', click: () => actions.navigate('shortcuts') },
        { id: 'data-folder', label: 'Open Data Folder', click: () => actions.openDataFolder() },
      ],
    },
  ]
}

function applicationMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  }
}
