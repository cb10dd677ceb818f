// Remembers where the window was, and brings it back to where it can be seen.
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() })

const windowStateSchema = z.object({
  bounds: rectangle.nullable().default(null),
  isMaximized: z.boolean().default(false),
  /** The last theme, so that the first pixel has its colour before the settings are read. */
  isDark: z.boolean().nullable().default(null),
})

/** A place on the desktop, in device-independent pixels. */
export type Rectangle = z.infer<typeof rectangle>
/** What is remembered of the window. */
export type WindowState = z.infer<typeof windowStateSchema>

/** The smallest window in which every screen still works. */
export const smallestWindow = { width: 880, height: 600 } as const
const firstWindow = { width: 1280, height: 820 } as const

/** Reads the remembered state; a missing or broken file is a first start. */
export function readWindowState(path: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return windowStateSchema.parse({})
  }
}

/** Keeps the state. A disk that refuses costs only the memory of where the window was. */
export function writeWindowState(path: string, state: WindowState, onError: (error: unknown) => void): void {
  try {
    writeFileSync(path, JSON.stringify(state), { mode: 0o600 })
  } catch (error) {
    onError(error)
  }
}

/**
 * Where the window goes: its last place, moved and shrunk into the work area of the display that shows most of it;
 * the middle of the first display when there is no last place or it is on none of them.
 */
export function placeWindow(last: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle {
  const [first] = workAreas
  if (first === undefined) return last ?? { x: 0, y: 0, ...firstWindow }
  if (last === null) return centre(first)
  const [best] = workAreas.map((area) => ({ area, shared: sharedArea(last, area) })).toSorted((a, b) => b.shared - a.shared)
  return best === undefined || best.shared === 0 ? centre(first) : clamp(last, best.area)
}

function centre(area: Rectangle): Rectangle {
  const width = Math.min(firstWindow.width, area.width)
  const height = Math.min(firstWindow.height, area.height)
  return { x: area.x + Math.floor((area.width - width) / 2), y: area.y + Math.floor((area.height - height) / 2), width, height }
}

function clamp(last: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(Math.max(last.width, smallestWindow.width), area.width)
  const height = Math.min(Math.max(last.height, smallestWindow.height), area.height)
  return {
    x: Math.min(Math.max(last.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(last.y, area.y), area.y + area.height - height),
    width,
    height,
  }
}

function sharedArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
