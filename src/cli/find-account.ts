// Finds the account that a person means, by its id or its address.
import { AppError } from '../shared/app-error.ts'
import type { Account } from '../shared/views/status.ts'
import type { Session } from './session.ts'

/** The account that `named` names. @throws AppError `invalid_input` when there is none, or more than one. */
export async function findAccount(session: Pick<Session, 'query'>, named: string): Promise<Account> {
  const accounts = await session.query('accounts.list', {})
  const [account, ...others] = accounts.filter(
    ({ id, email }) => id === named || (email !== '' && email.toLowerCase() === named.toLowerCase()),
  )
  if (account === undefined) {
    const known = accounts.map(({ id, email }) => (email === '' ? id : `${email} (${id})`)).join(', ')
    throw new AppError(
      'invalid_input',
      `There is no such account: "${named}".`,
      known === '' ? 'None is connected yet: use "connect google".' : `Accounts: ${known}.`,
    )
  }
  if (others.length > 0) {
    const ids = [account, ...others].map(({ id }) => id).join(', ')
    throw new AppError('invalid_input', `There is more than one account "${named}".`, `Name it by its id: ${ids}.`)
  }
  return account
}
