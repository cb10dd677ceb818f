// The shape that every room of commands fills: one handler for each call, typed from the contract.
import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import type { Runner } from '../jobs/runner.ts'
import type { RequestLedger } from '../request-ledger.ts'
import type { SampleWorkspace } from '../sources/sample/sample-account.ts'
import type { EngineCallName, EngineCalls } from '../threads/engine-protocol.ts'

/** What commands work with. */
export interface CommandTools {
  readonly db: Database
  readonly clock: Clock
  readonly runner: Runner
  readonly sample: SampleWorkspace
  readonly ledger: RequestLedger
}

/** One handler for each call; each throws an `AppError` that says what to do. */
export type CommandHandlers = {
  readonly [Name in EngineCallName]: (
    input: EngineCalls[Name]['input'],
  ) => EngineCalls[Name]['output'] | Promise<EngineCalls[Name]['output']>
}
