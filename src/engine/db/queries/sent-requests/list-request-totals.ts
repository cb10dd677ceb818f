// Sums up what left this computer, by host and purpose.
import type { LedgerTotal } from '../../../../shared/views/ledger.ts'
import type { Database } from '../../database.ts'

/** A line for each host and purpose, the largest first. There are a dozen or two. */
export function listRequestTotals(db: Database): LedgerTotal[] {
  return db
    .prepare<[], LedgerTotal>(`
      SELECT host, purpose, requests, failed_requests AS failedRequests, bytes_up AS bytesUp, bytes_down AS bytesDown,
        first_at AS firstAtMs, last_at AS lastAtMs
      FROM sent_request_totals ORDER BY requests DESC, host, purpose`)
    .all()
}
