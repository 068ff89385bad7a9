# The frame, errors and what several pages share.

site-description = Courses in election security, maturity assessments for election bodies, and the gaps where help counts most.
demo-banner = This is a demonstration. All bodies, people and figures are invented.
skip-to-content = Skip to the content
nav-label = Main
nav-learn = Learn
nav-assess = Assess
nav-insight = Insight
nav-admin = Administration
nav-sign-in = Sign in
nav-guides = Guides
nav-glossary = Glossary
nav-about = How your data is handled
language-label = Language:
language-title = Language
language-lead = Choose the language in which you read this site. It is remembered in this browser, and with your account if you are signed in.
language-back = Back without changing it
sign-out = Sign out
breadcrumbs-label = You are here
footer-text = Polder is free software. Its courses and its maturity model may be shared under CC BY 4.0.

# Which conventions of Unicode (CLDR) numbers, dates, lists and order follow; `-u-nu-…` names the figures.
formats = en-GB
moment = { $date }, { $time } UTC
percent = { $n } %

error-page-title = Error: { $title }
error-summary-title = Please check these points
error-home = Go to the first page
error-kept = What you sent is kept on this page until you leave it.
error-send-again = Send it again
error-signed-out-title = You are no longer signed in
error-signed-out = Your session ended before this could be taken, so nothing was changed.
error-sign-in-elsewhere = Sign in in another tab
error-then-send-again = Then come back to this tab and send it again.
error-not-found-title = This page is not here
error-not-found = It may have moved, or it may not be meant for your account.
error-bad-request-title = This could not be read
error-bad-request = What was sent does not fit this page. Open the page again and try once more.
error-not-now-title = Not possible now
error-too-many-title = Too many tries
error-too-many = { $minutes ->
    [one] Wait one minute, then try again.
   *[other] Wait { $minutes } minutes, then try again.
}
error-cross-site-title = Refused
error-cross-site = This came from another address than that of this site, so nothing was changed. Open the site at its own address and try again there:
error-unencrypted-title = This connection is not encrypted
error-unencrypted = The page was opened with http and not with https. Nobody can sign in or change anything this way, so nothing was changed. Open the site at its own address and try again there:
error-another-name-title = Send this under your name?
error-another-name = This was written before you signed in, perhaps by somebody else who uses this computer. Nothing was changed yet. Look at it below, and send it only if it is yours.
error-send-as = Send it as { $name }
error-sent-title = What you sent
error-sent = You can copy it from here.
error-busy-title = Busy just now
error-busy = The site could not reach its database in time. Nothing that was saved is lost. Wait a moment, look whether what you sent was taken, then try again.
error-too-large-title = Too much at once
error-too-large = What was sent is larger than this page takes, so nothing of it was saved. Shorten it and send it again.
error-too-slow-title = This takes too long
error-too-slow = The server was not done in time. If you sent something, look first whether it was kept; then try again in a minute.
error-internal-title = Something went wrong on our side
error-demo-not-empty = The database is not empty, so the demo is not loaded into it.
error-internal = Nothing that was saved is lost. Try again in a minute; if it stays so, tell whoever runs this site.
error-number = When you tell somebody of it, give this number:

# Lists that can be long.

list-search = Search
list-first = Back to the beginning of the list
list-next = Next page
list-pages = More of this list
list-nothing = Nothing matches.
