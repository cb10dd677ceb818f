// What people of the sample world write to each other in English.
import type { Conversations } from './conversation.ts'

/** English conversations. */
export const english: Conversations = {
  greetings: ['Hi {name},', 'Hello {name},', 'Dear {name},', '{name},', 'Morning {name},', 'Hi {name} –'],
  closings: ['Best,', 'Best regards,', 'Thanks,', 'Many thanks,', 'Cheers,', 'Kind regards,', 'Talk soon,'],
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  fromPhone: 'Sent from my phone',
  more: [
    'Noted. I have put it on the list for {day} so that it does not get lost between the other {project} topics.',
    'Quick follow-up: {third} asked whether we can share the {thing} one day earlier. I said probably, but not before {time}.',
    'Thanks, that helps. I will fold it into the summary and send it round to everybody before the end of the week.',
    'Just checking that my last mail reached you. No hurry, but I would like to close this before {day2}.',
    'Sorry for the slow answer, {day} was swallowed by interviews. Yes to all of it.',
    'Agreed. If it slips past {day2} let me know and I will tell {third} so that nobody waits for us.',
    'One detail I forgot: please use the file in the shared folder, not the one attached to the first mail. The older one still has the wrong numbers.',
    'Perfect. Consider it done from our side.',
    '{third} just confirmed as well, so that is everybody.',
    'I have read it twice now. The first half is strong; from page {number} on it loses me a little. Can we cut there?',
  ],
  asides: [
    'Hope the trip back was less adventurous than the way there.',
    'The lift is out of order again, so please bring good shoes when you visit.',
    'I write this from the train, please forgive the odd typo.',
    'We have a new intern who asks the best questions of us all.',
    'If you like, we can settle the rest over lunch.',
    'The coffee machine has been repaired. Productivity follows.',
    'I showed it to my mother, who understood it at once. A good sign.',
    'There is no need to answer tonight.',
    'I copied {third}, who knows the history better than I do.',
    'By the way, {third} sends greetings.',
    'I am out on {day2} afternoon, in case you need anything before then.',
    'My daughter has decided that I should present this with puppets. I am considering it.',
    'It was good to see the whole team in one room for once.',
    'I will be on the train most of {day}, so a short call is easier than a long mail.',
    'Congratulations on the launch, by the way. It looked wonderful from here.',
  ],
  scenarios: [
    {
      circle: 'client',
      subjects: ['{project}: feedback on the {thing}', 'Comments on the {thing}', '{thing} – first impressions'],
      turns: [
        [
          'We looked at the {thing} together this morning. The direction is right, and the new structure makes far more sense than the old one.\n\nThree points from our side:\n\n1. The start is too quiet. People need to see the most important thing first.\n2. {third} would like the colours checked for contrast.\n3. The wording on page {number} is still the placeholder from last month.\n\nCould you send a new version by {day}?',
          'Thank you for the {thing}. Overall we are very happy with it. Two things made us stumble: the order of the sections, and the amount of text on page {number}. {third} has put comments into the document.\n\nDo you think {day} is realistic for the next round?',
        ],
        [
          'Thanks for looking at it so quickly. All three points make sense. {day} works; you will have it by {time}.\n\nOn the contrast question: we measured it and two of the pairs fail, so we will change those anyway.',
          'Good comments, thank you. I would rather keep the order and shorten the text – I have attached a sketch of what I mean. If that convinces you, {day} is no problem at all.',
        ],
        [
          'The sketch convinced {third}, and that is the harder audience. Go ahead.',
          'Wonderful. Then we will keep {day} at {time} for the walk-through and invite the others.',
        ],
        [
          'The new version is in the shared folder: {thing}, version {number}. Changes are listed on the first page so nobody has to hunt for them.',
        ],
        ['Had a look on the way home. This is it. Please treat the {thing} as approved and carry on with the next one.'],
      ],
    },
    {
      circle: 'client',
      begins: 'either',
      subjects: ['Workshop in {place}', '{project} workshop: agenda and travel', 'Planning our day in {place}'],
      turns: [
        [
          'I would like to fix the date for our workshop. {day} or {day2} would both work for the room in {place}. We would start at {time} and should be done by four, so that everybody gets their train.\n\nWhich of the two suits you?',
          'We have the big room in {place} on {day}. Would that work for you and {third}? I am thinking of a half day: goals in the morning, the {thing} after lunch.',
        ],
        [
          '{day} is better for us, {third} has another appointment on {day2}. {time} is fine. I will send an agenda: goals first, then the {thing}, and an hour at the end for open questions.',
          '{day} it is. {third} will join in person, I might have to dial in for the last hour. I will bring printouts of the {thing}.',
        ],
        [
          'Good. Lunch is on us – any allergies I should know about?',
          'Perfect, booked. The easiest way is to ring at the side entrance, the front door is being repaired.',
        ],
        ['No allergies, one vegetarian. We will be {number} people. See you on {day}.'],
        [
          'Thank you again for today. I think we got further in four hours than in the last four weeks. {third} is writing up the notes; the three decisions about the {thing} are on the wall and now also in the folder.',
        ],
      ],
    },
    {
      circle: 'client',
      subjects: ['Invoice {number} – a question', 'Invoice for the {thing}', 'Purchase order for {project}'],
      turns: [
        [
          'Our accounting asks about your last invoice for {project}: the {thing} appears with {amount}, while the offer said a little less. Could you check which one is right? I would like to get it paid before the end of the month.',
          'Could you please send the invoice for the {thing} again, with our purchase order number on it? Without it the system sends it back to me every single time.',
        ],
        [
          'You are right, sorry. The difference is the extra round in {thing} that we agreed on by phone, but it should have been a line of its own. A corrected invoice over {amount} is attached.',
          'Of course. The corrected one is attached, same amount ({amount}), with your order number in the first line. I have noted it for the future.',
        ],
        ['Perfect, that is clear. It goes out with the payment run on {day}.'],
        ['Thank you! Received on our side.'],
      ],
    },
    {
      circle: 'client',
      needs: 'software',
      subjects: ['{thing} on the staging server is broken', 'Problem with the {thing}', 'Bug: {thing}'],
      turns: [
        [
          'Since this morning the {thing} on staging shows an empty page after signing in. {third} and I both see it, in two different browsers. Did something change on your side last night?\n\nWe want to show it to the board on {day}, so this is a little urgent.',
          'We have a strange one: in the {thing} the dates are one day off for everybody west of Greenwich. {third} noticed it in {place}. Screenshot attached.',
        ],
        [
          'Thanks for the report. I can reproduce it. An update of a library broke the session handling; {third} is on it and we will have a fix before {time}.',
          'Found it: an all-day date was treated as midnight and moved with the time zone. Embarrassing, but simple. The fix goes out today.',
        ],
        [
          'Works again here. What was it, in one sentence I can repeat upstairs?',
          'Confirmed, dates are right again. Thank you for the quick reaction.',
        ],
        [
          'One sentence: two parts of the program disagreed about who keeps the session, and now there is a test that makes sure they never do again.',
        ],
      ],
    },
    {
      circle: 'client',
      begins: 'either',
      subjects: ['Introducing {third}', 'New contact for {project}', 'Handing over {project}'],
      turns: [
        [
          'I am moving to another team from next month. {third}, in copy, takes over {project} and everything around the {thing}. You will be in very good hands.\n\nCould we find half an hour on {day} for a proper handover?',
          'A quick introduction: {third} joins us this week and will look after the {thing}. I thought it best if the two of you talk directly.',
        ],
        [
          'Thank you for the introduction, and all the best for the new role! Nice to meet you, {third}. {day} at {time} suits me well. I will send an invitation.',
          'Welcome, {third}! Shall we start with a call on {day}, {time}? I can show you where everything lives.',
        ],
        ['{day} at {time} is perfect. I have read the project diary already and have about {number} questions.'],
      ],
    },
    {
      circle: 'client',
      subjects: ['Offer for the {thing}', 'Next phase of {project}', 'Proposal: {thing}'],
      turns: [
        [
          'We would like to go on with the {thing} after the summer. Could you make us an offer? Scope as discussed in {place}: concept, design, and two rounds with users. Our budget is around {amount}, but I would rather know the honest number.',
          'The board has asked what the next phase of {project} would cost. Could you send a rough figure for the {thing} by {day}? A range is good enough for now.',
        ],
        [
          'With pleasure. The offer is attached: {amount} for everything including the two rounds with users, ready eight weeks after the start. Two options are listed separately, so that you can decide without another mail.',
          'A range, then: between {amount} and a fifth more, depending on how many languages we need. I have written down the assumptions on one page.',
        ],
        ['Thank you, that is very clear. I need {third}’s signature and will come back to you by {day}.'],
        ['Any news about the offer? Not pushing – only that {third} plans the team for next quarter on {day2}.'],
        ['Signed! Scan attached, the original is in the post. Looking forward to it.'],
      ],
    },
    {
      circle: 'client',
      subjects: ['Contract: last changes', 'Data protection questions for {project}', 'Draft agreement'],
      turns: [
        [
          'Please find our changes to the {thing} attached. Most are wording. The two that matter are liability (clause {number}) and who keeps the source files after the end. Could we speak on {day}?',
          'Before we can sign, our data protection officer would like to know where the data of {project} is stored, who can see it, and for how long. A short written answer would be best.',
        ],
        [
          'Thank you. Clause {number} is fine with us. On the source files we would like to keep the usual arrangement: you get everything, we may show it in our portfolio. {day} at {time} works for a call.',
          'Everything stays within the EU, access is limited to four named people, and it is deleted ninety days after the end. The formal answer with the list of processors is attached.',
        ],
        [
          'That is acceptable. I will prepare the clean version for signature.',
          'Many thanks, that was the answer they hoped for. Nothing stands in the way now.',
        ],
        ['Signed by both sides. A copy for your files is attached.'],
      ],
    },
    {
      circle: 'team',
      subjects: ['Who can take the {thing}?', '{project}: staffing next week', 'Holiday cover for {project}'],
      turns: [
        [
          '{third} is away from {day} on, and somebody needs to keep the {thing} moving. It is perhaps two days of work. Could you take it, or should I ask around?',
          'The {thing} needs another pair of hands before {day2}. I know you are busy with two other things. Could one of them wait?',
        ],
        [
          'I can do it from {day} on, if {third} writes me half a page about where things stand.',
          'One of them can wait, yes. I will start on {day}. Please tell the client it is me now, so that they do not keep writing to {third}.',
        ],
        ['Half a page is in the project folder. Thank you, you are saving us.'],
        ['Status: the {thing} is done except for the last check, which I would like a second pair of eyes for.'],
      ],
    },
    {
      circle: 'team',
      subjects: ['Lunch talk: ideas?', 'Studio day in {place}', 'Monday round: topics'],
      turns: [
        [
          'Next studio lunch is on {day}. I would love somebody to show how the {thing} came about, warts and all. Twenty minutes, no slides needed. Any takers?',
          'Topics for the next round so far: hiring, the {thing}, and whether we really need a third coffee grinder. Anything else?',
        ],
        [
          'I will do it, if {third} helps with the part about the mistakes. We have {number} of them to choose from.',
          'Please add: what we learned from {project}. And yes, we need the grinder.',
        ],
        ['Great, you are on. I will order the usual from the place on the corner.'],
      ],
    },
    {
      circle: 'team',
      subjects: ['Numbers for the quarter', '{project}: hours', 'Budget check {project}'],
      turns: [
        [
          'I have closed the month. {project} stands at {amount}, which is about four fifths of the budget, and the {thing} is not done. Can we talk about it before the client notices?',
          'Please enter your hours by {day}. Without them I cannot send the invoice for the {thing}, and without the invoice there is no party.',
        ],
        [
          'I saw it coming. Two days went into the extra round that {third} wanted. Let us offer it as a separate item; they will understand. {day} at {time}?',
          'Entered. Note that {number} hours of it belong to the {thing} and not to {project} in general.',
        ],
        ['Agreed, good idea. I will prepare a page with the figures.'],
      ],
    },
    {
      circle: 'freelance',
      subjects: ['Available in the coming weeks?', 'A job: {thing}', '{project} – would you like to join?'],
      turns: [
        [
          'We have a nice piece of work coming up, the {thing} for {project}, roughly {number} days from {day} on. Would you have time, and would you like to? Budget is {amount}.',
          'Are you free in the second half of the month? {third} and I would love to have you on the {thing} again.',
        ],
        [
          'I would love to! From {day} on I have time, before that I am on another job until {day2}. {amount} works for me.',
          'Yes and yes. I can start on {day}. Could you send me what is there already, so that I can think about it on the train?',
        ],
        ['Wonderful, you are booked. {third} will send you access to the folder and a short briefing.'],
        ['First sketches are attached. I went in two directions, the second one is braver. Curious what you think.'],
        ['The brave one! {third} laughed out loud, in the good way. Please go on with that.'],
        ['Final files are in the folder, my invoice over {amount} is attached. It was a pleasure, as always.'],
      ],
    },
    {
      circle: 'private',
      subjects: ['Dinner on {day}?', 'Weekend plans', 'Are you in town?'],
      turns: [
        [
          'We have not seen each other in far too long. Dinner on {day}? I found a place near the canal where they still make their own noodles. {time} would be good.',
          'I am in town from {day} on. Coffee? Walk? Both? Bring the kids if you like.',
        ],
        [
          'Yes please! {day} is good, {time} might be tight because of the school concert. Half an hour later?',
          'What a nice surprise. {day} afternoon works, we could meet at the playground so that the small ones are busy.',
        ],
        ['Perfect, I have booked a table for {number}. {third} is coming too.', 'Done. I will bring cake, you bring stories.'],
        ['That was lovely. Next time at our place, {third} has already promised to cook.'],
      ],
    },
    {
      circle: 'private',
      subjects: ['Grandma’s birthday', 'Family summer week', 'Christmas: who sleeps where'],
      turns: [
        [
          'I have started a list. We will be {number} people if everybody comes. Could you take care of the cake and the photo book? I will do the drinks, and {third} has volunteered for the speech, heaven help us.',
          'The house by the lake is free in the first week of the holidays. {amount} for all of us together. Shall I say yes? I need to tell them by {day}.',
        ],
        [
          'Cake yes, photo book yes, but I need everybody’s pictures by {day}. Please remind {third}, I have given up.',
          'Say yes! The children are already packing. I will transfer our part today.',
        ],
        [
          'Reminded twice. You will have them on {day2}.',
          'Booked. Train or car? If you take the car I would send the big tent along with you.',
        ],
        ['All set. Call me on {day} evening if anything changes.'],
      ],
    },
    {
      circle: 'private',
      subjects: ['The photos from {place}', 'That book I mentioned', 'Your bike'],
      turns: [
        [
          'I finally sorted the pictures. The one with the umbrella is the best thing anybody has ever taken of {third}. Link is in the folder, tell me if it does not open.',
          'I still have your bike in the cellar. It has new brakes now, do not ask. When do you want it back? {day} would suit me.',
        ],
        [
          'It opens, and I have been laughing for ten minutes. I will have the umbrella one framed.',
          'New brakes! You should keep it longer more often. I will come by on {day} around {time}.',
        ],
      ],
    },
  ],
}
