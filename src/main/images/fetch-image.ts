// Fetches one picture of a mail: without cookies or referrer, from the internet only, and no more than a picture's worth.
import { lookup as resolveHost } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { SentRequest } from '../../shared/views/ledger.ts'
import { isPublicAddress } from './public-address.ts'

/** Told of every request that leaves this computer. */
export interface FetchImageOptions {
  readonly onSent: (request: SentRequest) => void
  readonly signal: AbortSignal
  /** An origin on this computer that a test has put in the internet's place, or null. */
  readonly standIn: string | null
}

/** Longest picture, in bytes. */
export const mostImageBytes = 5 * 1024 * 1024
const mostRedirects = 3
const pictureType = /^image\/(?:png|jpeg|gif|webp)$/

/** The picture as a `data:` address, or null for whatever reason there is none: a person is told how many are missing. */
export async function fetchImage(address: string, options: FetchImageOptions): Promise<string | null> {
  let next: string | null = address
  for (let hop = 0; hop <= mostRedirects && next !== null; hop++) {
    const url = toRequestUrl(next, options.standIn)
    if (url === null) return null
    const answer = await request(url, options)
    if (answer.kind !== 'moved') return answer.kind === 'picture' ? answer.dataUrl : null
    next = URL.canParse(answer.location, url.href) ? new URL(answer.location, url.href).href : null
  }
  return null
}

type Answer = { kind: 'picture'; dataUrl: string } | { kind: 'moved'; location: string } | { kind: 'nothing' }

/** What is asked for: always over TLS, so that nobody on the way learns what is read. */
function toRequestUrl(address: string, standIn: string | null): URL | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.origin === standIn) return url
  if (url.protocol === 'http:' && url.port === '') url.protocol = 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null
  return isIP(host) === 0 || isPublicAddress(host) ? url : null
}

function request(url: URL, { onSent, signal, standIn }: FetchImageOptions): Promise<Answer> {
  return new Promise((resolve) => {
    let bytesDown = 0
    const settle = (status: number | null, answer: Answer): void => {
      onSent({
        atMs: Date.now(),
        host: url.host,
        purpose: 'showing the pictures of a message',
        status,
        bytesUp: url.href.length,
        bytesDown,
      })
      resolve(answer)
    }
    const isStandIn = url.origin === standIn
    const sent = (isStandIn ? http.get : https.get)(
      url,
      { signal, agent: false, headers: { accept: 'image/*' }, ...(isStandIn ? {} : { lookup: lookUpPublic }) },
      (response) => {
        const { statusCode = 0, headers } = response
        const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
        if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
          response.destroy()
          return settle(statusCode, { kind: 'moved', location: headers.location })
        }
        if (statusCode !== 200 || !pictureType.test(type)) {
          response.destroy()
          return settle(statusCode, { kind: 'nothing' })
        }
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          bytesDown += chunk.length
          if (bytesDown > mostImageBytes) response.destroy()
        })
        response.on('close', () =>
          settle(
            statusCode,
            response.complete && bytesDown <= mostImageBytes
              ? { kind: 'picture', dataUrl: `data:${type};base64,${Buffer.concat(chunks).toString('base64')}` }
              : { kind: 'nothing' },
          ),
        )
      },
    )
    let hasAnswer = false
    sent.once('response', () => (hasAnswer = true))
    sent.on('error', () => hasAnswer || settle(null, { kind: 'nothing' }))
  })
}

/** Looks at what a name leads to at the moment of connecting: checked earlier, it could lead elsewhere by then. */
const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  resolveHost(hostname, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0]
    if (error !== null || first === undefined) return callback(error ?? new Error('no address'), '', 4)
    if (!addresses.every(({ address }) => isPublicAddress(address))) return callback(new Error('not on the internet'), '', 4)
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family)
  })
}
