// Shows a notification of the system.
import { Notification } from 'electron'

/** Shows it where the system can; `onClick` runs when the person chooses it. */
export function showNotification(title: string, body: string, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  notification.on('click', onClick)
  notification.show()
}
