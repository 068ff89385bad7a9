# The first page.

landing-page-title = Election security, learnt together
landing-title = A dyke is as strong as its lowest point
landing-lead = Election bodies learn, measure themselves and show the gaps they choose to show. Donors see where help closes the most.
landing-official-title = I work in an election office
landing-official-text = Short courses in plain language, 12 to 15 minutes a lesson, on any phone or PC. Read without an account; sign in to keep your progress.
landing-official-link = Browse the courses
landing-body-title = I assess my election body
landing-body-text = Answer a questionnaire with your colleagues, see your dyke profile, and get a plan sorted by what can still be done before the vote.
landing-body-link = Start or continue an assessment
landing-donor-title = I plan assistance
landing-donor-text = See gaps by region and domain, and the reports of bodies that show them to you. Nothing that a body keeps private can be worked out.
landing-donor-link = See where help is needed
landing-trust-title = Your answers stay yours
landing-trust-text = An assessment is seen by your own colleagues and nobody else, until two people of your body decide otherwise, round by round. What donors see is built so that no single body can be picked out of it.
