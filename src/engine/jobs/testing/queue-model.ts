// The simplest thing that could be called this queue: a list in memory, looked through from the start at every step. Tests hold the engine against it.

/** How one run of a job ends. When the script is used up, it completes. */
export type Run = 'complete' | 'throw' | 'fail_for_good' | 'snooze'

/** A job of the model. */
export interface ModelJob {
  readonly id: number
  readonly kind: string
  readonly uniqueKey: string | null
  readonly script: Run[]
  readonly maxAttempts: number
  readonly parents: readonly { readonly id: number; readonly policy: 'fail' | 'skip' | 'continue' }[]
  status: 'queued' | 'completed' | 'failed' | 'cancelled'
  attempt: number
  runAtMs: number
  /** Since when it waits for that time. */
  putOffAtMs: number
  isReady: boolean
  /** What it waited for has let it go. That holds, even if a parent is retried afterwards. */
  isReleased: boolean
  causeId: number | null
  runs: number
  priority: number
}

/** Backoff of the model's kinds, with the random number that tests use. */
export const modelBackoff = { baseMs: 1_000, maxMs: 60_000 }
/** How long a snoozing job puts itself off. */
export const snoozeMs = 45_000

/** What the engine should do, in a few lines. */
export class QueueModel {
  readonly jobs: ModelJob[] = []
  readonly paused = new Set<string>()
  nowMs: number

  constructor(nowMs: number) {
    this.nowMs = nowMs
  }

  add(
    job: Pick<ModelJob, 'kind' | 'uniqueKey' | 'script' | 'maxAttempts' | 'parents' | 'priority'> & { delayMs: number },
  ): number {
    const runAtMs = this.nowMs + job.delayMs
    const existing = job.uniqueKey === null ? undefined : this.#holderOf(job.kind, job.uniqueKey)
    if (existing) {
      if (existing.attempt === 0 || job.priority === 0) existing.runAtMs = Math.min(existing.runAtMs, runAtMs)
      existing.priority = Math.min(existing.priority, job.priority)
      existing.isReady ||= existing.runAtMs <= this.nowMs
      return existing.id
    }
    const { delayMs: _delayMs, ...rest } = job
    const id = (this.jobs.at(-1)?.id ?? 0) + 1
    this.jobs.push({
      ...rest,
      id,
      status: 'queued',
      attempt: 0,
      runAtMs,
      putOffAtMs: this.nowMs,
      isReady: runAtMs <= this.nowMs,
      isReleased: false,
      causeId: null,
      runs: 0,
    })
    return id
  }

  cancel(id: number): void {
    const job = this.#job(id)
    if (job?.status === 'queued') job.status = 'cancelled'
  }

  retry(id: number): void {
    const job = this.#job(id)
    if (!job || (job.status !== 'failed' && job.status !== 'cancelled')) return
    const cause = job.causeId === null ? undefined : this.#job(job.causeId)
    if (cause && (cause.status === 'failed' || cause.status === 'cancelled')) return this.retry(cause.id)
    if (!this.#requeue(job)) return
    for (const other of this.jobs) if (other.causeId === job.id) this.#requeue(other)
  }

  /** Runs whatever can run, until nothing can. */
  settle(): void {
    for (const job of this.jobs) if (job.status === 'queued') this.#bringBack(job)
    for (let moved = true; moved;) {
      moved = false
      for (const job of this.jobs) moved = this.#step(job) || moved
    }
  }

  /** Where the clock was set back, what was put off waits for as long as was meant, from now on. */
  #bringBack(job: ModelJob): void {
    if (job.isReady) job.runAtMs = Math.min(job.runAtMs, this.nowMs)
    else if (job.putOffAtMs > this.nowMs && job.runAtMs > this.nowMs) {
      job.runAtMs = this.nowMs + Math.max(0, job.runAtMs - job.putOffAtMs)
      job.putOffAtMs = this.nowMs
    }
  }

  #step(job: ModelJob): boolean {
    if (job.status !== 'queued') return false
    if (!job.isReleased) {
      if (this.#waits(job)) return false
      const decisive = this.#decisiveParent(job)
      if (decisive) {
        job.status = decisive.policy === 'fail' ? 'failed' : 'cancelled'
        job.causeId = decisive.causeId
        return true
      }
      job.isReleased = true
    }
    job.isReady ||= job.runAtMs <= this.nowMs
    if (!job.isReady || this.paused.has('all') || this.paused.has(job.kind)) return false
    this.#run(job)
    return true
  }

  #run(job: ModelJob): void {
    const run = job.script.shift() ?? 'complete'
    job.attempt += 1
    job.runs += 1
    if (run === 'complete') job.status = 'completed'
    else if (run === 'fail_for_good' || (run === 'throw' && job.attempt >= job.maxAttempts)) job.status = 'failed'
    else if (run === 'throw')
      this.#putOff(job, Math.floor(0.5 * Math.min(modelBackoff.maxMs, modelBackoff.baseMs * 2 ** (job.attempt - 1))))
    else {
      job.attempt -= 1
      this.#putOff(job, snoozeMs)
    }
  }

  #putOff(job: ModelJob, delayMs: number): void {
    job.runAtMs = this.nowMs + delayMs
    job.putOffAtMs = this.nowMs
    job.isReady = delayMs === 0
  }

  #requeue(job: ModelJob): boolean {
    const decisive = this.#waits(job) ? null : this.#decisiveParent(job)
    if (decisive) {
      job.causeId = decisive.causeId
      return false
    }
    if (job.uniqueKey !== null && this.#holderOf(job.kind, job.uniqueKey)) return false
    Object.assign(job, { status: 'queued', attempt: 0, runAtMs: this.nowMs, isReady: true, isReleased: false, causeId: null })
    return true
  }

  #waits(job: ModelJob): boolean {
    return job.parents.some((edge) => this.#job(edge.id)?.status === 'queued')
  }

  #decisiveParent(job: ModelJob): { policy: 'fail' | 'skip' | 'continue'; causeId: number } | null {
    const bad = job.parents
      .map((edge) => ({ policy: edge.policy, job: this.#job(edge.id) }))
      .filter((parent) => parent.job?.status === 'failed' || parent.job?.status === 'cancelled')
    const decisive = bad.find((parent) => parent.policy === 'fail') ?? bad.find((parent) => parent.policy === 'skip')
    return decisive?.job ? { policy: decisive.policy, causeId: decisive.job.causeId ?? decisive.job.id } : null
  }

  #holderOf(kind: string, uniqueKey: string): ModelJob | undefined {
    return this.jobs.find((job) => job.kind === kind && job.uniqueKey === uniqueKey && job.status === 'queued')
  }

  #job(id: number): ModelJob | undefined {
    return this.jobs.find((job) => job.id === id)
  }
}
