// Lets running jobs go on one at a time, with a round of the event loop between: a person's command waits for one step of one job.

const waiting: (() => void)[] = []
let isArmed = false

/**
 * Resolves after everybody who waited before has had a turn, and after the messages that came in meanwhile were answered.
 * (`setImmediate` alone runs all that wait in one go: with six jobs a command would wait for six steps.)
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    if (isArmed) return
    isArmed = true
    setImmediate(giveTurn)
  })
}

function giveTurn(): void {
  waiting.shift()?.()
  isArmed = waiting.length > 0
  if (isArmed) setImmediate(giveTurn)
}
