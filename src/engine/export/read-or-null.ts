// Keeps one payload of an unknown shape from keeping all others from being exported.

/** What `read` makes of a payload, or null when it cannot: the payload was listed as a failure when it came. Nothing else may be done in it. */
export function readOrNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch {
    return null
  }
}
