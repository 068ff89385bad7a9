//! The parts of the report below its summary: the picture, what comes first, the plan, the domains, the method.

use super::*;

impl Parts<'_> {
    pub(super) fn picture(&self) -> AnyView {
        let cx = self.cx;
        let dyke = Dyke::of(self.report, self.texts);
        let name = cx.t("dyke-title");
        let quick = (self.report.scope == Scope::Quick).then(|| view! { <p>{cx.t("report-quick-note")}</p> });
        view! {
            <figure class="dyke-figure">
                <section class="dyke-scroll" tabindex="0" aria-label=name.clone()>
                    {dyke_picture(cx, "dyke", &name, &dyke, DykeSize::Full)}
                </section>
                <figcaption>
                    <ul class="dyke-legend">
                        <li><span class="dyke-key dyke-key-crest" aria-hidden="true"></span> {cx.t("dyke-legend-crest")}</li>
                        <li><span class="dyke-key dyke-key-solid" aria-hidden="true"></span> {cx.t("dyke-legend-solid")}</li>
                        <li><span class="dyke-key dyke-key-target" aria-hidden="true"></span> {cx.t("dyke-legend-target")}</li>
                        <li><span class="dyke-key dyke-key-water" aria-hidden="true"></span> {cx.t("dyke-legend-water")}</li>
                    </ul>
                    {quick}
                </figcaption>
            </figure>
        }
        .into_any()
    }

    /// The lessons that teach a practice; nothing if none does.
    fn lesson_links(&self, practice: &str) -> Option<AnyView> {
        let lessons = self.texts.map_or(&[][..], |texts| texts.lessons(practice));
        let links = |lesson: &ReportLesson| {
            let path = format!("/learn/{}/{}", lesson.course, lesson.slug);
            view! { <li><a href=path>{content(self.cx, &lesson.title)}</a></li> }
        };
        let items = lessons.iter().map(links).collect_view();
        (!lessons.is_empty()).then(|| view! { <ul class="lesson-links">{items}</ul> }.into_any())
    }

    /// The way to ask for help with a gap.
    fn ask(&self, line: &GapLine) -> Option<AnyView> {
        let ask = self.ask?;
        let href = format!("{ask}?practice={}", line.practice);
        let link = view! {
            <a class="small no-print" href=href>
                {self.cx.t("ledger-ask")}
                <span class="visually-hidden">" " {line.practice.clone()}</span>
            </a>
        };
        Some(link.into_any())
    }

    fn weeks(&self, line: &GapLine) -> String {
        self.cx
            .t_with("report-weeks", &[("n", i64::from(line.lead_weeks).into())])
    }

    fn effort(&self, line: &GapLine) -> String {
        self.cx.t(&format!("effort-{}", line.effort.clamp(1, 5)))
    }

    fn answer(&self, line: &GapLine) -> String {
        line.answer
            .and_then(Answer::parse)
            .map_or_else(|| self.cx.t("answer-none"), |answer| answer_name(self.cx, answer))
    }

    /// Whether the numbers behind the order have words: version 1 of the model gave its steps of impact none.
    fn has_reasons(&self) -> bool {
        self.value.priority.lead_weight > 0.0 && !self.report.gaps.is_empty()
    }

    /// Why a gap stands where it stands, in words.
    fn why(&self, line: &GapLine) -> Option<AnyView> {
        self.has_reasons().then(|| {
            let harm = self.cx.t(&format!("impact-{}", line.impact.clamp(1, 5)));
            view! { <p>{harm}</p> }.into_any()
        })
    }

    pub(super) fn top(&self) -> AnyView {
        let cx = self.cx;
        let has_date = self.report.next_election.is_some();
        let title = if has_date {
            cx.t("report-top-title")
        } else {
            cx.t("report-top-title-no-date")
        };
        let wanted = if has_date {
            Bucket::BeforeElection
        } else {
            Bucket::NoDate
        };
        let items: Vec<_> = self
            .document
            .gaps
            .iter()
            .filter(|line| line.bucket == wanted.as_str())
            .take(TOP)
            .map(|line| {
                let lessons = self.lesson_links(&line.practice).map(|links| {
                    view! {
                        <p class="small muted">{cx.t("report-lessons")}</p>
                        {links}
                    }
                });
                let gates = line.gates.then(|| view! { <span class="tag tag-attention">{cx.t("report-gates")}</span> });
                view! {
                    <li class="keep-together">
                        <h3>{self.practice_title(&line.practice)}</h3>
                        <p class="muted">
                            <span dir="ltr">{line.practice.clone()}</span> " · " {self.domain_title(&line.domain)} " · "
                            {self.answer(line)} " " {gates}
                        </p>
                        {self.why(line)}
                        <p>{self.effort(line)} " · " {self.weeks(line)}</p>
                        {lessons}
                        {self.ask(line).map(|link| view! { <p>{link}</p> })}
                    </li>
                }
            })
            .collect();
        let list = if items.is_empty() {
            let text = if self.report.gaps.is_empty() {
                cx.t("report-no-gaps")
            } else {
                cx.t("report-top-none")
            };
            view! { <p>{text}</p> }.into_any()
        } else {
            view! { <ol class="report-top">{items}</ol> }.into_any()
        };
        view! {
            <section aria-labelledby="report-top">
                <h2 id="report-top">{title}</h2>
                {self.has_reasons().then(|| view! { <p>{cx.t("report-top-why")}</p> })}
                {list}
            </section>
        }
        .into_any()
    }

    pub(super) fn buckets(&self) -> AnyView {
        let cx = self.cx;
        if self.report.gaps.is_empty() {
            return ().into_any();
        }
        let buckets = Bucket::ALL
            .into_iter()
            .filter(|bucket| self.report.count_in(*bucket) > 0)
            .map(|bucket| self.bucket(bucket))
            .collect_view();
        view! {
            <section aria-labelledby="report-gaps">
                <h2 id="report-gaps">{cx.t("report-gaps-title")}</h2>
                {buckets}
            </section>
        }
        .into_any()
    }

    fn bucket(&self, bucket: Bucket) -> AnyView {
        let cx = self.cx;
        let name = bucket.as_str();
        let rows = self
            .document
            .gaps
            .iter()
            .filter(|line| line.bucket == name)
            .map(|line| {
                let gates = line
                    .gates
                    .then(|| view! { <br/> <span class="small muted">{cx.t("report-gates")}</span> });
                view! {
                    <tr>
                        <th scope="row">
                            <span class="small muted" dir="ltr">{line.practice.clone()}</span> " "
{self.practice_title(&line.practice)} {gates} {self.lesson_links(&line.practice)}
                            {self.ask(line)}
                        </th>
                        <td>{self.answer(line)}</td>
                        <td class="number">{cx.number(line.level)}</td>
                        <td>{self.effort(line)}</td>
                        <td class="number">{cx.number(line.lead_weeks)}</td>
                        <td class="number">{cx.decimal(&line.priority)}</td>
                    </tr>
                }
            })
            .collect_view();
        let count = cx.t_with("report-gap-count", &[("n", self.report.count_in(bucket).into())]);
        let columns = vec![
            Column::text(cx.t("report-practice")),
            Column::text(cx.t("report-answer")),
            Column::number(cx.t("report-level")),
            Column::text(cx.t("report-effort")),
            Column::number(cx.t("report-lead-weeks")),
            Column::number(cx.t("report-priority")),
        ];
        view! {
            <h3>{cx.t(&format!("bucket-{name}"))}</h3>
            <p class="muted">{cx.t(&format!("bucket-{name}-text"))}</p>
            <DataTable caption=count class="gap-table" columns>{rows}</DataTable>
        }
        .into_any()
    }

    fn domain_row(&self, line: &DomainLine) -> impl IntoView + use<> {
        let cx = self.cx;
        let none = || cx.t("report-not-answered");
        let warning = line.not_applicable_warning.then(|| {
            view! { <br/> <span class="small attention">{cx.t_with("report-na-warning", &[("share", cx.percent(20).into())])}</span> }
        });
        let average = line
            .average
            .as_ref()
            .map_or_else(none, |average| cx.decimal(average));
        let gated = line
            .gated
            .map_or_else(|| "–".to_owned(), |gated| cx.number(gated));
        let answered = cx.t_with(
            "assess-progress-short",
            &[
                ("answered", line.answered.into()),
                ("asked", line.in_scope.into()),
            ],
        );
        let share = line
            .share_percent
            .map_or_else(|| "–".to_owned(), |share| cx.percent(share));
        let gaps = line.gaps.map_or_else(|| "–".to_owned(), |gaps| cx.number(gaps));
        view! {
            <tr>
                <th scope="row">
                    <span class="small muted" dir="ltr">{line.code.clone()}</span> " " {self.domain_title(&line.code)} {warning}
                </th>
                <td class="number">{average}</td>
                <td class="number">{gated}</td>
                <td class="number">{cx.number(line.target)}</td>
                <td class="number">{answered}</td>
                <td class="number">{gaps}</td>
                <td class="number">{share}</td>
            </tr>
        }
    }

    pub(super) fn domains(&self) -> AnyView {
        let cx = self.cx;
        let rows = self
            .document
            .domains
            .iter()
            .map(|line| self.domain_row(line))
            .collect_view();
        let total = &self.document.total;
        let average = total
            .average
            .as_ref()
            .map_or_else(|| "–".to_owned(), |average| cx.decimal(average));
        let gated = total
            .gated
            .map_or_else(|| "–".to_owned(), |gated| cx.number(gated));
        let answered = cx.t_with(
            "assess-progress-short",
            &[
                ("answered", total.answered.into()),
                ("asked", total.in_scope.into()),
            ],
        );
        let gaps = cx.number(self.document.gaps.len());
        let columns = vec![
            Column::text(cx.t("report-domain")),
            Column::number(cx.t("report-average")),
            Column::number(cx.t("report-gated")),
            Column::number(cx.t("report-target")),
            Column::number(cx.t("report-answered")),
            Column::number(cx.t("report-gaps")),
            Column::number(cx.t("report-share")),
        ];
        let foot = view! {
            <tr>
                <th scope="row">{cx.t("report-whole")}</th>
                <td class="number">{average}</td>
                <td class="number">{gated}</td>
                <td class="number">"–"</td>
                <td class="number">{answered}</td>
                <td class="number">{gaps}</td>
                <td class="number">"–"</td>
            </tr>
        }
        .into_any();
        let to_target = total.to_target_percent.map(|share| {
            view! { <p>{cx.t_with("report-to-target", &[("share", cx.percent(share).into())])}</p> }
        });
        view! {
            <section aria-labelledby="report-domains">
                <h2 id="report-domains">{cx.t("report-domains-title")}</h2>
                {to_target}
                <DataTable caption=cx.t("report-domains-caption") class="domain-table" columns foot>{rows}</DataTable>
            </section>
        }
        .into_any()
    }

    pub(super) fn method(&self) -> AnyView {
        let cx = self.cx;
        let constants = &self.value.priority;
        let number = |value: f64| cx.score(value);
        let effort = format!("1 + {} (E − 1)", number(constants.effort_weight));
        // Only rules that ask no more than can be planned weigh the lead time.
        let is_up_to_target = constants.lead_weight > 0.0;
        let divisor = if is_up_to_target {
            format!("(({effort}) · (1 + {} L))", constants.lead_weight)
        } else {
            format!("({effort})")
        };
        let formula = format!("{} · gap · I/5 · g / {divisor}", number(constants.scale));
        let (average, letters) = if is_up_to_target {
            ("report-method-average-up-to-target", "report-method-letters-lead")
        } else {
            ("report-method-average", "report-method-letters")
        };
        let items = [
            cx.t("report-method-values"),
            cx.t(average),
            cx.t("report-method-gated"),
            cx.t("report-method-target"),
            cx.t_with(
                "report-method-gate",
                &[("factor", number(constants.gate_factor).into())],
            ),
            cx.t_with(
                "report-method-timing",
                &[("weeks", i64::from(self.report.freeze_weeks).into())],
            ),
            cx.t("report-method-na"),
            cx.t("report-method-rounding"),
        ];
        let items = items
            .into_iter()
            .map(|text| view! { <li>{text}</li> })
            .collect_view();
        view! {
            <section class="report-method" aria-labelledby="report-method">
                <h2 id="report-method">{cx.t("report-method-title")}</h2>
                <ul>{items}</ul>
                <p>{cx.t("report-method-priority")}</p>
                <p dir="ltr"><code>{formula}</code></p>
                <p class="muted small">{cx.t(letters)}</p>
            </section>
        }
        .into_any()
    }
}
