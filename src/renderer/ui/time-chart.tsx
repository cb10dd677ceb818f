// A series over time with an axis, the value under the pointer or the arrow keys, and a table that says the same.
import clsx from 'clsx'
import { useId, useState, type KeyboardEvent, type PointerEvent } from 'react'

/** One line of a chart. Lines differ in colour and in dash. */
export interface ChartSeries {
  readonly name: string
  readonly tone: 'accent' | 'warning' | 'bad' | 'good'
}

/** What happened from `atMs` on: one value for each series; null where there is none. */
export interface ChartPoint {
  readonly atMs: number
  readonly values: readonly (number | null)[]
}

interface TimeChartProps {
  title: string
  series: readonly ChartSeries[]
  points: readonly ChartPoint[]
  formatValue: (value: number) => string
  formatTime: (atMs: number) => string
  /** Top of the axis; unsaid, the largest value. */
  most?: number
}

const width = 400
const height = 96
const strokes = {
  accent: 'stroke-accent',
  warning: 'stroke-warning',
  bad: 'stroke-bad',
  good: 'stroke-good',
} as const
const dashes = { accent: undefined, good: undefined, warning: '6 3', bad: '2 3' } as const

/** Points are drawn evenly spaced, from 0 up; the table lists those that have a value. */
export function TimeChart({ title, series, points, formatValue, formatTime, most: fixedMost }: TimeChartProps) {
  const id = useId()
  const [at, setAt] = useState<number | null>(null)
  const most = fixedMost ?? Math.max(...points.flatMap(({ values }) => values.map((value) => value ?? 0)), 0)
  const top = most === 0 ? 1 : most
  const xOf = (index: number): number => (points.length < 2 ? width / 2 : (index * width) / (points.length - 1))
  const yOf = (value: number): number => height - (value / top) * height
  const shown = at === null ? undefined : points[Math.min(at, points.length - 1)]

  const follow = (event: PointerEvent<SVGSVGElement>): void => {
    const { left, width: drawn } = event.currentTarget.getBoundingClientRect()
    const share = Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, drawn)))
    setAt(Math.round(share * (points.length - 1)))
  }
  const step = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    setAt((before) => Math.min(points.length - 1, Math.max(0, (before ?? points.length - 1) + by)))
  }

  return (
    <figure className="min-w-0 rounded-lg border border-line p-3">
      <figcaption>
        <span id={id} className="block font-medium">
          {title}
        </span>
        {/* Has its line also while it is empty: nothing jumps under the pointer. */}
        <span aria-live="polite" className="block h-5 truncate text-sm text-muted tabular-nums">
          {shown !== undefined && describe(shown, series, formatValue, formatTime)}
        </span>
      </figcaption>
      <div className="mt-2 flex gap-2 text-xs text-muted tabular-nums">
        <div aria-hidden className="flex w-14 shrink-0 flex-col justify-between text-right" style={{ height }}>
          <span>{formatValue(top)}</span>
          <span>{formatValue(0)}</span>
        </div>
        <div className="min-w-0 flex-1">
          <svg
            role="img"
            aria-labelledby={id}
            tabIndex={0}
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            style={{ height }}
            className="w-full overflow-visible border-b border-line-strong"
            fill="none"
            onPointerMove={follow}
            onPointerLeave={() => setAt(null)}
            onKeyDown={step}
            onBlur={() => setAt(null)}
          >
            {[0, 0.5].map((share) => (
              <line
                key={share}
                x1={0}
                x2={width}
                y1={share * height}
                y2={share * height}
                className="stroke-line"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {series.map(({ name, tone }, index) => {
              const { line, dots } = linePaths(
                points.map(({ values }) => values[index] ?? null),
                xOf,
                yOf,
              )
              return (
                <g key={name} className={strokes[tone]} strokeLinecap="round" strokeLinejoin="round">
                  <path d={line} strokeWidth={1.75} strokeDasharray={dashes[tone]} vectorEffect="non-scaling-stroke" />
                  <path d={dots} strokeWidth={5} vectorEffect="non-scaling-stroke" />
                </g>
              )
            })}
            {at !== null && (
              <line
                x1={xOf(at)}
                x2={xOf(at)}
                y1={0}
                y2={height}
                className="stroke-line-strong"
                vectorEffect="non-scaling-stroke"
              />
            )}
          </svg>
          <div aria-hidden className="mt-1 flex justify-between">
            <span>{points[0] !== undefined && formatTime(points[0].atMs)}</span>
            <span>{points.length > 1 && formatTime(points.at(-1)?.atMs ?? 0)}</span>
          </div>
        </div>
      </div>
      {series.length > 1 && <Legend series={series} />}
      <details className="mt-1">
        <summary className="inline-flex min-h-6 items-center text-sm text-muted hover:text-ink">As a table</summary>
        <Table title={title} series={series} points={points} formatValue={formatValue} formatTime={formatTime} />
      </details>
    </figure>
  )
}

function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 text-sm text-muted">
      {series.map(({ name, tone }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg aria-hidden width={18} height={6}>
            <line x1={0} x2={18} y1={3} y2={3} className={strokes[tone]} strokeWidth={2} strokeDasharray={dashes[tone]} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}

function Table({ title, series, points, formatValue, formatTime }: Omit<TimeChartProps, 'most'>) {
  const told = points.filter(({ values }) => values.some((value) => value !== null && value !== 0))
  if (told.length === 0) return <p className="text-sm text-muted">Nothing happened.</p>
  return (
    <div tabIndex={0} role="group" aria-label={`${title} as a table`} className="max-h-48 overflow-auto">
      <table className="w-full text-sm tabular-nums [&_td]:text-right [&_th]:text-left [&_th]:font-normal">
        <thead className="text-muted">
          <tr>
            <th scope="col">Time</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" className="!text-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.map(({ atMs, values }) => (
            <tr key={atMs}>
              <th scope="row">{formatTime(atMs)}</th>
              {series.map(({ name }, index) => (
                <td key={name} className={clsx(values[index] === null && 'text-muted')}>
                  {formatOne(values[index] ?? null, formatValue)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function describe(
  { atMs, values }: ChartPoint,
  series: readonly ChartSeries[],
  formatValue: (value: number) => string,
  formatTime: (atMs: number) => string,
): string {
  return [formatTime(atMs), ...series.map(({ name }, index) => `${name} ${formatOne(values[index] ?? null, formatValue)}`)].join(
    ' · ',
  )
}

function formatOne(value: number | null, formatValue: (value: number) => string): string {
  return value === null ? '–' : formatValue(value)
}

/** The path of a line, which breaks where a value is missing; and that of the dots between two gaps, which would be too small as a line. */
export function linePaths(
  values: readonly (number | null)[],
  xOf: (index: number) => number,
  yOf: (value: number) => number,
): { line: string; dots: string } {
  const line: string[] = []
  const dots: string[] = []
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    const place = `${xOf(index).toFixed(1)} ${yOf(value).toFixed(1)}`
    const isFirst = (values[index - 1] ?? null) === null
    if (isFirst && (values[index + 1] ?? null) === null) dots.push(`M ${place} l 0 0`)
    else line.push(`${isFirst ? 'M' : 'L'} ${place}`)
  }
  return { line: line.join(' '), dots: dots.join(' ') }
}
