//! Assessing: a body's profile, its questionnaire, what it submits, and its gap report.
