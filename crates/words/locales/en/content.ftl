# Labels that rendering adds to lessons.
callout-note = Note
callout-tip = Tip
callout-important = Important
callout-warning = Warning
callout-caution = Caution
content-sources = Sources
content-source = Source { $number }
content-back = Back to source { $number } in the text
content-table = Table
content-blank = to fill in
content-three-things = Three things to do this week
