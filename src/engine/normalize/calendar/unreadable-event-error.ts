// Tells an event that cannot be understood from a fault of the program.

/** Thrown for an event that cannot be understood; the message is shown to a person. */
export class UnreadableEventError extends Error {}
