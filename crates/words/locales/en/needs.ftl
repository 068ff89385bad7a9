# Where help is needed first: the beginning of a donor's page of a round.

needs-beside = { $n ->
    [one] One more shows itself to you only.
   *[other] { $n } more show themselves to you only.
}

needs-short-title = In short
needs-short-lowest = { $n ->
    [one] One election office is shown to you by name. It is furthest below its targets in { $domain }: by { $levels } levels.
   *[other] The { $n } election offices shown to you by name are, taken together, furthest below their targets in { $domain }: by { $levels } levels on average.
}
needs-short-aggregate = Of the offices in aggregate, the lowest band that is shown is “{ $band }”: { $where }.
needs-short-where = { $domain } ({ $regions })
needs-short-more = { $n ->
    [one] one domain more
   *[other] { $n } domains more
}
needs-short-aggregate-none = Of the offices in aggregate, nothing is shown in any region.
needs-short-elections = { $whole ->
    [one] One of the offices shown by name votes within a year: { $body }, on { $date }, { $weeks } weeks from today.
   *[other] { $whole } of the offices shown by name vote within a year, { $half } of these within six months. The first is { $body }, on { $date }, { $weeks } weeks from today.
}
needs-short-no-election = None of the offices shown by name has named an election within the next year.

needs-first-title = Where to act first
needs-first-text = The offices shown to you by name. First comes the one whose domains are, all together, furthest below their targets; an election within six months counts one and a half times, within a year one and a quarter times.
needs-first-caption = { $shown } of { $n } offices, the greatest need first
needs-votes = Votes
needs-in-weeks = { $n ->
    [0] this week
    [one] in 1 week
   *[other] in { $n } weeks
}
needs-past = The election it named is past
needs-no-date = No election named
needs-furthest = Furthest below target
needs-below = { $domain } −{ $levels }
needs-none-below = Nothing is below target
needs-closable = Can still be closed in time
needs-closable-of = { $n } of { $of } gaps

needs-common-title = What most of them lack
needs-common-text = Practices that are not fully in place, at how many of the offices shown to you by name. Beside each, the kinds of help that close most of it, with what they cost for one office of 3,000 polling places.
needs-offices = Offices
needs-offices-of = { $n } of { $of }
needs-takes = Takes
needs-help = Help that fits
