// Decides what a person is told outside of the window: only what they asked to know, and each thing once.
import type { EventPayload } from '../../shared/ipc/contract.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Alert } from '../../shared/views/jobs.ts'
import type { Account, Status } from '../../shared/views/status.ts'

/** Where a click on a notification leads. */
export type NotificationTarget = EventPayload<'app.navigate'>

/** What the notifier needs. */
export interface NotifierOptions {
  readonly settings: () => Settings | null
  /** A person who looks at the window sees it there. */
  readonly isWindowFocused: () => boolean
  /** Shows a notification that leads to the very thing it is about. */
  readonly show: (title: string, body: string, target: NotificationTarget) => void
}

/** Tells of accounts that need their person, and of problems. */
export class Notifier {
  readonly #options: NotifierOptions
  readonly #told = new Set<string>()
  #wasAnswering = true

  constructor(options: NotifierOptions) {
    this.#options = options
  }

  /** An account that needs its person is told once, until it is well again; and so is an app that does not answer. */
  statusChanged({ accounts, pill }: Pick<Status, 'accounts' | 'pill'>): void {
    for (const account of accounts) {
      if (account.status !== 'needs_reconnect') this.#told.delete(account.id)
      else if (!this.#told.has(account.id)) this.#tellReconnect(account)
    }
    const isAnswering = pill.kind !== 'not_answering'
    if (this.#wasAnswering && !isAnswering) this.#tellProblem(notAnswering)
    this.#wasAnswering = isAnswering
  }

  /** A new alert, for those who want to hear of problems. One that is open already is only counted; an account has a word of its own. */
  alertRaised(alert: EventPayload<'alerts.raised'>): void {
    if (alert.occurrences === 1 && alert.kind !== 'needs_reconnect') this.#tellProblem(alert)
  }

  #tellProblem({ message, cure, jobId }: Pick<Alert, 'message' | 'cure' | 'jobId'>): void {
    if (this.#options.settings()?.notifications.failures !== true || this.#options.isWindowFocused()) return
    this.#options.show(message, cure, jobId === null ? { screen: 'jobs' } : { screen: 'jobs', id: jobId })
  }

  #tellReconnect(account: Account): void {
    if (this.#options.settings()?.notifications.needsReconnect !== true) return
    this.#told.add(account.id)
    if (this.#options.isWindowFocused()) return
    const reason = account.statusReason ?? 'Open OmniCRM to connect the account again.'
    this.#options.show('Google needs you to sign in again', reason, { screen: 'settings' })
  }
}

const notAnswering = { message: 'OmniCRM does not answer', cure: 'Quit it and start it again. Nothing is lost.', jobId: null }
