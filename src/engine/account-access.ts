// Tells the Google code how each account reaches Google: through the host's keychain, or into the sample workspace.
import { AppError, unwrapResult } from '../shared/app-error.ts'
import type { Database } from './db/database.ts'
import { type AccountRow, getAccount } from './db/queries/accounts/get-account.ts'
import type { GoogleAccessProvider } from './google/access.ts'
import type { SampleWorkspace } from './sources/sample/sample-account.ts'
import type { SentRequest } from '../shared/views/ledger.ts'
import type { EngineHost } from './threads/engine-protocol.ts'

/** What access is made from. */
export interface AccountAccessOptions {
  readonly db: Database
  readonly host: Pick<EngineHost, 'getAccessToken'>
  readonly googleOrigin: string | null
  readonly sample: SampleWorkspace
  /** Told of every request that leaves this computer. */
  readonly onSent: (request: SentRequest) => void
}

/** Access for every account of the workspace. */
export function createAccountAccess({ db, host, googleOrigin, sample, onSent }: AccountAccessOptions): GoogleAccessProvider {
  return {
    async forAccount(accountId) {
      const account = requireAccount(db, accountId)
      if (account.kind === 'sample') {
        const { fetch, accessToken } = await sample.open(account)
        return { origin: null, fetch, unitsPerSecond: null, getAccessToken: () => Promise.resolve(accessToken) }
      }
      return {
        origin: googleOrigin,
        onSent,
        getAccessToken: async (rejectedToken) => unwrapResult(await host.getAccessToken(accountId, rejectedToken)).token,
      }
    },
    async beforeSync(accountId, kind) {
      const account = requireAccount(db, accountId)
      if (account.kind === 'sample' && kind === 'google_calendar_sync') await sample.advance(account)
    },
  }
}

function requireAccount(db: Database, accountId: string): AccountRow {
  const account = getAccount(db, accountId)
  if (account === null) throw new AppError('not_found', 'This account is no longer connected.', 'Connect it again to sync it.')
  return account
}
