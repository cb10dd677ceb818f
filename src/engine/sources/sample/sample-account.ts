// The sample workspace as an account: created once, and one tick further with each later sync.
import type { AccountRow } from '../../db/queries/accounts/get-account.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { setAccountDetails } from '../../db/queries/accounts/set-account-details.ts'
import { upsertAccount } from '../../db/queries/accounts/upsert-account.ts'
import { type Database, type Transaction, transaction } from '../../db/database.ts'
import type { Clock } from '../../clock.ts'
import { openSampleGoogle, type SampleGoogle } from './open-sample-google.ts'
import { owner } from './people.ts'

/** The id of the sample workspace's account. */
export const sampleAccountId = 'sample'

/** Creates the account around today when there is none yet; tells whether it was new. */
export function ensureSampleAccount(tx: Transaction, nowMs: number): boolean {
  if (getAccount(tx, sampleAccountId) !== null) return false
  upsertAccount(tx, {
    id: sampleAccountId,
    kind: 'sample',
    email: owner.email,
    displayName: owner.name,
    scopes: [],
    details: { anchorMs: nowMs, tick: 0, homeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    now: nowMs,
  })
  return true
}

/** Opens the world of the sample account where it stands, and moves it on before each sync but the first. */
export class SampleWorkspace {
  readonly #db: Database
  readonly #clock: Clock
  readonly #nextTurn: (() => Promise<void>) | undefined
  #opening: Promise<SampleGoogle> | undefined

  /** `nextTurn` is awaited before each answer of the sample's Google, which is work that a network would do elsewhere. */
  constructor(db: Database, clock: Clock, nextTurn?: () => Promise<void>) {
    this.#db = db
    this.#clock = clock
    this.#nextTurn = nextTurn
  }

  /** The sample workspace's Google. Built once for each run of the program. */
  open(account: AccountRow): Promise<SampleGoogle> {
    const { anchorMs, tick, homeZone } = readDetails(account)
    this.#opening ??= openSampleGoogle({
      anchorMs,
      tick,
      homeZone,
      clock: this.#clock,
      ...(this.#nextTurn ? { nextTurn: this.#nextTurn } : {}),
    })
    return this.#opening
  }

  /** Lets a few new things happen. The tick is kept first: a cursor from after it must stay valid whatever comes. */
  async advance(account: AccountRow): Promise<void> {
    if (account.lastSyncAt === null) return
    const google = await this.open(account)
    transaction(this.#db, (tx) => setAccountDetails(tx, account.id, { ...account.details, tick: readDetails(account).tick + 1 }))
    google.advance()
  }

  /** Forgets the world: the account has been removed. */
  close(): void {
    this.#opening = undefined
  }
}

function readDetails(account: AccountRow): { anchorMs: number; tick: number; homeZone: string } {
  const { anchorMs, tick, homeZone } = account.details
  return {
    anchorMs: typeof anchorMs === 'number' ? anchorMs : account.createdAt,
    tick: typeof tick === 'number' ? tick : 0,
    homeZone: typeof homeZone === 'string' ? homeZone : 'Europe/Berlin',
  }
}
