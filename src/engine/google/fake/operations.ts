// Names what a request asks for, so that faults, quotas and counts speak of operations and not of paths.

/** What can be asked of the fake. */
export type Operation =
  | 'calendarList.list'
  | 'calendars.get'
  | 'events.list'
  | 'events.get'
  | 'colors.get'
  | 'users.getProfile'
  | 'labels.list'
  | 'labels.get'
  | 'sendAs.list'
  | 'messages.list'
  | 'messages.get'
  | 'attachments.get'
  | 'history.list'
  | 'oauth.discovery'
  | 'oauth.authorize'
  | 'oauth.token'
  | 'oauth.revoke'
  | 'oauth.userinfo'
  | 'oauth.tokeninfo'
  | 'oauth.certs'
  | 'unknown'

const oauthPaths: Record<string, Operation> = {
  '.well-known/openid-configuration': 'oauth.discovery',
  'o/oauth2/v2/auth': 'oauth.authorize',
  'o/oauth2/auth': 'oauth.authorize',
  token: 'oauth.token',
  'oauth2/v4/token': 'oauth.token',
  revoke: 'oauth.revoke',
  'o/oauth2/revoke': 'oauth.revoke',
  'v1/userinfo': 'oauth.userinfo',
  'oauth2/v2/userinfo': 'oauth.userinfo',
  'oauth2/v3/userinfo': 'oauth.userinfo',
  tokeninfo: 'oauth.tokeninfo',
  'oauth2/v3/certs': 'oauth.certs',
}

/** Quota units of one Gmail call. https://developers.google.com/workspace/gmail/api/reference/quota */
export const gmailUnits: Partial<Record<Operation, number>> = {
  'users.getProfile': 1,
  'labels.list': 1,
  'labels.get': 1,
  'sendAs.list': 1,
  'messages.list': 5,
  'messages.get': 5,
  'attachments.get': 5,
  'history.list': 2,
}

/** Names the operation of a path, given as decoded segments. */
export function operationOf(path: readonly string[]): Operation {
  const oauth = oauthPaths[path.join('/')]
  if (oauth !== undefined) return oauth
  const [api, version, collection, , sub, , fourth] = path
  const length = path.length
  if (api === 'calendar' && version === 'v3') {
    if (collection === 'users' && sub === 'calendarList') return 'calendarList.list'
    if (collection === 'colors') return 'colors.get'
    if (collection !== 'calendars') return 'unknown'
    if (length === 4) return 'calendars.get'
    if (sub === 'events' && length === 5) return 'events.list'
    return sub === 'events' && length === 6 ? 'events.get' : 'unknown'
  }
  if (api !== 'gmail' || version !== 'v1' || collection !== 'users') return 'unknown'
  if (sub === 'messages') return fourth === 'attachments' ? 'attachments.get' : length === 5 ? 'messages.list' : 'messages.get'
  if (sub === 'labels') return length === 5 ? 'labels.list' : 'labels.get'
  const rest: Record<string, Operation> = { profile: 'users.getProfile', history: 'history.list', settings: 'sendAs.list' }
  return rest[sub ?? ''] ?? 'unknown'
}
