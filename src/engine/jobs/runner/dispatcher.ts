// Chooses whose turn it is: lanes that may start, the most urgent first, each lane in its turn.
import { jobSchemas } from '../../../shared/jobs/payloads.ts'
import type { JobKind } from '../../../shared/jobs/vocabulary.ts'
import type { Database, Transaction } from '../../db/database.ts'
import { type ClaimedRow, claimJob, readHead } from '../../db/queries/jobs/claim-job.ts'
import { listReadyLanes, peekLane } from '../../db/queries/jobs/list-ready-lanes.ts'
import { listPauses } from '../../db/queries/jobs/list-pauses.ts'
import { setJobTurn } from '../../db/queries/jobs/set-job-turn.ts'
import { priorityHandicapMs } from '../../db/queries/jobs/ready-rank.ts'
import { type Lane, laneParts } from '../lanes.ts'
import { Loads } from './loads.ts'
import type { JobClaim, RunningJob } from './running-job.ts'
import { isSuspect, rankOf } from './suspicion.ts'
import type { JobDefinition, JobRegistry } from '../types.ts'

/** A claimed row that this version of the program cannot run. */
export type RefusedClaim =
  | { readonly kind: 'unknown_kind'; readonly row: ClaimedRow; readonly lane: Lane }
  | { readonly kind: 'unfit_payload'; readonly row: ClaimedRow; readonly lane: Lane; readonly problem: string }

/** A claimed row: work to start, or not. */
export type Claim = { readonly kind: 'start'; readonly claim: JobClaim } | RefusedClaim

/** Keeps, in memory, which lanes may have work and what holds them up. What it is told is a hint: the database decides. */
export class Dispatcher {
  readonly #registry: Partial<JobRegistry>
  readonly #lanes = new Map<string, Lane>()
  readonly #loads = new Loads()
  #paused = new Set<string>()
  #arePausesStale = false
  /** Whether the one job that runs is suspected of killing the program: nothing starts beside it. */
  #isSuspectRunning = false
  #isRoomWanted = false
  #served = 0

  constructor(registry: Partial<JobRegistry>) {
    this.#registry = registry
  }

  /** Reads lanes and pauses anew. */
  reload(db: Database, running: readonly RunningJob[]): void {
    this.#lanes.clear()
    for (const lane of listReadyLanes(db)) this.noteReady(lane)
    this.reloadPauses(db)
    this.#loads.recount(running.map((job) => job.lane))
    this.#isSuspectRunning = running.some((job) => job.isSuspect)
  }

  /** Reads the pauses anew. */
  reloadPauses(db: Database): void {
    this.#paused = new Set(listPauses(db).map((pause) => pause.scope))
    this.#arePausesStale = false
  }

  /** Notes that the pauses have changed, or will have with the transaction that is open: the next claim goes by the new ones. */
  notePauses(): void {
    this.#arePausesStale = true
  }

  /** Whether a person holds this lane back, and not only a rate limit. */
  isPausedByPerson(lane: Lane): boolean {
    return (
      this.#paused.has('all') ||
      this.#paused.has(`kind:${lane.kind}`) ||
      (lane.accountId !== null && this.#paused.has(`account:${lane.accountId}`))
    )
  }

  /** Notes that a lane may have a ready job, or another one at its head than before. */
  noteReady(name: string): void {
    const known = this.#lanes.get(name)
    if (known) {
      known.headRank = null
      return
    }
    const parts = laneParts(name)
    const definition = this.#registry[parts.kind as JobKind] as JobDefinition<JobKind> | undefined
    this.#lanes.set(name, { ...parts, name, definition, ...this.#loads.of(parts), headRank: null, lastServed: 0 })
  }

  /** Notes that a claimed job is no longer running. */
  noteEnded(lane: Lane): void {
    this.#loads.end(lane)
    if (this.#loads.total === 0) this.#isSuspectRunning = false
  }

  /** Notes that the job that runs alone has got on: it is no suspect any more. */
  noteCleared(): void {
    this.#isSuspectRunning = false
  }

  /** Whether a suspect's turn has come and something runs beside which it must not start. */
  get isRoomWanted(): boolean {
    return this.#isRoomWanted
  }

  /** Claims the job whose turn it is; null when no job may start now. */
  claimNext(tx: Transaction, now: number, bootId: number): Claim | null {
    this.#isRoomWanted &&= this.#loads.total > 0
    if (this.#isSuspectRunning || this.#isRoomWanted) return null
    if (this.#arePausesStale) this.reloadPauses(tx)
    for (let lane = this.#choose(tx, now); lane; lane = this.#choose(tx, now)) {
      const row = readHead(tx, lane.name)
      if (!row) {
        this.#lanes.delete(lane.name)
        continue
      }
      if (isSuspect(row.deaths)) {
        // Its turn has come: nothing more starts until what runs has ended, and then it runs alone.
        if (this.#loads.total > 0) {
          this.#isRoomWanted = true
          setJobTurn(tx, row.id, { ...row, readyRank: rankOf(row.deaths, row.runAt, row.priority) })
          lane.headRank = null
          return null
        }
        this.#isSuspectRunning = true
      }
      claimJob(tx, row, now, bootId)
      lane.headRank = null
      lane.lastServed = ++this.#served
      this.#loads.begin(lane)
      return check(lane, row)
    }
    return null
  }

  /** Whether some lane that is not paused may have a ready job, perhaps held up by the limits of what runs. */
  hasUnpausedWork(): boolean {
    if (this.#paused.size === 0) return this.#lanes.size > 0
    for (const lane of this.#lanes.values()) if (!this.#isPaused(lane)) return true
    return false
  }

  /** Whether some lane that is not paused really has a ready job. */
  hasReadyJob(db: Database): boolean {
    for (const lane of this.#lanes.values()) if (!this.#isPaused(lane) && peekLane(db, lane.name)) return true
    return false
  }

  /** Whether a job runs, or could if there were room for it. */
  isBusy(db: Database): boolean {
    return this.#loads.total > 0 || this.hasReadyJob(db)
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
    return lane.ofKind.running >= total || (lane.ofAccount !== null && lane.ofAccount.running >= perAccount)
  }

  #isPaused(lane: Lane): boolean {
    return this.isPausedByPerson(lane) || (lane.bucket !== null && this.#paused.has(`bucket:${lane.bucket}`))
  }
}

/** What is stored is not believed: an earlier version of the program may have written it. */
function check(lane: Lane, row: ClaimedRow): Claim {
  const { definition } = lane
  if (!definition) return { kind: 'unknown_kind', row, lane }
  const kind = lane.kind as JobKind
  let stored: unknown
  try {
    stored = JSON.parse(row.payload)
  } catch (error) {
    return { kind: 'unfit_payload', row, lane, problem: error instanceof Error ? error.message : String(error) }
  }
  const checked = jobSchemas[kind].payload.safeParse(stored)
  if (checked.success) return { kind: 'start', claim: { row, lane, definition, kind, payload: checked.data } }
  // What is wrong with the payload as a whole has no path.
  const problem = checked.error.issues.map(({ path, message }) => [...path.map(String), message].join(': ')).join('; ')
  return { kind: 'unfit_payload', row, lane, problem }
}
