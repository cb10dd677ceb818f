// The thread that takes care of a workspace: does its one task, answers, and ends.
import { parentPort, workerData } from 'node:worker_threads'
import { type Result, toAppErrorValue } from '../../shared/app-error.ts'
import { assertNever } from '../../shared/assert-never.ts'
import { systemClock } from '../clock.ts'
import { findGoodBackup } from '../db/care/backups.ts'
import { findDamage } from '../db/care/find-damage.ts'
import { restoreWorkspace, setWorkspaceAside } from '../db/care/replace-workspace.ts'
import { examine } from '../diagnostics/examine.ts'
import { writeDiagnostics } from '../diagnostics/write-diagnostics.ts'
import type { CareAnswer, CareTask } from './care-protocol.ts'
import type { Port } from './rpc.ts'

const port: Pick<Port, 'postMessage'> = parentPort as Port
port.postMessage(await answer(workerData as CareTask))

async function answer(task: CareTask): Promise<Result<CareAnswer>> {
  try {
    return { ok: true, value: await work(task) }
  } catch (error) {
    return { ok: false, error: toAppErrorValue(error) }
  }
}

async function work(task: CareTask): Promise<CareAnswer> {
  switch (task.kind) {
    case 'find-backup':
      return findGoodBackup(task.dataFolder)
    case 'restore':
      return restoreWorkspace(task.dataFolder, task.file, systemClock.now())
    case 'set-aside':
      return setWorkspaceAside(task.dataFolder, systemClock.now())
    case 'find-damage':
      return findDamage(task.file)
    case 'diagnostics':
      writeDiagnostics(task.file, task.dataFolder, [...task.known, ...(await examine(task.dataFolder))], systemClock.now())
      return { file: task.file }
    default:
      return assertNever(task)
  }
}
