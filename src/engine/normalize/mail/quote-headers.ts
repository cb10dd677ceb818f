// Knows the lines that mail programs put above what they quote: attributions, separators and copied header blocks,
// in the languages our users write. Each rule looks at a few short lines only, so a hostile text costs no more than a long one.

/** Longest line that may be (part of) an attribution; longer ones are prose. */
const maxHeaderLineLength = 400
const maxAttributionLines = 4

/** "wrote", as the last word of an attribution or in the middle of it. */
const wroteVerb =
  /(?:(?<!\p{L})(?:wrote|writes|schrieb|schreibt|escribi[oó]|escribe|escreveu|schreef|skrev|kirjoitti|pisze|napsala?|scrisese|rašė|rakstīja|yazd[ıi]|said)(?!\p{L})|écrit|scritto|a scris|napisał(?:\(?a\)?)?|napísala?|napsal\(a\)|írta|написала?|пишет|писал\(?а?\)?|έγραψε|כתב|كتب|写道|寫道|作成|のメッセージ|さんは書きました|작성)/iu
const endsWithVerb = new RegExp(`${wroteVerb.source}\\s*[:：]?$`, 'iu')
/** How attributions begin that name the date first. */
const dateFirst =
  /^(?:on|am|le|el|il|em|no dia|op|den|d\.|in data|w dniu|dnia|dne|pe|ma|ti|ke|to|la|su|pada|tarihinde|vào|am um|kl\.?|at)\s|^(?:在|於|20\d\d[年./-])/iu
const hasAddress = /[^\s<>()[\]"']@[^\s<>()[\]"']/
const hasDate = /(?:19|20)\d\d|\d{1,2}[:.]\d{2}|\d{1,2}[./-]\d{1,2}/
/** `… <someone@example.com>:` with a date before it: how programs attribute whose language we do not know. */
const endsWithAddress = /[<[(]?[^\s<>]+@[^\s<>]+[>\])]*\s*[:：]$/

const separator = new RegExp(
  `^\\W{1,40}(?:${[
    'original message',
    'forwarded message',
    'begin forwarded message',
    'original appointment',
    'ursprüngliche nachricht',
    'weitergeleitete nachricht',
    'urspr\\. nachricht',
    'message d.origine',
    'message transféré',
    'message original',
    'oprindelig (?:besked|meddelelse)',
    'videresendt besked',
    'ursprungligt meddelande',
    'vidarebefordrat meddelande',
    'opprinnelig melding',
    'videresendt melding',
    'alkuperäinen viesti',
    'välitetty viesti',
    'mensaje original',
    'mensaje reenviado',
    'mensagem original',
    'mensagem encaminhada',
    'messaggio originale',
    'messaggio inoltrato',
    'oorspronkelijk bericht',
    'doorgestuurd bericht',
    'wiadomość oryginalna',
    'oryginalna wiadomość',
    'wiadomość przekazana',
    'původní zpráva',
    'přeposlaná zpráva',
    'eredeti üzenet',
    'mesaj original',
    'orijinal mesaj',
    'исходное сообщение',
    'пересылаемое сообщение',
    '原始邮件',
    '原始郵件',
    '元のメッセージ',
    '원본 메시지',
  ].join('|')})\\W{0,40}$`,
  'iu',
)
/** Without dashes around it, only at the start of a line of its own. */
const bareSeparator =
  /^(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié|inizio messaggio inoltrato)\s*:?$/iu

/** Labels of copied header fields by what they mean. */
const fromLabel =
  /^(?:from|von|de|da|van|från|fra|lähettäjä|od|nadawca|odesílatel|kimden|feladó|от|发件人|寄件者|差出人|보낸 사람|message du|expéditeur|mittente|remitente)$/iu
const otherLabel =
  /^(?:sent|date|to|cc|bcc|subject|reply-to|importance|gesendet|datum|an|betreff|kopie|envoyé(?: le)?|à|a|cc|copie à|objet|sujet|enviado(?: el| em)?|fecha|para|asunto|assunto|data|inviato|oggetto|verzonden|aan|onderwerp|skickat|till|ämne|kopia|sendt|dato|til|emne|lähetetty|vastaanottaja|aihe|wysłano|do|dw|temat|odesláno|komu|předmět|gönderilme|kime|konu|tárgy|címzett|elküldve|отправлено|кому|тема|дата|发送时间|日期|收件人|主题|寄件日期|主旨|送信日時|宛先|件名|보낸 날짜|받는 사람|제목)$/iu
const labelled = /^[\s*]{0,8}([^\s:：*][^:：*]{0,24}?)\s{0,3}\*{0,2}\s{0,3}[:：]\*{0,2}\s*(\S.*)?$/u

/** A place where quoting begins. */
export interface QuoteHeader {
  /** How many lines the header takes. */
  readonly lineCount: number
  /** Everything after a separator or a copied header is quoted; after an attribution, what is marked so. */
  readonly kind: 'attribution' | 'separator'
}

/** Whether a quote header begins at a line that is not itself quoted. */
export function findQuoteHeader(lines: readonly string[], at: number): QuoteHeader | null {
  const line = lines[at]?.trim() ?? ''
  if (line === '' || line.length > maxHeaderLineLength) return null
  if (line.length < 100 && (separator.test(line) || bareSeparator.test(line))) return { kind: 'separator', lineCount: 1 }
  const copied = countCopiedHeader(lines, at)
  if (copied > 0) return { kind: 'separator', lineCount: copied }
  const attribution = countAttribution(lines, at)
  return attribution > 0 ? { kind: 'attribution', lineCount: attribution } : null
}

/** Whether a line only draws a rule, as programs do above a quote. */
export function isRule(line: string): boolean {
  return /^\s*(?:[-_=*~–—]\s?){2,200}$/u.test(line)
}

function countAttribution(lines: readonly string[], at: number): number {
  let joined = ''
  for (let count = 1; count <= maxAttributionLines; count++) {
    const line = lines[at + count - 1]?.trim() ?? ''
    // `>:` is what remains of an address whose line was wrapped.
    if (line === '' || (line.startsWith('>') && line !== '>:') || line.length > maxHeaderLineLength) return 0
    joined = joined === '' ? line : line === '>:' ? `${joined}>:` : `${joined} ${line}`
    // Zoho: `---- On Wed, 24 Feb 2021 14:02:50 +0530 john@example.com wrote ----`.
    const bare = joined.replace(/^-{2,20}\s*|\s*-{2,20}$/g, '')
    if (isAttribution(bare, lines[at + count])) return count
    if (count === 1 && !mayBegin(bare)) return 0
  }
  return 0
}

function mayBegin(line: string): boolean {
  return dateFirst.test(line) || hasAddress.test(line) || (hasDate.test(line) && line.length < 120) || /\bwrote\b/.test(line)
}

function isAttribution(text: string, nextLine: string | undefined): boolean {
  const endsWithColon = /[:：]$/.test(text)
  const isDated = hasDate.test(text)
  if (endsWithVerb.test(text)) {
    if (dateFirst.test(text) && /\d/.test(text)) return endsWithColon || hasAddress.test(text) || /[道성]$/u.test(text)
    if (isDated && (endsWithColon || hasAddress.test(text))) return true
    // Usenet style, without a date: the quote marks below it tell.
    return endsWithColon && text.length < 120 && nextLine !== undefined && /^\s*>/.test(nextLine)
  }
  if (!endsWithColon || !isDated) return false
  return endsWithAddress.test(text) || (wroteVerb.test(text) && (hasAddress.test(text) || dateFirst.test(text)))
}

/** Length of a header block that begins here: a From line and at least one other field, or three other ones. */
function countCopiedHeader(lines: readonly string[], at: number): number {
  const first = labelOf(lines[at])
  if (first === null || !(fromLabel.test(first) || otherLabel.test(first))) return 0
  let others = 0
  let hasFrom = false
  let hasContent = false
  let end = at
  let gaps = 0
  for (let index = at; index < Math.min(lines.length, at + 14); index++) {
    const line = lines[index] ?? ''
    const label = labelOf(line)
    if (label !== null && fromLabel.test(label) && !(hasFrom && otherLabel.test(label))) {
      hasFrom = true
      hasContent ||= hasAddress.test(line) || hasDate.test(line)
    } else if (label !== null && otherLabel.test(label)) others++
    else if (line.trim() === '') {
      if (++gaps > 1) break
      continue
    } else if (gaps > 0 || !/^[\s<]|@/.test(line)) break
    if (gaps > 0 && label === null) break
    end = index
  }
  return (hasFrom && others >= 1 && (hasContent || others >= 2)) || others >= 3 ? end - at + 1 : 0
}

function labelOf(line: string | undefined): string | null {
  if (line === undefined || line.length > maxHeaderLineLength) return null
  return labelled.exec(line)?.[1]?.trim() ?? null
}
