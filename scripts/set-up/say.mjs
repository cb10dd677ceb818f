// The one voice of set-up: what it does goes to stderr, so that a command's own output stays clean.

/** Tells the person what happens now. */
export function say(message) {
  process.stderr.write(`set-up: ${message}\n`);
}

/** A failure whose message already says what to do; it is shown without a stack. */
export class SetUpError extends Error {}
