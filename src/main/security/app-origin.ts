// The address under which the page is served, and the test for it.

/** The scheme of the app's own pages; privileged like `https:`, reachable by nobody else. */
export const appScheme = 'app'
/** `app://omnicrm` */
export const appOrigin = `${appScheme}://omnicrm`
/** What the main window shows. */
export const appPageUrl = `${appOrigin}/index.html`

/** Whether a URL belongs to the app's own page. (`new URL('app://omnicrm').origin` is `null` outside of Chromium.) */
export function isAppUrl(given: string): boolean {
  if (!URL.canParse(given)) return false
  const url = new URL(given)
  return url.protocol === `${appScheme}:` && url.host === 'omnicrm' && url.username === '' && url.password === ''
}
