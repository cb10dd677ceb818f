// Remembers when people held jobs back: that is no time for which the queue let anybody wait.
import type { StoredPause } from '../../db/queries/jobs/pause-row.ts'
import type { LaneParts } from '../lanes.ts'
import type { Interval } from './suspensions.ts'

const remembered = 64

/** The pauses of people, those that are over among them. The pause of a bucket is a rate limit's, and waiting for it is waiting. */
export class HeldTimes {
  readonly #sinceMs = new Map<string, number>()
  readonly #past: (Interval & { readonly scope: string })[] = []

  /** Takes in which pauses there are now. */
  update(pauses: readonly StoredPause[], now: number): void {
    const held = pauses.filter(({ scope }) => !scope.startsWith('bucket:'))
    for (const [scope, fromMs] of this.#sinceMs) {
      if (held.some((pause) => pause.scope === scope)) continue
      this.#sinceMs.delete(scope)
      this.#past.push({ scope, fromMs, untilMs: now })
      if (this.#past.length > remembered) this.#past.shift()
    }
    for (const { scope, createdAt } of held) if (!this.#sinceMs.has(scope)) this.#sinceMs.set(scope, Math.min(createdAt, now))
  }

  /** When the jobs of a lane were held back, until `now`; the times may overlap. */
  of({ kind, accountId }: LaneParts, now: number): Interval[] {
    const scopes = ['all', `kind:${kind}`, `account:${accountId}`]
    const open = [...this.#sinceMs].map(([scope, fromMs]) => ({ scope, fromMs, untilMs: now }))
    return [...this.#past, ...open].filter(({ scope }) => scopes.includes(scope))
  }
}
