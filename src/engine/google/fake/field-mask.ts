// Google's partial responses (`fields=`), so that asking for too little shows in tests before it does in life.

/** What to keep: null keeps everything below. */
type Mask = Map<string, Mask | null>

/** Parses `a,b(c,d/e),f/*`. Null when the text is not a field selection. https://developers.google.com/workspace/calendar/api/guides/performance#partial */
export function parseFieldMask(text: string): Mask | null {
  let position = 0

  const parseList = (): Mask | null => {
    const mask: Mask = new Map()
    for (;;) {
      if (!parseSelector(mask)) return null
      if (text[position] !== ',') return mask
      position++
    }
  }

  const parseSelector = (mask: Mask): boolean => {
    const match = /^[A-Za-z0-9_*$-]+/.exec(text.slice(position))
    if (match === null) return false
    const name = match[0]
    position += name.length
    let below: Mask | null = null
    if (text[position] === '/') {
      position++
      below = new Map()
      if (!parseSelector(below)) return false
    } else if (text[position] === '(') {
      position++
      below = parseList()
      if (below === null || text[position] !== ')') return false
      position++
    }
    mergeInto(mask, name, below)
    return true
  }

  const mask = parseList()
  return position === text.length ? mask : null
}

function mergeInto(mask: Mask, name: string, below: Mask | null): void {
  const present = mask.get(name)
  if (present === null || below === null || present === undefined) {
    mask.set(name, present === null ? null : below)
    return
  }
  for (const [child, grandchild] of below) mergeInto(present, child, grandchild)
}

/** Keeps of a JSON value what the mask selects; lists are looked into. */
export function applyFieldMask(value: unknown, mask: Mask | null): unknown {
  if (mask === null || value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item) => applyFieldMask(item, mask))
  const wildcard = mask.get('*')
  const kept: Record<string, unknown> = {}
  for (const [name, child] of Object.entries(value)) {
    const below = mask.has(name) ? mask.get(name) : wildcard
    if (below !== undefined) kept[name] = applyFieldMask(child, below)
  }
  return kept
}
