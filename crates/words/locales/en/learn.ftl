# Courses, lessons, quizzes, the glossary, how data is handled.

audience-all-staff = everyone in the office
audience-leadership = commissioners and directors
audience-registration = registration staff
audience-operations = operations
audience-it = IT staff
audience-procurement = procurement
audience-logistics = warehouse, transport and polling staff
audience-communications = press and public communication
audience-liaison = liaison with other organisations

learn-title = Courses
learn-lead = Short lessons for people who run elections, in plain language. Read one between two other duties; each ends with three things to do this week.
learn-no-account-needed = Everything can be read without an account. Sign in to keep your progress and to take the quizzes.
learn-filter-label = Courses by role
learn-filter-all = all courses
learn-none-for-role = There is no course for this role yet.
learn-show-all = Show all courses
learn-lessons = { $n ->
    [one] { $n } lesson
   *[other] { $n } lessons
}
learn-minutes = { $n } min
learn-questions = { $n ->
    [one] { $n } question
   *[other] { $n } questions
}
learn-for = For { $roles }
learn-progress = { $done } of { $n ->
    [one] { $n } lesson
   *[other] { $n } lessons
}
learn-continue-with = Continue with
learn-start-with = Start with
learn-course-completed = Course completed on { $date }
learn-course-retired = This course is no longer offered. What you did in it stays recorded.
learn-about-course = About this course
learn-module-number = Module { $n }
learn-objectives = You will be able to
learn-quiz = Quiz
learn-quiz-best = best result { $share }, not passed yet
learn-quiz-passed-best = passed, best result { $share }
learn-fact-for = For
learn-fact-time = Reading time
learn-fact-lessons = Lessons
learn-fact-pass-mark = Pass mark
learn-fact-version = Version
learn-fact-licence = Licence
learn-fact-questions = Questions
learn-fact-tries = Tries
learn-fact-feedback = Feedback
learn-practices = { $n ->
    [one] The practice of the maturity model that it serves
   *[other] The { $n } practices of the maturity model that it serves
}

learn-contents = Contents of the course
learn-contents-short = Lessons of the course
learn-place = Module { $module } · lesson { $lesson } of { $n }
learn-reviewed = reviewed { $date }
learn-revised = This lesson has been revised since you read it on { $date }.
learn-mark-read = Read
learn-mark-passed = Passed
learn-forms-title = Forms to print
learn-forms-note = Each fits on one A4 sheet.
learn-check-title = Check yourself
learn-check-note = Open a choice to see whether it is right, and why. Nothing is counted and nothing is stored.
learn-not-translated = The text of this lesson has not been translated yet. It is shown in the language in which it was written.
learn-translated = { $share } of this lesson is translated. The rest is shown in the language in which it was written.
learn-lesson-retired = This lesson is no longer part of the course. It stays here for those who have read it.
learn-sign-in-hint = Have you finished this lesson?
learn-sign-in-link = Sign in to keep your progress
learn-read-button = I have read this
learn-read-again-button = I have read it again
learn-read-on = You read this on { $date }.
learn-turn-label = Previous and next
learn-previous = Previous
learn-next = Next
learn-back-to-course = Back to the course

learn-pass-mark = { $share } correct
learn-tries = As often as you like; the best result counts.
learn-feedback-when = After you have handed in, on everything that you chose. Once you have passed, also on what you missed.
learn-quiz-sign-in = Sign in to take this quiz. Your result is kept with your account.
learn-quiz-start = Start the quiz
learn-quiz-resume = Go on with the quiz
learn-quiz-again = Try again
learn-earlier-attempts = { $n ->
    [one] Your earlier attempt
   *[other] Your { $n } latest attempts
}
learn-handed-in = Handed in
learn-result = Result
learn-outcome = Outcome
learn-passed = Passed
learn-not-passed = Not passed yet
learn-quiz-note = Take your time. Nothing is marked before you hand in.
learn-quiz-changed = This quiz has been changed since you began. You answer the questions as they were then, and they are marked as they were then.
learn-handed-in-before = This attempt was handed in before, in another window. The answers that you have just sent do not count. Below is the result that does.
learn-question = Question { $n }
learn-question-of = Question { $n } of { $total }
learn-question-unanswered = Question { $n } has no answer yet
learn-question-one-choice = Question { $n } can have one answer only
learn-question-unmarked = Question { $n } has no mark yet
learn-question-unplaced = Question { $n }: something has no place yet
learn-question-same-place = Question { $n }: a place is given twice
learn-question-unmatched = Question { $n }: something has no answer yet
learn-question-same-match = Question { $n }: an answer is used twice
learn-choose-one = Choose one.
learn-choose-all = Choose all that apply.
learn-order-hint = Give each of these its place: 1 comes first. Every place is given once.
learn-place-choose = Place
learn-match-hint = Choose for each of these what belongs to it. Every answer is used once at most; some may be left over.
learn-match-offers = To choose from
learn-match-choose = Choose
learn-mark-hint = Mark one line or more.
learn-hand-in = Hand in
learn-result-title = { $quiz }: your result
learn-result-heading = Your result
learn-score = You answered { $correct } of { $n } questions correctly: { $share }.
learn-needed = { $share } is needed to pass.
learn-handed-in-on = Handed in on { $moment }
learn-try-again-hint = Read the feedback below, look at the lessons again where you need to, then try once more. The next attempt may have other questions.
learn-your-answers = Your answers
learn-right = Right
learn-wrong = Not right
learn-you-chose = You chose
learn-also-correct = Also correct
learn-choice-correct = A correct choice
learn-choice-wrong = Not a correct choice
learn-your-order = Your order
learn-in-place = In its place
learn-not-in-place = Not in its place
learn-right-order = The right order
learn-pair-right = Belongs together
learn-pair-wrong = Does not belong together
learn-pair-belongs = Belongs to it
learn-line-found = Rightly marked
learn-line-mistaken = Not to be marked
learn-line-missed = Should have been marked
learn-line-left = Rightly left
learn-question-gone = This question is no longer part of the quiz.
learn-question-changed = This question has been changed since; your result stays as it was.

error-question-unanswered = Choose an answer.
error-question-one-choice = Choose one answer only.
error-question-unmarked = Mark at least one line.
error-question-unplaced = Give each of them a place.
error-question-same-place = Give every place once only.
error-question-unmatched = Choose an answer for each of them.
error-question-same-match = Use every answer once at most.
error-lesson-retired = This lesson is no longer part of the course, so it cannot be marked as read.

artefact-address = Web addresses
artefact-form = Form
artefact-log = Log
artefact-message = Message
artefact-result-form = Results form

glossary-title = Glossary
glossary-lead = { $n ->
    [one] One word of the courses, explained.
   *[other] { $n } words of the courses, explained.
}

about-title = How your data is handled
about-lead = Polder keeps as little as it can, and shows it to as few people as it can.
about-stored-title = What is stored about you
about-stored-text = If you read without an account, nothing about you. If you have one: your name, your e-mail address, a hash of your password, your language, the organisations that you belong to and your roles in them, the lessons that you have read, and your quiz attempts with your answers, each with the time. Of a link to set a password: a hash of it, who gave it out, until when it works and when it was used.
about-work-title = What you do for your body
about-work-text = An assessment keeps who started and who submitted it, and who gave and who approved each answer, with the time. The profile of your body keeps who changed it last. A consent keeps who proposed it and who confirmed it, declined it or took it back, with the time: its receipt names both people.
about-door-title = What signing in leaves behind
about-door-text = Of each session: what your browser calls itself, when you signed in, when you last used it (to within a few minutes) and when it ends. It is removed when you sign out, or within an hour after it has ended. Every try to sign in is counted under the e-mail address that was typed, whether anybody has it or not, and under the network address from which it came, to slow down people who guess passwords. The right password takes it out of the count again. What was counted is removed after an hour and a quarter at most.
about-seen-title = Who sees what
about-seen-text = Your progress, your quiz results and your sessions are seen by you, and by the operator of this site in a copy of your data that you ask for. The leads of your organisation and the operator of this site see who belongs to it, with name, e-mail address and roles, and who has not set a password yet. An assessment, with the names of those who answered, is seen by the leads, assessors and reviewers of your own body; a consent, with the names of those who gave it, by its leads and assessors. The operator can add people to any organisation; everybody who belongs to yours is on its list of people. Whoever runs this server can read its database, as with every server, so ask who that is.
about-cookies-title = Cookies and sessions
about-cookies-text = Three cookies, all of this site: one keeps you signed in, one remembers your language, and one remembers for half a year that you signed in with this browser, so that nobody can keep you out by guessing at your password. It signs nobody in. There is no tracking, no advertising and nothing from other sites. A session ends by itself after some time without use. You can see and end your sessions on your account page; on a shared computer, sign out.
about-donors-title = What donors see
about-donors-text = Nothing, unless two people of your body agree, for one round at a time. Your body can show its report by name, or take part without its name. Then it is counted once, in a group of at least five bodies, and only the band of the group is shown, and of a large group how many bodies lie in each of three parts of the scale: never an exact number, and no two figures from which your score could be worked out. If you change your mind, the change holds for every later round; what was published before stays published.
about-rights-title = If you want something changed
about-rights-text = You can change your name, your language and your password yourself. Your account page gives you a copy of what is stored about you. To have your account removed, ask the operator of this site.

form-hint = Print this page with your browser. It fits on one A4 sheet. Without a printer, copy it by hand.
form-not-translated = This form is not wholly translated yet. What is missing is shown in the language in which it was written.

guides-title = Guides
guides-lead = For everybody, without an account: whom to ask for help, what each of us can do, and what platforms do.
guides-not-translated = This page is not wholly translated yet. What is missing is shown in the language in which it was written.
partners-title = Whom to ask
partners-lead = Networks of election bodies and organisations by name: who does what, how to ask, and how long it takes.
partners-note = Ask before you need help: most of it takes months. The nearest help stands first. Under each name is written what this is known from, and when that was: addresses and duties change.
partners-contents = Kinds of organisations
partner-offers = What it does
partner-how-to-ask = How to ask, and how long it takes
partner-regions = Where, or for whom
partner-languages = Languages
partner-website = Website
partner-last-seen = Newest trace:
partner-not-seen = No public page was read: look up the address yourself before you use it.
partner-kind-home = In your own country
partner-kind-election-bodies = Networks of election bodies
partner-kind-united-nations = United Nations
partner-kind-intergovernmental = Other organisations of states
partner-kind-response-teams = Response teams and their networks
partner-kind-non-profit = Non-profit organisations
partner-kind-knowledge = Training, experts and collections of knowledge

help-title = Kinds of help
help-lead = What can be funded for an election body: what it changes, what it costs, how long it takes, and how much is known of its effect.
help-caution = The figures are judgement within bands, and hardly any study measured help to election bodies. Costs are in US dollars of 2025, with the share of whoever carries it out and without taxes, for a national body with { $places } polling places.
help-contents = Kinds
help-kind = Kind
help-kind-advice = Advice
help-kind-training = Training
help-kind-exercise = Exercises
help-kind-software = Programs
help-kind-equipment = Equipment
help-kind-service = Services
help-kind-audit = Reviews and tests from outside
help-kind-legal = Law and rules
help-kind-communication = Speaking with the public
help-kind-surge = More people for the days that count
help-kind-peer-exchange = Learning from other election bodies
help-cost = Cost
help-cost-is = { $fixed } once, and { $body } for each body
help-cost-places = It grows with the body: { $base } and { $unit } for each polling place.
help-money = USD { $low }–{ $high }
help-time = Time
help-weeks = { $low } to { $high } weeks
help-freeze-yes = It touches no election system and may run in the last weeks before a vote.
help-freeze-no = It must end before the weeks in which nothing is changed any more.
help-load = Work of the body's own people
help-days = { $n ->
    [one] About one day.
   *[other] About { $n } days, give or take a third.
}
help-what = What happens
help-not = What it does not do:
help-needs = What must be there first
help-lifts = What it changes
help-lifts-lead = The share of what is still missing that it typically closes, in a body that wants it. Help that ends finishes nothing alone.
help-practice = Practice
help-share = Closes
help-lessons = Lessons that teach it
help-risks = What can go wrong
help-evidence = How much is known
help-strength-strong = Strong evidence
help-strength-moderate = Moderate evidence
help-strength-weak = Weak evidence
help-strength-expert-judgement = Judgement of experts only
help-checked-opened = Read at the source.
help-checked-reported = Known from somebody else's report.
help-checked-memory = Not read: look it up before you rely on it.
help-offers = Who offers it
help-offers-lead = Nobody is recommended here, and offers end: ask before you plan with one.
help-purposes = How a donor reports it
help-purposes-are = Purpose codes of the Development Assistance Committee: { $codes }.
help-figures = About these figures
help-retired = This kind of help is no longer offered here. The page stays for those who agreed on it.
