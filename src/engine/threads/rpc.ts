// Typed calls and events between two threads: answers and errors are values, and no promise is lost when a side goes away.
import type { MessagePort } from 'node:worker_threads'
import { AppError, type AppErrorValue, type Result, toAppErrorValue } from '../../shared/app-error.ts'

/** One end of a channel: a `MessagePort` of worker_threads, or anything that behaves like one. */
export type Port = Pick<MessagePort, 'postMessage' | 'on' | 'close'>

/** What one side of a channel offers: the calls it answers and the events it tells. */
export interface RpcSide {
  readonly calls: Record<string, { readonly input: unknown; readonly output: unknown }>
  readonly events: Record<string, unknown>
}

/** The name of a call that a side answers. */
export type CallName<Side extends RpcSide> = keyof Side['calls'] & string

/** The name of an event that a side tells. */
export type EventName<Side extends RpcSide> = keyof Side['events'] & string

/** Answers every call of a side. A throw becomes an error value; `signal` aborts when the caller gives up or the channel closes. */
export type Answer<Side extends RpcSide> = <Name extends CallName<Side>>(
  name: Name,
  input: Side['calls'][Name]['input'],
  signal: AbortSignal,
) => Promise<Side['calls'][Name]['output']>

/** One function for each call of a side. */
export type AnswerTable<Side extends RpcSide> = {
  readonly [Name in CallName<Side>]: (
    input: Side['calls'][Name]['input'],
    signal: AbortSignal,
  ) => Side['calls'][Name]['output'] | Promise<Side['calls'][Name]['output']>
}

/** This side's view of a channel. */
export interface RpcPeer<Mine extends RpcSide, Theirs extends RpcSide> {
  /** Never rejects. Aborting `signal` answers `cancelled`; a closed channel answers `unavailable`. */
  call<Name extends CallName<Theirs>>(
    name: Name,
    input: Theirs['calls'][Name]['input'],
    signal?: AbortSignal,
  ): Promise<Result<Theirs['calls'][Name]['output']>>
  /** Tells the other side; dropped when it is gone. */
  emit<Name extends EventName<Mine>>(name: Name, payload: Mine['events'][Name]): void
  /** Listens until the returned function is called. */
  on<Name extends EventName<Theirs>>(name: Name, listener: (payload: Theirs['events'][Name]) => void): () => void
  /** Closes both sides. Calls that are still open are answered with `unavailable`. */
  close(): void
  /** Resolves once the channel is closed, by whichever side. */
  readonly closed: Promise<void>
}

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown }

const gone: AppErrorValue = {
  kind: 'unavailable',
  message: 'This part of OmniCRM is not running.',
  hint: 'Quit OmniCRM and start it again. Nothing that was stored is lost.',
}

const givenUp: AppErrorValue = { kind: 'cancelled', message: 'The call was cancelled.', hint: '' }

/** Makes one {@link Answer} of a table; a name that is not in it is refused. */
export function answerWith<Side extends RpcSide>(table: AnswerTable<Side>): Answer<Side> {
  return async (name, input, signal) => {
    if (!Object.hasOwn(table, name)) throw new AppError('internal', `Nothing answers “${name}”.`, 'Update OmniCRM.')
    return table[name](input, signal)
  }
}

/** For a side that only asks. */
export async function answerNothing(name: string): Promise<never> {
  throw new AppError('internal', `Nothing answers “${name}”.`, 'Update OmniCRM.')
}

/** Starts to speak and listen on one end of a channel. */
export function connectRpc<Mine extends RpcSide, Theirs extends RpcSide>(
  port: Port,
  answer: Answer<Mine>,
): RpcPeer<Mine, Theirs> {
  const asked = new Map<number, (result: Result<unknown>) => void>()
  const answering = new Map<number, AbortController>()
  const listeners = new Map<string, Set<(payload: never) => void>>()
  let nextId = 1
  let isClosed = false
  let tellClosed = (): void => undefined
  const closed = new Promise<void>((resolve) => (tellClosed = resolve))

  const end = (): void => {
    if (isClosed) return
    isClosed = true
    for (const settle of asked.values()) settle({ ok: false, error: gone })
    asked.clear()
    for (const controller of answering.values()) controller.abort(new AppError('cancelled', 'The caller is gone.', ''))
    answering.clear()
    tellClosed()
  }

  const post = (message: Message): void => {
    if (!isClosed) port.postMessage(message)
  }

  const respond = async (id: number, name: string, input: unknown): Promise<void> => {
    const controller = new AbortController()
    answering.set(id, controller)
    let result: Result<unknown>
    try {
      result = { ok: true, value: await answer(name as CallName<Mine>, input, controller.signal) }
    } catch (thrown) {
      result = { ok: false, error: toAppErrorValue(thrown) }
    }
    answering.delete(id)
    try {
      post({ kind: 'answer', id, result })
    } catch (thrown) {
      // A value that cannot be copied to another thread: the caller still gets an answer.
      post({ kind: 'answer', id, result: { ok: false, error: toAppErrorValue(thrown) } })
    }
  }

  port.on('message', (received: unknown) => {
    const message = received as Message
    switch (message.kind) {
      case 'call':
        void respond(message.id, message.name, message.input)
        return
      case 'cancel':
        answering.get(message.id)?.abort(new AppError('cancelled', 'The caller gave up.', ''))
        return
      case 'answer': {
        const settle = asked.get(message.id)
        asked.delete(message.id)
        settle?.(message.result)
        return
      }
      case 'event':
        for (const listener of listeners.get(message.name) ?? []) listener(message.payload as never)
    }
  })
  port.on('close', end)

  return {
    closed,
    call<Name extends CallName<Theirs>>(name: Name, input: unknown, signal?: AbortSignal) {
      return new Promise<Result<Theirs['calls'][Name]['output']>>((resolve) => {
        if (isClosed) return resolve({ ok: false, error: gone })
        if (signal?.aborted) return resolve({ ok: false, error: givenUp })
        const id = nextId++
        const giveUp = (): void => {
          asked.delete(id)
          post({ kind: 'cancel', id })
          resolve({ ok: false, error: givenUp })
        }
        asked.set(id, (result) => {
          signal?.removeEventListener('abort', giveUp)
          resolve(result)
        })
        signal?.addEventListener('abort', giveUp, { once: true })
        try {
          post({ kind: 'call', id, name, input })
        } catch (thrown) {
          asked.delete(id)
          signal?.removeEventListener('abort', giveUp)
          resolve({ ok: false, error: toAppErrorValue(thrown) })
        }
      })
    },
    emit(name, payload) {
      post({ kind: 'event', name, payload })
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener)
      return () => void set.delete(listener)
    },
    close() {
      end()
      port.close()
    },
  }
}
