// Puts the one object into the page through which it reaches the app: calls, events and dropped files, nothing else.
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Result } from '../shared/app-error.ts'
import { type Bridge, bridgeName, callChannelName, eventChannelName } from '../shared/ipc/bridge.ts'
import type { CallChannel, CallInput, CallOutput } from '../shared/ipc/contract.ts'

type Listener = (payload: never) => void

const listeners = new Map<string, Set<Listener>>()

async function call<Channel extends CallChannel>(
  channel: Channel,
  input: CallInput<Channel>,
): Promise<Result<CallOutput<Channel>>> {
  try {
    return (await ipcRenderer.invoke(callChannelName, channel, input)) as Result<CallOutput<Channel>>
  } catch {
    // What cannot be copied to another process never gets there; main itself answers with values only.
    return refuse('The call could not be sent.')
  }
}

function refuse(message: string): Result<never> {
  return { ok: false, error: { kind: 'invalid_input', message, hint: 'Reload the window and try again.' } }
}

ipcRenderer.on(eventChannelName, (_event, channel: string, payload: unknown) => {
  for (const listener of listeners.get(channel) ?? []) listener(payload as never)
})

const bridge: Bridge = {
  async call(channel, input) {
    // Paths come from files that a person dropped, never from the page's own words.
    return channel === 'files.import' ? refuse('Drop files on the window, or choose them.') : call(channel, input)
  },
  on(channel, listener) {
    const set = listeners.get(channel) ?? new Set()
    listeners.set(channel, set)
    set.add(listener)
    return () => void set.delete(listener)
  },
  async importDropped(files) {
    let paths: string[]
    try {
      paths = files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '')
    } catch {
      return refuse('These are not files.')
    }
    return paths.length > 0 ? call('files.import', { paths }) : refuse('There was no file in what was dropped.')
  },
}

contextBridge.exposeInMainWorld(bridgeName, bridge)
