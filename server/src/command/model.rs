//! `polder model`.

use catalog::Catalog;
use domain::assess::model::{Model, Practice, PracticeStatus};
use domain::assess::upgrade::Change;
use domain::content::Lang;

use super::{Failure, Outcome};
use crate::config::ModelDiffOptions;
use crate::serve::load_catalog;

/// `polder model diff`.
pub fn diff(options: &ModelDiffOptions) -> Outcome {
    let catalog = load_catalog(&options.content.content)?;
    let (old, new) = (version(&catalog, options.old)?, version(&catalog, options.new)?);
    for line in changes(old, new)? {
        println!("{line}");
    }
    Ok(())
}

fn version(catalog: &Catalog, version: u32) -> Result<&Model, Failure> {
    let models = catalog.models(Lang::default());
    models
        .iter()
        .find(|model| model.version == version)
        .ok_or_else(|| {
            let known: Vec<String> = models.iter().map(|model| model.version.to_string()).collect();
            let known = words::list(Lang::default(), &known);
            Failure::wrong_value(format!(
                "there is no version {version} of the model; there are {known}"
            ))
        })
}

/// What becomes of answers: a line for each practice of the new version, and then for each that is asked no more.
fn changes(old: &Model, new: &Model) -> Result<Vec<String>, Failure> {
    let upgrade = new.upgrade.as_ref().filter(|upgrade| upgrade.from == old.version);
    let Some(upgrade) = upgrade else {
        let message = format!(
            "version {} takes over no answers to version {}",
            new.version, old.version
        );
        return Err(Failure::wrong_value(message));
    };
    let mut lines = Vec::new();
    let asked = |model: &'_ Model| -> Vec<Practice> {
        let practices = model.practices();
        practices
            .filter(|practice| practice.status == PracticeStatus::Published)
            .cloned()
            .collect()
    };
    for practice in asked(new) {
        let what = match upgrade.origin(&practice.id) {
            None => "new: not answered yet".to_owned(),
            Some(origin) => match origin.change {
                Change::Same => "as it is: the answer counts".to_owned(),
                Change::Reworded => "new words: the answer counts, and somebody should look".to_owned(),
                Change::Fresh => {
                    let from: Vec<String> = origin.from.iter().map(ToString::to_string).collect();
                    format!("asked anew, from {}", words::list(Lang::default(), &from))
                }
            },
        };
        let level = match old.practice(practice.id.as_str()) {
            Some(before) if before.level != practice.level => {
                format!(" (level {} instead of {})", practice.level, before.level)
            }
            _ => String::new(),
        };
        lines.push(format!("{}  {what}{level}", practice.id));
    }
    for practice in asked(old)
        .iter()
        .filter(|practice| new.practice(practice.id.as_str()).is_none())
    {
        let to: Vec<String> = upgrade
            .successors(new, &practice.id)
            .map(|practice| practice.id.to_string())
            .collect();
        lines.push(format!(
            "{}  asked no more; goes to {}",
            practice.id,
            words::list(Lang::default(), &to)
        ));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_practice_of_both_versions_is_accounted_for() {
        let content = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
        let catalog = load_catalog(&content).expect("the content");
        let of = |number| version(&catalog, number).expect("a version");
        let (old, new) = (of(1), of(2));
        let lines = changes(old, new).expect("changes");
        let told = |id: &str| lines.iter().filter(|line| line.starts_with(id)).count();
        for practice in new.practices().chain(old.practices()) {
            assert_eq!(told(practice.id.as_str()), 1, "{}", practice.id);
        }
        let line = |id: &str| lines.iter().find(|line| line.starts_with(id)).map(String::as_str);
        assert_eq!(line("GOV-11"), Some("GOV-11  new: not answered yet"));
        assert_eq!(
            line("GOV-02"),
            Some("GOV-02  as it is: the answer counts (level 2 instead of 1)")
        );
        assert_eq!(line("GOV-05"), Some("GOV-05  asked no more; goes to IRO-11"));
        assert!(changes(new, old).is_err());
        assert!(version(&catalog, 9).is_err());
    }
}
