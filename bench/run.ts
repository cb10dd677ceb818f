// Runs a benchmark: `npm run --silent bench -- <name> [--quick] [--json]`. Prints ratios; with --json the last line is one object.
import { readFileSync } from 'node:fs'
import type { Benchmark } from './harness.ts'
import { printReport, summarize } from './harness.ts'

/** Every benchmark by its name. Each is loaded only when it is asked for. */
const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  jobs: async () => (await import('./jobs/jobs.ts')).jobs,
  import: async () => (await import('./import/import.ts')).importing,
  search: async () => (await import('./search/search.ts')).searching,
  embed: async () => (await import('./embed/embed.ts')).embedding,
  ui: async () => (await import('./ui/ui.ts')).windowing,
  sync: async () => (await import('./sync/sync.ts')).syncing,
}

const args = process.argv.slice(2)
const name = args.find((arg) => !arg.startsWith('--')) ?? ''
const load = benchmarks[name]
if (load) {
  const benchmark = await load()
  const report = summarize(
    name,
    readVersions(benchmark.packages),
    await benchmark.run({ isQuick: args.includes('--quick') }),
    benchmark.ratios,
  )
  printReport(report)
  if (args.includes('--json'))
    console.log(
      JSON.stringify({ bench: report.bench, versions: report.versions, medians: report.medians, ratios: report.ratios }),
    )
} else {
  console.error(`Usage: bench <${Object.keys(benchmarks).join('|')}> [--quick] [--json]`)
  process.exitCode = 2
}

function readVersions(packages: readonly string[]): Record<string, string> {
  const versions: Record<string, string> = { node: process.versions.node }
  for (const each of packages) {
    const manifest: { version: string } = JSON.parse(
      readFileSync(new URL(`../node_modules/${each}/package.json`, import.meta.url), 'utf8'),
    )
    versions[each] = manifest.version
  }
  return versions
}
