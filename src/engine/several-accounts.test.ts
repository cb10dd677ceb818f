// Several Google accounts of one person, synced side by side on the real runner.
import { afterEach, expect, it } from 'vitest'
import { AppError } from '../shared/app-error.ts'
import { systemClock } from './clock.ts'
import { syncAccounts } from './commands/sync-accounts.ts'
import { transaction } from './db/database.ts'
import { listAccounts } from './db/queries/accounts/list-accounts.ts'
import { upsertAccount } from './db/queries/accounts/upsert-account.ts'
import { createFakeGoogle, everyScope } from './google/fake/fake-google.ts'
import { type ServedFakeGoogle, serveFakeGoogle } from './google/fake/serve.ts'
import { createGoogleSessions } from './google/google-sessions.ts'
import { createTestQueue, type TestQueue } from './jobs/test-queue.ts'
import { createRegistry } from './registry.ts'
import { approveEverything } from './sources/google/testing/approve-everything.ts'
import { oneVectorEmbedder } from './testing/one-vector-embedder.ts'

let served: ServedFakeGoogle
let queue: TestQueue
afterEach(async () => {
  await queue.close()
  await served.close()
})

it('several Google accounts syncing together each bring what is theirs, and one that is not let in stops no other', async () => {
  const fake = createFakeGoogle({ clock: systemClock })
  served = await serveFakeGoogle(fake)
  const names = ['ada', 'bea', 'cleo']
  const getAccessToken = async (name: string): Promise<string> => {
    if (name === 'bea') throw new AppError('needs_reconnect', 'Google ended the sign-in.', 'Connect the account again.')
    return fake.oauth.issueAccessToken(`${name}@example.com`, everyScope)
  }
  const sessions = createGoogleSessions(
    {
      forAccount: async (accountId) => ({
        origin: served.origin,
        unitsPerSecond: null,
        getAccessToken: () => getAccessToken(accountId.slice('google:'.length)),
      }),
    },
    systemClock,
  )
  queue = createTestQueue(createRegistry({ sessions, embedder: oneVectorEmbedder }))
  for (const [index, name] of names.entries()) {
    const email = `${name}@example.com`
    const { mailbox, primary } = fake.addAccount({ email, displayName: name })
    for (let number = 0; number < 5 * (index + 1); number += 1) {
      mailbox.addMessage({ raw: `From: bob@example.org\r\nTo: ${email}\r\nSubject: ${name} ${number}\r\n\r\nText` })
      const day = { date: '2026-11-05' }
      primary.addEvent({ summary: `${name} ${number}`, start: day, end: { date: '2026-11-06' } })
    }
    const id = `google:${name}`
    const account = { id, kind: 'google', email, displayName: name, scopes: everyScope, now: index + 1 } as const
    transaction(queue.db, (tx) => upsertAccount(tx, account))
    approveEverything(queue.db, id, 1)
  }
  transaction(queue.db, (tx) => syncAccounts(tx, 'person'))
  await queue.settle()
  const accounts = listAccounts(queue.db).map(({ email, status, counts }) => [email, status, counts.mails, counts.events])
  expect(accounts).toEqual([
    ['ada@example.com', 'ok', 5, 5],
    ['bea@example.com', 'needs_reconnect', 0, 0],
    ['cleo@example.com', 'ok', 15, 15],
  ])
}, 60_000)
