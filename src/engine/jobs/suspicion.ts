// The rule for poison: when a job is suspected of killing the program, and when it is shown to. Who only ran beside it goes free.

/** From so many deaths of the program on, without having got anywhere between them, a job runs alone: nothing starts beside it. */
const deathsBeforeSuspicion = 2
/** From so many deaths on, a job under which the program dies while nothing else runs is left alone until a person retries it. */
const deathsBeforeParking = 3

/** Whether a job may run only while nothing else does. */
export function isSuspect(deaths: number): boolean {
  return deaths >= deathsBeforeSuspicion
}

/** Whether it was this job that killed the program: `deaths` counts the last time, too; then `beside` others ran. */
export function isGuilty(deaths: number, beside: number): boolean {
  return beside === 0 && deaths >= deathsBeforeParking
}
