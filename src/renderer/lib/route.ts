// Which screen is open, as an address: real links, and back and forward for free.

/** Every screen, in the order of the rail. */
export const screens = ['today', 'calendar', 'timeline', 'people', 'search', 'jobs', 'settings'] as const
/** @see screens */
export type Screen = (typeof screens)[number]

/** A screen, and in it for People the open person, or the open tab. */
export interface Route {
  screen: Screen
  id: number | null
  /** Null for the screen's first one. */
  tab: string | null
}

/** Reads `#/people/12` and `#/jobs/items`. Whatever is not understood leads to Today. */
export function parseRoute(hash: string): Route {
  const [word, rest] = hash.replace(/^#\/?/, '').split('/')
  const screen = screens.find((known) => known === word) ?? 'today'
  const id = rest !== undefined && /^[1-9]\d{0,14}$/.test(rest) ? Number(rest) : null
  const tab = rest !== undefined && /^[a-z]{1,20}$/.test(rest) ? rest : null
  return { screen, id, tab }
}

/** Writes what {@link parseRoute} reads. */
export function formatRoute(screen: Screen, place: number | string | null = null): string {
  return place === null ? `#/${screen}` : `#/${screen}/${place}`
}
