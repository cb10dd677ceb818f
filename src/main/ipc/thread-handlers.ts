// Hands the channels that need no Electron to the threads that answer them: queries to the reader, commands to the engine.
import { type CallChannel, commands, queries } from '../../shared/ipc/contract.ts'
import { type EngineCommandName, hostCommandNames } from '../../engine/threads/engine-protocol.ts'
import { hostQueryNames, type ReaderCallName } from '../../engine/threads/reader-protocol.ts'
import type { Threads } from '../../engine/threads/start-threads.ts'
import type { CallHandlers } from './router.ts'

/** Channels that main answers itself. */
export type HostChannel = (typeof hostCommandNames)[number] | (typeof hostQueryNames)[number]

/**
 * One handler for each channel that a thread answers; `asked` is called whenever one was asked. The threads hold their answers against the
 * contract themselves.
 */
export function threadHandlers(threads: Pick<Threads, 'engine' | 'reader'>, asked: () => void): Omit<CallHandlers, HostChannel> {
  const isHosts = (name: string): boolean => [...hostCommandNames, ...hostQueryNames].includes(name as HostChannel)
  const ask = <Value>(call: () => Promise<Value>): Promise<Value> => {
    asked()
    return call()
  }
  const handlers: Partial<Record<CallChannel, (input: never) => Promise<unknown>>> = {}
  for (const name of Object.keys(queries) as ReaderCallName[]) {
    if (!isHosts(name)) handlers[name] = (input) => ask(() => threads.reader.call(name, input))
  }
  for (const name of Object.keys(commands) as EngineCommandName[]) {
    if (!isHosts(name)) handlers[name] = (input) => ask(() => threads.engine.call(name, input))
  }
  return handlers as Omit<CallHandlers, HostChannel>
}
