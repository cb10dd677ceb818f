// The shape of the one object that the preload puts into the page.
import type { Result } from '../app-error.ts'
import type { CallChannel, CallInput, CallOutput, EventChannel, EventPayload } from './contract.ts'

/** `window.omnicrm`. Nothing here throws or rejects: errors come as values. */
export interface Bridge {
  call<Channel extends CallChannel>(channel: Channel, input: CallInput<Channel>): Promise<Result<CallOutput<Channel>>>
  /** Listens until the returned function is called. */
  on<Channel extends EventChannel>(channel: Channel, listener: (payload: EventPayload<Channel>) => void): () => void
  /** Imports files that a person dropped on the window. */
  importDropped(files: readonly unknown[]): Promise<Result<CallOutput<'files.import'>>>
}

/** The name under which the page finds the {@link Bridge}. */
export const bridgeName = 'omnicrm'
/** The one IPC channel for calls. */
export const callChannelName = 'omnicrm:call'
/** The one IPC channel for events. */
export const eventChannelName = 'omnicrm:event'
