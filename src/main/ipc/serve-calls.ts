// Lets the page's calls in, if they come from the page: the only place that speaks with `ipcMain`.
import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import type { Result } from '../../shared/app-error.ts'
import { callChannelName } from '../../shared/ipc/bridge.ts'
import { isAppUrl } from '../security/app-origin.ts'
import type { Router } from './router.ts'

/** Answers the call channel. `isWindow` tells whether contents belong to a window that may call. */
export function serveCalls(router: Router, isWindow: (contentsId: number) => boolean): void {
  ipcMain.handle(callChannelName, (event, channel: unknown, input: unknown) =>
    isTrusted(event) && isWindow(event.sender.id) ? router.dispatch(channel, input) : refusal,
  )
}

/** Only the top frame of the app's own page may call: not a frame with mail in it, not a page that is on its way out. */
function isTrusted({ senderFrame, sender }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isAppUrl(senderFrame.url)
}

const refusal: Result<never> = {
  ok: false,
  error: { kind: 'invalid_input', message: 'This page may not call the app.', hint: 'Close the window and open it again.' },
}
