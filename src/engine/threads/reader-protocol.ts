// What the host process asks of the reader thread: the queries of the contract, and nothing that writes.
import type { z } from 'zod'
import type { QueryChannel, queries } from '../../shared/ipc/contract.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { Embedder } from '../search/embedder.ts'
import type { LogLine } from './log-line.ts'
import type { RpcPeer } from './rpc.ts'

/** Queries that main answers itself. */
export const hostQueryNames = ['app.info'] as const satisfies readonly QueryChannel[]

/** Queries of the IPC contract that the reader answers. */
export type ReaderCallName = Exclude<QueryChannel, (typeof hostQueryNames)[number]>

/** @see ReaderCallName */
export type ReaderCalls = {
  readonly [Name in ReaderCallName]: {
    readonly input: z.output<(typeof queries)[Name]['input']>
    readonly output: z.output<(typeof queries)[Name]['output']>
  }
}

/** What {@link ReaderStart} is told. */
export interface ReaderOptions {
  readonly dataFolder: string
  readonly clock: Clock
  readonly logger: Logger
}

/** A question that took long to answer. */
export interface SlowAnswer {
  readonly name: ReaderCallName
  readonly tookMs: number
}

/** What the reader is given to speak with. */
export interface ReaderPorts {
  readonly embedder: Embedder
  /** Told of slow answers; without one they only go into the log. */
  readonly onSlowAnswer?: (slow: SlowAnswer) => void
}

/** A running reader. */
export interface ReaderHandle {
  /** Answers a query; throws an `AppError`. `signal` aborts when nobody wants the answer any more. */
  handle<Name extends ReaderCallName>(
    name: Name,
    input: ReaderCalls[Name]['input'],
    signal: AbortSignal,
  ): Promise<ReaderCalls[Name]['output']>
  /** Closes the connection. */
  stop(): Promise<void>
}

/** Opens a read-only connection. Called once the engine has migrated the database. */
export type ReaderStart = (options: ReaderOptions, ports: ReaderPorts) => Promise<ReaderHandle>

type Nothing = Record<string, never>

/** The reader's side of its channel with the host. */
export type ReaderSide = {
  readonly calls: ReaderCalls & {
    readonly 'reader.open': { readonly input: Nothing; readonly output: Nothing }
    /** Answered as soon as the thread has a moment, whatever else is going on. */
    readonly 'reader.ping': { readonly input: Nothing; readonly output: Nothing }
    readonly 'reader.stop': { readonly input: Nothing; readonly output: Nothing }
  }
  readonly events: { readonly log: LogLine; readonly slowAnswer: SlowAnswer }
}

/** The host offers the reader nothing. */
export type ReaderHostSide = { readonly calls: Record<never, never>; readonly events: Record<never, never> }

/** The reader as its host sees it. */
export type ReaderPeer = RpcPeer<ReaderHostSide, ReaderSide>
