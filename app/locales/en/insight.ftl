# What donors see, what bodies let them see, and the operator's rounds.

insight-title = Insight
insight-lead = See where the gaps in election security are, by region and by domain, and where help would close the most.
insight-sign-in-text = Donors’ analysts sign in to read the figures.
insight-no-role = Your account belongs to no donor. These figures are for donors’ analysts; whoever runs this site can add you.
insight-about-see-title = What donors find here
insight-about-see-heatmap = A heatmap of each closed round: twelve domains by region and by income group, in four bands.
insight-about-see-named = The gap reports of election bodies that chose to be seen by name.
insight-about-see-lessons = For each domain, the practices behind it and the lessons that teach them.
insight-about-not-title = What nobody finds here
insight-about-not = A body decides for itself, with two people, whether it takes part and how. A body that takes part without its name is only ever counted together with at least four others, and the figures are built so that no sum or difference of them singles one out.
insight-closed-title = Closed rounds
insight-no-rounds = No round has been closed yet. Its figures appear here on the day it closes.
insight-open-title = Open rounds
insight-open-text = Bodies are still deciding and contributing. Nothing of an open round is shown.
insight-open-since = Open since { $date }
insight-closed-on = Closed on { $date }.

insight-bodies = { $n ->
    [0] no body
    [one] 1 body
   *[other] { $n } bodies
}
insight-coverage = { $all } in all: { $named } by name, { $others } in aggregate only.
insight-coverage-named = { $named ->
    [0] No body is shown by name, and fewer than { $k } others contribute, so there are no figures to show.
    [one] One body is shown by name. Fewer than { $k } others contribute in aggregate, so nothing of them is shown.
   *[other] { $named } bodies are shown by name. Fewer than { $k } others contribute in aggregate, so nothing of them is shown.
}

insight-regions-title = By region
insight-regions-caption = Domains by region
insight-income-title = By income group
insight-income-caption = Domains by income group
insight-heatmap-text = The upper part of a cell is the band of the bodies that contribute in aggregate only. The lower part, where there is one, is the mean of the bodies shown by name. Choose a cell to see what is behind it.
insight-domain = Domain
insight-all-bodies = All bodies
insight-stratum = { $region }, { $income }
insight-in-aggregate = In aggregate
insight-by-name = By name
insight-band-starting = Starting
insight-band-developing = Developing
insight-band-managed = Managed
insight-band-advanced = Advanced
insight-band-range = { $from } to below { $to }
insight-band-from = { $from } to 4.00
insight-hidden = hidden
insight-hidden-why = “Hidden” means: fewer than { $k } bodies contribute in aggregate, or showing them would single some of them out. No, few and unfinished contributions look the same.

insight-named-title = Bodies shown by name
insight-named-text = As they stood when the round closed.
insight-named-none = No body of this round shows itself to you by name.
insight-beside = Shown to you only
insight-average = Average
insight-gated = Gated level
insight-target = Target
insight-lowest = Lowest point
insight-not-answered = not answered
insight-none-by-name = none
insight-body = Body
insight-group = Group
insight-files-title = The figures as files
insight-files-text = Every donor gets the same files, byte by byte. They hide what this page hides.
insight-csv = Table (CSV)
insight-json = Everything (JSON)
insight-how-title = How these figures were made
insight-how-atoms = Bodies without a name are gathered into groups of at least { $k } by region and income group, never by their scores. A row shows something of them only if it holds whole groups.
insight-how-bands = Where such bodies take part there is a band, never an exact mean. Bodies shown by name are kept apart, with their exact mean.
insight-how-frozen = The figures were frozen when the round closed. Nothing that a body changes later changes them.
insight-fingerprint = Fingerprint of the JSON file (SHA-256):

insight-domain-page-title = { $domain }, { $round }
insight-domain-figures-title = Figures
insight-domain-figures-caption = This domain in every group of bodies
insight-mean-by-name = Mean by name
insight-bodies-by-name = Bodies by name
insight-named-domain-caption = This domain in the bodies shown by name
insight-practices-title = What this domain asks
insight-practices-text = The practices that an election body is asked about, each at its level from 1 to 4.
insight-lessons-title = Lessons of help
insight-no-lessons = No lesson teaches these practices yet.

insight-body-page-title = { $body }, { $round }
insight-body-frozen = This is the body’s gap report as it was when the round closed. Notes and evidence are not part of it.

# What a body lets donors see.

sharing-title = What donors see of you
sharing-lead = You decide, round by round, whether donors see anything of your assessment, and how much.
sharing-two-people = Every decision takes two people: a lead proposes, a second person confirms. Until then nothing changes. Without a decision you take no part.
sharing-lowering = If you allow less than before, that counts for releases to come. A round that is closed stays as it was: its figures are already with the donors.
sharing-submitted = Your last full assessment was submitted on { $date }. It is the one that counts when the round closes, unless you submit a newer one before.
sharing-not-submitted = You have not submitted a full assessment yet. Until you do, nothing of you is shown, whatever you allow. A Quick Scan does not count.
sharing-levels-title = The four levels
sharing-donor-sees = A donor then sees:
sharing-limits = What the bands cannot protect against: if several other bodies of your group gave their answers to the same donor, in this round or in an earlier one, that donor could narrow down yours. The bodies in a group are never listed.
sharing-level-none = Take no part
sharing-level-aggregate-only = In aggregate only
sharing-level-anonymised = Anonymised
sharing-level-named = By name
sharing-short-none = Nothing of you is shown or counted.
sharing-short-aggregate-only = You are counted with at least four other bodies.
sharing-short-anonymised = For now the same as in aggregate only.
sharing-short-named = Donors see your name, your scores and your gap report.
sharing-text-1-none = We take no part in this round. Our assessment is neither shown nor counted.
sharing-text-1-aggregate-only = Our averages may be counted together with those of at least four other bodies of our region or income group, and shown only as a band over all of them. Our name, our scores and our answers are shown to nobody.
sharing-text-1-anonymised = Our averages may also be shown as a profile without our name. As long as this site makes no such profiles, we are counted in aggregate only.
sharing-text-1-named = Our name, our averages in each domain and our gap report, as last submitted before the round closes, may be shown.
sharing-agree-1 = This holds for one round. It can be changed by two people until the round closes; what was released then cannot be called back.
sharing-donor-none = nothing. You look like a body that does not exist here.
sharing-donor-aggregate-only = “Developing”, for example, in the cell of your region, if at least five bodies stand behind it and all of them answered the whole domain.
sharing-donor-anonymised = the same as in aggregate only, until anonymised profiles exist.
sharing-donor-named = your name, your averages, your dyke profile and your gap report. Notes and evidence stay with you.
sharing-no-open-round = No round is open at present. When one opens, you decide here.
sharing-round-open = Open since { $date }
sharing-in-force = In force towards every donor:
sharing-was-in-force = In force towards every donor when the round closed:
sharing-default = Nobody has decided otherwise.
sharing-decided = Proposed by { $proposer } on { $proposed }, confirmed by { $confirmer } on { $confirmed }.
sharing-lead-proposes = A lead of your body can propose another level here. You can confirm it as the second person.
sharing-propose-legend = Propose a level towards every donor
sharing-propose = Propose
sharing-waiting-title = Waits for a second person
sharing-recipient = To one donor:
sharing-proposed-level = Proposed:
sharing-proposed = By { $proposer } on { $proposed }
sharing-own-waits = You proposed this, so somebody else of your body has to confirm it: another lead or an assessor.
sharing-confirm = Confirm as the second person
sharing-decline = Decline
sharing-withdraw = Take it back
sharing-single-title = Single donors
sharing-single-text = You can show yourself by name to one donor, whatever the others see. It changes nothing in the figures that every donor gets.
sharing-donor-shown = Sees you by name
sharing-donor-not-shown = Sees what every donor sees
sharing-donor-show = Propose to show us by name
sharing-donor-stop = Propose to stop showing us by name
sharing-past-title = Closed rounds
sharing-contributed = Your assessment was part of it.
sharing-not-contributed = Nothing of you was part of it.
sharing-every-donor = Every donor
sharing-history-title = History
sharing-history-caption = Every proposal of { $round }, the newest first
sharing-history-when = Proposed on
sharing-history-recipient = To whom
sharing-history-level = Level
sharing-history-proposer = Proposed by
sharing-history-outcome = Outcome
sharing-state-waiting = Waits for a second person
sharing-state-withdrawn = Taken back on { $date }
sharing-state-declined = Declined by { $name } on { $date }
sharing-state-confirmed = Confirmed by { $name } on { $date }
sharing-receipt = Receipt
sharing-receipt-title = Receipt of consent
sharing-receipt-body = Election body
sharing-receipt-round = Round
sharing-receipt-proposed = Proposed
sharing-receipt-confirmed = Confirmed
sharing-receipt-id = Number of this receipt
sharing-receipt-text-version = Version of the text
sharing-receipt-text = What was agreed
sharing-receipt-print = Print this page with your browser to keep it.
sharing-receipt-back = Back to what donors see of you

error-round-closed = This round is closed. What was decided before stays as it is.
error-round-busy = Decisions keep coming in for this round. Try again in a minute.
error-consent-level-missing = Choose one of the levels.
error-consent-waiting = A proposal waits already. Confirm it, decline it or take it back first.
error-consent-unchanged = This level is in force already. Choose another one.
error-consent-own-proposal = You proposed this yourself. It takes a second person of your body to confirm it.
error-consent-own-decline = You proposed this yourself. Take it back instead of declining it.
error-consent-not-own = Somebody else proposed this. You can confirm or decline it.
error-consent-settled = Somebody settled this proposal in the meantime. Load the page again to see what is in force.

# The operator's rounds.

admin-nav-overview = Overview
admin-nav-organisations = Organisations
admin-nav-rounds = Rounds
admin-kind-election-body = Election bodies
admin-kind-donor = Donors
admin-kind-partner = Partners
admin-kind-operator = Operators
admin-organisations-link = See and add organisations
admin-rounds-open = Open
admin-rounds-closed = Closed
admin-rounds-link = Open and close rounds
admin-rounds-text = In a round, bodies decide what donors may see. Closing it freezes what they contribute and makes the release.
admin-rounds-none = There is no round yet. Open the first one below.
admin-open-title = Open a round
admin-open-field = Title
admin-open-help = Such as “Spring 2027”. Bodies and donors see it; its address follows from it and stays.
admin-open-button = Open the round
admin-close-link = Check and close
admin-close-title = Close this round
admin-close-contributing = Bodies that take part
admin-close-without = Agreed, but without a submitted full assessment with the present version of the model
admin-close-known = Left out of the aggregate: every donor knows the figures from an earlier round
admin-close-waiting = Proposals that wait for their second person
admin-close-blanks = { $n ->
    [one] One body that takes part has left questions open, or marked a whole domain as not applicable. If it is counted in aggregate, these domains stay hidden for every group with it:
   *[other] { $n } bodies that take part have left questions open, or marked a whole domain as not applicable. Where they are counted in aggregate, these domains stay hidden for every group with them:
}
admin-close-text = Closing cannot be undone. Every donor gets the same figures from then on, and nothing that a body changes later changes them. If something is missing, ask the bodies first and close later.
admin-close-understood = I have read this and want to close the round now.
admin-close-button = Close the round
admin-close-cancel = Not now

error-round-title-missing = Enter a title.
error-round-title-long = Use at most 120 characters.
error-round-title-taken = There is a round with this title. Choose another one.
error-round-not-confirmed = Tick the box to say that you want to close the round.
