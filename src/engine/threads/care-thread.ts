// The thread that mends a workspace which cannot be opened: does its one task, answers, and ends.
import { parentPort, workerData } from 'node:worker_threads'
import { type Result, toAppErrorValue } from '../../shared/app-error.ts'
import { assertNever } from '../../shared/assert-never.ts'
import { systemClock } from '../clock.ts'
import { findGoodBackup } from '../db/care/backups.ts'
import { restoreWorkspace, setWorkspaceAside } from '../db/care/replace-workspace.ts'
import type { CareAnswer, CareTask } from './care-protocol.ts'
import type { Port } from './rpc.ts'

const port: Pick<Port, 'postMessage'> = parentPort as Port
port.postMessage(answer(workerData as CareTask))

function answer(task: CareTask): Result<CareAnswer> {
  try {
    return { ok: true, value: work(task) }
  } catch (error) {
    return { ok: false, error: toAppErrorValue(error) }
  }
}

function work(task: CareTask): CareAnswer {
  switch (task.kind) {
    case 'find-backup':
      return findGoodBackup(task.dataFolder)
    case 'restore':
      return restoreWorkspace(task.dataFolder, task.file, systemClock.now())
    case 'set-aside':
      return setWorkspaceAside(task.dataFolder, systemClock.now())
    default:
      return assertNever(task)
  }
}
