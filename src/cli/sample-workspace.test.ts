// One sample workspace, seen through every command that a person has for it. The tests build on each other, in order.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { jobKinds } from '../shared/jobs/vocabulary.ts'
import { lockDataFolder } from '../engine/db/lock-data-folder.ts'
import { databasePathIn, openDatabase, openReader } from '../engine/db/open.ts'
import { computeDigest, type Digest } from '../engine/db/queries/digest/compute-digest.ts'
import { digestFreshSample } from '../engine/testing/fresh-sample.ts'
import { type CliRun, runCli } from './testing/run-cli.ts'

/** The model runs for real in the first run: half a minute on a computer with nothing else to do. */
const sampleTimeoutMs = 600_000
const commandTimeoutMs = 120_000

const count = z.int().nonnegative()
const jobCounts = z.strictObject({ queued: count, processing: count, completed: count, failed: count, cancelled: count })
const instant = z.iso.datetime()

const times = z.strictObject({ p50: z.number().nonnegative(), p95: z.number().nonnegative(), p99: z.number().nonnegative() })
const figures = z.strictObject({
  throughputPerMinute: z.number().nonnegative(),
  successRate: z.number().min(0).max(1).nullable(),
  waitMs: times.nullable(),
  runMs: times.nullable(),
  oldestReadyAgeMs: count.nullable(),
})

/** As written in the description of the command line: scripts rely on every name. */
const statusShape = {
  schemaVersion: z.literal(1),
  accounts: z.array(
    z.strictObject({ id: z.string(), kind: z.string(), email: z.string(), status: z.string(), lastSyncAt: instant.nullable() }),
  ),
  counts: z.strictObject({
    rawEvents: count,
    rawEventsFailed: count,
    interactions: count,
    calendarEvents: count,
    contacts: count,
    contactSuggestions: count,
    contactIdentities: count,
    embeddings: count,
  }),
  jobs: jobCounts.extend({ byKind: z.record(z.string(), jobCounts) }),
  metrics: z.strictObject({ total: figures, byKind: z.record(z.string(), figures) }),
  alerts: z.array(z.strictObject({ kind: z.string(), message: z.string(), cure: z.string(), since: instant })),
}
const statusSchema = z.strictObject(statusShape)
const runSchema = z.strictObject({
  ...statusShape,
  run: z.strictObject({ items: count, failedItems: count, durationMs: count, itemsPerSecond: z.number().nonnegative() }),
})

let folder: string
let first: CliRun

const omnicrm = (...args: string[]): Promise<CliRun> => runCli([...args, '--data-dir', folder, '--json'])
const readStatus = async (): Promise<z.infer<typeof statusSchema>> => statusSchema.parse((await omnicrm('status')).json)

function read<Value>(work: (db: ReturnType<typeof openReader>) => Value): Value {
  const db = openReader(databasePathIn(folder))
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** Each item by its name at its source. */
const itemNames = (): string[] =>
  read((db) =>
    db.prepare<[], { name: string }>("SELECT source || ' ' || container || ' ' || external_id AS name FROM raw_events").all(),
  ).map(({ name }) => name)

async function digestOf(freshOf: string): Promise<{ ours: Digest; fresh: Digest }> {
  const db = openReader(databasePathIn(freshOf))
  try {
    return { ours: computeDigest(db), fresh: await digestFreshSample(db) }
  } finally {
    db.close()
  }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-cli-'))
  first = await omnicrm('sample')
}, sampleTimeoutMs)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the sample workspace', { timeout: commandTimeoutMs }, () => {
  it('is filled by one command: every count above zero, every job completed', () => {
    expect(first).toMatchObject({ code: 0, stderr: '' })
    const { counts, jobs, alerts, run } = runSchema.parse(first.json)
    const { rawEventsFailed, ...filled } = counts
    expect(rawEventsFailed).toBe(0)
    for (const [name, value] of Object.entries(filled)) expect(value, name).toBeGreaterThan(0)
    expect(filled.embeddings).toBeGreaterThan(2_000)
    expect(jobs).toMatchObject({ queued: 0, processing: 0, failed: 0, cancelled: 0 })
    expect(jobs.completed).toBeGreaterThan(5)
    expect(alerts).toEqual([])
    expect(run).toMatchObject({ items: counts.rawEvents, failedItems: 0 })
  })

  it('is told by status in exactly the described shape', async () => {
    const status = await readStatus()
    expect(status.accounts).toMatchObject([{ id: 'sample', kind: 'sample', status: 'ok' }])
    expect(Object.keys(status.jobs.byKind).filter((kind) => !(jobKinds as readonly string[]).includes(kind))).toEqual([])
    const text = await runCli(['status', '--data-dir', folder])
    expect(text.stdout).toMatch(/lena@brightwater\.example +sample +ok/)
    expect(text.stdout).toMatch(new RegExp(`interactions +${status.counts.interactions}`))
  })

  it('gives the same digest as often as it is asked, and after there was nothing to do', async () => {
    const before = await omnicrm('digest')
    expect(before.json).toEqual(read(computeDigest))
    expect((await omnicrm('process-jobs')).code).toBe(0)
    expect((await omnicrm('digest')).json).toEqual(before.json)
  })

  it('is searched by words and by meaning', async () => {
    const { json, code } = await omnicrm('search', 'project', 'meeting', '--limit', '5')
    const answer = z
      .strictObject({
        results: z
          .array(
            z.strictObject({
              id: z.int(),
              kind: z.string(),
              title: z.string(),
              occurredAt: instant.nullable(),
              score: z.number(),
              snippet: z.string(),
            }),
          )
          .min(1)
          .max(5),
        tookMs: z.number(),
        notes: z.array(z.string()),
      })
      .parse(json)
    expect([code, answer.notes]).toEqual([0, []])
    const scores = answer.results.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((left, right) => right - left))
  })

  it('has its people, and those who wait for a decision', async () => {
    const { counts } = await readStatus()
    const everyone = z.object({
      people: z.array(z.object({ id: z.int(), status: z.string(), identities: z.array(z.unknown()).min(1) })),
    })
    const { people } = everyone.parse((await omnicrm('people')).json)
    const { people: suggested } = everyone.parse((await omnicrm('people', '--suggested')).json)
    expect(people.length).toBeGreaterThan(50)
    expect(new Set(people.map(({ status }) => status))).toEqual(new Set(['active']))
    expect(suggested.length).toBeLessThanOrEqual(counts.contactSuggestions)
  })

  it('passes its check', async () => {
    expect(await omnicrm('check')).toMatchObject({ code: 0, json: { ok: true, problems: [] } })
  })

  it('is examined by the doctor, who says how to get what is missing', async () => {
    const { code, json, stderr } = await omnicrm('doctor')
    const { ok, findings } = z
      .object({
        ok: z.boolean(),
        findings: z.array(z.object({ name: z.string(), value: z.string(), ok: z.boolean(), cure: z.string().optional() })),
      })
      .parse(json)
    // What a keychain and a disk are like here is the computer's own affair.
    const ours = findings.filter(({ name }) => !['keychain', 'free space'].includes(name))
    expect([code, stderr]).toEqual([ok ? 0 : 1, ''])
    expect(ours.map((finding) => [finding.name, finding.ok])).toEqual(
      [
        'system',
        'Node',
        'Electron',
        'SQLite',
        'sqlite-vec',
        'embedding model',
        'data folder',
        'database',
        'backups',
        'Google',
      ].map((name) => [name, true]),
    )
    for (const finding of findings.filter((each) => !each.ok)) expect(finding.cure, finding.name).toMatch(/\w/)
  })
})

describe('jobs', { timeout: commandTimeoutMs }, () => {
  it('of an unknown kind or with an unfit payload fail with an alert, and hold up nobody', async () => {
    const db = openDatabase(databasePathIn(folder))
    const insert = db.sqlite.prepare(
      "INSERT INTO jobs (kind, priority, lane, ready_rank, run_at, max_attempts, created_at, payload) VALUES (?, 0, ? || '||', 1, 1, 3, 1, ?)",
    )
    const ids = [
      insert.run('teleport', 'teleport', '{}').lastInsertRowid,
      insert.run('embed', 'embed', '{"account":1}').lastInsertRowid,
      insert.run('optimize', 'optimize', '{}').lastInsertRowid,
    ].map(Number)
    db.close()
    const run = await omnicrm('process-jobs')
    expect(run.code).toBe(1)
    expect(runSchema.parse(run.json)).toMatchObject({
      jobs: { queued: 0, processing: 0, failed: 2 },
      alerts: expect.arrayContaining([
        expect.objectContaining({ kind: 'unknown_kind', message: expect.stringContaining('knows no job kind "teleport"') }),
        expect.objectContaining({ kind: 'unfit_payload', message: expect.stringContaining('is not what “Learn meaning” needs') }),
      ]),
    })
    const failed = z.object({ jobs: z.array(z.object({ id: z.int(), kind: z.string(), error: z.string() })), total: z.int() })
    const { jobs } = failed.parse((await omnicrm('jobs', '--status', 'failed')).json)
    expect(jobs.toSorted((left, right) => left.id - right.id).map(({ id, kind }) => [id, kind])).toEqual([
      [ids[0], 'teleport'],
      [ids[1], 'embed'],
    ])
    expect((await omnicrm('jobs', '--kind', 'optimize')).json).toMatchObject({
      jobs: [{ id: ids[2], status: 'completed' }],
      total: 1,
    })
    const text = await runCli(['jobs', '--status', 'failed', '--data-dir', folder])
    expect(text.stdout).toContain('This version of OmniCRM knows no job kind "teleport".')
  })

  it('are retried, cancelled, paused and resumed by hand', async () => {
    const { jobs } = (await omnicrm('jobs', '--status', 'failed')).json as { jobs: { id: number }[] }
    const ids = jobs.map(({ id }) => String(id))
    expect(await omnicrm('jobs', 'retry', ...ids)).toMatchObject({ code: 0, json: { retried: 2 } })
    expect(await omnicrm('jobs', 'cancel', ...ids)).toMatchObject({ code: 0, json: { cancelled: 2 } })
    expect(await omnicrm('jobs', 'cancel', ...ids)).toMatchObject({ code: 1, json: { cancelled: 0 } })

    expect(await omnicrm('jobs', 'pause')).toMatchObject({ code: 0, json: { paused: true } })
    const syncWhilePaused = await omnicrm('sync')
    expect(runSchema.parse(syncWhilePaused.json).jobs).toMatchObject({ queued: 2, processing: 0 })
    expect(await omnicrm('jobs', 'resume')).toMatchObject({ code: 0, json: { paused: false } })
    expect((await omnicrm('process-jobs')).code).toBe(0)
    expect((await readStatus()).jobs).toMatchObject({ queued: 0, processing: 0, failed: 0, cancelled: 2 })
  })
})

describe('a later sync', { timeout: sampleTimeoutMs }, () => {
  it('brings a few new items, nothing twice, and ends as if all had come at once', async () => {
    const before = itemNames()
    const second = await omnicrm('sample')
    expect(second.code).toBe(0)
    const after = itemNames()
    expect(new Set(after).size).toBe(after.length)
    expect(before.filter((name) => !after.includes(name))).toEqual([])
    expect(after.length - before.length).toBeGreaterThan(0)
    expect(after.length - before.length).toBeLessThan(20)
    const { ours, fresh } = await digestOf(folder)
    expect(ours).toEqual(fresh)
  })
})

describe('while another program has the data folder', { timeout: commandTimeoutMs }, () => {
  it('what writes is refused with exit code 3 and says who has it, what reads is answered', async () => {
    const lock = lockDataFolder(folder, 'desktop')
    try {
      for (const args of [['sample'], ['sync'], ['process-jobs'], ['jobs', 'pause'], ['import', import.meta.filename]]) {
        const refused = await omnicrm(...args)
        expect(refused, args.join(' ')).toMatchObject({ code: 3, json: { error: { kind: 'locked' } } })
        expect(refused.stderr).toContain(`OmniCRM (desktop, process ${process.pid}) is already working on ${folder}.`)
        expect(refused.stderr).toContain('Quit it first')
      }
      expect((await omnicrm('status')).code).toBe(0)
      expect((await omnicrm('digest')).json).toEqual(read(computeDigest))
    } finally {
      lock.release()
    }
  })
})
