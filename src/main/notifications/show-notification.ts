// Shows a notification of the system.
import { Notification } from 'electron'

/** What is shown now: without somebody who holds it, a notification is collected as garbage, and its click leads nowhere. */
const held = new Set<Notification>()
/** Some systems never say that a notification has gone: no more than so many are held. */
const mostHeld = 50

/** Shows it where the system can; `onClick` runs when the person chooses it, however much later that is. */
export function showNotification(title: string, body: string, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  const release = (): void => void held.delete(notification)
  notification.on('click', () => {
    release()
    onClick()
  })
  notification.on('close', release)
  notification.on('failed', release)
  held.add(notification)
  for (const oldest of held) {
    if (held.size <= mostHeld) break
    held.delete(oldest)
  }
  notification.show()
}
