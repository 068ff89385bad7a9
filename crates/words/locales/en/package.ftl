# Planning a package of help for the bodies that a donor sees by name.

package-title = Plan help
package-link = Plan help for these bodies
package-link-text = Enter a budget, and see which help for which of them closes most.
package-from-help = With a budget, a donor can plan which of these to fund for which election body.
package-from-help-link = Plan help for a closed round
package-lead = Which help, for which election body, closes most with the money that there is? Enter your limits. You get a package, and the reason for every line.
package-who = It is made for the election bodies of this round that are shown to you by name, from their reports as they were when the round closed. Each time you plan, it is recorded that you read them, and each body can see that.
package-nobody = No body of this round is shown to you by name, so there is nobody to plan for.

package-form-title = Your limits
package-budget = Budget in US dollars
package-budget-help = Costs count at their upper bound: what is planned can be paid.
package-days = Days that each body’s own staff can give until its election
package-days-help = Ask the bodies. If it is empty, their time sets no limit.
package-places = Polling places of each body
package-places-help = Reports do not tell this number. Field work costs by the polling place.
package-impact = How impact counts
package-impact-help = By a straight line, cheap office measures come early. Squared, what matters most comes first.
package-impact-linear = By a straight line
package-impact-squared = Squared
package-floor = The most important practices first
package-floor-help = With “Yes”, each practice of level 1 and impact 5 gets something, as far as possible, before anything else counts.
package-floor-yes = Yes
package-floor-no = No
package-region = The most for one region, in percent of the budget
package-region-help = If it is empty, there is no limit.
package-framework = Is there a contract or a project under which help can start?
package-framework-yes = Yes
package-framework-no = No
package-framework-help = Without one, { $n } weeks for contracting come before everything.
package-make = Plan
error-package-budget = Enter a whole number of US dollars, from 1 to 1,000,000,000.
error-package-days = Enter a whole number of days from 1 to 100,000, or nothing.
error-package-places = Enter a whole number of polling places from 1 to 2,000,000.
error-package-region = Enter a percentage from 1 to 100, or nothing.

package-result = The package
package-empty = Nothing can be funded within these limits. Below is what stands in the way.
package-summary = { $lines ->
    [one] One line of help
   *[other] { $lines } lines of help
} for { $bodies ->
    [one] one election body
   *[other] { $bodies } election bodies
}, of { $of } that are shown to you.
package-costs = It costs USD { $high } at most, and USD { $low } if everything costs as little as can be expected.
package-closes = It closes { $all } of what is open, and { $first } of what is open at level 1. Each gap is weighed by its impact, its level and how near the election is; each effect, by the evidence for it.
package-proved = No better package exists within these limits.
package-proved-floors = { $n ->
    [one] It gives something to one of the most important practices.
   *[other] It gives something to { $n } of the most important practices.
} No package within these limits does so for more of them, and of those that do for as many, none closes more. Without that rule, the same money may close more in all: set “The most important practices first” to “No” to compare.
package-gap = A better package may exist. It would be better by { $percent } at most.
package-gap-open = A better package may exist: the search ended before it was sure.
package-next = This package is for { $n ->
    [one] one body
   *[other] { $n } bodies
} in the order of their names. Others follow.
package-next-link = Plan for the next bodies
package-first-link = Plan for the first bodies

package-unspent = What is not spent, and why
package-unspent-is = USD { $left } of USD { $budget } are not spent. In this order, what keeps more help out of the package:
package-limit-time = { $n ->
    [one] Time: one line of help would end too late for its election.
   *[other] Time: { $n } lines of help would end too late for their elections.
}
package-limit-time-tight = { $n ->
    [0] None of them would fit even if it took less time.
    [one] One of them would fit if it took no longer than expected on average.
   *[other] { $n } of them would fit if they took no longer than expected on average.
}
package-limit-people = { $n ->
    [one] People: one line asks for more days of a body’s own staff than are left.
   *[other] People: { $n } lines ask for more days of a body’s own staff than are left.
}
package-limit-need = { $n ->
    [one] Order: one line needs something first that is neither there nor in the package.
   *[other] Order: { $n } lines need something first that is neither there nor in the package.
}
package-limit-region = { $n ->
    [one] Region: one line costs more than may still go to its region.
   *[other] Region: { $n } lines cost more than may still go to their region.
}
package-limit-money = { $n ->
    [one] Money: one line costs more than is left.
   *[other] Money: { $n } lines cost more than is left.
}
package-limit-money-not = Money: nothing is kept out by money alone.
package-limit-nothing = Nothing else would close more.

package-for-body = { $days } of { $all } staff days
package-for-body-free = { $n ->
    [one] 1 staff day, with no limit given
   *[other] { $n } staff days, with no limit given
}
package-election = Election in { $n ->
    [0] less than a week
    [one] 1 week
   *[other] { $n } weeks
}
package-no-election = No election day is known, so nothing comes too late
package-report = Report
package-caption = Help for { $body }
package-without = Nothing is planned for { $bodies }.
package-without-contract = { $n ->
    [one] One week for contracting comes before everything; where a contract or a project is there already, more can be in time.
   *[other] { $n } weeks for contracting come before everything; where a contract or a project is there already, more can be in time.
}
package-help = Help
package-cost = Cost in US dollars
package-cost-body = { $low }–{ $high }
package-cost-once = and { $low }–{ $high } once
package-cost-paid = paid once in another line
package-weeks = Weeks
package-own-days = Staff days
package-closes-what = Closes
package-closes-more = { $n ->
    [one] and helps with 1 other practice
   *[other] and helps with { $n } other practices
}
package-why = Why it is in
package-why-share = Without it, { $percent } of what the package closes would stay open.
package-why-small = It adds little by itself.
package-why-floor = { $n ->
    [one] It is the only line for one of the most important practices.
   *[other] It is the only line for { $n } of the most important practices.
}
package-why-needed = { $helps } needs it first.
package-why-locked = You put it in.
package-change = Change
package-leave = Leave out
package-leave-of = Leave out { $help } for { $body }
package-keep = Put in
package-keep-of = Put in { $help } for { $body }
package-free = Let the search decide
package-free-of = Let the search decide on { $help } for { $body }
package-ask = Why?
package-ask-of = Why { $help } for { $body }?

package-out = What stays out
package-out-text = What would close most if it came on top, and what stands in the way.
package-out-caption = Help that is not in the package
package-out-more = { $n ->
    [one] One more line would add something, and less than these.
   *[other] { $n } more lines would add something, and less than these.
}
package-body = Election body
package-reason = What stands in the way
package-left = What you left out
package-kept-out = You left it out.
package-keeps-late = It takes up to { $takes } weeks, and there are { $are }.
package-keeps-tight = It takes up to { $takes } weeks, and there are { $are }. It would fit if it took no longer than expected on average.
package-keeps-work = It asks for { $takes } staff days, and there are { $are }.
package-keeps-people = It asks for { $takes } staff days, and { $are } are left.
package-keeps-need = It needs something first that nothing brings in time: { $need }.
package-keeps-need-now = It needs something first that is not in the package: { $need }.
package-keeps-dear = Alone it costs USD { $costs }, more than the budget.
package-keeps-region-alone = Alone it costs USD { $costs }, more than may go to its region.
package-keeps-region = USD { $left } may still go to its region, and it costs more.
package-keeps-money = It costs USD { $costs }, and USD { $left } are left.
package-keeps-nothing = Nothing. The search ended before it was sure.
package-keeps-idle = It closes nothing that is open there.
package-keeps-funded = Others fund it there already.

package-none = There is no such package
package-none-locked = You put in { $help } for { $body }, which cannot be given there. { $why }
package-none-days = What you put in for { $body } asks for { $takes } staff days, and there are { $are }.
package-none-budget = What you put in costs USD { $costs }, more than the budget.
package-none-needs = What you put in for { $body } does not fit there together with what it needs first.
package-none-together = What you put in does not fit into the budget, or into the share of a region, together with what it needs first.
package-none-undecided = The search ended before it found a package that has everything you put in. Put in fewer things.
package-none-free = Let the search decide on everything

package-more = More about this package
package-budgets = More or less money
package-budgets-lead = The best package for half of the budget, for twice as much, and between. What stays the same is not named again.
package-budgets-caption = Packages by budget
package-budgets-percent = Part of the budget
package-budgets-dollars = Budget in US dollars
package-budgets-lines = Lines
package-budgets-costs = Costs at most, in US dollars
package-budgets-closes = Closes of what is open
package-budgets-floors = Most important practices that get something
package-budgets-floors-text = With “The most important practices first”, more money first reaches more of these. What is closed in all can be less then, and more again with the next step.
package-budgets-comes = Comes in
package-budgets-goes = Goes out
package-budgets-none = What you put in costs more than this.
package-budgets-sure = A number with a tilde (~) belongs to a package that may not be the best: the search ended before it was sure.
package-figure-title = What a budget closes
package-figure-text = With { $least } of the budget, the best package closes { $few } of what is open; with { $most }, { $many }.
package-steady = How sure each line is
package-steady-lead = Effects in the catalogue are judgement. Here the package is made again with effects half as large, and with effects one and a half times as large: of one kind of help at a time, of all with the same evidence, and mixed.
package-steady-floors = A line that is the only one for one of the most important practices stays in whatever its effect is, for that rule comes first. Set it to “No” to see how sure each line is without it.
package-steady-cases = { $n ->
    [one] One case was tried.
   *[other] { $n } cases were tried.
}
package-steady-all = { $n ->
    [0] No line stays in every case.
    [one] One line stays in every case.
   *[other] { $n } lines stay in every case.
}
package-steady-caption = In how many cases each line is in the best package
package-steady-times = Cases
package-steady-now = In the package
package-steady-yes = yes
package-steady-no = no
package-for = { $help } for { $body }
package-why-in-title = Why is it in?
package-why-out-title = Why is it out?
package-why-in-best = Without it, the best package would close { $percent } less of what this one closes.
package-why-in-tie = Without it, another package would be as good.
package-why-comes = In its place would come:
package-why-goes = With it would go:
package-why-nothing-comes = Nothing would come in its place.
package-why-out-loses = With it, the best package would close { $percent } less of what this one closes.
package-why-out-tie = With it, the package would be as good: there is a tie.
package-why-more = In all, that package would close { $percent } more of what this one closes. The rule on the most important practices comes first.
package-why-floors = { $n ->
    [one] One of the most important practices would get nothing.
   *[other] { $n } of the most important practices would get nothing.
}
package-why-displaces = To make room for it, this would have to go:
package-why-with = With it would also come:
package-why-entry = Of the budgets that were tried, USD { $budget } is the smallest with which it is in the best package.
package-why-entry-not = It is in no best package up to { $percent } of the budget.
package-csv = Package as a table (CSV)
package-back = Back to the package

package-how = How this is counted
package-how-gap = A gap counts by what is open of it, by its impact, by a quarter more if it is of level 1, and by how near the election is: one and a half times within half a year, one and a quarter times within a year.
package-how-evidence = What help closes counts by the evidence for it: strong in full, moderate at 90 %, weak at 75 %, judgement of experts at 60 %.
package-how-best = Where several lines work on the same practice, the search counts the best of them only. The shares above count that each of them closes a part of what the others leave.
package-how-weeks = Weeks count at their upper bound, from today, up to the weeks before a vote in which nothing may change. What touches no election system may run in them.
package-how-days = Staff days are those of the catalogue, give or take a third. Of field work, half is taken to grow with the polling places.
package-how-judgement = All figures of the catalogue are judgement within bands, and hardly any study measured help to election bodies.
