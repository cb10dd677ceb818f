// `omnicrm status`: what the workspace holds and how it is.
import type { Status } from '../../shared/views/status.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { type Answer, formatTable } from '../output.ts'
import { withReader } from '../with-reader.ts'

/** The status as `status --json` tells it; scripts rely on this shape. */
export function statusJson(status: Status): Record<string, unknown> {
  return {
    schemaVersion: 1,
    accounts: status.accounts.map(({ id, kind, email, status: health, lastSyncAtMs }) => ({
      id,
      kind,
      email,
      status: health,
      lastSyncAt: toIso(lastSyncAtMs),
    })),
    counts: status.counts,
    jobs: status.jobs,
    alerts: status.alerts.map(({ kind, message, sinceMs }) => ({ kind, message, since: toIso(sinceMs) })),
  }
}

function toIso(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString()
}

/** Runs the command. */
export function status(hooks: Hooks): Promise<Answer> {
  return withReader(hooks, async (query) => {
    const now = await query('status.get', {})
    const { byKind: _, ...jobs } = now.jobs
    return {
      json: statusJson(now),
      lines: [
        ...now.accounts.map(
          (account) =>
            `${account.email}  ${account.kind}  ${account.status}${account.statusReason ? ` (${account.statusReason})` : ''}`,
        ),
        ...(now.accounts.length === 0 ? ['No account yet: try "sample", "import" or "connect google".'] : []),
        '',
        ...formatTable(Object.entries({ ...now.counts, ...jobs })),
        ...now.alerts.map((alert) => `! ${alert.message} ${alert.cure}`),
      ],
    }
  })
}
