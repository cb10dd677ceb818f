// Tells a page what happened, in the words of the contract.
import type { WebContents } from 'electron'
import { eventChannelName } from '../../shared/ipc/bridge.ts'
import { type EventChannel, type EventPayload, events } from '../../shared/ipc/contract.ts'

/** Sends one event to a page that is still there. Throws when the payload is not what the contract says. */
export function sendEvent<Channel extends EventChannel>(
  contents: WebContents,
  channel: Channel,
  payload: EventPayload<Channel>,
): void {
  if (contents.isDestroyed()) return
  contents.send(eventChannelName, channel, events[channel].parse(payload))
}
