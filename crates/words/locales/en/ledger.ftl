# Requests for help, offers, pledges and what came of them.

nav-requests = Requests

# What everybody here sees of a request.

ledger-body = Election body
ledger-practice = Practice
ledger-answer = Answer
ledger-answered-on = Submitted on
ledger-helper = Offered by
ledger-help = Kind of help
ledger-who-delivers = Who delivers it
ledger-cost = About how much it costs
ledger-cost-none = Not said
ledger-cost-small = Under 10,000 US dollars
ledger-cost-middle = 10,000 to 49,999 US dollars
ledger-cost-large = 50,000 to 199,999 US dollars
ledger-cost-very-large = 200,000 US dollars and more
ledger-words = In their words
ledger-delivered-on = Delivered on
ledger-missing-is = What the body said is missing
ledger-last-day = Last day: { $date }
ledger-wanted = Kind of help wished for
ledger-wanted-any = Any kind that helps

ledger-stage-waiting = Waits for a second person
ledger-stage-stuck = Cannot be confirmed: whoever proposed it may no longer propose
ledger-stage-refused = Declined by a second person, never sent
ledger-stage-open = Open
ledger-stage-over = The last day is past
ledger-stage-withdrawn = Taken back
ledger-offer-made = Offer waits for an answer
ledger-offer-taken-back = Offer taken back
ledger-offer-declined = Offer declined
ledger-offer-accepted = Offer accepted: pledged
ledger-offer-delivered = Reported as delivered, not yet confirmed
ledger-offer-missing = Something is missing
ledger-offer-confirmed = Delivered and confirmed
ledger-offer-closed = Closed

# The chain of one gap.

ledger-chain-title = From the gap to what came of it
ledger-chain-practice = The practice
ledger-chain-lessons = Lessons that teach it
ledger-chain-no-lessons = No lesson on offer teaches it.
ledger-chain-helps = Kinds of help that do most for it
ledger-chain-no-helps = No kind of help in the catalogue names it.
ledger-chain-request = The request
ledger-chain-pledge = The pledge
ledger-chain-delivery = The delivery
ledger-chain-after = The answer before and after
ledger-chain-none = Not yet.
ledger-before = Before, submitted on { $date }: { $answer }.
ledger-after-gap = After, submitted on { $date }: { $answer }. It is still a gap.
ledger-after-none = After, submitted on { $date }: no gap any more. It is in place, it does not apply, or it is above the target.
ledger-after-not-asked = After, submitted on { $date }: this practice was not asked.
ledger-no-cause = Both are answers to the same version of the maturity model. Nothing is claimed about why they differ.

# The body's pages.

ledger-ask = Ask for help
ledger-own-title = Help that you ask for
ledger-own-text = Your election office can ask donors and partners for help with one gap at a time. Each request takes two people. You see here what came of it.
ledger-own-none = Your election office has not asked for help yet.
ledger-own-report = Choose a gap in your report
ledger-own-no-report = Help is asked for with a gap of a submitted report. Your election office has not submitted one yet.
ledger-own-lead = A lead of your election office can ask for help. You can confirm it as the second person.
ledger-offers-wait = { $n ->
    [one] One offer waits for your answer.
   *[other] { $n } offers wait for your answer.
}

ledger-new-page-title = Ask for help: { $practice }
ledger-new-title = Ask for help with this gap
ledger-new-shown = Exactly this will be shown
ledger-text-1 = Those to whom the request goes see exactly this, with the name of your election office, until the last day or until you take it back. What was read cannot be called back. If you accept an offer, whoever made it goes on seeing this after the last day. If you close the pledge after the delivery, they also see what your next report says of this one practice. Other gaps, scores, notes and evidence are not shown. If your assessment is counted in the figures of a round too, whoever reads both knows this one answer.
ledger-new-stands = You ask for help with this practice already.
ledger-new-stands-link = See the request
ledger-new-two = Nothing is sent yet: a second person of your election office, another lead or an assessor, sees the same and confirms it.
ledger-wanted-help = The kinds of help that do something for this practice are listed. You can leave it open.
ledger-to = Who sees it
ledger-to-all = Every donor and partner of this site, also those that join before the last day
ledger-to-named = Only those that are ticked below
ledger-to-donors = Donors
ledger-to-partners = Partners
ledger-last-day-field = Last day
ledger-last-day-help = After this day nobody sees the request any more, unless you accepted an offer. At most one year from today, the year first: 2027-05-09.
ledger-propose = Propose this request

ledger-one-page-title = Help asked for: { $practice }
ledger-one-shown = What it shows
ledger-proposed = Proposed
ledger-confirmed = Confirmed by { $name } on { $date }
ledger-waits-title = Waits for a second person
ledger-own-waits = You proposed this, so somebody else of your election office has to confirm it: another lead or an assessor. Until then nobody outside sees it.
ledger-withdraw = Take the request back
ledger-offers-title = Offers
ledger-accept-text = If you accept, the request is closed to all others, and other offers that wait are declined.
ledger-accept = Accept this offer
ledger-decline-offer = Decline this offer
ledger-confirm-delivery = Confirm that it is delivered
ledger-missing = What is missing
ledger-say-missing = Say what is missing
ledger-close-later = Submit an assessment with the same version of the maturity model after the day of the delivery. Then you can close this, and the answers before and after stand side by side. Answers to different versions are not compared.
ledger-close-text = If you close it, this line is kept, and whoever pledged sees it:
ledger-close = Close it

# The pages of donors and partners.

ledger-lists = Requests and offers
ledger-open-title = Requests for help
ledger-open-text = Election bodies ask for help with one gap each. You see the requests that are addressed to you, until their last day.
ledger-open-none = No request is addressed to you at present.
ledger-kind = Kind of help
ledger-kind-any = Every kind
ledger-practice-filter = Practice or domain
ledger-practice-filter-help = The beginning of its code, such as GOV or GOV-01.
ledger-filter = Show
ledger-only-help = Only requests that this kind of help serves:
ledger-serves = Open requests that this kind of help serves
ledger-same-practice = Other open requests on this practice

ledger-seen-page-title = { $practice }: request by { $body }
ledger-seen-text = The body shows this, and nothing else. It is meant for you: do not hand it on.
ledger-seen-closed = Closed to others
ledger-offer-title = Offer help
ledger-offer-text = Only the body sees your offer. If it accepts, your offer becomes a pledge.
ledger-as = In whose name
ledger-who-help = Your own people, or somebody whom you pay.
ledger-words-help = At most 1,000 letters: what you would do, and when.
ledger-offer = Send the offer
ledger-take-back = Take it back
ledger-day = Delivered on
ledger-delivery-words = What was delivered
ledger-deliver = Say that it is delivered

ledger-mine-title = Your offers and deliveries
ledger-mine-text = What you offered, and what became of it, the newest first.
ledger-mine-none = You have not offered help yet.
ledger-mine-here = Your offers on this request
ledger-mine-over = A request that is over
ledger-offered-on = Offered on { $date }

# What is wrong.

error-help-unknown = Choose one of the kinds of help that are listed.
error-help-to-missing = Choose who sees it.
error-help-recipients-missing = Tick at least one donor or partner, or choose that all of them see it.
error-help-day-unread = Write the day with the year first: 2027-05-09.
error-help-day-range = Choose a day after today, at most one year from today.
error-help-day-delivered = Choose a day from the acceptance until today.
error-help-stands = You ask for help with this practice already.
error-help-own-proposal = You proposed this, so somebody else has to confirm it.
error-help-own-decline = You proposed this: take it back instead.
error-help-offer-missing = Choose an offer.
error-help-offered-already = An offer of yours waits on this request already. Take it back to make another one.
error-help-kind-missing = Choose a kind of help.
error-help-who-missing = Write who delivers it.
error-help-who-long = Write who delivers it in at most 200 letters.
error-help-words-long = Write at most 1,000 letters.
error-help-cost-unknown = Choose one of the amounts that are listed.
error-help-missing-missing = Write what is missing.
error-help-delivery-missing = Write what was delivered.
error-help-ended = Whoever proposed this request may no longer propose for your election office, so it cannot be confirmed. A lead can take it back and propose it anew.
error-help-no-report = There is no report yet that was submitted after the day of the delivery with the same version of the maturity model.
error-help-report-changed = Your election office has submitted another report since, so this request would show an old answer. Nothing was sent. Look at the gaps of the new report and propose it anew.
error-help-request-over = The request is over, or it is no longer open to offers.
error-help-settled = This was settled otherwise meanwhile. Open the page again to see how it stands.

# In the audit.

audit-event-help-proposed = Request for help proposed
audit-event-help-confirmed = Request for help confirmed
audit-event-help-refused = Request for help declined
audit-event-help-withdrawn = Request for help taken back
audit-event-help-offered = Help offered
audit-event-help-offer-taken-back = Offer or pledge taken back
audit-event-help-offer-declined = Offer declined
audit-event-help-offer-accepted = Offer accepted
audit-event-help-delivered = Help reported as delivered
audit-event-help-missing = Something reported as missing
audit-event-help-delivery-confirmed = Delivery confirmed
audit-event-help-closed = Pledge closed
