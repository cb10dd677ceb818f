// Chooses whose turn it is: lanes that may start, the most urgent first, each lane in its turn.
import { jobSchemas } from '../../shared/jobs/payloads.ts'
import type { JobKind } from '../../shared/jobs/vocabulary.ts'
import type { Database, Transaction } from '../db/database.ts'
import { claimJob } from '../db/queries/jobs/claim-job.ts'
import type { ClaimedRow } from '../db/queries/jobs/claim-job.ts'
import { listReadyLanes, peekLane } from '../db/queries/jobs/list-ready-lanes.ts'
import { listPauses } from '../db/queries/jobs/list-pauses.ts'
import { priorityHandicapMs } from '../db/queries/jobs/ready-rank.ts'
import { laneParts } from './lanes.ts'
import type { JobClaim, RunningJob } from './running-job.ts'
import type { JobDefinition, JobRegistry } from './types.ts'

/** A claimed row: work to start, or a row that this version of the program cannot run. */
export type Claim =
  | { readonly kind: 'start'; readonly claim: JobClaim }
  | { readonly kind: 'unknown_kind'; readonly row: ClaimedRow }
  | { readonly kind: 'unfit_payload'; readonly row: ClaimedRow; readonly problem: string }

interface Lane {
  readonly name: string
  readonly kind: string
  readonly accountId: string | null
  readonly bucket: string | null
  readonly definition: JobDefinition<JobKind> | undefined
  /** Rank of the job whose turn it is in this lane; null while nobody has looked. */
  headRank: number | null
  lastServed: number
}

/** Keeps, in memory, which lanes may have work and what holds them up. What it is told is a hint: the database decides. */
export class Dispatcher {
  readonly #registry: Partial<JobRegistry>
  readonly #lanes = new Map<string, Lane>()
  readonly #runningOfKind = new Map<string, number>()
  readonly #runningOfAccount = new Map<string, number>()
  #paused = new Set<string>()
  #served = 0

  constructor(registry: Partial<JobRegistry>) {
    this.#registry = registry
  }

  /** Reads lanes and pauses anew. */
  reload(db: Database, running: Iterable<RunningJob>): void {
    this.#lanes.clear()
    for (const lane of listReadyLanes(db)) this.noteReady(lane)
    this.reloadPauses(db)
    this.#runningOfKind.clear()
    this.#runningOfAccount.clear()
    for (const job of running) this.#count(job.row, 1)
  }

  /** Reads the pauses anew. */
  reloadPauses(db: Database): void {
    this.#paused = new Set(listPauses(db).map((pause) => pause.scope))
  }

  /** Notes that a lane may have a ready job, or another one at its head than before. */
  noteReady(name: string): void {
    const known = this.#lanes.get(name)
    if (known) {
      known.headRank = null
      return
    }
    const { kind, accountId, bucket } = laneParts(name)
    const definition = this.#registry[kind as JobKind] as JobDefinition<JobKind> | undefined
    this.#lanes.set(name, { name, kind, accountId, bucket, definition, headRank: null, lastServed: 0 })
  }

  /** Notes that a claimed job is no longer running. */
  noteEnded(row: ClaimedRow): void {
    this.#count(row, -1)
  }

  /** Claims the job whose turn it is; null when no job may start now. */
  claimNext(tx: Transaction, now: number, bootId: number): Claim | null {
    for (let lane = this.#choose(tx, now); lane; lane = this.#choose(tx, now)) {
      const row = claimJob(tx, lane.name, now, bootId)
      if (!row) {
        this.#lanes.delete(lane.name)
        continue
      }
      lane.headRank = null
      lane.lastServed = ++this.#served
      this.#count(row, 1)
      return this.#check(lane, row)
    }
    return null
  }

  /** Whether some lane that is not paused may have a ready job, perhaps held up by the limits of what runs. */
  hasUnpausedWork(): boolean {
    if (this.#paused.size === 0) return this.#lanes.size > 0
    for (const lane of this.#lanes.values()) if (!this.#isPaused(lane)) return true
    return false
  }

  /** Looks for lanes with ready jobs that nobody has told of; answers whether one of them may start. */
  findMissed(db: Database): boolean {
    let isMissed = false
    for (const name of listReadyLanes(db)) {
      if (this.#lanes.has(name)) continue
      this.noteReady(name)
      const lane = this.#lanes.get(name)
      isMissed ||= lane !== undefined && !this.#isHeld(lane)
    }
    return isMissed
  }

  #check(lane: Lane, row: ClaimedRow): Claim {
    if (!lane.definition) return { kind: 'unknown_kind', row }
    const kind = lane.kind as JobKind
    let stored: unknown
    try {
      stored = JSON.parse(row.payload)
    } catch (error) {
      return { kind: 'unfit_payload', row, problem: error instanceof Error ? error.message : String(error) }
    }
    const checked = jobSchemas[kind].payload.safeParse(stored)
    if (!checked.success)
      return {
        kind: 'unfit_payload',
        row,
        problem: checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
      }
    return { kind: 'start', claim: { row, lane: lane.name, kind, payload: checked.data } }
  }

  #choose(db: Database, now: number): Lane | null {
    let best: Lane | null = null
    let bestUrgency = 0
    for (const lane of this.#lanes.values()) {
      if (this.#isHeld(lane)) continue
      if (best === null) {
        best = lane
        bestUrgency = -1
        continue
      }
      // Only where there is a choice is it worth looking who stands at the head of each line.
      if (bestUrgency === -1) bestUrgency = this.#urgency(db, best, now)
      const urgency = this.#urgency(db, lane, now)
      if (urgency < bestUrgency || (urgency === bestUrgency && lane.lastServed < best.lastServed)) {
        best = lane
        bestUrgency = urgency
      }
    }
    return best
  }

  /** 0 for urgent or as good as urgent by waiting, up to 3; lanes of the same urgency take turns. */
  #urgency(db: Database, lane: Lane, now: number): number {
    lane.headRank ??= peekLane(db, lane.name)?.readyRank ?? Number.POSITIVE_INFINITY
    const handicapLeftMs = lane.headRank - now
    if (handicapLeftMs <= priorityHandicapMs.urgent) return 0
    if (handicapLeftMs <= priorityHandicapMs.high) return 1
    return handicapLeftMs <= priorityHandicapMs.medium ? 2 : 3
  }

  #isHeld(lane: Lane): boolean {
    if (this.#paused.size > 0 && this.#isPaused(lane)) return true
    if (!lane.definition) return false
    const { total, perAccount } = lane.definition.concurrency
    if ((this.#runningOfKind.get(lane.kind) ?? 0) >= total) return true
    return lane.accountId !== null && (this.#runningOfAccount.get(`${lane.kind}|${lane.accountId}`) ?? 0) >= perAccount
  }

  #isPaused(lane: Lane): boolean {
    return (
      this.#paused.has('all') ||
      this.#paused.has(`kind:${lane.kind}`) ||
      (lane.accountId !== null && this.#paused.has(`account:${lane.accountId}`)) ||
      (lane.bucket !== null && this.#paused.has(`bucket:${lane.bucket}`))
    )
  }

  #count(row: ClaimedRow, difference: number): void {
    this.#runningOfKind.set(row.kind, (this.#runningOfKind.get(row.kind) ?? 0) + difference)
    if (row.accountId === null) return
    const key = `${row.kind}|${row.accountId}`
    this.#runningOfAccount.set(key, (this.#runningOfAccount.get(key) ?? 0) + difference)
  }
}
