// Holds a thread's answers against the contract where they are made, so that main need not spend its time on it.
import { type CallChannel, calls } from '../../shared/ipc/contract.ts'
import { AppError } from '../../shared/app-error.ts'

/**
 * The answer as the contract describes it, without keys it does not name; the answer itself where `name` is not in the contract.
 * Throws an `AppError` when it does not fit.
 */
export function validateOutput(name: string, output: unknown): unknown {
  if (!Object.hasOwn(calls, name)) return output
  const parsed = calls[name as CallChannel].output.safeParse(output)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError(
    'internal',
    `The answer of ${name} does not fit its contract: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    'Export the diagnostics from Settings and report this.',
  )
}
