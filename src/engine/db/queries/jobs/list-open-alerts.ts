// Lists which alerts are open, for whoever looks whether their causes are still there.
import type { Database } from '../../database.ts'

/** What an open alert is about. */
export interface OpenAlert {
  readonly kind: string
  readonly subject: string
  readonly jobId: number | null
}

/** Every open alert. */
export function listOpenAlerts(db: Database): OpenAlert[] {
  return db.prepare<[], OpenAlert>('SELECT kind, subject, job_id AS jobId FROM alerts WHERE closed_at IS NULL ORDER BY id').all()
}
