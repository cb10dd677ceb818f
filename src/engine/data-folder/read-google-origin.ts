// Reads which stand-in for Google is to be used, and refuses any that is not on this computer.
import { AppError } from '../../shared/app-error.ts'

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Reads `OMNICRM_GOOGLE_ORIGIN`: null when unset, else the origin of a stand-in on this computer.
 * @throws {AppError} `invalid_input` for anything but a bare loopback origin: tokens never go to another host.
 */
export function readGoogleOrigin(value: string | undefined): string | null {
  if (value === undefined || value === '') return null
  const url = URL.canParse(value) ? new URL(value) : null
  const isBareOrigin =
    url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (url && isBareOrigin && isWeb && loopbackHosts.has(url.hostname)) return url.origin
  throw new AppError(
    'invalid_input',
    'OMNICRM_GOOGLE_ORIGIN may only name this computer, like http://127.0.0.1:8080.',
    'Unset it to use Google itself.',
  )
}
