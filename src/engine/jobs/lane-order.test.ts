// Holds the order in which jobs of different kinds and accounts start against a list that is looked through from the start at every step.
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type JobPriority, jobPriorities } from '../../shared/jobs/vocabulary.ts'
import { createTestQueue, type TestQueue } from './testing/test-queue.ts'
import { testDefinition } from './testing/test-definition.ts'
import { completed } from './types.ts'

const minuteMs = 60_000
const isLong = process.env['OMNICRM_TEST_LONG'] === '1'

/** One line of the queue: jobs of a kind that work for an account. */
const lanes = ['embed a', 'embed b', 'extract_contacts a', 'extract_contacts b'] as const
type Lane = (typeof lanes)[number]

interface Job {
  readonly lane: Lane
  readonly priority: JobPriority
  /** How long ago it was enqueued. */
  readonly ageMs: number
}

/** By how much a job of each priority waits for more urgent ones: written down here once more, for a person has read it so. */
const handicapMs: Readonly<Record<JobPriority, number>> = { urgent: 0, high: 30_000, medium: 2 * minuteMs, low: 10 * minuteMs }

let queue: TestQueue
afterEach(() => queue.close())

/** The places in the list `jobs` in the order of their starts, where there is room for all of them at once. */
async function startsOf(jobs: readonly Job[]): Promise<number[]> {
  const roomy = { concurrency: { total: 1_000, perAccount: 1_000 } }
  const counted = { items: 0, failedItems: 0 }
  queue = createTestQueue({
    embed: testDefinition<'embed'>(async () => completed(counted), roomy),
    extract_contacts: testDefinition<'extract_contacts'>(async () => completed(counted), roomy),
  })
  const startMs = queue.clock.now()
  const places = new Map<number, number>()
  for (const [place, { lane, priority, ageMs }] of [...jobs.entries()].toSorted(
    ([, one], [, other]) => other.ageMs - one.ageMs,
  )) {
    queue.clock.jumpTo(startMs - ageMs)
    const [kind, accountId] = lane.split(' ') as ['embed' | 'extract_contacts', string]
    places.set(queue.add(kind, { accountId }, { priority }), place)
  }
  queue.clock.jumpTo(startMs)
  const started = queue.collect('job.started')
  await queue.settle()
  return started.map(({ jobId }) => places.get(jobId) ?? -1)
}

interface Waiting {
  readonly place: number
  readonly lane: Lane
  readonly ageMs: number
  /** For how much longer an urgent one that comes now would pass it. */
  readonly leftMs: number
}

/** What should come of it: the most urgent head of a line is next; lines whose heads are as urgent as each other take turns. */
function expectedStarts(jobs: readonly Job[]): number[] {
  const all: Waiting[] = jobs.map(({ lane, priority, ageMs }, place) => ({
    place,
    lane,
    ageMs,
    leftMs: handicapMs[priority] - ageMs,
  }))
  // Of two in a line that are as urgent as each other the older one is first.
  const inLine = all.toSorted((one, other) => one.leftMs - other.leftMs || other.ageMs - one.ageMs || one.place - other.place)
  let lines = lanes.map((lane) => inLine.filter((job) => job.lane === lane))
  const starts: number[] = []
  for (;;) {
    const [next] = lines.filter((line) => line.length > 0).toSorted((one, other) => urgency(one) - urgency(other))
    const head = next?.shift()
    if (next === undefined || head === undefined) return starts
    starts.push(head.place)
    // It has had its turn: among those that are as urgent it is the last one now.
    lines = [...lines.filter((line) => line !== next), next]
  }
}

/** 0 for a line whose head is as good as urgent, up to 3. */
function urgency([head]: readonly Waiting[]): number {
  return [0, handicapMs.high, handicapMs.medium, Infinity].findIndex((mostMs) => (head?.leftMs ?? 0) <= mostMs)
}

describe('jobs of different kinds and accounts', () => {
  it.each<[string, Job[], number[]]>([
    [
      'the most urgent first, whichever line it is in',
      [
        { lane: 'embed a', priority: 'low', ageMs: 0 },
        { lane: 'embed b', priority: 'medium', ageMs: 0 },
        { lane: 'extract_contacts a', priority: 'high', ageMs: 0 },
        { lane: 'extract_contacts b', priority: 'urgent', ageMs: 0 },
      ],
      [3, 2, 1, 0],
    ],
    [
      'line by line in turn where they are as urgent as each other, however long one of them is',
      [
        { lane: 'embed a', priority: 'medium', ageMs: 5_000 },
        { lane: 'embed a', priority: 'medium', ageMs: 4_000 },
        { lane: 'embed a', priority: 'medium', ageMs: 3_000 },
        { lane: 'extract_contacts b', priority: 'medium', ageMs: 2_000 },
        { lane: 'extract_contacts b', priority: 'medium', ageMs: 1_000 },
      ],
      [0, 3, 1, 4, 2],
    ],
    [
      'what has waited for long before what has just come, although that is more urgent',
      [
        { lane: 'embed a', priority: 'medium', ageMs: 0 },
        { lane: 'embed b', priority: 'low', ageMs: 10 * minuteMs },
        { lane: 'extract_contacts a', priority: 'high', ageMs: 0 },
      ],
      [1, 2, 0],
    ],
  ])('start in their order: %s', async (_what, jobs, starts) => {
    expect(await startsOf(jobs)).toEqual(starts)
    expect(expectedStarts(jobs)).toEqual(starts)
  })

  it('start in their order, whatever waits and for how long', { timeout: isLong ? 3_600_000 : 120_000 }, async () => {
    const job = fc.record({
      lane: fc.constantFrom(...lanes),
      priority: fc.constantFrom(...jobPriorities),
      // Also just at the times at which one becomes as urgent as the next better ones.
      ageMs: fc.oneof(fc.constantFrom(0, ...Object.values(handicapMs)), fc.nat(15 * minuteMs)),
    })
    await fc.assert(
      fc
        .asyncProperty(fc.array(job, { minLength: 2, maxLength: 25, size: 'max' }), async (jobs) => {
          expect(await startsOf(jobs)).toEqual(expectedStarts(jobs))
        })
        .afterEach(() => queue.close()),
      { numRuns: isLong ? 3_000 : 25 },
    )
  })
})
