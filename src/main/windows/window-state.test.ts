import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placeWindow, readWindowState, type WindowState, writeWindowState } from './window-state.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const besideIt = { x: 1440, y: 0, width: 1920, height: 1080 }

describe('placeWindow', () => {
  it('puts a first window into the middle of the first display', () => {
    expect(placeWindow(null, [laptop, besideIt])).toEqual({ x: 80, y: 52, width: 1280, height: 820 })
  })

  it('leaves a window that can be seen where it was', () => {
    const last = { x: 1500, y: 100, width: 1000, height: 700 }
    expect(placeWindow(last, [laptop, besideIt])).toEqual(last)
  })

  it('brings a window back whose display is gone', () => {
    expect(placeWindow({ x: 1500, y: 100, width: 1000, height: 700 }, [laptop])).toEqual({
      x: 80,
      y: 52,
      width: 1280,
      height: 820,
    })
  })

  it('pulls a window in that hangs over an edge, and makes one fit that is too large', () => {
    expect(placeWindow({ x: 1000, y: 700, width: 1000, height: 700 }, [laptop])).toEqual({
      x: 440,
      y: 200,
      width: 1000,
      height: 700,
    })
    expect(placeWindow({ x: 0, y: 0, width: 4000, height: 3000 }, [laptop])).toEqual(laptop)
  })

  it('always ends inside of one display', () => {
    const area = fc.record({
      x: fc.integer({ min: -4000, max: 4000 }),
      y: fc.integer({ min: -4000, max: 4000 }),
      width: fc.integer({ min: 900, max: 4000 }),
      height: fc.integer({ min: 620, max: 3000 }),
    })
    fc.assert(
      fc.property(area, fc.array(area, { minLength: 1, maxLength: 3 }), (last, areas) => {
        const placed = placeWindow(last, areas)
        const isInside = areas.some(
          ({ x, y, width, height }) =>
            placed.x >= x && placed.y >= y && placed.x + placed.width <= x + width && placed.y + placed.height <= y + height,
        )
        expect(isInside).toBe(true)
      }),
    )
  })
})

describe('the remembered state', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'omnicrm-window-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  it('comes back as it was kept, for its owner only', () => {
    const path = join(folder, 'window.json')
    const state: WindowState = { bounds: { x: 1, y: 2, width: 900, height: 700 }, isMaximized: true, isDark: true }
    writeWindowState(path, state, () => expect.unreachable())
    expect(readWindowState(path)).toEqual(state)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it.each(['', 'junk', '{"bounds":{"x":"left"}}', '[]'])('is a first start when the file holds %j', (content) => {
    const path = join(folder, 'window.json')
    writeFileSync(path, content)
    expect(readWindowState(path)).toEqual({ bounds: null, isMaximized: false, isDark: null })
  })

  it('tells when it cannot be kept', () => {
    const errors: unknown[] = []
    writeWindowState(join(folder, 'missing', 'window.json'), { bounds: null, isMaximized: false, isDark: null }, (error) =>
      errors.push(error),
    )
    expect(errors).toHaveLength(1)
  })
})
