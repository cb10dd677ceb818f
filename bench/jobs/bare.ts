// The floor: the least that a durable queue on this database has to do, without any feature, written as tightly as we can.
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { inTempFolder } from '../temp-folder.ts'

interface BareRow {
  readonly id: number
  readonly payload: string
}

const schema = `
  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'queued', priority INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0, run_at INTEGER NOT NULL, started_at INTEGER, finished_at INTEGER
  );
  CREATE INDEX jobs_queued ON jobs (priority, run_at, id) WHERE status = 'queued';
`

/** Enqueues one by one (a commit each) and in bulk, then runs the loop "finish the last, claim the next, commit". Figures are jobs a second. */
export function runBare(singles: number, jobs: number): Promise<Record<string, number>> {
  return inTempFolder((folder) => {
    const db = new BetterSqlite3(path.join(folder, 'bare.db'))
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.exec(schema)
    const insert = db.prepare('INSERT INTO jobs (kind, payload, priority, run_at) VALUES (?, ?, ?, ?)')
    const add = (index: number): unknown => insert.run('insight', JSON.stringify({ contactId: index + 1 }), 2, Date.now())

    let beganAt = performance.now()
    for (let index = 0; index < singles; index += 1) add(index)
    const enqueueBare = perSecond(singles, beganAt)
    db.exec('DELETE FROM jobs')

    beganAt = performance.now()
    db.transaction(() => {
      for (let index = 0; index < jobs; index += 1) add(index)
    })()
    const bulkEnqueueBare = perSecond(jobs, beganAt)

    const processBare = processAll(db, jobs)
    db.close()
    return { enqueueBare, bulkEnqueueBare, processBare }
  })
}

function processAll(db: BetterSqlite3.Database, jobs: number): number {
  const claim = db.prepare<[number, number], BareRow>(`
    UPDATE jobs SET status = 'processing', attempt = attempt + 1, started_at = ?
    WHERE id = (SELECT id FROM jobs WHERE status = 'queued' AND run_at <= ? ORDER BY priority, run_at, id LIMIT 1) RETURNING id, payload
  `)
  const finish = db.prepare<[number, number]>("UPDATE jobs SET status = 'completed', finished_at = ? WHERE id = ?")
  const turn = db.transaction((done: BareRow | undefined): BareRow | undefined => {
    const now = Date.now()
    if (done) finish.run(now, done.id)
    return claim.get(now, now)
  })
  const beganAt = performance.now()
  let processed = 0
  for (let job = turn.immediate(undefined); job; job = turn.immediate(job)) processed += 1
  if (processed !== jobs) throw new Error(`the bare loop ran ${processed} jobs of ${jobs}`)
  return perSecond(jobs, beganAt)
}

/** How many of something a second since a time of `performance.now()`. */
export function perSecond(count: number, beganAt: number): number {
  return (count / (performance.now() - beganAt)) * 1_000
}
