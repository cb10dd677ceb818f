// A person connects their Google account: sign-in in their browser, secrets in the real keychain and nowhere else.
import { readdirSync, readFileSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import keytar from 'keytar'
import { systemClock } from '../src/engine/clock.ts'
import { createFakeGoogle } from '../src/engine/google/fake/fake-google.ts'
import { serveFakeGoogle } from '../src/engine/google/fake/serve.ts'
import type { EventPayload } from '../src/shared/ipc/contract.ts'
import { approveEverything } from './fixtures/approve-import.ts'
import type { DesktopApp } from './fixtures/desktop-app.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { expect, keepPicture, test } from './fixtures/test.ts'
import { syncByHand } from './fixtures/sync-by-hand.ts'
import { alertsOfOurs } from './fixtures/watch-workspace.ts'
import { wearTheme } from './fixtures/wear-theme.ts'
import { Frame } from './pages/frame.ts'

const client = { clientId: 'desktop-client', clientSecret: 'GOCSPX-only-in-the-keychain' }

/** Remembers everything that main tells the page. */
async function listen(
  app: DesktopApp,
): Promise<() => Promise<{ connection: EventPayload<'accounts.connection'>[]; all: string }>> {
  const page = await app.page()
  await page.evaluate(() => {
    const heard: { connection: unknown[]; all: unknown[] } = { connection: [], all: [] }
    Object.assign(window, { heardInTest: heard })
    window.omnicrm.on('accounts.connection', (payload) => heard.connection.push(payload))
    for (const channel of [
      'data.changed',
      'jobs.progress',
      'status.changed',
      'alerts.raised',
      'accounts.connection',
      'app.notice',
    ] as const) {
      window.omnicrm.on(channel, (payload) => heard.all.push(payload))
    }
  })
  return async () => {
    const heard = await page.evaluate(
      () => (window as Window & typeof globalThis & { heardInTest: { connection: unknown[]; all: unknown[] } }).heardInTest,
    )
    return { connection: heard.connection as EventPayload<'accounts.connection'>[], all: JSON.stringify(heard.all) }
  }
}

/** Parts with the one account that is there, as a person does. */
async function disconnect(frame: Frame): Promise<void> {
  await frame.page.keyboard.press('Escape')
  await frame.open('Settings')
  await frame.page.getByRole('button', { name: 'Disconnect: Ada' }).click()
  await frame.page.getByRole('dialog', { name: 'Disconnect Ada?' }).getByRole('button', { name: 'Disconnect' }).click()
}

test('sign-in ends connected, and no token is anywhere but in the keychain', async ({
  launch,
  google,
  dataFolder,
  keychainService,
}) => {
  const account = google.fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  const app = await launch({ googleOrigin: google.origin })
  await app.untilReady()
  await app.replaceBrowser({ follow: true })
  const heard = await listen(app)

  expect(await app.ask('accounts.connectGoogle', { ...client, scopes: ['calendar', 'mail'] })).toEqual({})
  const accountId = `google:${account.subject}`
  await expect
    .poll(async () => (await heard()).connection)
    .toEqual([{ kind: 'waiting_for_browser' }, { kind: 'connected', accountId, email: 'ada@example.com' }])

  const kept = await keytar.findCredentials(keychainService)
  expect(kept.map((entry) => entry.account)).toEqual([accountId])
  const secret = JSON.parse(kept[0]?.password ?? '{}') as { refreshToken: string; clientSecret: string }
  expect(secret).toMatchObject({ refreshToken: expect.stringMatching(/^1\/\//), clientSecret: client.clientSecret })

  // Also after a sync, and after one that failed: neither in what the page is told and answered, nor in files and logs.
  await approveEverything(app)
  const frame = new Frame(await app.page())
  await expect(frame.status).toContainText('Up to date', { timeout: 60_000 })
  google.fake.oauth.revokeAccess('ada@example.com')
  await frame.page.keyboard.press('Escape')
  await frame.syncNow.click()
  await expect(frame.status).toContainText('Reconnect needed', { timeout: 60_000 })
  const { items: jobs } = await app.ask('jobs.page', { status: null, kind: null, cursor: null, limit: 100 })
  const answers = await Promise.all([
    app.ask('app.info', {}),
    app.ask('status.get', {}),
    app.ask('imports.get', { accountId }),
    app.ask('settings.get', {}),
    app.ask('ledger.page', { cursor: null, limit: 500 }),
    ...jobs.map(({ id }) => app.ask('jobs.get', { id })),
  ])
  expect(jobs.some(({ status }) => status === 'failed')).toBe(true)
  const all = `${(await heard()).all}${JSON.stringify(answers)}`
  await app.quit()
  const secrets = [secret.refreshToken, client.clientSecret, 'ya29.']
  for (const text of secrets) expect(all).not.toContain(text)
  const leaks = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(dataFolder, name)
    if (!lstatSync(path).isFile()) return false
    const content = readFileSync(path)
    return secrets.some((text) => content.includes(text) || content.includes(Buffer.from(text, 'utf16le')))
  })
  expect(leaks).toEqual([])
})

test('every request that left the computer stands in the ledger, and Settings shows it', async ({ launch, google }) => {
  const { primary, mailbox } = google.fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  primary.addEvent({ summary: 'Lunch', start: { date: '2026-11-05' }, end: { date: '2026-11-06' } })
  mailbox.addMessage({ raw: 'From: bob@example.org\r\nTo: ada@example.com\r\nSubject: Hello\r\n\r\nHello Ada' })
  const app = await launch({ googleOrigin: google.origin })
  await app.untilReady()
  await syncByHand(app)
  expect(await app.ask('ledger.totals', {})).toEqual([])
  await app.replaceBrowser({ follow: true })
  await app.ask('accounts.connectGoogle', { ...client, scopes: ['calendar', 'mail'] })
  await approveEverything(app)
  await expect.poll(async () => (await app.ask('status.get', {})).counts.rawEvents, { timeout: 60_000 }).toBe(2)
  const page = await app.page()
  const frame = new Frame(page)
  await expect(frame.status).toContainText('Up to date', { timeout: 60_000 })

  // What the person's own browser asks is not the app's to tell.
  const seen = (): number => google.fake.log.filter(({ operation }) => operation !== 'oauth.authorize').length
  const told = async (): Promise<number> => {
    const totals = await app.ask('ledger.totals', {})
    return totals.reduce((sum, { requests }) => sum + requests, 0)
  }
  await expect.poll(async () => (await told()) - seen()).toBe(0)
  expect((await app.ask('ledger.page', { cursor: null, limit: 500 })).total).toBe(seen())

  await frame.open('Settings')
  const ledger = page.getByRole('region', { name: 'What left this computer' })
  await expect(ledger.getByRole('row', { name: /^Signing in/ })).toBeVisible()
  await expect(ledger.getByRole('row', { name: /^Reading a message/ })).toBeVisible()
  await ledger.getByRole('button', { name: 'Show every request' }).click()
  await expect(ledger.getByRole('table', { name: /Single requests/ }).getByRole('row')).toHaveCount(seen() + 1)
  await expectAccessible(page, 'Settings with the ledger')
  await ledger.scrollIntoViewIfNeeded()
  await keepPicture(app, 'settings-ledger-light')
})

test('a network that is gone is waited for without an alarm, and the sync goes on when it is back', async ({ launch }) => {
  const fake = createFakeGoogle({ clock: systemClock })
  fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  let served = await serveFakeGoogle(fake)
  const { origin } = served
  const app = await launch({ googleOrigin: origin })
  await app.untilReady()
  await app.replaceBrowser({ follow: true })
  await app.ask('accounts.connectGoogle', { ...client, scopes: ['calendar', 'mail'] })
  await approveEverything(app)
  const frame = new Frame(await app.page())
  await expect(frame.status).toContainText('Up to date', { timeout: 60_000 })

  await served.close()
  await frame.syncNow.click()
  await expect(frame.status).toContainText('Waiting for the network', { timeout: 60_000 })
  const status = await app.ask('status.get', {})
  const { accounts, jobs } = status
  expect(accounts.map(({ status, statusReason }) => [status, statusReason])).toEqual([['waiting', 'Waiting for the network.']])
  expect([alertsOfOurs(status), jobs.failed]).toEqual([[], 0])

  served = await serveFakeGoogle(fake, { port: Number(new URL(origin).port) })
  try {
    await frame.syncNow.click()
    await expect(frame.status).toContainText('Up to date', { timeout: 60_000 })
  } finally {
    await served.close()
  }
})

test('a calendar without mail needs no approval and arrives by itself, and removing the account takes the permission back', async ({
  launch,
  google,
  keychainService,
}) => {
  const account = google.fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  const startsAt = new Date(Date.now() + 3_600_000)
  account.primary.addEvent({
    summary: 'Lunch with Bob',
    start: { dateTime: startsAt.toISOString() },
    end: { dateTime: new Date(startsAt.getTime() + 3_600_000).toISOString() },
  })
  const app = await launch({ googleOrigin: google.origin })
  await app.untilReady()
  await app.replaceBrowser({ follow: true })
  await app.ask('accounts.connectGoogle', { ...client, scopes: ['calendar'] })
  const range = { fromMs: startsAt.getTime() - 60_000, untilMs: startsAt.getTime() + 60_000, timeZone: 'UTC' }
  await expect
    .poll(async () => (await app.ask('calendar.listEvents', range)).map(({ title }) => title), { timeout: 60_000 })
    .toEqual(['Lunch with Bob'])

  await disconnect(new Frame(await app.page()))
  await expect.poll(async () => (await app.ask('status.get', {})).accounts.length).toBe(0)
  await expect.poll(() => keytar.getPassword(keychainService, `google:${account.subject}`)).toBeNull()
  await expect.poll(() => google.fake.count('oauth.revoke')).toBe(1)
  expect(await app.ask('calendar.listEvents', range)).toEqual([])
})

test('an account that was disconnected is connected anew at once, with a sign-in of its own', async ({
  launch,
  google,
  keychainService,
}) => {
  const account = google.fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  const addMail = (subject: string): string =>
    account.mailbox.addMessage({ raw: `From: bob@example.org\r\nTo: ada@example.com\r\nSubject: ${subject}\r\n\r\nHello.` })
  for (let number = 0; number < 40; number += 1) addMail(`Mail ${number}`)
  const app = await launch({ googleOrigin: google.origin })
  await app.untilReady()
  await app.replaceBrowser({ follow: true })
  const frame = new Frame(await app.page())
  const connectMail = async (): Promise<void> => {
    await frame.page.getByRole('button', { name: 'Connect Google' }).click()
    const dialog = frame.page.getByRole('dialog', { name: 'Connect Google' })
    await dialog.getByLabel('Client ID').fill(client.clientId)
    await dialog.getByLabel('Client secret').fill(client.clientSecret)
    await dialog.getByRole('switch', { name: 'Read your calendars' }).click()
    await dialog.getByRole('button', { name: 'Continue in the browser' }).click()
    await approveEverything(app)
  }
  await connectMail()
  const mails = async (): Promise<number> => (await app.ask('status.get', {})).counts.interactions
  await expect.poll(mails, { timeout: 60_000 }).toBe(40)
  const keptToken = async (): Promise<string | null> => keytar.getPassword(keychainService, `google:${account.subject}`)
  const before = await keptToken()

  await disconnect(frame)
  await connectMail()
  await expect.poll(mails, { timeout: 60_000 }).toBe(40)
  const after = await keptToken()
  expect([after === null, after === before]).toEqual([false, false])
  addMail('One more')
  await app.ask('sync.now', {})
  await expect.poll(mails, { timeout: 60_000 }).toBe(41)
})

test('a permission that was taken back is told with its cure, and reconnecting goes on where the sync stopped', async ({
  launch,
  google,
  keychainService,
}) => {
  const account = google.fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  const addMail = (subject: string): string =>
    account.mailbox.addMessage({ raw: `From: bob@example.org\r\nTo: ada@example.com\r\nSubject: ${subject}\r\n\r\nHello.` })
  google.fake.addAccount({ email: 'bob@example.com', displayName: 'Bob' })
  addMail('Before')
  const app = await launch({ googleOrigin: google.origin })
  await app.untilReady()
  await app.replaceBrowser({ follow: true })
  const frame = new Frame(await app.page())
  await app.ask('accounts.connectGoogle', { ...client, scopes: ['calendar', 'mail'] })
  await approveEverything(app)
  const mails = async (): Promise<number> => (await app.ask('status.get', {})).counts.interactions
  await expect.poll(mails, { timeout: 60_000 }).toBe(1)
  await expect(frame.status).toContainText('Up to date', { timeout: 60_000 })

  google.fake.oauth.revokeAccess('ada@example.com')
  addMail('Meanwhile')
  await frame.page.keyboard.press('Escape')
  await frame.syncNow.click()
  await expect(frame.status).toContainText('Reconnect needed', { timeout: 60_000 })
  await frame.open('Settings')
  const card = frame.page.getByRole('group', { name: 'Sign-in of ada@example.com' })
  const press = (name: string): Promise<void> => card.getByRole('button', { name, exact: true }).click()
  await expect(card.getByRole('status')).toContainText('access was removed')
  const broken = await app.ask('status.get', {})
  expect(broken.accounts.map(({ status, statusReason }) => [status, statusReason !== null])).toEqual([['needs_reconnect', true]])
  expect(alertsOfOurs(broken)).toEqual(['needs_reconnect'])

  const { consent } = google.fake
  consent.deny = true
  await press('Reconnect')
  await expect(card.getByRole('status')).toContainText('You said no at Google.')
  consent.deny = false
  consent.email = 'bob@example.com'
  await press('Try again')
  await expect(card.getByRole('status')).toContainText('You signed in as bob@example.com, not as ada@example.com.')
  delete consent.email
  consent.showPage = true
  await press('Try again')
  await expect(card.getByRole('button', { name: 'Waiting for the browser…' })).toHaveAttribute('aria-busy', 'true')
  await press('Cancel')
  await expect(card.getByRole('button')).toHaveText(['Reconnect'])
  await expect(card.getByRole('button')).toBeFocused()
  consent.showPage = false
  await frame.open('Calendar')
  await press('Reconnect')
  await expect(card).toBeHidden()
  await expect.poll(mails, { timeout: 60_000 }).toBe(2)
  await expect(frame.status).toContainText('Up to date', { timeout: 60_000 })
  const after = await app.ask('status.get', {})
  expect([alertsOfOurs(after), after.accounts.map(({ status, importState }) => [status, importState])]).toEqual([
    [],
    [['ok', 'approved']],
  ])

  // Where the keychain has lost the sign-in, its OAuth client is asked for, and nothing else.
  google.fake.oauth.revokeAccess('ada@example.com')
  await keytar.deletePassword(keychainService, `google:${account.subject}`)
  await frame.syncNow.click()
  await press('Reconnect')
  const dialog = frame.page.getByRole('dialog', { name: 'Reconnect ada@example.com' })
  await dialog.getByLabel('Client ID').fill(client.clientId)
  await dialog.getByLabel('Client secret').fill(client.clientSecret)
  await dialog.getByRole('button', { name: 'Continue in the browser' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(card).toBeHidden()
  await expect(frame.status).toContainText('Up to date', { timeout: 60_000 })
})

test('after a no the dialog says so, and what was typed is still there for another try', async ({ launch, google }) => {
  google.fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  google.fake.consent.deny = true
  const app = await launch({ googleOrigin: google.origin })
  await app.untilReady()
  await app.replaceBrowser({ follow: true })
  const page = await app.page()
  await page.getByRole('button', { name: 'Connect Google' }).click()
  const dialog = page.getByRole('dialog', { name: 'Connect Google' })
  await expect(dialog.getByRole('listitem').filter({ hasText: 'test user' })).toContainText('seven days')
  await keepPicture(app, 'connect-form')
  await wearTheme(app, 'dark')
  await keepPicture(app, 'connect-form-dark')
  await dialog.getByLabel('Client ID').fill(client.clientId)
  await dialog.getByLabel('Client secret').fill(client.clientSecret)
  await dialog.getByRole('switch', { name: 'Read your mail' }).click()
  await dialog.getByRole('button', { name: 'Continue in the browser' }).click()
  await expect(dialog.getByRole('status')).toContainText('You said no at Google.')
  await keepPicture(app, 'connect-no')

  google.fake.consent.deny = false
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog.getByLabel('Client ID')).toHaveValue(client.clientId)
  await expect(dialog.getByRole('switch', { name: 'Read your mail' })).not.toBeChecked()
  await dialog.getByRole('button', { name: 'Continue in the browser' }).click()
  await expect.poll(async () => (await app.ask('status.get', {})).accounts.map(({ email }) => email)).toEqual(['ada@example.com'])
})

test('a no at Google, a wrong account and a cancel are told as what they are', async ({ launch, google, keychainService }) => {
  google.fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  google.fake.addAccount({ email: 'bob@example.com', displayName: 'Bob' })
  const app = await launch({ googleOrigin: google.origin })
  await app.untilReady()
  await app.replaceBrowser({ follow: true })
  const heard = await listen(app)
  const last = async () => (await heard()).connection.at(-1)

  google.fake.consent.deny = true
  await app.ask('accounts.connectGoogle', { ...client, scopes: ['calendar'] })
  await expect.poll(last).toMatchObject({ kind: 'failed', message: 'You said no at Google.' })

  google.fake.consent.deny = false
  google.fake.consent.email = 'bob@example.com'
  await app.ask('accounts.connectGoogle', { ...client, scopes: ['calendar'], loginHint: 'ada@example.com' })
  await expect.poll(last).toMatchObject({ kind: 'failed', message: 'You signed in as bob@example.com, not as ada@example.com.' })

  google.fake.consent.showPage = true
  await app.ask('accounts.connectGoogle', { ...client, scopes: ['calendar'] })
  await expect.poll(last).toEqual({ kind: 'waiting_for_browser' })
  await app.ask('accounts.cancelConnect', {})
  await expect.poll(last).toEqual({ kind: 'cancelled' })
  expect(await keytar.findCredentials(keychainService)).toEqual([])
})

test('without a keychain the app says so and stays connected until it is quit', async ({ launch, google }) => {
  google.fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  // No session bus: nobody can be asked for a keychain.
  const options = { googleOrigin: google.origin, environment: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } }
  const app = await launch(options)
  await app.untilReady()
  expect((await app.ask('app.info', {})).keychain).toMatchObject({
    kind: 'unavailable',
    reason: expect.stringContaining('No keychain answers'),
  })
  await app.replaceBrowser({ follow: true })
  const heard = await listen(app)
  await app.ask('accounts.connectGoogle', { ...client, scopes: ['calendar'] })
  await expect.poll(async () => (await heard()).connection.at(-1)).toMatchObject({ kind: 'connected' })
  expect((await heard()).all).toContain('Connected until you quit OmniCRM.')
  await expect.poll(async () => (await app.ask('status.get', {})).pill.kind, { timeout: 60_000 }).toBe('up_to_date')
  await app.quit()

  // After a restart nobody has the sign-in: the account says so once, and asks for the client to sign in with.
  const again = await launch(options)
  await again.untilReady()
  await again.replaceBrowser({ follow: true })
  const frame = new Frame(await again.page())
  await expect(frame.status).toContainText('Reconnect needed', { timeout: 60_000 })
  await frame.open('Settings')
  const card = frame.page.getByRole('group', { name: 'Sign-in of ada@example.com' })
  await expect(card.getByRole('status')).toContainText('The keychain does not answer')
  await card.getByRole('button', { name: 'Reconnect' }).click()
  const dialog = frame.page.getByRole('dialog', { name: 'Reconnect ada@example.com' })
  await dialog.getByLabel('Client ID').fill(client.clientId)
  await dialog.getByLabel('Client secret').fill(client.clientSecret)
  await dialog.getByRole('button', { name: 'Continue in the browser' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(card).toBeHidden()
  await expect(frame.status).toContainText('Up to date', { timeout: 60_000 })
  await frame.open('Calendar')
  await keepPicture(again, 'connection-card')
})
