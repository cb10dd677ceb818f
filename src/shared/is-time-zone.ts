// Tells names of time zones from other text: they come from people's systems and from the page.

/** Whether this system knows a time zone by this IANA name ("Europe/Berlin"). */
export function isTimeZone(name: string): boolean {
  try {
    new Date(0).toLocaleTimeString('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
