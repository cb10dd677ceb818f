// What benchmarks share: rounds in which everybody takes a turn, medians with their spread, and a report that tells ratios.

/** How a benchmark is asked to run. */
export interface BenchmarkOptions {
  /** Three small rounds, about a minute in all. */
  readonly isQuick: boolean
}

/** Samples by the name of what was measured, one for each round. */
export type Samples = Record<string, number[]>

/** Which sample is divided by which; the result is such that more is better for us. */
export type Ratios = Readonly<Record<string, readonly [ours: string, other: string]>>

/** One benchmark. */
export interface Benchmark {
  /** Packages whose versions belong to the result. */
  readonly packages: readonly string[]
  readonly ratios: Ratios
  run(options: BenchmarkOptions): Promise<Samples>
}

/** Medians and ratios of a run, with the spread of each sample. */
export interface Report {
  readonly bench: string
  readonly versions: Readonly<Record<string, string>>
  readonly medians: Readonly<Record<string, number>>
  readonly ratios: Readonly<Record<string, number>>
  readonly spread: Readonly<Record<string, { min: number; max: number; rounds: number }>>
}

/** One contestant of a round: answers its figures by name. */
export type Contestant = () => Promise<Readonly<Record<string, number>>>

/**
 * Lets the contestants take turns, so that a slow minute of the machine is everybody's. In a round each has `passes` short turns, every other
 * pass in the opposite order; the round's figure is their median. A program that comes between hits one pass of one contestant and no more.
 * Everybody has had one turn that does not count, because the first one also compiles the code.
 */
export async function interleave(contestants: readonly Contestant[], rounds: number, passes: number): Promise<Samples> {
  const samples: Samples = {}
  for (const contestant of contestants) await contestant()
  for (let round = 0; round < rounds; round += 1) {
    const ofRound: Samples = {}
    for (let pass = 0; pass < passes; pass += 1) {
      const order = (round + pass) % 2 === 0 ? contestants : contestants.toReversed()
      for (const contestant of order) collect(ofRound, await contestant())
    }
    collect(samples, Object.fromEntries(Object.entries(ofRound).map(([name, figures]) => [name, median(figures)])))
    process.stderr.write(`round ${round + 1} of ${rounds}\n`)
  }
  return samples
}

function collect(samples: Samples, figures: Readonly<Record<string, number>>): void {
  for (const [name, figure] of Object.entries(figures)) (samples[name] ??= []).push(figure)
}

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** The figure under which the fraction (0 to 1) of all figures lies. */
export function quantile(figures: readonly number[], fraction: number): number {
  const sorted = figures.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * fraction) - 1)] ?? Number.NaN
}

/** Turns samples into a report. A ratio is taken of each round first, and then the median of those: a round's luck cancels out. */
export function summarize(bench: string, versions: Readonly<Record<string, string>>, samples: Samples, ratios: Ratios): Report {
  const medians = Object.fromEntries(Object.entries(samples).map(([name, figures]) => [name, median(figures)]))
  const spread = Object.fromEntries(
    Object.entries(samples).map(([name, figures]) => [
      name,
      { min: Math.min(...figures), max: Math.max(...figures), rounds: figures.length },
    ]),
  )
  const told = Object.fromEntries(
    Object.entries(ratios).flatMap(([name, [ours, other]]) => {
      // Who is not installed has no figures, and then there is no ratio.
      const others = samples[other] ?? []
      const pairs = (samples[ours] ?? []).slice(0, others.length).map((figure, round) => figure / (others[round] ?? Number.NaN))
      return pairs.length === 0 ? [] : [[name, median(pairs)] as const]
    }),
  )
  return { bench, versions, medians, ratios: told, spread }
}

/** Prints a report for people. */
export function printReport(report: Report): void {
  console.log(
    `${report.bench} (${Object.entries(report.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')})`,
  )
  for (const [name, figure] of Object.entries(report.medians)) {
    const { min, max, rounds } = report.spread[name] ?? { min: figure, max: figure, rounds: 1 }
    console.log(`  ${name.padEnd(34)} ${format(figure).padStart(12)}   ${format(min)} to ${format(max)} in ${rounds} rounds`)
  }
  for (const [name, ratio] of Object.entries(report.ratios)) console.log(`  ${name.padEnd(34)} ${ratio.toFixed(2).padStart(12)}`)
}

function format(figure: number): string {
  return figure >= 1_000 ? Math.round(figure).toLocaleString('en') : figure.toFixed(figure >= 10 ? 1 : 3)
}
