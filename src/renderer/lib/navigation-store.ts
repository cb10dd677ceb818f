// Where the person is: the open screen, what the details panel shows, and which overlay is up.
import { create } from 'zustand'
import { formatRoute, parseRoute, type Route, type Screen } from './route.ts'

/** What the details panel on the right shows. */
export type Selection = { kind: 'event'; id: number } | { kind: 'interaction'; id: number } | { kind: 'job'; id: number }

/** Something that lies over the screen. */
export type Overlay = 'palette' | 'shortcuts' | 'connect' | 'import'

interface NavigationState {
  route: Route
  selection: Selection | null
  overlay: Overlay | null
  /** Whose import the overlay `import` is about; the last one's while it is closed. */
  importAccountId: string | null
  /** The known account that the overlay `connect` signs in to anew; null for a new one. The last one's while it is closed. */
  connectAccountId: string | null
  select(selection: Selection | null): void
  openOverlay(overlay: Overlay | null): void
  /** Takes over the address of the window. */
  follow(hash: string): void
}

/** @see NavigationState */
export const useNavigation = create<NavigationState>()((set, get) => ({
  route: { screen: 'today', id: null, tab: null },
  selection: null,
  overlay: null,
  importAccountId: null,
  connectAccountId: null,
  select: (selection) => set({ selection }),
  openOverlay: (overlay) => set(overlay === 'connect' ? { overlay, connectAccountId: null } : { overlay }),
  follow: (hash) => {
    const route = parseRoute(hash)
    const hasMoved = route.screen !== get().route.screen
    set(hasMoved ? { route, selection: null } : { route })
  },
}))

/** Goes to a screen, and there to the place with this id or to the tab of this name. */
export function openScreen(screen: Screen, place: number | string | null = null): void {
  window.location.hash = formatRoute(screen, place)
}

/** Goes to a person's page. */
export function openPerson(contactId: number): void {
  openScreen('people', contactId)
}

/** Opens the review of what is imported of an account. */
export function openImport(accountId: string): void {
  useNavigation.setState({ overlay: 'import', importAccountId: accountId })
}

/** Asks for the OAuth client of a known account, to sign in to it anew. */
export function openReconnect(accountId: string): void {
  useNavigation.setState({ overlay: 'connect', connectAccountId: accountId })
}

/** Opens something in the details panel of the current screen. */
export function openDetails(selection: Selection): void {
  useNavigation.getState().select(selection)
}
