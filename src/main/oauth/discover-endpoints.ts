// Finds Google's sign-in end points, or those of a stand-in, and lets no secret go to any other host.
import { z } from 'zod'
import { AppError } from '../../shared/app-error.ts'
import { type OnSent, requestJson } from './request-json.ts'

const discoverySchema = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url(),
  revocation_endpoint: z.url(),
})

/** Where each step of a sign-in goes. */
export interface OAuthEndpoints {
  readonly authorization: string
  readonly token: string
  readonly userinfo: string
  readonly revocation: string
}

const googleOrigin = 'https://accounts.google.com'
const googleHosts = new Set(['accounts.google.com', 'oauth2.googleapis.com', 'openidconnect.googleapis.com'])

/**
 * Reads `.well-known/openid-configuration` of Google, or of a stand-in on this computer.
 * @throws AppError `offline` or `unavailable`; `unavailable` too when an end point is on a host that it may not be on.
 */
export async function discoverEndpoints(standIn: string | null, onSent: OnSent, signal?: AbortSignal): Promise<OAuthEndpoints> {
  const url = `${standIn ?? googleOrigin}/.well-known/openid-configuration`
  const request = { purpose: 'asking where to sign in', onSent, ...(signal === undefined ? {} : { signal }) }
  const found = discoverySchema.parse(await requestJson(url, request))
  const endpoints = {
    authorization: found.authorization_endpoint,
    token: found.token_endpoint,
    userinfo: found.userinfo_endpoint,
    revocation: found.revocation_endpoint,
  }
  for (const endpoint of Object.values(endpoints)) {
    if (!isExpected(new URL(endpoint), standIn)) {
      throw new AppError(
        'unavailable',
        'Google’s sign-in is not where it should be.',
        'Check the network: something may stand between you and Google.',
      )
    }
  }
  return endpoints
}

function isExpected(url: URL, standIn: string | null): boolean {
  return standIn === null ? url.protocol === 'https:' && googleHosts.has(url.host) : url.origin === standIn
}
