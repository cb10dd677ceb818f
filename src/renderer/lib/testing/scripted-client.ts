// A bridge for tests: every channel answers what the test has written down for it.
import type { AppErrorValue, Result } from '../../../shared/app-error.ts'
import type { CallChannel, CallInput, CallOutput } from '../../../shared/ipc/contract.ts'
import type { Client } from '../client.ts'

/** What a channel answers; a `Result` is passed on as it is. */
type Answers = {
  [Channel in CallChannel]?: (input: CallInput<Channel>) => Result<CallOutput<Channel>> | Promise<Result<CallOutput<Channel>>>
}

/** The client, and what it was asked. */
export interface ScriptedClient extends Client {
  calls: { channel: CallChannel; input: unknown }[]
}

/** An error as the app answers it. */
export const refusal: AppErrorValue = { kind: 'unavailable', message: 'The reader is not there.', hint: 'Try again.' }

/** Makes a client. A channel without an answer fails the test. */
export function scriptedClient(answers: Answers): ScriptedClient {
  const calls: ScriptedClient['calls'] = []
  return {
    calls,
    async call(channel, input) {
      calls.push({ channel, input })
      const answer = answers[channel] as ((given: typeof input) => Result<never> | Promise<Result<never>>) | undefined
      if (answer === undefined) throw new Error(`The test has no answer for ${channel}.`)
      return answer(input)
    },
    on: () => () => undefined,
    importDropped: async () => ({ ok: false, error: refusal }),
  }
}

/** A value as the app answers it. */
export function answered<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

/** An error as the app answers it. */
export function refused(): Result<never> {
  return { ok: false, error: refusal }
}

/** A promise that the test settles when it wants to. */
export function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((settle) => (resolve = settle))
  return { promise, resolve }
}
