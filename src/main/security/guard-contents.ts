// Keeps every page where it is: no navigation, no new window, no embedded browser, no permission, no network.
import { app, type Session, type WebContents } from 'electron'
import { isAllowedRequest } from './allowed-request.ts'

/** What a guard is told when it has refused something, and what it may do with a link instead. */
export interface GuardReactions {
  /** A page of our own asks for something with a link; answers whether that link is known. Nothing is ever loaded. */
  followLink(url: string): boolean
  /** A click on a link that leads outside. */
  openExternal(url: string): void
  /** Something was refused; `what` names it without the address, which may be private. */
  refused(what: string): void
}

/** Guards every page that will ever be made. Call before the first window. */
export function guardAllContents(reactions: GuardReactions): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, reactions))
}

function guardContents(contents: WebContents, reactions: GuardReactions): void {
  contents.on('will-navigate', (details) => {
    details.preventDefault()
    if (!reactions.followLink(details.url)) reactions.refused('navigation')
  })
  contents.on('will-frame-navigate', (details) => {
    // The content that the page gives to a frame is not a place that somebody goes to.
    if (details.isMainFrame || details.url === 'about:srcdoc' || details.url === 'about:blank') return
    details.preventDefault()
    // A link in a mail, shown in a frame of its own, opens where links are meant to open.
    reactions.openExternal(details.url)
  })
  contents.on('will-redirect', (details) => {
    details.preventDefault()
    reactions.refused('redirect')
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    reactions.refused('webview')
  })
  contents.setWindowOpenHandler(({ url }) => {
    reactions.openExternal(url)
    return { action: 'deny' }
  })
}

/** Denies permissions and every request that is not for the app's own scheme. */
export function guardSession(session: Session, reactions: Pick<GuardReactions, 'refused'>): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    reactions.refused(`permission ${permission}`)
    callback(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, callback) => {
    const cancel = !isAllowedRequest(details.url)
    if (cancel) reactions.refused(`request ${new URL(details.url).protocol}`)
    callback({ cancel })
  })
}
