// What an end-to-end test may look at from inside main; no page can reach it.
import type { Menu } from 'electron'
import type { EventLoopProbe } from './event-loop-probe.ts'

/** The tests' view of a running app. */
export interface TestView {
  /** The tray's menu as it is now, also where no tray shows it. */
  readonly tray: { readonly menu: Menu }
  readonly eventLoop: EventLoopProbe
  /** What the guards have refused since the start, in order. */
  readonly refusals: readonly string[]
}

declare global {
  // A global can only be declared with `var`.
  var omnicrm: TestView | undefined
}

/** Offers the view as `globalThis.omnicrm`. */
export function offerTestView(view: TestView): void {
  globalThis.omnicrm = view
}
