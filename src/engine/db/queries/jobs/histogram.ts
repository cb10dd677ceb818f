// Counts durations in bins whose width grows by the square root of two, so that histograms of any minutes can be added up.

/** Bin to count. Bin 0 is under 1 ms; bin n holds durations up to 2^(n/2) ms. As JSON it is one short line. */
export type Histogram = Record<number, number>

/** The bin of a duration in ms. */
export function binOf(durationMs: number): number {
  return durationMs < 1 ? 0 : Math.floor(2 * Math.log2(durationMs)) + 1
}

/** Adds the counts of `other` to `into`. */
export function mergeHistogram(into: Histogram, other: Histogram): void {
  for (const bin in other) into[bin] = (into[bin] ?? 0) + (other[bin] ?? 0)
}

/** The duration in ms under which the fraction (0 to 1) of all counts lies: the upper edge of its bin, so at most √2 too high. 0 when empty. */
export function percentile(histogram: Histogram, fraction: number): number {
  const bins = Object.entries(histogram)
    .map(([bin, count]) => [Number(bin), count] as const)
    .sort(([left], [right]) => left - right)
  const total = bins.reduce((sum, [, count]) => sum + count, 0)
  let left = Math.ceil(total * fraction)
  for (const [bin, count] of bins) {
    left -= count
    if (left <= 0) return bin === 0 ? 0 : 2 ** (bin / 2)
  }
  return 0
}
