// A series as a small filled line; the figures stand beside it.

const width = 120
const height = 24

/** `values` are drawn evenly spaced, from 0 up. */
export function Sparkline({ label, values }: { label: string; values: readonly number[] }) {
  const most = Math.max(1, ...values)
  const step = values.length > 1 ? width / (values.length - 1) : width
  const points = values.map(
    (value, index) => `${(index * step).toFixed(1)},${(height - 1 - (value / most) * (height - 3)).toFixed(1)}`,
  )
  const line = values.length === 1 ? `0,${height / 2} ${width},${height / 2}` : points.join(' ')
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="overflow-visible"
    >
      <polygon points={`0,${height} ${line} ${width},${height}`} className="fill-accent-soft" />
      <polyline points={line} fill="none" strokeWidth={1.5} strokeLinejoin="round" className="stroke-accent" />
    </svg>
  )
}
