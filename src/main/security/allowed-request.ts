// Decides which addresses a page may ask for: none of them is on a network.
import { appScheme, isAppUrl } from './app-origin.ts'

/** Whether a page may ask for this address: the app's own, data it already holds, and the developer tools. */
export function isAllowedRequest(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol } = new URL(url)
  if (protocol === `${appScheme}:`) return isAppUrl(url)
  return protocol === 'data:' || protocol === 'blob:' || protocol === 'devtools:'
}
