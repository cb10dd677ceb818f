// A folder for the databases of one contestant, gone when it has had its turn.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Calls `work` with the path of a new folder and removes that afterwards. */
export async function inTempFolder<Value>(work: (folder: string) => Value | Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(path.join(tmpdir(), 'omnicrm-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
