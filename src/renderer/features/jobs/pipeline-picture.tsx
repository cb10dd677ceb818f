// The live picture of the pipeline: what flows from where to where, how much has passed and how fast.
import clsx from 'clsx'
import { useStore } from 'zustand'
import { valueOf } from '../../lib/loadable.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { overviewStore } from './overview-store.ts'
import { figuresOf, stageBoxes, stageLinks, type StageBox } from './pipeline-layout.ts'
import { StageCard } from './stage-card.tsx'

const columnCount = 5
const rowCount = 3
const columnWidth = 216
const rowHeight = 92
const boxWidth = 178
const boxHeight = 76
const width = columnCount * columnWidth - (columnWidth - boxWidth)
const height = rowCount * rowHeight - (rowHeight - boxHeight)

/** Every figure is also in words inside of its box, so the lines are decoration. */
export function PipelinePicture() {
  const { overview, rates } = useStore(overviewStore)
  const value = valueOf(overview)
  if (value === null) return <Skeleton className="h-65 rounded-lg [@media(max-height:700px)]:h-50" />
  const isBusy = (id: string): boolean => {
    const box = stageBoxes.find((candidate) => candidate.id === id)
    return box !== undefined && figuresOf(box, value.stages).processing > 0
  }
  return (
    <figure className="overflow-x-auto" tabIndex={0} aria-label="Pipeline">
      <div className="relative h-65 min-w-140 [@media(max-height:700px)]:h-50" style={{ maxWidth: width }}>
        <svg
          aria-hidden
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full"
          fill="none"
        >
          {stageLinks.map(([from, to]) => (
            <path
              key={`${from}-${to}`}
              d={linkPath(from, to)}
              strokeWidth={1.5}
              vectorEffect="non-scaling-stroke"
              className={clsx(isBusy(to) || isBusy(from) ? 'stroke-accent' : 'stroke-line-strong')}
            />
          ))}
        </svg>
        <ol>
          {stageBoxes.map((box) => (
            <li
              key={box.id}
              className="absolute"
              style={{
                left: share(box.column * columnWidth, width),
                top: share(box.row * rowHeight, height),
                width: share(boxWidth, width),
                height: share(boxHeight, height),
              }}
            >
              <StageCard
                title={box.title}
                figures={figuresOf(box, value.stages)}
                perSecond={box.kinds.reduce((sum, kind) => sum + (rates.get(kind)?.perSecond ?? 0), 0)}
              />
            </li>
          ))}
        </ol>
      </div>
    </figure>
  )
}

/** Sizes are shares of the picture, so that it fits beside the details and into a low window. */
function share(pixels: number, whole: number): string {
  return `${(pixels / whole) * 100}%`
}

function linkPath(fromId: string, toId: string): string {
  const from = place(fromId)
  const to = place(toId)
  if (from === null || to === null) return ''
  const startX = from.column * columnWidth + boxWidth
  const startY = from.row * rowHeight + boxHeight / 2
  const endX = to.column * columnWidth
  const endY = to.row * rowHeight + boxHeight / 2
  const middle = (startX + endX) / 2
  return `M ${startX} ${startY} C ${middle} ${startY}, ${middle} ${endY}, ${endX} ${endY}`
}

function place(id: string): StageBox | null {
  return stageBoxes.find((box) => box.id === id) ?? null
}
