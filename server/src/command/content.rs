//! `polder content`.

use catalog::Catalog;
use domain::content::Lang;

use super::{Failure, Outcome};
use crate::config::{CheckOptions, TemplateOptions};
use crate::serve::load_catalog;

/// `polder content check`.
pub fn check(options: &CheckOptions) -> Outcome {
    let folder = &options.content.content;
    let report = catalog::check(folder);
    for problem in &report.problems {
        println!("{}/{problem}", folder.display());
    }
    if !report.problems.is_empty() {
        let count = report.problems.len();
        let words = if count == 1 {
            "one problem".to_owned()
        } else {
            format!("{count} problems")
        };
        return Err(format!("{words} in {}", folder.display()).into());
    }
    for warning in &report.warnings {
        println!("note: {warning}");
    }
    if options.write_lock {
        let added = catalog::write_lock(folder).map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            lines.join("\n")
        })?;
        println!("{added} new ids in {}/ids.lock.", folder.display());
    }
    let catalog = load_catalog(folder)?;
    println!("{}", summary(&catalog));
    Ok(())
}

fn summary(catalog: &Catalog) -> String {
    let lang = Lang::default();
    let courses = catalog.courses(lang);
    let lessons: usize = courses
        .iter()
        .flat_map(|course| &course.modules)
        .map(|module| module.lessons.len())
        .sum();
    let models: Vec<String> = catalog
        .models(lang)
        .iter()
        .map(|model| {
            format!(
                "model {} version {} with {} practices",
                model.slug,
                model.version,
                model.practices().count()
            )
        })
        .collect();
    format!(
        "No problems: {} courses with {lessons} lessons, {}, {} terms.",
        courses.len(),
        words::list(lang, &models),
        catalog.glossary(lang).len(),
    )
}

/// `polder content template`.
pub fn template(options: &TemplateOptions) -> Outcome {
    let catalog = load_catalog(&options.content.content)?;
    match catalog.template(&options.name) {
        Some(template) => {
            print!("{template}");
            Ok(())
        }
        None => {
            let known: Vec<&str> = catalog.templates().collect();
            let message = format!(
                "there is no template {:?}; allowed are {}",
                options.name,
                words::list(Lang::default(), &known)
            );
            Err(Failure::wrong_value(message))
        }
    }
}
