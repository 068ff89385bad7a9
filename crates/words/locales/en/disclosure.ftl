# What donors see of a body, why something is hidden, and how to check it: pages for everybody.

# What donors will see of you.

seen-title = What donors will see of you
seen-lead = Your body decides, for each round, what donors see of its assessment. This page says what follows from each choice, and what we cannot promise.
seen-before-title = Before you choose
seen-before = Nothing is shown unless two people of your body agree. Without a decision you take no part. A choice holds for one round, and you can change it until the round closes. What was published then cannot be called back.
seen-donors = “Every donor” means the donors that this site has on the day on which the round closes. A donor that comes later sees the figures of the groups, and no body by name.
seen-levels-title = The four choices
seen-levels-caption = What follows from each choice
seen-level = Choice
seen-shown = What a donor sees of you
seen-later = What follows for later
seen-later-none = Nothing. You can take part in any later round.
seen-later-aggregate-only = This assessment is used up: it is not counted again, and it is not shown by name to every donor later. For the next round, submit a new assessment.
seen-later-anonymised = The same as in aggregate only.
seen-later-named = This assessment can be shown by name again in later rounds. It is never counted in a group.
seen-counts = In a large group, today of { $from } bodies or more, a donor also sees how many bodies lie in each of three parts of the scale, if two or more lie in each part. Nobody sees which ones.
seen-single = You can also show yourself by name to one donor only. The others then see no more than before.
seen-out-title = What somebody could work out
seen-out = The figures are public among donors, and the rules are public for everybody. So we ask: what can somebody work out who knows everything that is published, and some scores besides? Each body of your group knows one score: its own. We promise that your score can still lie anywhere in at least half of the scale, { $range } of 4 points, for any reader who knows one score of your group.
seen-out-more = If several bodies of a group put their own scores together, they can work out more about the others. The table shows how wide the range for your score stays on the worst day, when the scores happen to give away the most. On most days it is wider.
seen-out-caption = The range that stays open for your score, in points of 4, on the worst day
seen-out-group = Bodies in your group
seen-out-known-one = One colleague who knows only its own score
seen-out-known = { $n ->
    [one] { $n } colleague
   *[other] { $n } colleagues together
}
seen-out-nothing = can be 0: your score may be worked out
seen-out-large = { $n } or more
seen-out-four = Four colleagues of a group of five who put their scores together can, on the worst day, work out the score of the fifth.
seen-out-counts = In the large groups of the last line, the numbers of bodies in the three parts of the scale tell a little more. So the range can be narrower there than in a group of nine.
seen-out-donor = The same counts for a donor to whom bodies of your group show themselves by name. That is why only a few of a group can show themselves to the same donor; the others wait for their next assessment.
seen-not-title = What we cannot promise
seen-not-repeat = If a reader knows that the other bodies repeated their old answers in a new assessment, two rounds can be compared. Your score can then be worked out. No rule that shows the same bodies again can prevent that.
seen-not-part = That you take part is protected less than your scores. Sometimes it can be concluded. The bodies of a group are never listed.
seen-not-likely = Within the range, some values can be more likely than others.
seen-not-few = In a domain that asks you a single question, your score has few possible values, and the range can be narrower than half.
seen-not-said = What you say of yourself elsewhere, as in an open request for help, is known.
seen-anonymised = Profiles without a name do not exist yet. Whoever chooses “anonymised” today is counted in aggregate only.
seen-check = Donors can check that nothing was changed after a round was closed:
seen-more = What donors read about this:
seen-link = What donors will see of you, and what others could work out

# The same on a body's own figures.

own-title = Your own figures, under each choice
own-text = These are the scores of your last full assessment. By name, donors see the first number of each domain, with your gap report. In aggregate, the second number enters the mean of your group: it is shown to nobody, and of the mean only the band is shown. If you take no part, neither is used.
own-show = Show my figures
own-caption = Your scores, from 0 to 4
own-domain = Domain
own-by-name = Shown, by name
own-counted = Counted, in aggregate
own-open = not answered in full
own-open-group = hides this domain for your whole group

# Why something is hidden, beside what is in insight.ftl.

why-counts = The number of bodies in each part of the scale is shown only for groups of at least { $from } bodies, and only if two or more lie in each part. Smaller numbers would point to single bodies.
why-example-title = Why not simply show it?
why-example = An example with invented bodies. Six bodies of one region are together “advanced”. Seven of another are together “developing”. Suppose that we also showed that all thirteen together are “advanced”. Then one of the six, which knows that its own score is 1.75, can calculate: the other five have more than 3.97 of 4 points each. Three harmless words would give away five scores.
why-example-why = Hiding only the third word does not help either: if it is hidden exactly when it would give something away, the reader knows what was hidden. So each body is counted in one group, each group shows one band in a domain, and rows are read from groups.
why-promise-title = What bodies are promised
why-promise = For any reader who knows one score of a group, each other score of it can still lie anywhere in at least half of the scale. This holds over all rounds together. With that promise bodies dare to take part, and you get figures that were answered honestly.

# Checking a release without this site.

insight-check-title = Check these figures yourself
insight-check-lead = You need not trust this site. With the files and a small program on your own computer you can see that the figures are the ones that were published, and that nothing was changed, left out or added later.
insight-check-files = Download the manifest of every round. It holds what is shown of bodies in aggregate, the rules and the version of the program that made it, and the fingerprint of the manifest before it. If you may download it, take the file with everything (JSON) too.
insight-check-script = Save the program below as a text file beside them. Read it: it is short. It needs Python 3 and no network.
insight-check-compare = Run it with the names of the files, and compare the fingerprints that it prints with those on the pages of the rounds, and with those that another donor sees. Every donor must get the same.
insight-check-keep = Keep your files. If the chain of next year still leads to the manifest that you keep today, nothing before it was changed.
insight-check-says-title = What that tells you
insight-check-says = Each file is unchanged since its round was closed, no round is missing in between, and the figures keep to the public rules: every place is in exactly one group, and counts are shown only in large groups.
insight-check-not = It does not tell you that the figures were calculated correctly from the answers, because you do not have the answers. Whoever runs this site can check that with the command polder verify-release. And if all donors were shown the same false files from the beginning, files alone cannot show it.
insight-check-script-title = The program
insight-check-script-text = Save it under this name:
insight-check-link = Check these files without this site
insight-manifest = Manifest (JSON)
insight-manifest-fingerprint = Fingerprint of the manifest (SHA-256), with which the next release is joined to this one:
