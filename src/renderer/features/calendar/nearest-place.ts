// Where an arrow key leads in a grid of boxes: to the nearest one on that side.

/** Edges of a box, in pixels. */
export type Place = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>

/** The arrow keys. */
export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

/** Boxes side by side in a row may touch or overlap by so much. */
const touching = 6

/** How much less a step to the side counts that goes up or down as well. */
const slant = 0.5

/** The index of the nearest of `places` in this direction, -1 where there is none. Up and down stay in the column. */
export function nearestPlace(from: Place, places: readonly Place[], arrow: Arrow): number {
  let nearest = -1
  let least = Number.POSITIVE_INFINITY
  for (const [index, place] of places.entries()) {
    const distance = distanceTo(from, place, arrow)
    if (distance >= least) continue
    nearest = index
    least = distance
  }
  return nearest
}

function distanceTo(from: Place, to: Place, arrow: Arrow): number {
  const aside = gap(from.left, from.right, to.left, to.right)
  if (arrow === 'ArrowDown' || arrow === 'ArrowUp') {
    const ahead = arrow === 'ArrowDown' ? to.top - from.top : from.top - to.top
    return ahead <= 0 || aside > touching ? Number.POSITIVE_INFINITY : ahead + aside
  }
  const isAhead = arrow === 'ArrowRight' ? to.left > from.right - touching : to.right < from.left + touching
  if (!isAhead) return Number.POSITIVE_INFINITY
  return aside + slant * gap(from.top, from.bottom, to.top, to.bottom) + Math.abs(to.top - from.top) / 1000
}

/** How far two stretches are apart; 0 where they overlap. */
function gap(start: number, end: number, otherStart: number, otherEnd: number): number {
  return Math.max(0, otherStart - end, start - otherEnd)
}
