// Ends work that has got out of hand: a pattern that goes back and forth for ever, a loop that a hostile text keeps going.
import { createContext, Script } from 'node:vm'

const nothing = (): void => undefined
let current = nothing
const script = new Script('run()')
const context = createContext({ run: () => current() })

/**
 * Runs `work`; it must touch nothing but memory that is thrown away when it does not end. Starting the clock takes some 0.1 ms: give it
 * milliseconds of work at a time.
 * @throws Error with a sentence for a person when it has not ended after `limitMs`, which stops it wherever it is; or what `work` throws.
 */
export function runInTime(limitMs: number, work: () => void): void {
  current = work
  try {
    script.runInContext(context, { timeout: limitMs })
  } catch (error) {
    // No instance of this world's Error: it comes from the script's own.
    if ((error as { code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new Error(`It could not be read within ${limitMs / 1_000} seconds.`, { cause: error })
  } finally {
    // What it worked with may be large.
    current = nothing
  }
}
