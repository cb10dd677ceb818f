// The one voice of set-up: what it does goes to stderr, so that a command's own output stays clean.

/**
 * Tells the person what happens now.
 * @param {string} message
 */
export function say(message) {
  process.stderr.write(`set-up: ${message}\n`)
}

/** A failure whose message already says what to do; it is shown without a stack. */
export class SetUpError extends Error {}

/**
 * Runs a step and ends the process with a plain message when it cannot be done.
 * @param {() => Promise<void>} step
 */
export async function exitOnSetUpError(step) {
  try {
    await step()
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error
    say(error.message)
    process.exit(1)
  }
}
