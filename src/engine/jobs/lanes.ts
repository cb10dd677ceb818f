// Names the lane of a job: jobs of a lane share kind, account and bucket, so they may start or must wait together.

/** What decides whether a queued job may start. */
export interface LaneParts {
  readonly kind: string
  readonly accountId: string | null
  readonly bucket: string | null
}

/** One word for a lane. */
export function laneOf(kind: string, accountId: string | null, bucket: string | null): string {
  return `${kind}|${accountId ?? ''}|${bucket ?? ''}`
}

/** The parts of a lane's name. Kinds and account ids never hold a bar. */
export function laneParts(lane: string): LaneParts {
  const [kind = '', accountId = '', ...bucket] = lane.split('|')
  return { kind, accountId: accountId === '' ? null : accountId, bucket: bucket.join('|') || null }
}
