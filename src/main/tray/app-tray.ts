// Keeps the tray's icon and menu true, and does without where a desktop has no tray.
import { Menu, nativeImage, Tray } from 'electron'
import type { Status } from '../../shared/views/status.ts'
import { describeStatus } from '../status/describe-status.ts'
import { type TrayActions, trayMenu } from './tray-menu.ts'

/** "2 min ago" has to grow older while nothing happens. */
const refreshEveryMs = 30_000

/** The icon in the tray. */
export class AppTray {
  readonly #actions: TrayActions
  readonly #tray: Tray | undefined
  #status: Status | null = null
  #menu: Menu
  #text = ''

  /** `iconPath` is a template image on macOS and a plain one elsewhere. */
  constructor(iconPath: string, actions: TrayActions, report: (message: string, error: unknown) => void) {
    this.#actions = actions
    try {
      this.#tray = new Tray(nativeImage.createFromPath(iconPath))
      this.#tray.on('click', () => actions.open())
    } catch (error) {
      report('This desktop has no tray.', error)
    }
    this.#menu = this.#refresh()
    setInterval(() => this.#refresh(), refreshEveryMs).unref()
  }

  /** Whether there is an icon through which a closed window can be opened again. */
  get isShown(): boolean {
    return this.#tray !== undefined && !this.#tray.isDestroyed()
  }

  /** The menu as it is now, also where no tray shows it. */
  get menu(): Menu {
    return this.#menu
  }

  /** Shows a new state. */
  update(status: Status): void {
    this.#status = status
    this.#refresh()
  }

  /** Building a menu costs a few milliseconds on some desktops: only words that have changed are worth it. */
  #refresh(): Menu {
    const nowMs = Date.now()
    const text = describeStatus(this.#status, nowMs)
    if (text === this.#text) return this.#menu
    this.#text = text
    this.#menu = Menu.buildFromTemplate(trayMenu(this.#status, this.#actions, nowMs))
    this.#tray?.setToolTip(`OmniCRM: ${text}`)
    this.#tray?.setContextMenu(this.#menu)
    return this.#menu
  }
}
