// The one door of the app: what comes in is checked against the contract, and every answer, good or bad, is a value.
import { type AppErrorValue, type Result, toAppErrorValue } from '../../shared/app-error.ts'
import { type CallChannel, calls } from '../../shared/ipc/contract.ts'

/** Answers one channel; its input has been validated. May throw an `AppError`. */
export type CallHandler<Channel extends CallChannel> = (
  input: ReturnType<(typeof calls)[Channel]['input']['parse']>,
) => Promise<Result<ReturnType<(typeof calls)[Channel]['output']['parse']>>>

/** Every channel of the contract with its handler: one that is missing does not compile. */
export type CallHandlers = { readonly [Channel in CallChannel]: CallHandler<Channel> }

/** Takes calls from anywhere: the page (after its sender was checked), a menu, the tray. */
export interface Router {
  /** Never rejects. Junk is answered with `invalid_input`. */
  dispatch(channel: unknown, input: unknown): Promise<Result<unknown>>
}

/** Makes the router of a set of handlers. `reportFailure` hears of `internal` errors, with the channel but without the input. */
export function createRouter(handlers: CallHandlers, reportFailure: (channel: string, thrown: unknown) => void): Router {
  return {
    async dispatch(channel, input) {
      if (!isCallChannel(channel)) return refuse('This version of OmniCRM does not know what was asked.')
      try {
        const parsed = calls[channel].input.safeParse(input)
        if (!parsed.success) return refuse(`What was sent to ${channel} does not fit.`)
        const handle = handlers[channel] as (input: unknown) => Promise<Result<unknown>>
        const result = await handle(parsed.data)
        if (!result.ok && result.error.kind === 'internal') reportFailure(channel, result.error.message)
        return result
      } catch (thrown) {
        const error = toAppErrorValue(thrown)
        if (error.kind === 'internal') reportFailure(channel, thrown)
        return { ok: false, error }
      }
    },
  }
}

function isCallChannel(channel: unknown): channel is CallChannel {
  return typeof channel === 'string' && Object.hasOwn(calls, channel)
}

function refuse(message: string): Result<never> {
  const error: AppErrorValue = { kind: 'invalid_input', message, hint: 'Reload the window and try again.' }
  return { ok: false, error }
}
