// The page's one way to the app: the bridge that the preload has put on `window`, typed by the contract.
import type { Bridge } from '../../shared/ipc/bridge.ts'

declare global {
  interface Window {
    readonly omnicrm: Bridge
  }
}

/** What stores are given, so that a test can hand them a bridge of its own. */
export type Client = Bridge

/** The bridge of this window. It is looked up at each call, so importing this file needs no window. */
export const client: Client = {
  call: (channel, input) => window.omnicrm.call(channel, input),
  on: (channel, listener) => window.omnicrm.on(channel, listener),
  importDropped: (files) => window.omnicrm.importDropped(files),
}
