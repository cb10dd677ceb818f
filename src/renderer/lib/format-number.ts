// Counts, shares, sizes and durations in the person's own locale.

const count = new Intl.NumberFormat()
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })
const decimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** "1,200" */
export function formatCount(value: number): string {
  return count.format(value)
}

/** "1 event", "1,200 events"; `plural` defaults to the word with an s. */
export function formatCounted(value: number, word: string, plural = `${word}s`): string {
  return `${count.format(value)} ${value === 1 ? word : plural}`
}

/** 0.981 as "98.1%" */
export function formatShare(share: number): string {
  return percent.format(share)
}

/** "12 kB" */
export function formatBytes(bytes: number): string {
  const step = Math.min(sizeUnits.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
  const unit = sizeUnits[step] ?? 'byte'
  return new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    bytes / 1000 ** step,
  )
}

/** "0.4 ms", "3.2 s", "4 min 10 s" */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${decimal.format(durationMs)} ms`
  if (durationMs < 60_000) return `${decimal.format(durationMs / 1000)} s`
  const seconds = Math.round(durationMs / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** "a few seconds left", "about 3 min left", "about 2 h left": nobody knows it better. */
export function formatTimeLeft(leftMs: number): string {
  if (leftMs < 10_000) return 'a few seconds left'
  if (leftMs < 60_000) return 'less than a minute left'
  const minutes = Math.round(leftMs / 60_000)
  return minutes < 90 ? `about ${count.format(minutes)} min left` : `about ${count.format(Math.round(minutes / 60))} h left`
}

/** "210/s", "1.4/s", "12/min" */
export function formatRate(perSecond: number): string {
  if (perSecond >= 10) return `${count.format(Math.round(perSecond))}/s`
  if (perSecond >= 1) return `${decimal.format(perSecond)}/s`
  return `${count.format(Math.max(1, Math.round(perSecond * 60)))}/min`
}
