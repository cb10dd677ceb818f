import { describe, expect, it } from 'vitest'
import { statusWith } from '../status/testing-status.ts'
import { trayMenu } from './tray-menu.ts'

const nowMs = Date.UTC(2026, 0, 1)

describe('trayMenu', () => {
  const done: string[] = []
  const note = (what: string) => () => void done.push(what)
  const actions = {
    open: note('open'),
    syncNow: note('sync'),
    processJobs: note('process'),
    setPaused: (isPaused: boolean) => void done.push(isPaused ? 'pause' : 'resume'),
    quit: note('quit'),
  }

  it('offers every verb and does it', () => {
    const menu = trayMenu(statusWith({ kind: 'up_to_date', lastSyncAtMs: nowMs }), actions, nowMs)
    expect(menu.map((item) => item.label ?? item.type)).toEqual([
      'last sync just now',
      'separator',
      'Open OmniCRM',
      'Sync Now',
      'Process Jobs',
      'Pause',
      'separator',
      'Quit OmniCRM',
    ])
    for (const item of menu) (item.click as (() => void) | undefined)?.()
    expect(done).toEqual(['open', 'sync', 'process', 'pause', 'quit'])
  })

  it('resumes what is paused, and waits for the start', () => {
    expect(trayMenu(statusWith({ kind: 'paused', isStillWorking: false }), actions, nowMs).map((item) => item.label)).toContain(
      'Resume',
    )
    expect(
      trayMenu(null, actions, nowMs)
        .filter((item) => item.enabled === false)
        .map((item) => item.label),
    ).toEqual(['Starting…', 'Sync Now', 'Process Jobs', 'Pause'])
  })
})
