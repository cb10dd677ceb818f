// Reads the several shapes in which Google words an error: API errors, newer `google.rpc` details and OAuth answers.
import { z } from 'zod'

/** What an error answer says, free of its shape. */
export interface GoogleErrorBody {
  /** Google's own word for it, like `rateLimitExceeded` or `invalid_grant`; empty when it gave none. */
  readonly reason: string
  readonly message: string
}

const apiErrorSchema = z.object({
  error: z.object({
    message: z.string().catch(''),
    status: z.string().optional().catch(undefined),
    errors: z.array(z.object({ reason: z.string().catch('') })).catch([]),
    details: z.array(z.object({ reason: z.string().catch('') })).catch([]),
  }),
})

const oauthErrorSchema = z.object({ error: z.string(), error_description: z.string().catch('') })

/**
 * Reads the text of an error answer. The most telling reason wins: that of `details` (for instance `ACCESS_TOKEN_SCOPE_INSUFFICIENT`),
 * then `errors[0].reason`, then `status`. Anything that is not one of Google's shapes (a proxy's page) has no reason.
 * @see https://developers.google.com/workspace/calendar/api/guides/errors and https://google.aip.dev/193
 */
export function readGoogleErrorBody(text: string): GoogleErrorBody {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // A page from a proxy or a cut-off answer: the status alone has to tell.
    return { reason: '', message: '' }
  }
  const oauth = oauthErrorSchema.safeParse(body)
  if (oauth.success) return { reason: oauth.data.error, message: oauth.data.error_description }
  const api = apiErrorSchema.safeParse(body)
  if (!api.success) return { reason: '', message: '' }
  const { message, status, errors, details } = api.data.error
  const detailReason = details.find((detail) => detail.reason !== '')?.reason
  const errorReason = errors.find((error) => error.reason !== '')?.reason
  return { reason: detailReason ?? errorReason ?? status ?? '', message }
}
