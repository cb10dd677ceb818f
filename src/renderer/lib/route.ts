// Which screen is open, as an address: real links, and back and forward for free.

/** Every screen, in the order of the rail. */
export const screens = ['today', 'calendar', 'timeline', 'people', 'search', 'jobs', 'settings'] as const
/** @see screens */
export type Screen = (typeof screens)[number]

/** A screen, and for People the open person. */
export interface Route {
  screen: Screen
  id: number | null
}

/** Reads `#/people/12`. Whatever is not understood leads to Today. */
export function parseRoute(hash: string): Route {
  const [word, rest] = hash.replace(/^#\/?/, '').split('/')
  const screen = screens.find((known) => known === word) ?? 'today'
  const id = rest !== undefined && /^[1-9]\d{0,14}$/.test(rest) ? Number(rest) : null
  return { screen, id }
}

/** Writes what {@link parseRoute} reads. */
export function formatRoute(screen: Screen, id: number | null = null): string {
  return id === null ? `#/${screen}` : `#/${screen}/${id}`
}
