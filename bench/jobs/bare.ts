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
    attempt INTEGER NOT NULL DEFAULT 0, run_at INTEGER NOT NULL, started_at INTEGER, finished_at INTEGER, result TEXT
  );
  CREATE INDEX jobs_queued ON jobs (priority, run_at, id) WHERE status = 'queued';
`

/**
 * Enqueues one by one (a commit each) and in bulk, then runs the loop "finish the last, claim the next, commit". `processBare` does what any
 * queue does for a job: reads its payload, awaits its processor, keeps its result. `processStatements` does not even look at the job: it is
 * what the statements and the commit cost. Figures are jobs a second.
 */
export function runBare(singles: number, jobs: number): Promise<Record<string, number>> {
  return inTempFolder(async (folder) => {
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

    const addAll = db.transaction(() => {
      for (let index = 0; index < jobs; index += 1) add(index)
    })
    beganAt = performance.now()
    addAll()
    const bulkEnqueueBare = perSecond(jobs, beganAt)

    const loop = prepareLoop(db)
    beganAt = performance.now()
    const processed = await processAll(loop)
    const processBare = perSecond(processed, beganAt)
    db.exec('DELETE FROM jobs')
    addAll()
    beganAt = performance.now()
    const passed = passAll(loop)
    const processStatements = perSecond(passed, beganAt)
    db.close()
    if (processed !== jobs || passed !== jobs) throw new Error(`the bare loop ran ${processed} and ${passed} jobs of ${jobs}`)
    return { enqueueBare, bulkEnqueueBare, processBare, processStatements }
  })
}

/** Finishes a job, claims the next one and commits. */
type Turn = (done?: BareRow, result?: string) => BareRow | undefined

function prepareLoop(db: BetterSqlite3.Database): Turn {
  const claim = db.prepare<[number, number], BareRow>(`
    UPDATE jobs SET status = 'processing', attempt = attempt + 1, started_at = ?
    WHERE id = (SELECT id FROM jobs WHERE status = 'queued' AND run_at <= ? ORDER BY priority, run_at, id LIMIT 1) RETURNING id, payload
  `)
  const finish = db.prepare<[number, string | null, number]>(
    "UPDATE jobs SET status = 'completed', finished_at = ?, result = ? WHERE id = ?",
  )
  return db.transaction((done?: BareRow, result?: string): BareRow | undefined => {
    const now = Date.now()
    if (done) finish.run(now, result ?? null, done.id)
    return claim.get(now, now)
  }).immediate
}

async function processAll(turn: Turn): Promise<number> {
  const process = async (payload: { contactId: number }): Promise<object> => ({ insightId: payload.contactId })
  let processed = 0
  for (let job = turn(); job; processed += 1) job = turn(job, JSON.stringify(await process(JSON.parse(job.payload))))
  return processed
}

function passAll(turn: Turn): number {
  let passed = 0
  for (let job = turn(); job; passed += 1) job = turn(job)
  return passed
}

/** How many of something a second since a time of `performance.now()`. */
export function perSecond(count: number, beganAt: number): number {
  return (count / (performance.now() - beganAt)) * 1_000
}
