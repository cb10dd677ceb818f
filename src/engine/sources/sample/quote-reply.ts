// Replies as mail programs write them: the line above the quote and the marks before it, in the program's language.
import type { Language } from './circle.ts'
import type { MailProgram, Person } from './people.ts'
import { two, wallClock } from './zoned-time.ts'

/** What is quoted. */
export interface QuotedMail {
  readonly from: Person
  readonly fromEmail: string
  readonly to: string
  readonly subject: string
  readonly atMs: number
  /** What the person wrote, with whatever they quoted themselves. */
  readonly text: string
}

const weekdays: Record<Language, readonly string[]> = {
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  de: ['So', 'Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa'],
  fr: ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.'],
  es: ['dom', 'lun', 'mar', 'mié', 'jue', 'vie', 'sáb'],
  it: ['dom', 'lun', 'mar', 'mer', 'gio', 'ven', 'sab'],
  pt: ['dom.', 'seg.', 'ter.', 'qua.', 'qui.', 'sex.', 'sáb.'],
  nl: ['zo', 'ma', 'di', 'wo', 'do', 'vr', 'za'],
  ja: ['日', '月', '火', '水', '木', '金', '土'],
}

const months: Record<Exclude<Language, 'ja'>, readonly string[]> = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  de: ['Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni', 'Juli', 'Aug.', 'Sept.', 'Okt.', 'Nov.', 'Dez.'],
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  es: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sept', 'oct', 'nov', 'dic'],
  it: ['gen', 'feb', 'mar', 'apr', 'mag', 'giu', 'lug', 'ago', 'set', 'ott', 'nov', 'dic'],
  pt: ['jan.', 'fev.', 'mar.', 'abr.', 'mai.', 'jun.', 'jul.', 'ago.', 'set.', 'out.', 'nov.', 'dez.'],
  nl: ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'],
}

const outlookHeads: Record<Language, readonly [from: string, sent: string, to: string, subject: string]> = {
  en: ['From', 'Sent', 'To', 'Subject'],
  de: ['Von', 'Gesendet', 'An', 'Betreff'],
  fr: ['De ', 'Envoyé ', 'À ', 'Objet '],
  es: ['De', 'Enviado', 'Para', 'Asunto'],
  it: ['Da', 'Inviato', 'A', 'Oggetto'],
  pt: ['De', 'Enviada', 'Para', 'Assunto'],
  nl: ['Van', 'Verzonden', 'Aan', 'Onderwerp'],
  ja: ['差出人', '送信日時', '宛先', '件名'],
}

/** The line that a program puts above what it quotes; Outlook's is a block of several lines. */
function quoteHeadOf(mail: QuotedMail, program: MailProgram, language: Language, timeZone: string): string {
  const clock = wallClock(timeZone, mail.atMs)
  const time = `${two(clock.hour)}:${two(clock.minute)}`
  const who = `${mail.from.name} <${mail.fromEmail}>`
  const weekday = weekdays[language][clock.weekday] ?? ''
  const month = language === 'ja' ? '' : (months[language][clock.month - 1] ?? '')
  if (program === 'outlook') {
    const [from, sent, to, subject] = outlookHeads[language]
    const date =
      language === 'ja'
        ? `${clock.year}年${clock.month}月${clock.day}日 ${time}`
        : language === 'en'
          ? `${weekday}, ${month} ${clock.day}, ${clock.year} ${time}`
          : `${weekday} ${two(clock.day)}.${two(clock.month)}.${clock.year} ${time}`
    const dashes =
      language === 'en' ? '-----Original Message-----\n' : language === 'de' ? '-----Ursprüngliche Nachricht-----\n' : ''
    return `${dashes}${from}: ${who}\n${sent}: ${date}\n${to}: ${mail.to}\n${subject}: ${mail.subject}\n`
  }
  switch (language) {
    case 'en':
      if (program === 'gmail')
        return `On ${weekday}, ${month} ${clock.day}, ${clock.year} at ${clock.hour % 12 === 0 ? 12 : clock.hour % 12}:${two(clock.minute)}\u202f${clock.hour < 12 ? 'AM' : 'PM'} ${who} wrote:`
      return program === 'thunderbird'
        ? `On ${two(clock.day)}/${two(clock.month)}/${clock.year} ${time}, ${mail.from.name} wrote:`
        : `On ${clock.day} ${month} ${clock.year}, at ${time}, ${who} wrote:`
    case 'de':
      return program === 'gmail'
        ? `Am ${weekday}., ${clock.day}. ${month} ${clock.year} um ${time} Uhr schrieb ${who}:`
        : `Am ${two(clock.day)}.${two(clock.month)}.${clock.year} um ${time} schrieb ${mail.from.name}:`
    case 'fr':
      return program === 'gmail'
        ? `Le ${weekday} ${clock.day} ${month} ${clock.year} à ${time}, ${who} a écrit :`
        : `Le ${clock.day} ${month} ${clock.year} à ${time}, ${mail.from.name} a écrit :`
    case 'es':
      return `El ${weekday}, ${clock.day} ${month} ${clock.year} a las ${time}, ${mail.from.name} (<${mail.fromEmail}>) escribió:`
    case 'it':
      return `Il giorno ${weekday} ${clock.day} ${month} ${clock.year} alle ore ${time} ${who} ha scritto:`
    case 'pt':
      return `${mail.from.name} <${mail.fromEmail}> escreveu no dia ${weekday} ${two(clock.day)}/${two(clock.month)}/${clock.year} à(s) ${time}:`
    case 'nl':
      return `Op ${weekday} ${clock.day} ${month} ${clock.year} om ${time} schreef ${who}:`
    case 'ja':
      return `${clock.year}年${clock.month}月${clock.day}日(${weekday}) ${time} ${who}:`
  }
}

/** Every line with a mark before it. */
function markQuoted(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : line === '' ? '>' : `> ${line}`))
    .join('\n')
}

/** A whole reply: above the quote as most do, below it as Thunderbird's people do. */
export function writeReply(
  own: string,
  signature: string,
  quoted: QuotedMail | null,
  program: MailProgram,
  language: Language,
  timeZone: string,
): string {
  const signed = signature === '' ? own : `${own}\n\n${signature}`
  if (quoted === null) return signed
  const head = quoteHeadOf(quoted, program, language, timeZone)
  if (program === 'outlook') return `${signed}\n\n${head}\n${quoted.text}`
  const quote = `${head}\n${program === 'gmail' ? '\n' : ''}${markQuoted(quoted.text)}`
  return program === 'thunderbird' ? `${quote}\n\n${signed}` : `${signed}\n\n${quote}`
}

/** The HTML of a reply, with the class names and tags by which programs mark quotes and signatures. */
export function writeHtmlReply(
  own: string,
  signature: string,
  quoted: QuotedMail | null,
  program: MailProgram,
  language: Language,
  timeZone: string,
): string {
  const paragraphs = (text: string): string =>
    text
      .split('\n\n')
      .map(
        (paragraph) =>
          `<${program === 'outlook' ? 'p class="MsoNormal"' : 'div'}>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</${program === 'outlook' ? 'p' : 'div'}>`,
      )
      .join(program === 'outlook' ? '\n' : '<div><br></div>\n')
  const signed =
    signature === ''
      ? ''
      : program === 'gmail'
        ? `<br clear="all"><div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature">${escapeHtml(signature.replace(/^-- \n/, '')).replaceAll('\n', '<br>')}</div></div>`
        : `<br>${paragraphs(signature)}`
  const body = `${paragraphs(own)}${signed}`
  if (quoted === null) return `<html><body>${program === 'gmail' ? `<div dir="ltr">${body}</div>` : body}</body></html>`
  const head = escapeHtml(quoteHeadOf(quoted, program, language, timeZone)).replaceAll('\n', '<br>')
  const inner = escapeHtml(quoted.text).replaceAll('\n', '<br>\n')
  switch (program) {
    case 'gmail':
      return `<html><body><div dir="ltr">${body}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${head}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${inner}</blockquote></div></body></html>`
    case 'outlook':
      return `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif;} --></style></head><body lang="${language.toUpperCase()}"><div class="WordSection1">${body}<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${head}</p></div>${inner}</div></body></html>`
    default:
      return `<html><body style="overflow-wrap: break-word;">${body}<br><div><blockquote type="cite"><div>${head}</div><br><div>${inner}</div></blockquote></div></body></html>`
  }
}

/** Text made safe inside HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
