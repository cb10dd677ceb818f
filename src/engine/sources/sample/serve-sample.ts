// Serves the sample workspace as a Google on this computer, for trying the connection by hand:
// `node src/engine/sources/sample/serve-sample.ts [PORT]`, then start the app with the OMNICRM_GOOGLE_ORIGIN it prints.
import { systemClock } from '../../clock.ts'
import { serveFakeGoogle } from '../../google/fake/serve.ts'
import { openSampleGoogle } from './open-sample-google.ts'

const sample = await openSampleGoogle({
  anchorMs: systemClock.now(),
  tick: 0,
  clock: systemClock,
  homeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})
sample.google.consent.showPage = true
const served = await serveFakeGoogle(sample.google, { port: Number(process.argv[2] ?? 0) })
process.stdout.write(
  `OMNICRM_GOOGLE_ORIGIN=${served.origin}\nAny client id and secret will do. Press Enter for a few new mails, Ctrl+C to stop.\n`,
)
process.stdin.on('data', () => {
  sample.advance()
  process.stdout.write(`${sample.google.count()} requests so far\n`)
})
