import { describe, expect, it } from 'vitest'
import { readCommand } from './read-command.ts'

describe('a start with a command', () => {
  it.each([
    [['/opt/omnicrm-desktop', 'status', '--json'], false, ['status', '--json']],
    [['/opt/omnicrm-desktop', '--no-sandbox', 'jobs', 'retry', '3'], false, ['jobs', 'retry', '3']],
    [['electron', '--no-sandbox', '.', 'status', '--data-dir', '/tmp/x'], true, ['status', '--data-dir', '/tmp/x']],
    [['/opt/omnicrm-desktop', '--help'], false, ['--help']],
  ])('%j', (argv, isUnpacked, command) => {
    expect(readCommand(argv, isUnpacked)).toEqual(command)
  })

  it.each([
    [['/opt/omnicrm-desktop'], false],
    [['/opt/omnicrm-desktop', '--hidden'], false],
    [['/opt/omnicrm-desktop', '/home/ada/status'], false],
    [['electron', '.'], true],
    [['electron', 'status'], true],
  ])('%j is the app', (argv, isUnpacked) => {
    expect(readCommand(argv, isUnpacked)).toBeNull()
  })
})
