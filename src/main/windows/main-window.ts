// The app's one window: safe by its settings, back where it was, shown once it is painted, and made again when its page crashes.
import { BrowserWindow, clipboard, Menu, nativeTheme, screen } from 'electron'
import type { EventChannel, EventPayload } from '../../shared/ipc/contract.ts'
import { sendEvent } from '../ipc/send-event.ts'
import { contextMenu } from '../menu/context-menu.ts'
import { appPageUrl } from '../security/app-origin.ts'
import { problemPageUrl } from './problem-page.ts'
import { backgroundColor } from './theme-colors.ts'
import { placeWindow, readWindowState, smallestWindow, writeWindowState } from './window-state.ts'

/** What the window needs from its surroundings. */
export interface MainWindowOptions {
  readonly preloadPath: string
  readonly iconPath: string
  readonly statePath: string
  /** Something went wrong that does not stop the app. */
  readonly report: (message: string, error?: unknown) => void
  /** The page crashed too often to try again. */
  readonly giveUp: () => void
}

/** More page crashes than this within a minute are a fault that opening again does not cure. */
const crashesBeforeGivingUp = 3
const crashWindowMs = 60_000
/** A page that has not gone by then hangs. */
const farewellMs = 1_000

/** The window, whether it is open at the moment or not. */
export class MainWindow {
  readonly #options: MainWindowOptions
  #window: BrowserWindow | undefined
  #crashTimesMs: number[] = []
  #url = appPageUrl

  constructor(options: MainWindowOptions) {
    this.#options = options
  }

  /** Opens the window, or brings the open one to the front. Resolves when its page is painted or has failed to load. */
  async show(): Promise<void> {
    if (this.#window !== undefined) {
      if (this.#window.isMinimized()) this.#window.restore()
      this.#window.show()
      this.#window.focus()
      return
    }
    await this.#open()
  }

  /** Closes the window and gives its page the time to hand over what was typed. Resolves also when the page does not answer. */
  async close(): Promise<void> {
    const window = this.#window
    if (window === undefined) return
    window.hide()
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, farewellMs)
      window.once('closed', () => {
        clearTimeout(timer)
        resolve()
      })
      window.close()
    })
  }

  /** Replaces the page by the one that explains a problem. */
  async showProblem(): Promise<void> {
    this.#url = problemPageUrl
    if (this.#window === undefined) await this.#open()
    else await this.#window.loadURL(this.#url)
  }

  /** Tells the page; nobody hears it while the window is closed. */
  send<Channel extends EventChannel>(channel: Channel, payload: EventPayload<Channel>): void {
    if (this.#window !== undefined) sendEvent(this.#window.webContents, channel, payload)
  }

  /** Whether these contents are this window's page. */
  owns(contentsId: number): boolean {
    return this.#window?.webContents.id === contentsId
  }

  /** Whether a person is looking at it. */
  get isFocused(): boolean {
    return this.#window?.isFocused() ?? false
  }

  /** The window itself, for dialogs and the progress bar. */
  get browserWindow(): BrowserWindow | undefined {
    return this.#window
  }

  async #open(): Promise<void> {
    const state = readWindowState(this.#options.statePath)
    const window = new BrowserWindow({
      ...placeWindow(
        state.bounds,
        screen.getAllDisplays().map((display) => display.workArea),
      ),
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      show: false,
      title: 'OmniCRM Desktop',
      icon: this.#options.iconPath,
      backgroundColor: backgroundColor(state.isDark ?? nativeTheme.shouldUseDarkColors),
      webPreferences: {
        preload: this.#options.preloadPath,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        navigateOnDragDrop: false,
        spellcheck: false,
      },
    })
    this.#window = window
    if (state.isMaximized) window.maximize()
    this.#keepState(window)
    window.on('closed', () => {
      if (this.#window === window) this.#window = undefined
    })
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') this.#reopen(window, reason)
    })
    window.webContents.on('context-menu', (_event, clicked) => {
      const items = contextMenu(clicked, (text) => void clipboard.writeText(text))
      if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
    })
    window.on('unresponsive', () => this.#options.report('The page does not answer.'))

    const painted = new Promise<void>((resolve) => {
      window.once('ready-to-show', () => {
        window.show()
        resolve()
      })
      window.once('closed', resolve)
      window.webContents.once('did-fail-load', () => resolve())
    })
    try {
      await window.loadURL(this.#url)
    } catch (error) {
      this.#options.report('The page could not be loaded.', error)
    }
    await painted
  }

  /** The page is gone, the jobs are not: a new window takes the place of the old one. */
  #reopen(window: BrowserWindow, reason: string): void {
    const nowMs = Date.now()
    this.#options.report(`The page crashed (${reason}).`)
    this.#crashTimesMs = [...this.#crashTimesMs.filter((timeMs) => timeMs > nowMs - crashWindowMs), nowMs]
    this.#window = undefined
    if (this.#crashTimesMs.length > crashesBeforeGivingUp) this.#options.giveUp()
    else void this.#open()
    // Only now: an app whose last window is gone quits.
    window.destroy()
  }

  #keepState(window: BrowserWindow): void {
    const keep = (): void => {
      if (window.isDestroyed()) return
      const state = {
        bounds: window.getNormalBounds(),
        isMaximized: window.isMaximized(),
        isDark: nativeTheme.shouldUseDarkColors,
      }
      writeWindowState(this.#options.statePath, state, (error) =>
        this.#options.report('The place of the window was not kept.', error),
      )
    }
    let timer: NodeJS.Timeout | undefined
    const keepSoon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(keep, 500)
    }
    window.on('resize', keepSoon)
    window.on('move', keepSoon)
    window.on('close', keep)
    window.on('closed', () => clearTimeout(timer))
  }
}
