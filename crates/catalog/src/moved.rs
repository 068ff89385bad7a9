//! Addresses that courses, lessons and quizzes had before, and where they lead now.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::content::Status;

use crate::course::{ATTEMPTS, CheckedCourse, NOT_ATTEMPTS};
use crate::form::CheckedForm;
use crate::lock::{Ids, Kind};
use crate::problem::Problems;

/// Where former addresses lead: each the path below `/learn/`.
#[derive(Debug, Default)]
pub(crate) struct Moved(HashMap<String, String>);

impl Moved {
    /// Where an address below `/learn/` leads that nothing has any more.
    pub(crate) fn find(&self, address: &str) -> Option<&str> {
        self.0.get(address).map(String::as_str)
    }

    /// Every address, present and former, of what was ever offered. The addresses become part of `ids`, so that the lock misses one
    /// that leads nowhere.
    pub(crate) fn read(courses: &[CheckedCourse], ids: &mut Ids, problems: &mut Problems) -> Self {
        let mut places = Places::default();
        for course in courses {
            let file = format!("courses/{}/course.toml", course.slug);
            if course.former.iter().any(|former| former == ATTEMPTS) {
                problems.add(&file, 1, NOT_ATTEMPTS);
            }
            if !course.modules.iter().any(|module| is_offered(&module.lessons)) {
                continue;
            }
            let names = names(&course.slug, &course.former);
            places.add(
                &file,
                &course.slug,
                course.id.as_str(),
                names.iter().map(|name| (*name).to_owned()),
            );
            for module in course.modules.iter().filter(|module| is_offered(&module.lessons)) {
                if module.quiz.is_some() {
                    let former = addresses(&names, "quiz/", &module.slug, &module.former);
                    let now = format!("{}/quiz/{}", course.slug, module.slug);
                    places.add(&file, &now, module.id.as_str(), former);
                }
                for lesson in module
                    .lessons
                    .iter()
                    .filter(|lesson| lesson.status != Status::Draft)
                {
                    let former = addresses(&names, "", &lesson.slug, &lesson.former);
                    let now = format!("{}/{}", course.slug, lesson.slug);
                    for form in &lesson.forms {
                        let below = form_addresses(&names, &former, form);
                        let now = format!("{now}/forms/{}", form.slug);
                        places.add(&form.file, &now, form.id.as_str(), below);
                    }
                    places.add(&file, &now, lesson.id.as_str(), former);
                }
            }
        }
        places.finish(ids, problems)
    }
}

fn is_offered(lessons: &[crate::lesson::CheckedLesson]) -> bool {
    lessons.iter().any(|lesson| lesson.status != Status::Draft)
}

fn names<'a>(slug: &'a str, former: &'a [String]) -> Vec<&'a str> {
    std::iter::once(slug)
        .chain(former.iter().map(String::as_str))
        .collect()
}

/// The addresses of something within a course, whatever either was named. A former name with a stroke names another course.
fn addresses(courses: &[&str], kind: &str, slug: &str, former: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for name in names(slug, former) {
        match name.split_once('/') {
            Some((course, name)) => found.push(format!("{course}/{kind}{name}")),
            None => found.extend(courses.iter().map(|course| format!("{course}/{kind}{name}"))),
        }
    }
    found
}

/// The addresses of a form, whatever it, its lesson or its course was named. A former name with a stroke names another lesson.
fn form_addresses(courses: &[&str], lessons: &[String], form: &CheckedForm) -> Vec<String> {
    let mut found = Vec::new();
    for name in names(&form.slug, &form.former) {
        match name.split_once('/') {
            Some((lesson, name)) => {
                found.extend(
                    courses
                        .iter()
                        .map(|course| format!("{course}/{lesson}/forms/{name}")),
                );
            }
            None => found.extend(lessons.iter().map(|lesson| format!("{lesson}/forms/{name}"))),
        }
    }
    found
}

#[derive(Default)]
struct Places {
    /// What has an address now.
    present: BTreeSet<String>,
    /// For each address what it leads to: the address of now, the id, and the file that says so.
    all: BTreeMap<String, Vec<(String, String, String)>>,
}

impl Places {
    fn add(&mut self, file: &str, now: &str, id: &str, addresses: impl IntoIterator<Item = String>) {
        self.present.insert(now.to_owned());
        for address in addresses {
            let place = (now.to_owned(), id.to_owned(), file.to_owned());
            self.all.entry(address).or_default().push(place);
        }
    }

    fn finish(self, ids: &mut Ids, problems: &mut Problems) -> Moved {
        let mut moved = HashMap::new();
        for (address, mut places) in self.all {
            places.dedup();
            if let [_, (_, _, file), ..] = &places[..] {
                let message = format!(
                    "the address /learn/{address} would lead to two places; one of them has or had that name"
                );
                problems.add(file, 1, message);
            }
            for (now, id, _) in places {
                ids.publish(Kind::Address, format!("{address} {id}"));
                if !self.present.contains(&address) {
                    moved.insert(address.clone(), now);
                }
            }
        }
        Moved(moved)
    }
}
