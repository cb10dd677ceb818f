// Runs work that is written as a generator: each `yield` in it is a place to pause, at most a millisecond or so after the one before.

/** The result, without a pause: for what is short by its nature, and where nobody waits. */
export function finishAtOnce<Value>(steps: Generator<undefined, Value>): Value {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
