// What people of the sample world write to each other in Dutch and Japanese.
import type { Conversations } from './conversation.ts'

/** Dutch conversations. */
export const dutch: Conversations = {
  greetings: ['Hoi {name},', 'Beste {name},', 'Goedemorgen {name},', 'Dag {name},'],
  closings: ['Groet,', 'Met vriendelijke groet,', 'Hartelijke groet,', 'Alvast bedankt,'],
  days: ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag'],
  fromPhone: 'Verzonden vanaf mijn telefoon',
  more: [
    'Dank je, ik zet het door naar {third}.',
    'Even een herinnering: we hebben je reactie nodig vóór {day}, anders schuift de planning op.',
    'Helemaal akkoord, zo doen we het.',
    'Sorry voor de late reactie, het was hier een gekkenhuis met de feestdagen.',
  ],
  asides: ['Groetjes van {third}.', 'Het waait hier zo hard dat de kranen stilstaan.', 'Op {day2} werk ik thuis, bel me gerust.'],
  scenarios: [
    {
      circle: 'client',
      subjects: ['{project}: test met de chauffeurs', 'Terugkoppeling app', 'Bevindingen van {day}'],
      turns: [
        [
          'we hebben de app gisteren met {number} chauffeurs getest. Ze zijn enthousiast, maar met handschoenen aan zijn de knoppen te klein en in de zon is het scherm slecht te lezen. Kunnen jullie daar vóór {day} iets aan doen?',
        ],
        [
          'wat een waardevolle test, dank! Grotere knoppen zijn zo gemaakt, voor het contrast hebben we een apart thema bedacht. {day} lukt.',
        ],
        ['top. {third} regelt een tweede ronde op het terrein.'],
        ['de nieuwe versie staat klaar. Let op: eerst de oude verwijderen.'],
        ['tweede ronde gedaan: negen van de tien zijn tevreden, en nummer tien is dat nooit.'],
      ],
    },
    {
      circle: 'client',
      begins: 'either',
      subjects: ['Afspraak {day}', 'Overleg in {place}', 'Planning komend kwartaal'],
      turns: [
        [
          'zullen we {day} om {time} uur bellen over de planning? {third} schuift ook aan. Het gaat vooral om het budget van {amount}.',
        ],
        ['{day} om {time} uur is goed. Ik stuur een voorstel mee zodat we niet vanaf nul beginnen.'],
        ['fijn, tot {day}!'],
      ],
    },
  ],
}

/** Japanese conversations. */
export const japanese: Conversations = {
  greetings: ['{name}様', '{name}様\n\nいつもお世話になっております。', 'お世話になっております。'],
  closings: ['よろしくお願いいたします。', '今後ともよろしくお願い申し上げます。', '以上、よろしくお願いいたします。'],
  days: ['月曜日', '火曜日', '水曜日', '木曜日', '金曜日'],
  fromPhone: 'スマートフォンから送信',
  more: [
    'ご連絡ありがとうございます。{third}にも共有いたします。',
    '先日お送りした件、いかがでしょうか。{day}までにご返信いただけますと幸いです。',
    '承知いたしました。こちらで進めさせていただきます。',
  ],
  asides: ['京都は紅葉が見頃です。', '{day2}は祝日のため休業いたします。'],
  scenarios: [
    {
      circle: 'client',
      subjects: ['【{project}】見本帳のデザインについて', '【{project}】ご確認のお願い', '見本帳の修正について'],
      turns: [
        [
          '見本帳のデザインをお送りいただき、ありがとうございます。社内で確認したところ、大変好評でした。\n\n次の二点について修正をお願いできますでしょうか。\n\n1. {number}ページの紙の名称\n2. 英語版の表記\n\n{day}までにお送りいただけますと助かります。',
        ],
        ['ご確認いただきありがとうございます。二点とも承知いたしました。{day}の{time}までに修正版をお送りします。'],
        ['ありがとうございます。{third}が印刷所と調整いたします。'],
        ['修正版を添付いたします。ご確認をお願いいたします。'],
        ['確認いたしました。問題ございません。こちらで進めます。'],
      ],
    },
    {
      circle: 'client',
      begins: 'either',
      subjects: ['お打ち合わせの日程について', 'オンライン会議のご案内', '展示会の件'],
      turns: [
        [
          'お打ち合わせの日程についてご相談です。{day}の{time}（日本時間）はご都合いかがでしょうか。議題は展示会の準備とお見積り（{amount}）です。',
        ],
        ['{day}の{time}で問題ございません。オンラインでお願いいたします。'],
        ['承知いたしました。後ほど会議のリンクをお送りいたします。'],
      ],
    },
  ],
}
