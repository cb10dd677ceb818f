import { beforeEach, describe, expect, it } from 'vitest'
import { type Settings, settingsSchema } from '../../shared/settings.ts'
import type { Account, AccountStatus } from '../../shared/views/status.ts'
import { Notifier } from './notifier.ts'

let settings: Settings | null
let isWindowFocused: boolean
let shown: unknown[]
let notifier: Notifier

beforeEach(() => {
  settings = settingsSchema.parse({})
  isWindowFocused = false
  shown = []
  notifier = new Notifier({
    settings: () => settings,
    isWindowFocused: () => isWindowFocused,
    show: (title, body, target) => shown.push({ title, body, target }),
  })
})

function account(status: AccountStatus): Account {
  return {
    id: 'google:1',
    kind: 'google',
    email: 'ada@example.com',
    displayName: 'Ada',
    status,
    statusReason: status === 'ok' ? null : 'The password was changed.',
    activity: null,
    waitingUntilMs: null,
    lastSyncAtMs: null,
    nextSyncAtMs: null,
    notices: [],
    sweeps: [],
    isPaused: false,
    scopes: [],
    parts: [],
    importState: 'approved',
    counts: { calendars: 0, events: 0, mails: 0, failedItems: 0 },
  }
}

const pill = { kind: 'up_to_date', lastSyncAtMs: null } as const

const alert = {
  id: 1,
  kind: 'failing_kind',
  message: 'Mail cannot be read.',
  cure: 'Update.',
  jobId: 7,
  sinceMs: 0,
  lastSeenAtMs: 0,
  occurrences: 1,
}

describe('Notifier', () => {
  it('tells once that an account needs its person, and again when it does so again', () => {
    for (const status of ['ok', 'needs_reconnect', 'needs_reconnect', 'ok', 'needs_reconnect'] as const) {
      notifier.statusChanged({ accounts: [account(status)], pill })
    }
    const told = { title: 'Google needs you to sign in again', body: 'The password was changed.', target: { screen: 'settings' } }
    expect(shown).toEqual([told, told])
  })

  it('tells of failures only those who want to hear of them, with the way to the job', () => {
    notifier.alertRaised(alert)
    settings = settingsSchema.parse({ notifications: { failures: true } })
    notifier.alertRaised(alert)
    notifier.alertRaised({ ...alert, occurrences: 2 })
    expect(shown).toEqual([{ title: 'Mail cannot be read.', body: 'Update.', target: { screen: 'jobs', id: 7 } }])
  })

  it('tells once of an account that needs its person, also those who want to hear of problems', () => {
    settings = settingsSchema.parse({ notifications: { failures: true } })
    notifier.alertRaised({ ...alert, kind: 'needs_reconnect' })
    notifier.statusChanged({ accounts: [account('needs_reconnect')], pill })
    expect(shown).toMatchObject([{ title: 'Google needs you to sign in again' }])
  })

  it('tells those who want to hear of problems once that the app does not answer', () => {
    settings = settingsSchema.parse({ notifications: { failures: true } })
    for (const kind of ['not_answering', 'not_answering', 'offline', 'not_answering'] as const) {
      notifier.statusChanged({ accounts: [], pill: { kind } })
    }
    const told = {
      title: 'OmniCRM does not answer',
      body: 'Quit it and start it again. Nothing is lost.',
      target: { screen: 'jobs' },
    }
    expect(shown).toEqual([told, told])
  })

  it.each<[string, () => void]>([
    ['who looks at the window', () => (isWindowFocused = true)],
    ['who switched it off', () => (settings = settingsSchema.parse({ notifications: { needsReconnect: false } }))],
    ['before the settings are known', () => (settings = null)],
  ])('does not bother a person %s', (_case, arrange) => {
    arrange()
    notifier.statusChanged({ accounts: [account('needs_reconnect')], pill })
    notifier.alertRaised(alert)
    expect(shown).toEqual([])
  })
})
