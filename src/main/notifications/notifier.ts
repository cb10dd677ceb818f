// Tells a person outside of the window, and only what they asked to know.
import { Notification } from 'electron'
import type { EventPayload } from '../../shared/ipc/contract.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Account, Status } from '../../shared/views/status.ts'

type Target = EventPayload<'app.navigate'>

/** What the notifier asks of the app. */
export interface NotifierOptions {
  readonly settings: () => Settings | null
  /** A person who looks at the window sees it there. */
  readonly isWindowFocused: () => boolean
  /** Brings the window to the front, at the very thing that was told. */
  readonly open: (target: Target) => void
}

/** Shows notifications. */
export class Notifier {
  readonly #options: NotifierOptions
  readonly #told = new Set<string>()

  constructor(options: NotifierOptions) {
    this.#options = options
  }

  /** An account that needs its person is told once, until it is well again. */
  statusChanged({ accounts }: Status): void {
    for (const account of accounts) {
      if (account.status !== 'needs_reconnect') this.#told.delete(account.id)
      else if (!this.#told.has(account.id)) this.#tellReconnect(account)
    }
  }

  /** A new alert, for those who want to hear of failures. */
  alertRaised(alert: EventPayload<'alerts.raised'>): void {
    if (this.#options.settings()?.notifications.failures !== true) return
    this.#show(alert.message, alert.cure, alert.jobId === null ? { screen: 'jobs' } : { screen: 'jobs', id: alert.jobId })
  }

  #tellReconnect(account: Account): void {
    if (this.#options.settings()?.notifications.needsReconnect !== true) return
    this.#told.add(account.id)
    this.#show('Google needs you to sign in again', account.statusReason ?? 'Open OmniCRM to reconnect the account.', { screen: 'settings' })
  }

  #show(title: string, body: string, target: Target): void {
    if (this.#options.isWindowFocused() || !Notification.isSupported()) return
    const notification = new Notification({ title, body })
    notification.on('click', () => this.#options.open(target))
    notification.show()
  }
}
