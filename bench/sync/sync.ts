// Syncing with Google: how fast at which distance, how much is asked for, and what a sync costs that finds nothing new.
import path from 'node:path'
import { z } from 'zod'
import { systemClock } from '../../src/engine/clock.ts'
import { transaction } from '../../src/engine/db/database.ts'
import { databasePathIn, openDatabase } from '../../src/engine/db/open.ts'
import { upsertAccount } from '../../src/engine/db/queries/accounts/upsert-account.ts'
import { createFakeGoogle, everyScope, type FakeGoogle } from '../../src/engine/google/fake/fake-google.ts'
import { serveFakeGoogle } from '../../src/engine/google/fake/serve.ts'
import { approveEverything } from '../../src/engine/sources/google/testing/approve-everything.ts'
import { type Benchmark, interleave } from '../harness.ts'
import { runCommand } from '../run-command.ts'
import { inTempFolder } from '../temp-folder.ts'
import { type AccountSize, addFullAccount } from './full-account.ts'

const program = path.join(import.meta.dirname, 'sync-once.ts')
const accountId = 'google:ada'

const outcomeSchema = z.object({
  completed: z.int().positive(),
  failed: z.literal(0),
  items: z.int(),
  seconds: z.number().positive(),
  mailSeconds: z.number(),
  rowsWritten: z.int(),
})

/** An account at the stand-in, and a workspace that is about to sync it. */
interface Scene {
  readonly google: FakeGoogle
  readonly size: AccountSize
  sync(...options: readonly string[]): Promise<z.infer<typeof outcomeSchema>>
}

/** `bench sync`. Google is the stand-in over HTTP in this process; each answer comes after so many milliseconds. */
export const syncing: Benchmark = {
  packages: ['better-sqlite3', 'googleapis'],
  ratios: {},
  run: ({ isQuick }) => {
    const wanted = isQuick ? { mails: 300, events: 100 } : { mails: 1_000, events: 400 }
    return interleave([() => fill(wanted, 0), () => fill(wanted, 50), () => syncWithoutNews(wanted)], isQuick ? 3 : 5, 1)
  },
}

/** The first sync of an account, from the person's click to the last stage of the last item. */
function fill(wanted: Pick<AccountSize, 'mails' | 'events'>, latencyMs: number): Promise<Record<string, number>> {
  return inScene(wanted, async ({ google, size, sync }) => {
    if (latencyMs > 0) google.faults.add({ fault: { kind: 'latency', delayMs: latencyMs }, times: Number.POSITIVE_INFINITY })
    const { items, seconds, mailSeconds } = await sync()
    if (items !== size.mails + size.events) throw new Error(`${items} items arrived of ${size.mails + size.events}`)
    const times = {
      [`itemsPerSecond${latencyMs}Ms`]: items / seconds,
      [`secondsPer1000Mails${latencyMs}Ms`]: (mailSeconds / size.mails) * 1_000,
    }
    if (latencyMs > 0) return times
    const ofMail = google.log.filter(({ operation }) => operation.startsWith('messages.'))
    const bytes = ofMail.reduce((sum, { responseBytes }) => sum + responseBytes, 0)
    return { ...times, bytesPerMail: bytes / size.mails, requestsPerMail: ofMail.length / size.mails }
  })
}

function syncWithoutNews(wanted: Pick<AccountSize, 'mails' | 'events'>): Promise<Record<string, number>> {
  return inScene(wanted, async ({ google, size, sync }) => {
    await sync()
    google.log.length = 0
    const { rowsWritten, seconds } = await sync('--count-writes')
    return {
      calendars: size.calendars,
      requestsNoChange: google.count(),
      rowsWrittenNoChange: rowsWritten,
      millisecondsNoChange: seconds * 1_000,
    }
  })
}

async function inScene<Value>(
  wanted: Pick<AccountSize, 'mails' | 'events'>,
  work: (scene: Scene) => Promise<Value>,
): Promise<Value> {
  const google = createFakeGoogle({ clock: systemClock })
  const { account, ...size } = addFullAccount(google, wanted)
  const served = await serveFakeGoogle(google)
  try {
    return await inTempFolder(async (folder) => {
      const db = openDatabase(databasePathIn(folder))
      const { email, displayName } = account.settings
      transaction(db, (tx) =>
        upsertAccount(tx, { id: accountId, kind: 'google', email, displayName, scopes: everyScope, now: 1 }),
      )
      approveEverything(db, accountId, 1)
      db.close()
      const token = google.oauth.issueAccessToken(email, everyScope)
      const sync: Scene['sync'] = async (...options) => {
        const args = ['--disable-warning=ExperimentalWarning', program, databasePathIn(folder), served.origin, token, ...options]
        return outcomeSchema.parse(JSON.parse(await runCommand(process.execPath, args)))
      }
      return await work({ google, size, sync })
    })
  } finally {
    await served.close()
  }
}
