//! What the people of the demonstration have read and passed.

use super::*;

impl Demo<'_> {
    /// What people have read and passed.
    pub(super) async fn learners(&self, casts: &[Cast]) -> Result<()> {
        let courses: Vec<(String, Vec<String>, Vec<String>)> = self
            .runner
            .env
            .catalog()
            .courses(Lang::default())
            .iter()
            .map(|course| {
                let lessons = course.modules.iter().flat_map(|module| &module.lessons);
                let quizzes = course.modules.iter().filter(|module| module.quiz.is_some());
                (
                    course.slug.clone(),
                    lessons.map(|lesson| lesson.slug.clone()).collect(),
                    quizzes.map(|module| module.slug.clone()).collect(),
                )
            })
            .collect();
        for (place, cast) in casts.iter().enumerate() {
            let email = if cast.slug == OWN_BODY {
                DEMO_ACCOUNTS[0].email.to_owned()
            } else {
                format!("training@{}.example", cast.slug)
            };
            let Some(row) = self.store().reader().account_by_email(&email).await? else {
                continue;
            };
            let learner = actor(
                row.id.into(),
                &cast.id,
                OrganisationKind::ElectionBody,
                Role::Learner,
            );
            // The demo's own learner stands in the middle of the first course; the others anywhere between nothing and all.
            let total: usize = courses.iter().map(|(_, lessons, _)| lessons.len()).sum();
            let read = if cast.slug == OWN_BODY {
                3
            } else {
                place * 5 % (total + 1)
            };
            let mut left = read;
            for (course, lessons, quizzes) in &courses {
                for (index, lesson) in lessons.iter().take(left).enumerate() {
                    // A lesson every second day.
                    let before = read - left + index;
                    self.set(90 - (place as i64) - before as i64 * 2, 12, 10);
                    act!(self.runner, &learner, complete_lesson(course, lesson))?;
                }
                if left >= lessons.len() {
                    for module in quizzes {
                        self.quiz(&learner, course, module, place).await?;
                    }
                }
                left = left.saturating_sub(lessons.len());
            }
        }
        Ok(())
    }

    /// An attempt, or a failed one and then a better one.
    async fn quiz(&self, learner: &Actor, course: &str, module: &str, place: usize) -> Result<()> {
        let tries: &[usize] = if place.is_multiple_of(3) {
            &[3, 0]
        } else {
            &[place % 2]
        };
        for (number, wrong) in tries.iter().enumerate() {
            self.set(20 - number as i64, 12, 30);
            let key = self.runner.env.new_id();
            let id = act!(self.runner, learner, start_attempt(course, module, &key))?;
            let asked = act!(self.runner, learner, attempt(Lang::default(), &id))?.asked;
            let response = asked
                .items(Lang::default())
                .iter()
                .enumerate()
                .map(|(index, item)| {
                    let answer = if index < *wrong {
                        item.mistake()
                    } else {
                        item.key()
                    };
                    (item.id.clone(), answer)
                });
            let sent = asked.sent(&response.collect());
            act!(self.runner, learner, hand_in(&id, &sent))?;
        }
        Ok(())
    }
}
