# Signing in, passwords.

field-email = E-mail address
field-password = Password
field-new-password = New password
field-repeat-password = New password, once more
sign-in-title = Sign in
sign-in-button = Sign in
sign-in-help = No account, or the password is lost? Ask the lead of your organisation for a new link.
set-password-title = Choose a password
set-password-help = At least 15 characters. A few words that you can remember are better than a short riddle.
set-password-button = Save the password
set-password-expired-title = This link no longer works
set-password-expired = It was used before, or it is older than a week. Ask the lead of your organisation for a new one.

error-email-missing = Enter your e-mail address.
error-email-malformed = Enter an e-mail address such as name@example.org.
error-password-missing = Enter your password.
error-sign-in-failed = Address and password do not match. Check both and try again.
error-password-short = Use at least 15 characters.
error-password-long = Use at most 256 characters.
error-password-differs = The two passwords differ. Type the same one twice.
error-name-missing = Enter a name.
error-name-long = Use at most 200 characters.
error-role-missing = Choose at least one role.
