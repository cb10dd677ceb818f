// Joins rankings that cannot be compared by score: reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009).

/** One ranking: ids, best first, and how much it counts. */
export interface Ranking {
  readonly ids: readonly number[]
  readonly weight: number
}

/** An id with its joint score. */
export interface RankedId {
  readonly id: number
  readonly score: number
}

/** The paper's constant: keeps the first few ranks from deciding everything. */
const rankOffset = 60

/** Ids with their joint score, best first; ties go to the higher id, which is the newer row. */
export function fuseRankings(rankings: readonly Ranking[]): RankedId[] {
  const scores = new Map<number, number>()
  for (const { ids, weight } of rankings) {
    ids.forEach((id, rank) => scores.set(id, (scores.get(id) ?? 0) + weight / (rankOffset + rank + 1)))
  }
  return [...scores].map(([id, score]) => ({ id, score })).toSorted((a, b) => b.score - a.score || b.id - a.id)
}
