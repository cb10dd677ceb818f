// One spelling for equal JSON, so that an item that did not change is known by its hash.
import { createHash } from 'node:crypto'

/** JSON with sorted keys; the named keys of the outermost object are left out. */
export function canonicalJson(value: Readonly<Record<string, unknown>>, leftOut: ReadonlySet<string>): string {
  const kept = Object.entries(value).filter(([key]) => !leftOut.has(key))
  return JSON.stringify(sorted(Object.fromEntries(kept)))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

/** SHA-256 in 43 characters. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
