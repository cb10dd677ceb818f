import { expect, it } from 'vitest'
import { bucketScopeName, pauseScopeName } from '../../engine/db/queries/jobs/pause-row.ts'
import { googleBucket } from '../../engine/google/google-bucket.ts'
import { readPauseScope } from './read-pause-scope.ts'

it('reads what the engine has stored', () => {
  const accountId = 'google:1234'
  const stored = [
    pauseScopeName({ kind: 'all' }),
    pauseScopeName({ kind: 'job_kind', jobKind: 'embed' }),
    pauseScopeName({ kind: 'account', accountId }),
    bucketScopeName(googleBucket(accountId)),
  ]
  expect(stored.map(readPauseScope)).toEqual([
    { kind: 'all' },
    { kind: 'job_kind', jobKind: 'embed' },
    { kind: 'account', accountId },
    { kind: 'bucket', accountId },
  ])
  expect(() => readPauseScope('word')).toThrow('"word" is no pause')
})
