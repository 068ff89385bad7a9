# Signing in, passwords.

field-email = E-mail address
field-password = Password
field-new-password = New password
field-repeat-password = New password, once more
sign-in-title = Sign in
sign-in-button = Sign in
demo-accounts-title = The accounts of this demonstration
demo-accounts-password = The password of each is
sign-in-help = No account, or the password is lost? Ask the lead of your organisation for a new link.
set-password-title = Choose a password
set-password-help = At least 15 characters. A few words that you can remember are better than a short riddle.
set-password-button = Save the password
set-password-expired-title = This link no longer works
set-password-expired = It was used before, or it is older than a week. Ask the lead of your organisation for a new one.

error-email-missing = Enter your e-mail address.
error-email-malformed = Enter an e-mail address such as name@example.org.
error-email-elsewhere = Somebody with this address has an account that another organisation manages. The operator of this site can add them here.
error-password-missing = Enter your password.
error-sign-in-failed = Address and password do not match. Check both and try again.
error-password-short = Use at least 15 characters.
error-password-easy = This password is easy to guess. Use several words that do not belong together, and not your name or address.
error-password-long = Use at most 256 characters.
error-password-differs = The two passwords differ. Type the same one twice.
error-name-missing = Enter a name.
error-name-long = Use at most 200 characters.
error-role-missing = Choose at least one role.

# One's own account.

account-title = Your account
account-person-title = Name and language
account-person-button = Save
account-password-title = Change your password
account-password-help = Your other sessions end when you change it.
account-password-button = Change the password
account-sessions-title = Where you are signed in
account-sessions-help = End what you do not recognise, and change your password.
account-session-current = This browser
account-session-since = Signed in on { $moment }
account-session-seen = Last used on { $moment }
account-end-session-of = End: { $browser }
account-end-others = End all other sessions
account-browser-on = { $browser } on { $system }
account-browser-unknown = A browser that does not say its name
account-done-person = Your name and language are saved.
account-done-password = Your password is changed. Your other sessions have ended.
account-done-session = The session has ended.
account-done-others = All other sessions have ended.
field-name = Name
field-language = Language
field-current-password = Current password
error-password-wrong = This is not your current password.
error-lang-missing = Choose a language.

# The people of an organisation.

people-title = People of { $name }
people-count = { $count ->
    [one] One person
   *[other] { $count } people
}
people-empty = Nobody belongs here yet. Add the first person below.
people-no-password = Has not set a password yet.
people-change = Change { $name }
people-roles-of = Roles of { $name }
people-save-roles = Save the roles
people-remove = Remove from this organisation
people-link-button = New link to set a password
people-add-title = Add a person
people-add-help = A new account gets a link with which the person sets a password. You hand the link over yourself, by a way you trust.
people-add-button = Add the person
people-link-title = Link for { $name }
people-link-once = Copy it now: it is shown this once and cannot be found again. It works once, until { $until }. Whoever has it can set the password.
people-link-label = Link to set a password
people-added-existing = { $name } is added. The account existed already, so the person signs in with the password that they have.
field-roles = Roles
role-learner = Learner
role-learner-help = Takes courses.
role-assessor = Assessor
role-assessor-help = Answers the questionnaire, and can confirm as a second person what others may see.
role-lead = Lead
role-lead-help = Adds people, approves, submits, and proposes what others may see.
role-reviewer = Reviewer
role-reviewer-help = An invited expert: reads the assessment and changes nothing.
role-analyst = Analyst
role-analyst-help = Reads what election bodies show to this donor.
role-implementer = Implementer
role-implementer-help = Works for this partner.
role-operator = Operator
role-operator-help = Runs this site: organisations, people and rounds.
error-last-lead = Somebody must be left who can run this organisation. Give that role to another person first.
error-link-elsewhere = This person belongs to other organisations too. Only the operator of this site can give them a new link.
error-person-added-meanwhile = Somebody added a person with this address at the same moment. Look at the list, then send the form again if they are missing.

# Organisations.

organisations-title = Organisations
organisations-none = None yet.
organisations-add-title = Add an organisation
organisations-add-button = Add the organisation
organisations-body-legend = Only for election bodies
organisations-body-help = These three are public: figures for donors are grouped by them.
kind-election-body = Election body
kind-donor = Donor
kind-partner = Partner
kind-operator = Operator
kinds-election-body = Election bodies
kinds-donor = Donors
kinds-partner = Partners
kinds-operator = Operators
field-kind = Kind
field-organisation-name = Name
field-slug = Name in addresses
field-slug-help = Lower-case Latin letters, digits and hyphens. Leave it empty to have it made from the name.
field-country = Country
field-country-help = The two letters of ISO 3166, such as NL.
field-region = Region
field-region-help = Write it the same way for every body of the region.
field-income-group = Income group
income-group-low = Low income
income-group-lower-middle = Lower-middle income
income-group-upper-middle = Upper-middle income
income-group-high = High income
error-kind-missing = Choose a kind.
error-slug-malformed = Use lower-case Latin letters, digits and single hyphens, at most 60 in all.
error-slug-taken = Another organisation has this name in addresses. Choose a different one.
error-country-malformed = Enter two letters, such as NL.
error-region-missing = Enter a region.
error-income-group-missing = Choose an income group.
