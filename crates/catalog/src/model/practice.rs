//! Domains and practices of a model: their checks, and their texts in another language.

use super::*;

impl CheckedDomain {
    pub(super) fn check(
        raw: &RawDomain,
        code: &str,
        rules: Rules,
        flags: Option<&HashSet<String>>,
        reader: &mut Reader<'_>,
    ) -> Self {
        if raw.code.get_ref() != code {
            let message = format!(
                "the code is {}, but the file's name says {code}",
                raw.code.get_ref()
            );
            reader.problem(&raw.code.span(), message);
        }
        let domain = Self {
            file: reader.source.file.to_owned(),
            code: reader.id(Kind::Domain, &raw.code),
            title: reader.text("the title", &raw.title),
            summary: reader.text("the summary", &raw.summary),
            targets: Targets {
                T1: reader.number("the target for T1", &raw.targets.T1, 1..=4),
                T2: reader.number("the target for T2", &raw.targets.T2, 1..=4),
                T3: reader.number("the target for T3", &raw.targets.T3, 1..=4),
                T4: reader.number("the target for T4", &raw.targets.T4, 1..=4),
            },
            practices: raw
                .practices
                .iter()
                .map(|practice| CheckedPractice::check(practice, code, rules, flags, reader))
                .collect(),
        };
        if domain.practices.is_empty() {
            reader.problem(&(0..0), "the domain has no practice");
        }
        domain
    }

    pub(super) fn localise(&self, to: &Translator<'_>) -> Domain {
        Domain {
            code: self.code.clone(),
            title: to.text(&self.title),
            summary: to.text(&self.summary),
            targets: self.targets,
            practices: self
                .practices
                .iter()
                .map(|practice| practice.localise(to))
                .collect(),
        }
    }
}

impl CheckedPractice {
    fn check(
        raw: &RawPractice,
        code: &str,
        rules: Rules,
        flags: Option<&HashSet<String>>,
        reader: &mut Reader<'_>,
    ) -> Self {
        let number = raw
            .id
            .get_ref()
            .strip_prefix(code)
            .and_then(|rest| rest.strip_prefix('-'));
        if !number.is_some_and(|number| number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let message = format!(
                "`{}` does not fit this domain: its practices are {code}-01 to {code}-99",
                raw.id.get_ref()
            );
            reader.problem(&raw.id.span(), message);
        }
        // If model.toml cannot be read, that alone is the problem.
        let applies_when = match flags {
            Some(flags) => reader.references("flag", &raw.applies_when, flags),
            None => Vec::new(),
        };
        for subcategory in &raw.nist {
            if !is_nist_subcategory(subcategory.get_ref()) {
                let message = format!(
                    "`{}` is not one of the {} subcategories of the NIST Cybersecurity Framework 2.0",
                    subcategory.get_ref(),
                    NIST_SUBCATEGORIES
                );
                reader.problem(&subcategory.span(), message);
            }
        }
        for safeguard in &raw.cis {
            if !is_cis_safeguard(safeguard.get_ref()) {
                let message = format!(
                    "`{}` is not a number of a CIS safeguard such as 14.1",
                    safeguard.get_ref()
                );
                reader.problem(&safeguard.span(), message);
            }
        }
        let plain = |fields: &[Field]| fields.iter().map(|field| field.get_ref().clone()).collect();
        if raw.evidence.is_empty() {
            reader.problem(&raw.id.span(), "the practice names no evidence");
        }
        if rules == Rules::UpToTarget {
            plain::check(raw, reader);
        }
        let id: PracticeId = reader.id(Kind::Practice, &raw.id);
        Self {
            line: reader.source.line_of(&raw.id.span()),
            origin: upgrade::origin(raw, reader),
            level: reader.number("level", &raw.level, 1..=4),
            applies_when,
            title: reader.text("the title", &raw.title),
            question: parts::CheckedQuestion::check(raw, rules, reader),
            help: reader.text("the help", &raw.help),
            full: reader.text("“fully”", &raw.fully),
            evidence: reader.texts("a piece of evidence", &raw.evidence),
            impact: reader.number("impact", &raw.impact, 1..=5),
            effort: reader.number("effort", &raw.effort, 1..=5),
            lead_weeks: reader.number("lead_weeks", &raw.lead_weeks, 0..=260),
            nist: plain(&raw.nist),
            cis: plain(&raw.cis),
            sources: plain(&raw.sources),
            id,
            status: if reader.is_offered(raw.status.as_ref()) {
                PracticeStatus::Published
            } else {
                PracticeStatus::Deprecated
            },
        }
    }

    fn localise(&self, to: &Translator<'_>) -> Practice {
        Practice {
            id: self.id.clone(),
            level: self.level,
            applies_when: self.applies_when.clone(),
            title: to.text(&self.title),
            question: self.question.localise(to),
            help: to.text(&self.help),
            full: to.text(&self.full),
            evidence: to.texts(&self.evidence),
            impact: self.impact,
            effort: self.effort,
            lead_weeks: self.lead_weeks,
            nist: self.nist.clone(),
            cis: self.cis.clone(),
            sources: self.sources.clone(),
            status: self.status,
        }
    }
}
