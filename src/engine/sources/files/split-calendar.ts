// Cuts an iCalendar file into one self-contained calendar for each event series.
import { createHash } from 'node:crypto'
import type { ImportItem } from './import-item.ts'

/** A file with more lines is cut off: nobody's calendar is that long. */
const maxLines = 5_000_000
const linesBetweenPauses = 2_000
/** Properties that differ from one export to the next and mean nothing. */
const exportStamp = /^(?:DTSTAMP|X-LIC-ERROR)[;:]/i

interface Series {
  readonly components: string[][]
}

/**
 * Groups the VEVENTs of a calendar by UID and gives each series the calendar's own properties and the time zones it uses.
 * `pause` is awaited every few thousand lines.
 */
export async function splitCalendar(text: string, container: string, pause: () => Promise<void>): Promise<ImportItem[]> {
  const properties: string[] = []
  const zones = new Map<string, string[]>()
  const series = new Map<string, Series>()
  let component: string[] | null = null
  let componentName = ''
  let depth = 0
  let count = 0
  for (const line of linesOf(text)) {
    if (++count % linesBetweenPauses === 0) await pause()
    if (count > maxLines) break
    const [, word, name] = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(line) ?? []
    if (word?.toUpperCase() === 'BEGIN') {
      if (name?.toUpperCase() === 'VCALENDAR') continue
      if (depth++ === 0) [component, componentName] = [[], name?.toUpperCase() ?? '']
      component?.push(line)
    } else if (word?.toUpperCase() === 'END') {
      if (name?.toUpperCase() === 'VCALENDAR' || depth === 0) continue
      component?.push(line)
      if (--depth > 0 || component === null) continue
      if (componentName === 'VTIMEZONE') zones.set(propertyOf(component, 'TZID') ?? '', component)
      if (componentName === 'VEVENT') add(series, component)
      component = null
    } else if (component !== null) component.push(line)
    else if (line !== '' && !/^(?:VERSION|PRODID)[;:]/i.test(line)) properties.push(line)
  }
  return [...series].map(([externalId, { components }]) => toItem(externalId, components, properties, zones, container))
}

function add(series: Map<string, Series>, component: string[]): void {
  const uid = propertyOf(component, 'UID')
  const key = uid === null ? `sha256:${hashOf(component)}` : uid.slice(0, 500)
  const known = series.get(key)
  if (known) known.components.push(component)
  else series.set(key, { components: [component] })
}

function toItem(
  externalId: string,
  components: readonly string[][],
  properties: readonly string[],
  zones: ReadonlyMap<string, string[]>,
  container: string,
): ImportItem {
  const used = new Set(components.flat().flatMap((line) => /;TZID="?([^":;]+)"?/i.exec(line)?.[1] ?? []))
  const usedZones = [...zones].filter(([id]) => used.has(id)).flatMap(([, lines]) => lines)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//OmniCRM//Import//EN',
    ...properties,
    ...usedZones,
    ...components.flat(),
    'END:VCALENDAR',
    '',
  ]
  return {
    source: 'file_event',
    container,
    externalId,
    contentHash: hashOf(lines),
    payload: Buffer.from(lines.join('\r\n'), 'utf8'),
  }
}

function hashOf(lines: readonly string[]): string {
  const hash = createHash('sha256')
  for (const line of lines) if (!exportStamp.test(line)) hash.update(`${line}\n`)
  return hash.digest('hex')
}

/** The value of a property of the component itself, not of an alarm inside it; folded lines are joined. */
function propertyOf(component: readonly string[], name: string): string | null {
  let depth = 0
  for (const [index, line] of component.entries()) {
    if (/^BEGIN:/i.test(line)) depth++
    else if (/^END:/i.test(line)) depth--
    else if (depth === 1 && line.toUpperCase().startsWith(name) && (line[name.length] === ':' || line[name.length] === ';')) {
      let value = line.slice(line.indexOf(':') + 1)
      for (let next = index + 1; /^[ \t]/.test(component[next] ?? ''); next++) value += (component[next] ?? '').slice(1)
      return value.trim() === '' ? null : value.trim()
    }
  }
  return null
}

function* linesOf(text: string): Generator<string> {
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (from < text.length) {
    const at = text.indexOf('\n', from)
    const end = at === -1 ? text.length : at
    yield text.slice(from, text[end - 1] === '\r' ? end - 1 : end)
    from = end + 1
  }
}
