// Turns a requested address into a file of the page, or refuses: nothing outside the page's folder can be reached.
import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { isAppUrl } from './app-origin.ts'

/**
 * The real path of the file that `requestUrl` names inside `folder`, or `null` when there is none to be given:
 * another origin, an encoded separator, a NUL, a step upwards, a link that leads outside, a folder, or nothing at all.
 */
export async function resolvePageFile(folder: string, requestUrl: string): Promise<string | null> {
  if (!isAppUrl(requestUrl)) return null
  const path = decodePath(new URL(requestUrl).pathname)
  if (path === null) return null
  try {
    const root = await realpath(folder)
    const file = await realpath(join(root, path))
    if (!file.startsWith(root + sep)) return null
    return (await stat(file)).isFile() ? file : null
  } catch {
    // Not there, or not readable: the same to whoever asks.
    return null
  }
}

/** Each segment decoded once, and refused when decoding it makes a separator, a drive, a NUL or a step. */
function decodePath(pathname: string): string | null {
  const segments: string[] = []
  for (const encoded of pathname.split('/')) {
    let segment: string
    try {
      segment = decodeURIComponent(encoded)
    } catch {
      return null
    }
    if (segment === '.' || segment === '..' || /[\\/:\0]/.test(segment)) return null
    segments.push(segment)
  }
  return segments.join('/')
}
