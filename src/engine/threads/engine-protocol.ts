// What the host process (the desktop app or the command line) and the engine thread ask of each other.
import type { z } from 'zod'
import type { Result } from '../../shared/app-error.ts'
import { type commands, type CommandChannel, type EventPayload } from '../../shared/ipc/contract.ts'
import type { JobPayload } from '../../shared/jobs/payloads.ts'
import type { SentRequest } from '../../shared/views/ledger.ts'
import type { Clock } from '../clock.ts'
import type { FindDamage } from '../jobs/processors/backup-room.ts'
import type { LogWriter } from '../db/log-writer.ts'
import type { Logger } from '../logger.ts'
import type { Embedder } from '../search/embedder.ts'
import type { SlowAnswer } from './reader-protocol.ts'
import type { RpcPeer } from './rpc.ts'
import type { LogLine } from './log-line.ts'

/** Commands that need Electron or the keychain and are answered by main itself. */
export const hostCommandNames = [
  'accounts.connectGoogle',
  'accounts.reconnect',
  'accounts.cancelConnect',
  'files.choose',
  'timeline.fetchImages',
  'app.openExternal',
  'app.openDataFolder',
  'app.exportDiagnostics',
] as const satisfies readonly CommandChannel[]
/** @see hostCommandNames */
export type HostCommandName = (typeof hostCommandNames)[number]

/** Commands of the IPC contract that the engine answers. */
export type EngineCommandName = Exclude<CommandChannel, HostCommandName>

type ContractCalls = {
  readonly [Name in EngineCommandName]: {
    readonly input: z.output<(typeof commands)[Name]['input']>
    readonly output: z.output<(typeof commands)[Name]['output']>
  }
}

type Nothing = Record<string, never>

/** What only the host may ask of the engine; the page cannot reach it. */
type HostCalls = {
  /** The screen is up, or a command wants work done: enqueue what every launch of the app does, if so asked, and let jobs be claimed. */
  readonly 'engine.startWork': { readonly input: { readonly enqueueLaunchJobs: boolean }; readonly output: Nothing }
  /** A person has signed in: make or renew the account, enqueue its first sync, and lift `needs_reconnect`. The secrets are kept already. */
  readonly 'accounts.connected': { readonly input: ConnectedAccount; readonly output: { readonly accountId: string } }
  /** The reader was slow: keep an alert about it. */
  readonly 'reader.slowAnswer': { readonly input: SlowAnswer; readonly output: Nothing }
  /** The host has sent a request of its own (for a sign-in): enter it into the ledger. */
  readonly 'ledger.record': { readonly input: SentRequest; readonly output: Nothing }
  /** The computer goes to sleep: claim nothing more; suspended time counts as nobody's. */
  readonly 'power.suspend': { readonly input: Nothing; readonly output: Nothing }
  /**
   * The computer is awake, or its network is back (or was waited for long enough): missed schedules become one run, and what waited for the
   * network goes on.
   */
  readonly 'power.resume': { readonly input: { readonly isOnline: boolean }; readonly output: Nothing }
  /** Enqueues that later stages are made anew from what sources gave. */
  readonly 'engine.rebuild': { readonly input: JobPayload<'rebuild'>; readonly output: { readonly jobId: number } }
  /** Enqueues a backup, into the data folder's own place for them unless told otherwise. */
  readonly 'engine.backup': { readonly input: JobPayload<'backup'>; readonly output: { readonly jobId: number } }
  /** Resolves when no job is running and none could run now. For the command line and tests. */
  readonly 'engine.waitUntilIdle': { readonly input: Nothing; readonly output: Nothing }
}

/** Everything the engine answers. */
export type EngineCalls = ContractCalls & HostCalls
/** The name of something the engine answers. */
export type EngineCallName = keyof EngineCalls & string

/** A Google account that has just been granted. */
export interface ConnectedAccount {
  /** `google:` and Google's stable subject id; the key of its secrets. */
  readonly accountId: string
  readonly email: string
  readonly displayName: string
  /** The granted scopes, in full. */
  readonly scopes: readonly string[]
}

/** An access token and when it ends. */
export interface AccessToken {
  readonly token: string
  readonly expiresAtMs: number
}

/** What the engine needs of its host. */
export interface EngineHost {
  /**
   * A token that is good for at least a minute. `rejected` is one that Google has just refused with 401: it is not handed out again.
   * Errors: `needs_reconnect`, `offline`, `rate_limited`, `keychain_unavailable`, `not_found`.
   */
  getAccessToken(accountId: string, rejected?: string): Promise<Result<AccessToken>>
  /** Tells the screen. May be called as often as things happen: it is coalesced on the way (data.changed 5/s, jobs.progress 10/s for each job). */
  emit<Name extends EngineEventName>(name: Name, payload: EventPayload<Name>): void
}

/** The events of the contract that start in the engine. `status.changed` is made by the host, from `data.changed`. */
export type EngineEventName =
  | 'data.changed'
  | 'jobs.progress'
  | 'alerts.raised'
  | 'imports.finished'
  | 'engine.writing'
  | 'app.notice'

/** What {@link EngineStart} is told. */
export interface EngineOptions {
  readonly dataFolder: string
  /** New for each start of the program: a job claimed under another one was left by a crash. */
  readonly bootId: string
  /** A stand-in for Google on this computer, or null for Google itself. */
  readonly googleOrigin: string | null
  /** Whether work starts by the clock; a command line only does what it is told. */
  readonly runsSchedules: boolean
  readonly clock: Clock
  readonly logger: Logger
}

/** What the engine is given to speak with. */
export interface EnginePorts {
  readonly host: EngineHost
  readonly embedder: Embedder
  /** Starts who writes the database's log back; without one the engine does it itself, in the middle of its work. */
  readonly startLogWriter?: (databasePath: string) => LogWriter
  /** Checks copies of the database in another thread; without it the engine does it itself. */
  readonly findDamage?: FindDamage
}

/** A running engine. */
export interface EngineHandle {
  /** Answers a call; throws an `AppError`. */
  handle<Name extends EngineCallName>(name: Name, input: EngineCalls[Name]['input']): Promise<EngineCalls[Name]['output']>
  /** Stops claiming, aborts what runs, waits for it at most `drainMs`, writes the log back and closes the database. */
  stop(drainMs: number): Promise<void>
}

/** Opens and migrates the database and gets everything ready, but claims no job before `engine.startWork`. Throws an `AppError` when the database refuses. */
export type EngineStart = (options: EngineOptions, ports: EnginePorts) => Promise<EngineHandle>

/** The engine's side of its channel with the host. */
export type EngineSide = {
  readonly calls: EngineCalls & {
    /** Starts the engine; the first call. */
    readonly 'engine.open': { readonly input: Nothing; readonly output: Nothing }
    /** Answered as soon as the thread has a moment, whatever else is going on. */
    readonly 'engine.ping': { readonly input: Nothing; readonly output: Nothing }
    /** Stops it; the last call. The thread ends by itself afterwards. */
    readonly 'engine.stop': { readonly input: { readonly drainMs: number }; readonly output: Nothing }
  }
  readonly events: { readonly [Name in EngineEventName]: EventPayload<Name> } & { readonly log: LogLine }
}

/** The host's side of its channel with the engine. */
export type EngineHostSide = {
  readonly calls: {
    readonly 'accounts.getAccessToken': {
      readonly input: { readonly accountId: string; readonly rejected: string | null }
      readonly output: AccessToken
    }
  }
  readonly events: Record<never, never>
}

/** The engine as its host sees it. */
export type EnginePeer = RpcPeer<EngineHostSide, EngineSide>
