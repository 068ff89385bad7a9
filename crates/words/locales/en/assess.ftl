# Profile, questionnaire, review, gap report.

assess-title = Assessment
assess-visitor-lead = Find out with your colleagues how well your elections are protected, and what to do first.
assess-visitor-step-1 = Say which technology your elections use and when the next one is.
assess-visitor-step-2 = Answer questions in plain words, each person the part they know. The Quick Scan takes about 75 minutes, with a call or two.
assess-visitor-step-3 = Read your gap report: what to do before the election, and the lessons that help.
assess-visitor-trust = Your answers are seen by your own colleagues only, until two people of your body decide otherwise.
assess-no-body = You do not belong to an election body here yet. Ask the lead of your body to add you.
assess-no-body-link = Meanwhile, browse the courses
assess-choose-body = You belong to several election bodies. Choose one.
assess-scope-quick = Quick Scan
assess-scope-full = Full assessment
assess-scope-legend = How much do you want to answer?
assess-scope-quick-help = { $n ->
    [one] One question on the first protections.
   *[other] { $n } questions on the first protections, about 75 minutes with a call or two. It can become a full assessment later; no answer is lost.
}
assess-scope-full-help = { $n ->
    [one] One question.
   *[other] { $n } questions, best shared among several people.
}
assess-start = Start the assessment
assess-assessment-name = { $scope } of { $date }
assess-progress = { $answered } of { $asked } answered
assess-progress-short = { $answered } of { $asked }
assess-progress-label = Share of the questions that are answered
assess-nothing-asked = nothing asked
assess-domains-label = Domains
assess-domains-short-label = All domains
assess-domain-place = Domain { $domain } of { $n }
assess-body-label = Your body
assess-draft = Draft
assess-submitted = Submitted
assess-submitted-on = Submitted on { $date }
assess-frozen = Submitted on { $moment }. The answers can be read and no longer be changed.
assess-model-corrected = Some questions of this assessment have been corrected since it was started. Look again at what you have answered.
assess-model-newer = There is a newer version of the model, version { $newer }. This assessment goes on with version { $version }; your next one will use the newer one.
assess-too-late = This assessment was submitted before your answers came, so they were not saved. What you wrote stands below beside each practice: copy what you still need.
assess-done = complete
assess-unknown-count = { $n ->
    [one] one unknown
   *[other] { $n } unknown
}
assess-last-by = Last answered by { $name }, { $moment }
assess-continue = Continue answering
assess-all-domains = See all domains
assess-review-link = Review and submit
assess-report-link = Gap report
assess-draft-report = See the gap report so far
assess-answers-link = Answers
assess-next-title = Next step
assess-next-answer = Answer the next questions.
assess-next-review = Every question has an answer. Look through it and submit.
assess-next-wait = Every question has an answer. The lead of your body can now submit it.
assess-next-profile = Say which technology your elections use and when the next one is. The questions and targets follow from it.
assess-next-lead = The lead of your body first says which technology your elections use and when the next one is.
assess-next-start = Start the first assessment.
assess-next-again = Read the last report, or start the next assessment.
assess-next-lead-start = The lead of your body starts the assessment. Then you can answer here.
assess-next-read = Read the last report.
assess-none-submitted = Nothing has been submitted yet.
assess-submitted-title = Submitted assessments
assess-election-title = Next election
assess-weeks-left = { $n ->
    [0] this week
    [one] one week left
   *[other] { $n } weeks left
}
assess-election-past = The election of { $date } is over. Enter the next one.
assess-no-election = No date is entered. With a date, the report can say what can still be done in time.
assess-profile-title = Technology and tier
assess-profile-link = Describe your body
assess-profile-edit = Change the profile
assess-no-technology = No technology is named.
assess-people-link = People
assess-sharing-link = What donors may see
assess-extend-title = Go on to the full assessment
assess-extend-text = The questions on the higher levels are added. Every answer that you have given stays.
assess-extend = Extend to a full assessment
assess-level = Level { $level }
assess-what-fully = What does “fully” look like?
assess-for-example = For example, if less is in place:
assess-tick-legend = Tick what is true
assess-when-always-true = How it is today. “In the past year” means the last twelve months.
assess-when-last-election-or-dated-for-next = It was so at the last election, or it is planned for the next one with a date and a name.
assess-when-at-milestone = It was so at each milestone of your calendar so far; if none has passed yet, at those of the last election.
assess-essential = needed
assess-essential-help = As long as this is not true, the answer stays at “partly”.
assess-part-unknown = I do not know
assess-part-true = True
assess-part-not-true = Not true
assess-part-said = { $said }: { $part }
assess-answer-legend = Your answer
assess-as-ticked = As ticked
assess-as-ticked-is = As ticked: { $answer }
assess-none-of-it = None of it is in place
assess-marking = Every part true: fully. More than half, with each part marked “needed”: largely. Fewer: partly. You may answer less than that, with a note that says why, and never more.
assess-marking-more = When is a part true?
assess-marking-nothing = Where the thing that the first part names does not exist, the parts that speak of it are not true. Where it exists and only falls short (too few, too late), answer them for what exists.
assess-marking-did-not-happen = A part about something that did not happen, such as a finding or a threat, is true if there is a way to deal with it.
assess-marking-each = “Each”, “every” and “all” mean that it holds as a rule, and that the exceptions are known and written down.
assess-before-same = Taken over from your assessment of { $moment }. It counts as it stands.
assess-before-reworded = Taken over from your assessment of { $moment }. The question has new words since: please look at it.
assess-before-fresh = This is asked anew. In your assessment of { $moment } you answered:
assess-still-true = It is still true
assess-after-legend = Where to begin
assess-after-last = From your answers of { $date }
assess-after-last-help = Answers to questions that did not change from version { $version } to { $newer } count. What has new words or is asked anew is listed, with your old answers beside it.
assess-after-none = With an empty questionnaire
assess-after-none-help = Nothing is taken over. Your old assessments stay as they are.
assess-again-title = What to look at again
assess-again-text = Your answers of { $date } were taken over. The old assessment and its report stay as they were.
assess-again-done = Everything that changed since your last assessment has been looked at.
assess-again-reworded = { $n ->
    [one] One answer counts, but its question has new words
   *[other] { $n } answers count, but their questions have new words
}
assess-again-fresh = { $n ->
    [one] One question is asked anew, with your old answers beside it
   *[other] { $n } questions are asked anew, with your old answers beside them
}
assess-again-open-parts = { $n ->
    [one] One answer counts as it stands until you tick its parts
   *[other] { $n } answers count as they stand until you tick their parts
}
assess-again-new = { $n ->
    [one] One question is new
   *[other] { $n } questions are new
}
assess-again-not-asked = { $n ->
    [one] One answer is kept but not counted: the question is not asked of you any more
   *[other] { $n } answers are kept but not counted: these questions are not asked of you any more
}
assess-why = Why it matters
assess-evidence-examples = What can count as evidence
assess-evidence = What the answer rests on
assess-evidence-is = Evidence: { $grade }
assess-note = Note for your colleagues
assess-note-is = Note: { $note }
assess-reason = Why it does not apply to you
assess-reason-is = Reason: { $reason }
assess-approved = approved by the lead
assess-not-approved = waits for the lead
assess-domain-nothing-asked = Nothing in this domain is asked of you.
assess-left-out = { $n ->
    [one] One practice is not asked of you
   *[other] { $n } practices are not asked of you
}
assess-left-out-level = Level { $level } is not part of the Quick Scan.
assess-left-out-target = Level { $level } is above your target. A lead can open it in the profile.
assess-left-out-technology = Asked only with this technology: { $flags }
assess-around-label = Previous and next domain
assess-previous = Previous
assess-next = Next
assess-save-continue = Save and continue
assess-save-finish = Save and finish
assess-conflict-title = Two people changed this answer
assess-conflict-text = Nothing was overwritten. Compare both and choose which one stays.
assess-conflict-mine = What you wrote
assess-conflict-theirs = Saved by { $name }, { $moment }
assess-conflict-summary = { $practice }: somebody else changed this answer meanwhile. Choose which one stays.
assess-keep-mine = Keep mine
assess-keep-theirs = Keep theirs
assess-state-saving = Saving…
# The time is that of the page, so with its zone.
assess-state-saved = Saved { $time } UTC
assess-state-offline = Not saved: no connection.
assess-state-failed = Not saved: something went wrong.
assess-state-signed-out = Not saved: you are no longer signed in. Sign in again in another tab, then try again here.
assess-state-another-name = Not saved: somebody else is signed in now. Sign in as yourself in another tab, then try again here.
assess-state-retry = Try again

answer-not-implemented = Not implemented
answer-partly = Partly
answer-largely = Largely
answer-fully = Fully
answer-unknown = I do not know
answer-not-applicable = Does not apply
answer-none = Not answered
evidence-none = Nothing was looked at
evidence-interview = Somebody who should know said so
evidence-document = A document shows it
evidence-tested = It was tried, and worked

profile-title = Profile
profile-lead = Which questions are asked and which targets apply follow from this.
profile-election-title = Calendar
profile-election = Next election day
profile-election-help = Leave it empty if it is not known.
profile-freeze = Weeks of freeze before the election
profile-freeze-help = { $n ->
    [one] In these weeks nothing may be changed any more. Empty: one week.
   *[other] In these weeks nothing may be changed any more. Empty: { $n } weeks.
}
profile-flags = Technology in use
profile-flags-help = Choose all that apply. Questions about other technology are not asked.
profile-tier = Tier
profile-tier-computed = From your technology follows:
profile-tier-own = Choose another tier
profile-tier-choice = Tier
profile-tier-follow = As it follows from the technology
profile-reason = Reason
profile-targets = Change the target of a domain
profile-targets-help = The tier sets a target level for each domain. Another one needs a reason, which your colleagues can read.
profile-target-usual = { $level }, from the tier
profile-target-reason = Reason for another target in { $domain }
profile-opened = Asked up to level, in { $domain }
profile-opened-target = as the target says
profile-save = Save the profile
profile-back = Back without saving

review-title = Review and submit
review-complete = Every question has an answer.
review-missing = { $n ->
    [one] One question has no answer. You can submit all the same. In a domain with answers it counts as not in place; a domain without any answer is left out of the averages.
   *[other] { $n } questions have no answer. You can submit all the same. In a domain with answers they count as not in place; a domain without any answer is left out of the averages.
}
review-table = Answers by domain
review-asked = Asked
review-unanswered = Not answered
review-unknown = Unknown
review-not-applicable = Do not apply
review-not-applicable-title = Practices that do not apply
review-not-applicable-help = Each needs your approval. What you send back counts as unknown until somebody answers it.
review-none-not-applicable = No practice was marked so.
review-approve = Approve: it does not apply to us
review-return = Send back: it applies
review-decide = Save the decisions
review-submit-title = Submit
review-submit-text = Submitting freezes the answers, the profile and the report. Nobody outside your body sees more than before: that is decided separately.
review-confirm = I have looked through the answers. They can be frozen.
review-changed-scope = The Quick Scan was made a full assessment.
review-changed-profile = The profile of your election office was changed: technology, tier, targets or election.
review-changed-model = Questions or numbers of the model were corrected.
review-submit = Submit the assessment

report-title = Gap report
report-page-title = Gap report · { $body }
report-draft = Draft: answers can still change
report-as-of = As of
report-scope = Assessment
report-election = Next election
report-no-election = no date entered
report-weeks-to-election = { $n ->
    [0] in less than a week
    [one] in one week
   *[other] in { $n } weeks
}
report-weeks-now = { $n ->
    [0] Today, on { $date }, the election is less than a week away. The report below counts from the day on which it was submitted.
    [one] Today, on { $date }, one week is left to the election. The report below counts from the day on which it was submitted.
   *[other] Today, on { $date }, { $n } weeks are left to the election. The report below counts from the day on which it was submitted.
}
report-election-past = The election of { $date } is past. The report below counts from the day on which it was submitted.
report-tier = Tier
report-model = Model
report-model-version = version { $version }
report-nothing-answered = Nothing is answered yet, so there is nothing to report. That is not the same as zero.
report-sentence-level = The dyke holds at level { $gated } of { $highest }, the height of its lowest point, { $domain }; the average is { $average }.
report-sentence-reached = { $n ->
    [0] No domain of { $of } reaches its target.
    [one] One domain of { $of } reaches its target.
   *[other] { $n } domains of { $of } reach their targets.
}
report-sentence-gaps = { $n ->
    [one] One gap remains
   *[other] { $n } gaps remain
}; { $before ->
    [0] none of them can be closed before the election on { $date }.
    [one] one can be closed before the election on { $date }.
   *[other] { $before } can be closed before the election on { $date }.
}
report-sentence-gaps-no-date = { $n ->
    [one] One gap remains; without an election date nothing can be said about the time for it.
   *[other] { $n } gaps remain; without an election date nothing can be said about the time for them.
}
report-sentence-no-gaps = No gap remains.
report-sentence-widest = The largest part of what is missing, { $share }, lies in { $domain }; { $answered } of the questions are answered.
report-sentence-answered = { $answered } of the questions are answered.
report-quick-note = A Quick Scan asks level 1 only, so its scores lie between 0 and 1.
report-top-title = Before the election
report-top-title-no-date = What to do first
report-top-none = Nothing of what is missing can be ready before the freeze. See below for what can be done instead.
report-top-why = These come first because of the harm that they prevent and because of what they hold back, weighed against the work and the time that they take.
impact-1 = Without it, fine tuning is missing.
impact-2 = Without it, harm is indirect or rare.
impact-3 = Without it, there can be real harm, limited or put right within days.
impact-4 = Without it, a main part of the election can be stopped, or an attacker can take control.
impact-5 = Without it, voting can stop widely, or the result can be wrong, lost or impossible to prove.
report-no-gaps = No gap remains.
report-lessons = Lessons that help
report-gates = keeps the domain from its next level
report-weeks = { $n ->
    [0] at once
    [one] one week
   *[other] { $n } weeks
}
report-gaps-title = All gaps by what can be done in time
report-gap-count = { $n ->
    [one] One gap
   *[other] { $n } gaps
}
report-practice = Practice
report-answer = Answer
report-level = Level
report-effort = Effort
report-lead-weeks = Weeks
report-priority = Priority
report-domains-title = Domain by domain
report-domains-caption = Scores, targets and gaps of each domain
report-domain = Domain
report-average = Average
report-gated = Gated level
report-target = Target
report-answered = Answered
report-gaps = Gaps
report-share = Share of the gap
report-whole = Whole body
report-not-answered = not answered
report-na-warning = More than { $share } of this domain was marked as not applicable.
report-to-target = { $share } of the way to the targets is done.
report-weighted = Sum of priorities
report-frameworks-title = Through other frameworks
report-frameworks-text = The same answers, sorted by the frameworks that donors and auditors often ask for. A practice can serve several parts, so the numbers do not add up to the whole. The score is on the same scale as a domain’s average, over all practices that serve the part.
report-nist-caption = NIST Cybersecurity Framework 2.0, by function and category
report-cis-caption = CIS Controls 8.1, by control
report-framework-part = Part
report-cis-control = Control { $code }
report-framework-covered = Covered
report-framework-covered-text = Covered: how many of the part’s subcategories or safeguards this model asks of the body.
report-framework-score = Score
report-framework-of = { $n } of { $all }
nist-gv = Govern
nist-gv-oc = Organizational context
nist-gv-rm = Risk management strategy
nist-gv-rr = Roles, responsibilities and authorities
nist-gv-po = Policy
nist-gv-ov = Oversight
nist-gv-sc = Supply chain risk management
nist-id = Identify
nist-id-am = Asset management
nist-id-ra = Risk assessment
nist-id-im = Improvement
nist-pr = Protect
nist-pr-aa = Identity, authentication and access control
nist-pr-at = Awareness and training
nist-pr-ds = Data security
nist-pr-ps = Platform security
nist-pr-ir = Infrastructure resilience
nist-de = Detect
nist-de-cm = Continuous monitoring
nist-de-ae = Adverse event analysis
nist-rs = Respond
nist-rs-ma = Incident management
nist-rs-an = Incident analysis
nist-rs-co = Incident reporting and communication
nist-rs-mi = Incident mitigation
nist-rc = Recover
nist-rc-rp = Recovery plan execution
nist-rc-co = Recovery communication
report-method-title = How this was computed
report-method-values = Not implemented and unknown count 0, partly 1/3, largely 2/3, fully 1. A question without an answer counts 0 once its domain has one.
report-method-average = Average of a domain: 4 times the mean over its levels of the mean of its answers (in a Quick Scan, 1 times). The whole is the mean of the domains.
report-method-average-up-to-target = Average of a domain: the sum over the levels of the mean of their answers. A level up to the target that asks nothing of this body counts as the one below it; a level that is not asked counts 0. The whole is the mean of the domains.
report-method-gated = Gated level: the highest level up to which every practice is largely or fully in place. The whole is the lowest of the domains.
report-method-target = Target: from the tier, or the body’s own with a reason.
report-method-gate = A practice that keeps its domain from its next gated level weighs { $factor } times as much (g), every other one 1.
report-method-timing = { $weeks ->
    [0] A gap can be closed before the election if its weeks end before election day; there is no freeze.
    [one] A gap can be closed before the election if its weeks end before the freeze of one week.
   *[other] A gap can be closed before the election if its weeks end before the freeze of { $weeks } weeks.
}
report-method-na = What does not apply is left out once the lead has approved it; until then it counts as unknown.
report-method-rounding = Every number is rounded once, half up.
report-method-priority = The priority of a gap is
report-method-letters = gap: 1 minus the answer’s value; I: impact 1–5; E: effort 1–5.
report-method-letters-lead = gap: 1 minus the answer’s value; I: impact 1–5; E: effort 1–5; L: weeks until it works. What is equal is ordered by less time, then by less work.
report-files-label = The same numbers as files
report-csv = Download as CSV
report-json = Download as JSON
effort-1 = very little effort
effort-2 = little effort
effort-3 = some effort
effort-4 = much effort
effort-5 = very much effort
bucket-before-election = Can be closed before the election
bucket-before-election-text = There is enough time before the freeze begins.
bucket-procedural-only = Procedural measures only
bucket-procedural-only-text = The full measure would fall into the freeze. Use paper, people and procedures now.
bucket-compensating = Make up for it now, fix it in the next cycle
bucket-compensating-text = The full measure takes longer than there is time. Reduce the damage that could be done.
bucket-no-date = Without a date
bucket-no-date-text = No election date is entered, so these are sorted by priority only.

dyke-title = Dyke profile
dyke-lowest = lowest: { $domain }
dyke-domain = { $title }: average { $average }, gated level { $gated }, target { $target }.
dyke-domain-unanswered = { $title }: not answered, target { $target }.
dyke-legend-crest = Crest: average
dyke-legend-solid = Solid body: gated level
dyke-legend-target = Dashed line: target
dyke-legend-water = Water: below target

error-answer-missing = Choose an answer; what you wrote beside it is kept here.
error-answer-unknown = Choose one of the answers shown.
error-answer-ticks = For each part tick either that it is true or that you do not know, not both.
error-answer-needs-ticks = Tick the parts that are true: the answer follows from them.
error-answer-above-ticks = This answer says more than you ticked. Tick what else is true, or choose “As ticked”.
error-answer-below-ticks-note = Your answer says less than you ticked. Write in the note why.
error-not-applicable-reason = Say why it does not apply.
error-note-long = Use at most 4,000 characters for the note.
error-reason-long = Use at most 1,000 characters for the reason.
error-reason-missing = Give a reason.
error-assessment-submitted = This assessment has been submitted. Its answers can no longer be changed.
error-assessment-changed = This assessment is no longer what you looked at, so it was not submitted. Look at what has changed, then submit it again.
error-assessment-open = Another assessment of your body is still open. Finish that one first.
error-scope-missing = Choose the Quick Scan or the full assessment.
error-nothing-answered = Answer at least one question before you submit.
error-confirm-missing = Confirm that the answers can be frozen.
error-verdict-missing = Approve that this does not apply, or send it back.
error-verdict-changed = Somebody changed an answer while you decided. Look at it again below.
error-profile-changed = Another lead changed the profile meanwhile. What you typed is kept: compare it with the body’s page, then save again.
error-tier-unknown = Choose one of the tiers shown.
error-target-range = Choose a target from 1 to 4.
error-freeze-range = Enter a number of weeks from 0 to 52.
error-date-malformed = Enter a day such as 2027-05-09.
error-date-past = Enter a day that is still to come.
error-date-far = Enter a day within the next 20 years.
