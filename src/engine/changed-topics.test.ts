import { expect, it } from 'vitest'
import { commands } from '../shared/ipc/contract.ts'
import { topicsOfCommand } from './changed-topics.ts'

it('tells of an undo every screen that was told of what it undoes', () => {
  const undoable = Object.entries(commands).filter(([, { output }]) => 'undoId' in output.shape)
  expect(undoable.length).toBeGreaterThan(3)
  const told = new Set(undoable.flatMap(([name]) => topicsOfCommand[name as keyof typeof topicsOfCommand] ?? []))
  expect(topicsOfCommand['people.undo']).toEqual(expect.arrayContaining([...told]))
})
