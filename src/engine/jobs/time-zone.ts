// The computer's time zone as it is now: a program only learns at its start which one it is in, and people travel with it open.
import { realpathSync } from 'node:fs'
import { isTimeZone } from '../../shared/is-time-zone.ts'

/** Where Linux and macOS say which zone it is: a link to its file. */
const localTimePath = '/etc/localtime'

/** The IANA name, for instance "Europe/Berlin". Windows is believed what it said at the start of the program. */
export function currentTimeZone(): string {
  const told = process.env['TZ'] ?? readLocalTime()
  return told !== null && isTimeZone(told) ? told : new Intl.DateTimeFormat().resolvedOptions().timeZone
}

function readLocalTime(): string | null {
  try {
    return /\/zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec(realpathSync(localTimePath))?.[1] ?? null
  } catch {
    // Not on this system: there are others that know.
    return null
  }
}
