// Makes the compiler prove that a switch over a closed union handles every member.

/**
 * Ends a `switch` over a union. A member that is not handled fails to compile; a value that slipped past the compiler
 * (data from outside) throws.
 */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`)
}
