// Enters requests into the ledger.
import type { SentRequest } from '../../../../shared/views/ledger.ts'
import type { Transaction } from '../../database.ts'

/** Adds rows in the given order, and counts them into the sums of their host and purpose. */
export function addSentRequests(tx: Transaction, requests: readonly SentRequest[]): void {
  const addRow = tx.prepare<[number, string, string, number | null, number, number]>(
    'INSERT INTO sent_requests (at, host, purpose, status, bytes_up, bytes_down) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const addTotal = tx.prepare<[object]>(`
    INSERT INTO sent_request_totals (host, purpose, requests, failed_requests, bytes_up, bytes_down, first_at, last_at)
    VALUES (@host, @purpose, 1, @failed, @bytesUp, @bytesDown, @atMs, @atMs)
    ON CONFLICT (host, purpose) DO UPDATE SET
      requests = requests + 1, failed_requests = failed_requests + excluded.failed_requests,
      bytes_up = bytes_up + excluded.bytes_up, bytes_down = bytes_down + excluded.bytes_down,
      first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`)
  for (const { atMs, host, purpose, status, bytesUp, bytesDown } of requests) {
    addRow.run(atMs, host, purpose, status, bytesUp, bytesDown)
    addTotal.run({ host, purpose, failed: status === null || status >= 400 ? 1 : 0, bytesUp, bytesDown, atMs })
  }
}
