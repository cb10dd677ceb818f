// Counts what runs now, for each kind, for each account of a kind, and in all: what limits are held against.
import type { Lane, LaneParts, Load } from '../lanes.ts'

/** The counts. Lanes hold theirs by reference, so that the hot path looks nothing up. */
export class Loads {
  readonly #loads = new Map<string, Load>()
  #total = 0

  /** How many jobs run in all. */
  get total(): number {
    return this.#total
  }

  /** The counts that a lane shares with others. */
  of({ kind, accountId }: LaneParts): Pick<Lane, 'ofKind' | 'ofAccount'> {
    return { ofKind: this.#load(kind), ofAccount: accountId === null ? null : this.#load(`${kind}|${accountId}`) }
  }

  /** A job of this lane has started. */
  begin(lane: Lane): void {
    this.#add(lane, 1)
  }

  /** A job of this lane has ended. */
  end(lane: Lane): void {
    this.#add(lane, -1)
  }

  /** Counts anew: these are the lanes of all jobs that run. */
  recount(lanes: Iterable<Lane>): void {
    this.#total = 0
    for (const load of this.#loads.values()) load.running = 0
    for (const lane of lanes) this.begin(lane)
  }

  #add(lane: Lane, difference: number): void {
    this.#total += difference
    lane.ofKind.running += difference
    if (lane.ofAccount) lane.ofAccount.running += difference
  }

  #load(key: string): Load {
    const known = this.#loads.get(key)
    if (known) return known
    const load = { running: 0 }
    this.#loads.set(key, load)
    return load
  }
}
