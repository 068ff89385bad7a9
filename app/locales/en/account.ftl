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
error-email-malformed = Enter an e-mail address such as name@example.org, in Latin letters without accents.
error-email-elsewhere = Somebody with this address has an account that another organisation manages. The operator of this site can add them here.
error-password-missing = Enter your password.
error-sign-in-failed = Address and password do not match. Check both and try again.
error-password-short = Use at least 15 characters.
error-password-easy = This password is easy to guess. Use several words that do not belong together. Your name, your address, the name of your organisation and words such as “election” add nothing.
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
people-end-sessions = End all sessions
people-sessions-title = Sessions
people-sessions-ended = All sessions of { $name } have ended. Who knows the password can sign in again.
error-sessions-elsewhere = { $name } belongs to other organisations too. Only the operator of this site can end their sessions.
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
field-region-help = Figures for donors are grouped by region. A body belongs to one of the list.
field-income-group = Income group
income-group-low = Low income
income-group-lower-middle = Lower-middle income
income-group-upper-middle = Upper-middle income
income-group-high = High income
error-kind-missing = Choose a kind.
error-slug-malformed = Use lower-case Latin letters, digits and single hyphens, at most 60 in all.
error-slug-taken = Another organisation has this name in addresses. Choose a different one.
error-country-malformed = Enter the two letters of a country, such as NL. There is no country with these.
error-region-missing = Choose a region of the list.
error-income-group-missing = Choose an income group.

# Regions of election bodies.

regions-title = Regions
regions-text = Each election body belongs to one region, and figures for donors are grouped by it. Use the regions of the United Nations, or add your own before you add the bodies.
regions-own-title = Regions of this site
regions-none = None yet.
regions-m49-title = Regions of the United Nations (M49)
regions-link = Regions of this site
regions-add-title = Add a region
regions-add-help = Add it once. Every body of the region is then given it from the list.
regions-add-button = Add the region
regions-column-remove = Change
regions-remove = Remove { $region }
region-there = There is already { $region }. Choose it from the list.
region-near = There is already { $regions }. If you mean the same region, choose that one. If not, say so below.
region-different = This is a different region.
error-region-used = Election bodies belong to this region, so it stays on the list.
region-m49-015 = Northern Africa
region-m49-014 = Eastern Africa
region-m49-017 = Middle Africa
region-m49-018 = Southern Africa
region-m49-011 = Western Africa
region-m49-029 = Caribbean
region-m49-013 = Central America
region-m49-005 = South America
region-m49-021 = Northern America
region-m49-143 = Central Asia
region-m49-030 = Eastern Asia
region-m49-035 = South-eastern Asia
region-m49-034 = Southern Asia
region-m49-145 = Western Asia
region-m49-151 = Eastern Europe
region-m49-154 = Northern Europe
region-m49-039 = Southern Europe
region-m49-155 = Western Europe
region-m49-053 = Australia and New Zealand
region-m49-054 = Melanesia
region-m49-057 = Micronesia
region-m49-061 = Polynesia
